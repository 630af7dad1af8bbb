"""The editors' side of entries: what their kinds have in common. The rooms above add the kinds themselves."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.levels import Level
from publishing.editing.admin_bin import BinAdmin
from publishing.editing.admin_care import CareAdmin
from publishing.editing.admin_conflict import ConflictAdmin, SeenEntryForm
from publishing.editing.admin_fields import LinesField, UnansweredField
from publishing.editing.admin_links import LinkCheckAdmin
from publishing.editing.admin_pages import badge
from publishing.editing.admin_people import AccountAdmin
from publishing.editing.admin_pictures import PicturesAdmin
from publishing.editing.admin_review import ReviewAdmin
from publishing.editing.admin_work import ToDo, WorkAdmin
from publishing.editing.consent_admin import ConsentPages
from publishing.editing.suggestions import waiting_corrections
from publishing.editions.addresses import give_address
from publishing.entries.fields import new_uid
from publishing.entries.sight import may
from publishing.models import Edition, Entry, Generation, LinkCheck, Source, Term
from publishing.safety.standing import standing

__all__ = [
    "AccountAdmin",
    "CareAdmin",
    "CitationInline",
    "EntryAdmin",
    "LinkCheckAdmin",
    "PartInline",
    "TextInline",
    "VocabularyAdmin",
]


class EntryForm(SeenEntryForm):
    """`may_open` says whether the editor may make an entry more open than it is saved."""

    may_open = False

    def clean_level(self):
        level, saved = self.cleaned_data["level"], self.initial.get("level")
        if saved and Level(level).care < Level(saved).care and not self.may_open:
            raise forms.ValidationError(_("Only a publisher makes an entry more open than “%s”.") % Level(saved).label)
        return level

    def clean_slug(self):
        # Two that are empty would be the same: see EntryAdmin.save_model.
        return self.cleaned_data["slug"] or self.instance.uid


class TextInline(admin.StackedInline):
    extra = 0
    min_num = 1
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 5})}}


class PartInline(admin.TabularInline):
    """What an entry is linked to; `parts` are the words of the vocabulary that its rows are read with."""

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


class EntryAdmin(WorkAdmin, PicturesAdmin, ConsentPages, ReviewAdmin, ConflictAdmin, BinAdmin):
    """The list and the form of one kind of entry.

    A subclass sets, beside what ReviewAdmin asks for, `inlines` (the texts first) and `fieldsets` (what readers
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
    search_fields = ["texts__title", "slug"]

    # --- who may

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request, obj) and (obj is None or obj.is_seen_by(request.user))

    def has_change_permission(self, request, obj=None):
        """Contributors change what they wrote themselves, while it is a draft that was never published."""
        if not super().has_change_permission(request, obj):
            return False
        if obj is None or may(request.user, "review", obj):
            return True
        return obj.is_seen_by(request.user) and obj.state == Entry.State.DRAFT

    def has_delete_permission(self, request, obj=None):
        """Only what was never published can be deleted, and only by itself: there is no deleting from the list."""
        allowed = obj is not None and super().has_delete_permission(request, obj)
        return allowed and self.has_change_permission(request, obj) and not Edition.objects.of(obj).exists()

    # --- the list

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user).prefetch_related("texts", self.place_parts)

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

    # --- the form

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.may_open = may(request.user, "set_level", self.model)
        return form

    def label_of(self, name):
        """What the field `name` of a record, or of its texts, is called in the form."""
        return str(self.field_labels()[name])

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
        give_address(entry, by=request.user)

    def get_readonly_fields(self, request, obj=None):
        """Whoever does not see all entries chooses no address: it would tell which are taken."""
        own = () if self.model.objects.shows_all_to(request.user) else ("slug",)
        return [*super().get_readonly_fields(request, obj), *own]

    def save_model(self, request, obj, form, change):
        obj.slug = obj.slug or obj.uid  # until its texts are saved: see save_related
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if not context["is_popup"]:
            may_review = may(request.user, "review", self.model)
            context["can_submit"] = self.has_change_permission(request, obj)
            context["can_publish"] = context["can_submit"] and may_review
            if obj:
                # Read again: `obj` holds what was typed, even where it was refused.
                saved = self._saved(obj.pk)
                context |= self._panel(request, standing(saved, to=request.user))
                context["completeness"] = self.completeness(saved)
            if obj and request.user.has_perm("publishing.view_suggestion"):
                context["corrections"] = waiting_corrections(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self._onward(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._onward(request, obj) or super().response_change(request, obj)

    def _onward(self, request, entry):
        """To the page that a button beside "Save" leads to."""
        for page in ("publish", "submit"):
            if f"_{page}" in request.POST:
                return HttpResponseRedirect(self._url(page, entry))
        return None


class VocabularyAdmin(admin.ModelAdmin):
    """Words that every public page may show: after a change all workers read them again."""

    # The generation is locked first, as by whoever publishes: the two would wait for each other.

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        Generation.objects.lock()
        super().save_model(request, obj, form, change)
        Generation.objects.advance(vocabulary=True)

    @transaction.atomic
    def delete_model(self, request, obj):
        Generation.objects.lock()
        super().delete_model(request, obj)
        Generation.objects.advance(vocabulary=True)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        Generation.objects.lock()
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

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def get_fields(self, request, obj=None):
        """Whoever does not see all sources chooses no key: it would tell which are taken."""
        return [name for name in self.fields if name != "slug" or self._sees_all(request)]

    def get_prepopulated_fields(self, request, obj=None):
        return self.prepopulated_fields if self._sees_all(request) else {}

    def _sees_all(self, request):
        return Source.objects.shows_all_to(request.user)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.added_by = request.user
            obj.slug = obj.slug or f"{slugify(obj.title)[:60]}-{new_uid()}".strip("-")
        super().save_model(request, obj, form, change)


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
