"""The vocabulary, the sources, the editions, and what waits for an answer: the staff's tables beside the entries."""

from contextlib import contextmanager

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.admin import NothingAddedAdmin, ReadOnlyAdmin
from places.translated import Translated
from publishing.editing import admin_people  # noqa: F401 (it registers itself)
from publishing.editing.cockpit import Desk, may_see_some, seen_by
from publishing.editing.form_fields import LinesField
from publishing.editing.other_languages import InOtherLanguages
from publishing.editing.pages.page import PagesAdmin, admin_url, posted_key
from publishing.entries.fields import new_uid
from publishing.entries.sight import may
from publishing.models import Care, ConsentAnswer, Edition, Entry, Generation, LinkCheck, Mention, Source, Term
from publishing.safety.care import answer, named_row
from publishing.safety.consent_links import handle
from publishing.safety.consents import with_entries


@contextmanager
def new_words():
    """What is done inside changes words of every public page. Locks the generation first, as whoever publishes does."""
    with transaction.atomic():
        Generation.objects.lock()
        yield
        Generation.objects.advance(vocabulary=True)


class VocabularyAdmin(InOtherLanguages, admin.ModelAdmin):
    @new_words()
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)

    @new_words()
    def delete_model(self, request, obj):
        super().delete_model(request, obj)

    @new_words()
    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)


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
        return [name for name in self.fields if name != "slug" or self.get_prepopulated_fields(request)]

    def get_prepopulated_fields(self, request, obj=None):
        return self.prepopulated_fields if Source.objects.shows_all_to(request.user) else {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """An empty key is made of the title, and of the signs of a uid where that has no letters for one."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "slug":
            field.required = False
            field.help_text = _("Leave it empty and it is made from the title.")
        return field

    def save_model(self, request, obj, form, change):
        if not change:
            obj.added_by = request.user
        obj.slug = obj.slug or form.initial.get("slug") or f"{slugify(obj.title)[:60]}-{new_uid()}".strip("-")
        super().save_model(request, obj, form, change)


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """Editions are read here, and written by publishing and withdrawing only."""

    exclude = ["entry"]  # `kind` and `uid` name it
    list_display = ["title_or_uid", "kind", "number", "current", "level", "published_at", "published_by", "note"]
    list_filter = ["kind", "current", "level"]
    list_select_related = ["published_by"]
    search_fields = ["title", "slug", "uid"]
    ordering = ["-generation"]

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def title_or_uid(self, edition):
        return edition.title or edition.uid


class Narrowed(admin.SimpleListFilter):
    """A filter by `choices_by_value`, {value: (label, what it leaves of the rows)}."""

    choices_by_value = {}

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _left) in self.choices_by_value.items()]

    def queryset(self, request, queryset):
        _label, left = self.choices_by_value.get(self.value(), ("", lambda rows: rows))
        return left(queryset)


class LinksToDo(Narrowed):
    title = gettext_lazy("to do")
    parameter_name = "todo"
    choices_by_value = {
        "dead": (gettext_lazy("Dead links"), lambda links: links.dead()),
        "moved": (gettext_lazy("Moved for good"), lambda links: links.moved()),
    }


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnlyAdmin):
    """What `check_links` wrote down: read here, put right where the address is cited."""

    list_display = ["url", "outcome", "status", "since", "moved_to", "checked_at"]
    list_display_links = None
    list_filter = [LinksToDo, "outcome"]
    search_fields = ["url"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(seen_by(Desk(request, self.admin_site)))

    def has_view_permission(self, request, obj=None):
        """Whoever sees a source or an entry may know whether its address answers."""
        return may_see_some(Desk(request, self.admin_site))

    def has_module_permission(self, request):
        return self.has_view_permission(request)


class Handled(Narrowed):
    title = gettext_lazy("dealt with")
    parameter_name = "handled"
    choices_by_value = {
        "no": (gettext_lazy("Not yet"), lambda answers: answers.waiting()),
        "yes": (gettext_lazy("Yes"), lambda answers: answers.exclude(handled_at=None)),
    }


@admin.register(ConsentAnswer)
class ConsentAnswerAdmin(ReadOnlyAdmin, PagesAdmin):
    """What organisations answered. Nobody writes here; an answer can be marked as dealt with."""

    actions = ["handle_selected"]
    fields = ["entry_link", "answer", "level", "message", "role", "at", "handled_by", "handled_at"]
    list_display = ["answer", "entry_link", "level", "at", "handled_at"]
    list_filter = [Handled, "answer", "kind"]
    ordering = ["-at", "-pk"]
    readonly_fields = ["entry_link"]

    def get_changelist_instance(self, request):
        """The list with the entries of its rows, read together."""
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        for said, entry in with_entries(changelist.result_list):
            said.entry = entry
        return changelist

    @admin.display(description=gettext_lazy("entry"))
    def entry_link(self, said):
        entry = said.entry if hasattr(said, "entry") else with_entries([said])[0][1]
        if entry is None:
            return _("It was deleted.")
        return format_html('<a href="{}">{}</a>', admin_url(entry), entry)

    @admin.action(description=gettext_lazy("Mark the selected answers as dealt with"))
    def handle_selected(self, request, queryset):
        own = [said for said, entry in with_entries(queryset.waiting()) if self._may_handle(request, entry)]
        for said in own:
            handle(said, by=request.user)
        words = ngettext("%s answer was marked as dealt with.", "%s answers were marked as dealt with.", len(own))
        self.message_user(request, words % len(own), messages.SUCCESS)

    def _may_handle(self, request, entry):
        """Whoever may change the entry; if it was deleted, whoever sees the answer."""
        return entry is None or self.admin_site.get_model_admin(type(entry)).has_change_permission(request, entry)


class CareToDo(Narrowed):
    title = gettext_lazy("to do")
    parameter_name = "todo"
    choices_by_value = {"open": (gettext_lazy("Places without an answer"), lambda cares: cares.unfinished())}


@admin.register(Care)
class CareAdmin(NothingAddedAdmin, PagesAdmin):
    """Entries whose names are kept back; a row leads to the places that name it."""

    list_display = ["__str__", "kind", "since", "open_mentions"]
    list_filter = [CareToDo, "kind"]
    search_fields = ["names", "uid"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("mentions")

    @admin.display(description=gettext_lazy("places without an answer"))
    def open_mentions(self, care):
        return sum(not mention.answer for mention in care.mentions.all())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        care = self.get_object(request, object_id)
        if care is None:
            raise Http404
        if not self.has_view_or_change_permission(request, care):
            raise PermissionDenied
        if request.method == "POST":
            return self._answer(request, care)
        context = {
            "rows": [self._row(request, mention) for mention in care.mentions.all()],
            "may_answer": self.has_change_permission(request, care),
        }
        return self.shown(request, "admin/publishing/care.html", care, context)

    def _row(self, request, mention):
        row, label = self._place(mention)
        return {
            "mention": mention,
            "kind": row._meta.verbose_name if row else mention.kind,
            "entry": row or mention.uid,
            "url": row and admin_url(row),
            "field": label,
            "may_stay": may(request.user, "set_level", _judged(mention)),
            "public": mention.kind not in Entry.kinds and not mention.answer and not mention.words,
        }

    def _place(self, mention):
        """The row that `mention` is about, None if it is gone, and what its field is called."""
        if mention.kind in Entry.kinds:
            model = Entry.kinds[mention.kind]
            label = self.admin_site.get_model_admin(model).label_of(mention.field)
            return model.objects.editable().filter(uid=mention.uid).first(), label
        row = named_row(mention)
        return row, _label_of(row, mention.field) if row else mention.field

    def _answer(self, request, care):
        mention = care.mentions.filter(pk=posted_key(request.POST.get("mention"))).first()
        given = request.POST.get("answer")
        if mention is None or given not in Mention.Answer.values:
            raise Http404
        if not self.has_change_permission(request, care) or (
            given == Mention.Answer.HARMLESS and not may(request.user, "set_level", _judged(mention))
        ):
            raise PermissionDenied
        if answer(mention, given, by=request.user):
            self.message_user(request, _("Answered: %s") % mention.get_answer_display(), messages.SUCCESS)
        else:
            self.message_user(request, _("The words still name it: reword them first."), messages.WARNING)
        return HttpResponseRedirect(request.path)


def _label_of(row, field):
    if isinstance(row, Translated):
        return row.field_label(field)
    return row._meta.get_field(field).verbose_name


def _judged(mention):
    """The model of the entries whose publishers say that `mention` may stay: for vocabulary, those of who is named."""
    return Entry.kinds.get(mention.kind) or Entry.kinds[mention.care.kind]
