"""The parts of an entry: its texts, sources, consents, pictures and links in its form. Who changes them changes it."""

import re
from contextlib import contextmanager

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, When
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.editing.form_fields import PictureField, mark_language
from publishing.editing.forms import text_fields
from publishing.editing.gone_rows import new_for_gone
from publishing.entries import history
from publishing.entries.history import published_models
from publishing.models import Citation, Consent, Entry, Picture, Text


def owner_keys(model):
    """The foreign keys of `model` to the entries whose part its rows are."""
    keys = [field for field in model._meta.concrete_fields if field.many_to_one]
    return [
        key
        for key in keys
        if issubclass(key.related_model, Entry) and key.remote_field.get_accessor_name() in key.related_model.PARTS
    ]


def owners(rows):
    """The entries whose part `rows` are, as they are in memory and as they are saved."""
    found = {}
    for row in rows:
        saved = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        for one in filter(None, (row, saved)):
            for key in owner_keys(type(row)):
                entry = getattr(one, key.name)
                found[type(entry), entry.pk] = entry
    return list(found.values())


@contextmanager
def kept_with_parts(entries, part, *, by):
    """Versions of `entries` before and after `by` changes rows of the model `part` inside."""
    with history.kept_around(*entries, by=by):
        yield
        count_up(entries, part, by=by)


def count_up(entries, part, *, by):
    """Count `entries` up for changed rows of `part`; changed itself is an entry that is published with such rows."""
    for entry in entries:
        changed = {"version": F("version") + 1}
        if part in published_models(type(entry)):
            changed |= {"edited_by": by, "updated_at": timezone.now()}
        Entry.objects.filter(pk=entry.pk).update(**changed)


class PartAdmin(admin.ModelAdmin):
    """The form of rows that are part of entries, and are kept with them."""

    def save_model(self, request, obj, form, change):
        form.owners = owners([obj])
        for entry in form.owners:
            history.keep_before(entry)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        count_up(form.owners, self.model, by=request.user)
        for entry in form.owners:
            history.keep(entry, by=request.user)

    def delete_model(self, request, obj):
        with kept_with_parts(owners([obj]), self.model, by=request.user):
            super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with kept_with_parts(owners(queryset), self.model, by=request.user):
            super().delete_queryset(request, queryset)


class PartForm(forms.ModelForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "language" in self.fields and (self.is_bound or self.instance.pk):
            mark_language(self, self["language"].value(), [name for name in self.fields if name != "language"])

    def clean(self):
        """Django asks for what is unique only after its own `clean`; PartFormSet asks it of all rows together."""
        return self.cleaned_data


class PartFormSet(BaseInlineFormSet):
    """Rows judged, and saved, as they will stand together. Those that somebody removed meanwhile are new ones."""

    def __init__(self, data=None, files=None, instance=None, *, prefix, **kwargs):
        if instance.pk and data is not None and any(data.get(name) for name in data if _is_key(prefix, name)):
            there = self.model._base_manager.filter(**{self.fk.name: instance}).values_list("pk", flat=True)
            data, files = new_for_gone(data, files, prefix, {str(pk) for pk in there})
        super().__init__(data, files, instance, prefix=prefix, **kwargs)

    def total_form_count(self):
        """As many as were sent, if more are claimed: a page of thousands of empty rows is nobody's form."""
        claimed = super().total_form_count()
        if not self.is_bound or claimed <= self.extra + self.min_num + self.initial_form_count():
            return claimed
        sent = re.compile(rf"{re.escape(self.prefix)}-(\d{{1,6}})-.+")
        numbers = [int(match[1]) for name in (*self.data, *self.files) if (match := sent.fullmatch(name))]
        return min(claimed, max(numbers, default=-1) + 1)

    def validate_unique(self):
        """Each row by itself, then the constraints that span the rows of the entry."""
        there = [form for form in self.forms if form.has_changed() or form.instance.pk is not None]
        live = [form for form in there if form.is_valid() and form not in self.deleted_forms]
        for form in live:
            try:
                form.instance.validate_constraints(exclude={self.fk.name})
            except ValidationError as error:
                form.add_error(None, error)
        for constraint in self.model._meta.total_unique_constraints:
            if self.fk.name in constraint.fields:
                self._validate_together(live, constraint)

    def _validate_together(self, live, constraint):
        def key(row):
            return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)

        names = [name for name in constraint.fields if name != self.fk.name]
        inside = {form.instance.pk for form in self.initial_forms}
        # What is beside the form, somebody else added meanwhile.
        taken = {key(row) for row in self.get_queryset() if row.pk not in inside}
        for form in live:
            if key(form.instance) in taken:
                form.add_error(None, constraint.get_violation_error_message())
            taken.add(key(form.instance))

    def save_existing_objects(self, commit=True):
        """Rows that change or go leave the entry first: databases look at one after the other, at keys in the end."""
        moved = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        if commit and len(moved) > 1:
            self.model._base_manager.filter(pk__in=moved).update(**{self.fk.attname: -F("pk")})
        return super().save_existing_objects(commit)


def _is_key(prefix, name):
    """Whether the posted field `name` holds the key of a row of the formset `prefix`."""
    return re.fullmatch(rf"{re.escape(prefix)}-\d{{1,6}}-id", name)


class PartsInOneForm:
    form, formset = PartForm, PartFormSet
    extra = 0


class TextFormSet(PartFormSet):
    def get_queryset(self):
        """The original first: why a field is empty is asked beside it."""
        if not hasattr(self, "_queryset"):
            translated = Case(When(language=self.instance.original_language, then=0), default=1)
            self.queryset = self.queryset.order_by(translated, "language")
        return super().get_queryset()

    def get_form_kwargs(self, index):
        """A further text is a translation; into which language, nobody has said."""
        kwargs, saved = super().get_form_kwargs(index), self.initial_form_count()
        if index is None or index >= max(saved, 1):
            return kwargs | {"initial": {"language": "", "origin": Text.Origin.HUMAN}}
        return kwargs if saved else kwargs | {"initial": {"language": self.instance.original_language}}


class TextInline(PartsInOneForm, admin.StackedInline):
    formset = TextFormSet
    min_num = 1
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 5})}}

    def get_fields(self, request, obj=None):
        return text_fields(self.parent_model)


class LinkingInline(PartsInOneForm):
    """What an entry is linked to; `parts` are the words of the vocabulary that its rows are read with."""

    parts = ()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.parts)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation:
            field.widget.can_delete_related = False  # the row is deleted here, never what it links to
        return field


class PartInline(LinkingInline, admin.TabularInline):
    """Rows of a few short fields."""


class WidePartInline(LinkingInline, admin.StackedInline):
    """Rows of so many fields that they stand below one another."""


class CitationInline(PartInline):
    model = Citation
    autocomplete_fields = ["source"]
    fields = ["source", "locator", "position"]


class ConsentForm(PartForm):
    """A line of the ledger. What an organisation itself agreed to by a link stays as it is, but can come to an end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_by_link:
            for name in set(self.fields) - {"until"}:
                self.fields[name].disabled = True
        elif "means" in self.fields:
            means = self.fields["means"]
            means.choices = [choice for choice in means.choices if choice[0] != Consent.Means.LINK]

    @property
    def is_by_link(self):
        return self.instance.pk is not None and self.instance.means == Consent.Means.LINK


class ConsentFormSet(PartFormSet):
    user = None

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.is_by_link and "DELETE" in form.fields:
            form.fields["DELETE"].disabled = True

    def save(self, commit=True):
        for line in self.forms:
            if line.has_changed() and not line.is_by_link:
                line.instance.recorded_by, line.instance.recorded_at = self.user, timezone.now()
        return super().save(commit)


class ConsentInline(admin.StackedInline):
    """The ledger of an entry. Whoever may change the entry may write in it."""

    model = Consent
    form, formset = ConsentForm, ConsentFormSet
    extra = 0
    fields = [
        ("basis", "until"),
        ("role", "given_on", "means"),
        ("web", "exports", "translation", "photographs"),
        "recorded",
    ]
    readonly_fields = ["recorded"]

    @admin.display(description=gettext_lazy("written down"))
    def recorded(self, consent):
        if consent.pk is None:
            return ""
        by = consent.recorded_by or (_("the organisation") if consent.means == Consent.Means.LINK else "")
        when = date_format(timezone.localtime(consent.recorded_at), "DATETIME_FORMAT")
        return f"{when}, {by}" if by else when

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("recorded_by")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.user = request.user
        return formset

    def has_change_permission(self, request, obj=None):
        entries = self.admin_site.get_model_admin(self.parent_model)
        return entries.has_add_permission(request) if obj is None else entries.has_change_permission(request, obj)

    has_add_permission = has_delete_permission = has_change_permission

    def has_view_permission(self, request, obj=None):
        entries = self.admin_site.get_model_admin(self.parent_model)
        return entries.has_view_or_change_permission(request, obj) or self.has_change_permission(request, obj)


class PictureForm(PartForm):
    image = PictureField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, up to 15 MB. It is made anew from its pixels: where and with what it was taken is "
            "forgotten, and the file itself is not kept."
        ),
    )


class PictureInline(admin.StackedInline):
    model = Picture
    form, formset = PictureForm, PartFormSet
    extra = 0
    fields = ["image", "alt", ("caption", "language"), ("licence", "credit"), "people", "position"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("image__renditions")

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        entries = self.admin_site.get_model_admin(self.parent_model)
        formset.form.base_fields["image"].widget.address = entries.picture_url
        return formset
