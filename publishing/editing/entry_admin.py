"""The admin of entries: their list, their form and the one way in which it is saved, and the pages around it.

The pages are in `publishing.editing.pages`, and what stands above the form in `publishing.editing.panels`.
"""

from functools import partial

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from places import languages
from places.lists import listed
from places.order import in_order
from publishing.editing import entry_lists
from publishing.editing.differences import compare, describe
from publishing.editing.form_fields import UnansweredField, questions
from publishing.editing.forms import EntryForm
from publishing.editing.inlines import kept_with_parts, owner_keys, owners
from publishing.editing.pages.bulk import BULK_ACTIONS
from publishing.editing.pages.consents import consent_page
from publishing.editing.pages.history import (
    bin_page,
    binned_page,
    delete_page,
    destroy_page,
    difference_page,
    history_page,
    version_page,
)
from publishing.editing.pages.page import PagesAdmin
from publishing.editing.pages.publish import (
    give_back_page,
    picture_page,
    preview_page,
    publish_page,
    publish_selected,
    restrict_page,
    submit_page,
    take_back_page,
    withdraw_page,
    withdraw_selected,
)
from publishing.editing.pages.questions import questions_page, questions_selected
from publishing.editing.pages.typed import KeepsTyped, typed_new_page, typed_page
from publishing.editing.panels import badge, consent_panel, corrections_panel, publication_panel
from publishing.editing.work import ToDo
from publishing.editions.editions import give_address
from publishing.entries import history
from publishing.entries.sight import may
from publishing.models import Edition, Entry, Term


class EntryAdmin(KeepsTyped, PagesAdmin):
    """The admin of one kind of entry.

    A subclass says what readers see: `address(slug)`, the public one; `preview(request, record)`, (template, context)
    of its page; `as_read(record)`, {label: words or list of words} as the page has them, {} for None, and
    `is_silence(words)`, whether such words are no more than a reason why there is nothing. It sets `inlines` (the texts
    first), `fieldsets` (what readers see, then `FOR_EDITORS`), and in `place_parts` the relation that its places are
    read through. Rooms above add to `pages`, `panels`, `actions` and `after_saving`.
    """

    FOR_EDITORS = (
        (gettext_lazy("Publication"), {"fields": ["level", "slug", "original_language", "verified_on"]}),
        (gettext_lazy("Fields without an answer"), {"fields": ["unanswered"]}),
        (gettext_lazy("For editors only"), {"fields": ["notes"]}),
    )

    pages = (
        *(preview_page, picture_page, submit_page, publish_page, give_back_page, take_back_page, restrict_page),
        withdraw_page,
        *(questions_page, consent_page, difference_page, version_page, bin_page, binned_page, destroy_page),
        *(typed_page, typed_new_page),
    )
    panels = (publication_panel, consent_panel, corrections_panel)
    actions = [publish_selected, withdraw_selected, questions_selected, *BULK_ACTIONS]
    after_saving = ()  # functions of the entry as saved

    place_parts = ""

    form = EntryForm
    change_form_template = "admin/publishing/entry_change_form.html"
    change_list_template = "admin/publishing/entry_change_list.html"
    view_on_site = False  # the panel links the page: its address isn't always the readable one
    list_display = ["title", "state_word", "level_word", "place_names", "verified_on", "answered", "changed_on"]
    list_filter = ["state", "level", ToDo]
    search_fields = ["texts__title", "slug"]
    search_help_text = gettext_lazy("Words of titles, texts and titles of sources, or a public address.")

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
        allowed = obj is not None and self.deletes_unpublished(request, obj)
        return allowed and not Edition.objects.of(obj).exists()

    def deletes_unpublished(self, request, obj):
        """Whether the user may delete `obj` if it was never published, which is not looked up."""
        return super().has_delete_permission(request, obj) and self.has_change_permission(request, obj)

    def has_publish_permission(self, request):
        return may(request.user, "publish", self.model)

    def has_withdraw_permission(self, request):
        return may(request.user, "withdraw", self.model)

    # --- the pages; two of ours stand at addresses of Django's

    def history_view(self, request, object_id, extra_context=None):
        return self._open_at_djangos(history_page, request, object_id)

    def delete_view(self, request, object_id, extra_context=None):
        return self._open_at_djangos(delete_page, request, object_id)

    def _open_at_djangos(self, page, request, object_id):
        entry = super().get_object(request, unquote(object_id))
        if entry is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return self.answer(page, request, entry)

    def found(self, request, pk):
        """The entry `pk` as saved. What is hidden from the user is refused as what is not there."""
        entry = self.model.objects.seen_by(request.user).editable().filter(pk=pk).first()
        if entry is None and not self.model.objects.shows_all_to(request.user):
            raise PermissionDenied
        return entry or self.saved(pk)

    def saved(self, pk):
        return get_object_or_404(self.model.objects.editable(), pk=pk)

    def picture_url(self, digest):
        return self.url("picture", digest)

    # --- the list

    def get_queryset(self, request):
        seen = super().get_queryset(request).seen_by(request.user)
        return seen.prefetch_related("texts", self.place_parts).annotate(percent=F("completeness__percent"))

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
        return listed(in_order(str(place) for place in entry.places()))

    @admin.display(description=gettext_lazy("answered"), ordering="percent")
    def answered(self, entry):
        """Of the current edition; what is not public has not been measured."""
        return "–" if entry.percent is None else _("%s %%") % entry.percent

    @admin.display(description=gettext_lazy("changed"), ordering="updated_at")
    def changed_on(self, entry):
        return timezone.localdate(entry.updated_at)

    def changelist_view(self, request, extra_context=None):
        buttons = [
            (one.label, self.url(one.name), one.of_what_is_listed)
            for one in self.pages
            if one.label and one.allows(self, request, None)
        ]
        nothing_found = partial(entry_lists.nothing_found, self, request)
        own = {"buttons": buttons, "nothing_found": nothing_found}
        return super().changelist_view(request, {**own, **(extra_context or {})})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        entry_lists.order_by_title(changelist)
        return changelist

    def get_search_results(self, request, queryset, search_term):
        """What a field offers while one types is found by names alone, a row of the list by all that it holds."""
        if getattr(request, "completes", False):
            return super().get_search_results(request, queryset, search_term)
        return entry_lists.found_by(self, request, queryset, search_term), False

    # --- the form

    def field_labels(self):
        return {name: question.label for name, question in questions(self.model).items()}

    def label_of(self, name):
        return str(self.field_labels()[name])

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.may_open = may(request.user, "set_level", self.model)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "unanswered":
            return UnansweredField(
                questions(self.model),
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
            made = _("Leave it empty and it is made from the title.")
            field.help_text = f"{field.help_text} {made}"
        return field

    def get_readonly_fields(self, request, obj=None):
        """Whoever does not see all entries chooses no address: it would tell which are taken."""
        own = () if self.model.objects.shows_all_to(request.user) else ("slug",)
        return [*super().get_readonly_fields(request, obj), *own]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["languages"] = languages.offered(get_language())
        if not context["is_popup"]:
            context["can_submit"] = self.has_change_permission(request, obj)
            context["can_publish"] = context["can_submit"] and may(request.user, "review", self.model)
        if obj and not context["is_popup"]:
            saved = self.saved(obj.pk)  # `obj` holds what was typed, even where it was refused
            context["panels"] = [panel for make in self.panels if (panel := make(self, request, saved))]
            for panel in context["panels"]:
                context |= panel.context
        if obj and context["adminform"].form.moved_from is not None:
            context |= self._conflict(request, context["adminform"].form, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _conflict(self, request, form, entry):
        """What somebody else saved while `form` was open."""
        kept = history.as_seen(entry, form.moved_from)
        now = history.saved_snapshot(entry)
        return {
            "conflict": compare(*describe(kept.snapshot, now, to=request.user)) if kept else [],
            "conflict_history": self.url("history", entry),
        }

    # --- saving it

    def get_object(self, request, object_id, from_field=None):
        """Only the form asks. Whoever saves at this moment is waited for, and what they saved is read."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or hasattr(request, "given_back"):
            return found
        self.model.objects.locked().filter(pk=found.pk).first()
        return super().get_object(request, object_id, from_field)

    def save_model(self, request, obj, form, change):
        obj.slug = obj.slug or obj.uid  # until its texts are saved: see save_related
        if change:
            history.keep_before(obj)
            obj.version += 1
        else:
            obj.created_by = request.user
        obj.edited_by = request.user
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change):
        """Rows that are part of another entry too, as a membership is, change that one as well."""
        rows = [one.instance for one in formset.forms if one.has_changed()]
        shared = owners(rows) if len(owner_keys(formset.model)) > 1 else []
        others = [entry for entry in shared if entry != form.instance]
        with kept_with_parts(others, formset.model, by=request.user):
            super().save_formset(request, form, formset, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        entry = form.instance
        entry.refresh_from_db()  # and forget the texts as they were
        entry.drop_needless_reasons()
        give_address(entry, by=request.user)
        for done in self.after_saving:
            done(entry)

    # Whatever the admin writes into its log is kept in the history of the entry.

    def log_addition(self, request, obj, message):
        entry = super().log_addition(request, obj, message)
        history.keep(obj, by=request.user, comment=_("Added"))
        return entry

    def log_change(self, request, obj, message):
        entry = super().log_change(request, obj, message)
        history.keep(obj, by=request.user, comment=message if isinstance(message, str) else "")
        return entry

    def response_add(self, request, obj, post_url_continue=None):
        return self._onward(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._onward(request, obj) or super().response_change(request, obj)

    def _onward(self, request, entry):
        for page in ("publish", "submit"):
            if f"_{page}" in request.POST:
                return HttpResponseRedirect(self.url(page, entry))
        return None
