"""The editors' side of entries: what their kinds have in common. The rooms above add the kinds themselves."""

from itertools import chain, count

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.admin_fields import LinesField, UnansweredField
from publishing.admin_links import LinkCheckAdmin
from publishing.admin_pages import PublicationAdmin, badge
from publishing.admin_work import ToDo, WorkAdmin
from publishing.models import Address, Edition, Generation, LinkCheck, Source, Term
from publishing.standing import standing


def free_address(entry):
    """An address made of the entry's title that no other entry of its kind has or had; its uid for want of letters."""
    base = slugify(str(entry))[:70].strip("-")
    if not base:
        return entry.uid
    others = type(entry).objects.exclude(pk=entry.pk).filter(slug__startswith=base)
    former = Address.objects.filter(kind=entry.KIND, slug__startswith=base).exclude(uid=entry.uid)
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


class EntryForm(forms.ModelForm):
    def clean_slug(self):
        # The uid stands in until the texts are saved too: see EntryAdmin.save_related.
        return self.cleaned_data["slug"] or self.instance.uid


class TextInline(admin.StackedInline):
    extra = 0
    min_num = 1
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 5})}}


class PartInline(admin.TabularInline):
    """What an entry is linked to; `parts` are the relations that its rows are read with."""

    extra = 0
    parts = ()

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*self.parts)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation:
            field.widget.can_delete_related = False  # the row is deleted here, never what it links to
        return field


class CitationInline(PartInline):
    autocomplete_fields = ["source"]
    fields = ["source", "locator", "position"]
    parts = ["source"]


class EntryAdmin(WorkAdmin, PublicationAdmin):
    """The list and the form of one kind of entry.

    A subclass sets, beside what PublicationAdmin asks for, `inlines` (the texts first) and `fieldsets` (what readers
    see, then `FOR_EDITORS`); `place_parts`, the relation that its places are read through; and in `names` what a field
    of its record is called in the model, where that differs.
    """

    FOR_EDITORS = (
        (gettext_lazy("Publication"), {"fields": ["level", "slug", "original_language", "verified_on"]}),
        (gettext_lazy("Fields without an answer"), {"fields": ["unanswered"]}),
        (gettext_lazy("For editors only"), {"fields": ["notes"]}),
    )

    place_parts = ""

    form = EntryForm
    change_form_template = "admin/publishing/entry_change_form.html"
    save_on_top = True
    view_on_site = False  # the panel links the page: its address isn't always the readable one
    list_display = ["title", "state_word", "level_word", "place_names", "verified_on", "answered", "changed_on"]
    list_filter = ["state", "level", ToDo]
    search_fields = ["texts__title", "slug", "acronym"]

    # --- the list

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("texts", self.place_parts)

    @admin.display(description=gettext_lazy("title"), ordering="slug")
    def title(self, entry):
        return str(entry)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_word(self, entry):
        return badge(entry.state, entry.get_state_display())

    @admin.display(description=gettext_lazy("level"), ordering="level")
    def level_word(self, entry):
        return badge(entry.level, entry.get_level_display())

    @admin.display(description=gettext_lazy("places"))
    def place_names(self, entry):
        return ", ".join(sorted(str(place) for place in entry.places()))

    @admin.display(description=gettext_lazy("changed"), ordering="updated_at")
    def changed_on(self, entry):
        return timezone.localdate(entry.updated_at)

    def has_delete_permission(self, request, obj=None):
        """Only what was never published can be deleted, and only by itself: there is no deleting from the list."""
        allowed = obj is not None and super().has_delete_permission(request, obj)
        return allowed and not Edition.objects.of(obj).exists()

    # --- the form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "unanswered":
            return UnansweredField(
                self.questions(),
                label=_("Why a field is empty"),
                help_text=_("“Withheld” also hides what the field holds."),
            )
        if db_field.related_model is Term and db_field.many_to_many:
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.related_model is Term:
            field.widget = field.widget.widget  # without the links that change the vocabulary itself
        if db_field.name == "slug":
            field.required = False
            field.help_text = f"{field.help_text} {_('Leave it empty and it is made from the title.')}"
        return field

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        entry = form.instance
        entry.refresh_from_db()  # and forget the texts as they were
        if entry.slug == entry.uid:
            entry.slug = free_address(entry)
            entry.save(update_fields=["slug"])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if not context["is_popup"]:
            context["can_publish"] = self.has_change_permission(request, obj)
            if change:
                # Read again: `obj` holds what was typed, even where it was refused.
                saved = self._saved(obj.pk)
                context |= self._panel(request, standing(saved)) | {"completeness": self.completeness(saved)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._on_to_publish(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._on_to_publish(request, obj) or super().response_change(request, obj)

    def _on_to_publish(self, request, entry):
        return HttpResponseRedirect(self._url("publish", entry)) if "_publish" in request.POST else None


class VocabularyAdmin(admin.ModelAdmin):
    """Words that every public page may show: after a change all workers read them again."""

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        Generation.objects.advance(vocabulary=True)

    @transaction.atomic
    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        Generation.objects.advance(vocabulary=True)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        Generation.objects.advance(vocabulary=True)


@admin.register(Term)
class TermAdmin(VocabularyAdmin):
    list_display = ["label", "vocabulary", "slug", "position"]
    list_filter = ["vocabulary"]
    search_fields = ["label", "slug"]
    fields = ["vocabulary", "slug", "label", "description", "aliases", "position"]

    def get_readonly_fields(self, request, obj=None):
        """Editions and public addresses hold the slug: it stays as it was."""
        return ["vocabulary", "slug"] if obj else []

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "aliases":
            return LinesField(label=db_field.verbose_name, required=False, help_text=_("One a line."))
        if db_field.name == "vocabulary":
            known = Term.objects.order_by("vocabulary").values_list("vocabulary", flat=True).distinct()
            return forms.ChoiceField(label=db_field.verbose_name, choices=[(name, name) for name in known])
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        """Terms that entries hold in sets would vanish from them without a word."""
        return False


@admin.register(Source)
class SourceAdmin(VocabularyAdmin):
    list_display = ["title", "publisher", "year"]
    search_fields = ["title", "publisher", "slug"]
    fields = ["title", "publisher", "year", "url", "slug"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    """Editions are read here, and written by publishing and withdrawing only."""

    list_display = ["title_or_uid", "kind", "number", "current", "level", "published_at", "published_by", "note"]
    list_filter = ["kind", "current", "level"]
    list_select_related = ["published_by"]
    search_fields = ["title", "slug", "uid"]
    ordering = ["-generation"]

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_or_uid(self, edition):
        return edition.title or edition.uid

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


admin.site.register(LinkCheck, LinkCheckAdmin)
