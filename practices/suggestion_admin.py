"""Suggestions for editors: read as plain text, taken up, or declined."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from places.names import territory_name
from places.plain_text import PlainField
from practices.drafts import LONGEST_TITLE, make_draft, title_from
from publishing.editing.pages.page import PagesAdmin
from publishing.editing.panels import badge
from publishing.entries.sight import may
from publishing.entries.suggestions import handle
from publishing.models import Entry, Suggestion

LABELS = {
    "page": gettext_lazy("Which page"),
    "wrong": gettext_lazy("What is wrong"),
    "right": gettext_lazy("What would be right"),
    "source": gettext_lazy("How they know"),
    "what": gettext_lazy("What was done"),
    "country": gettext_lazy("Country"),
    "who": gettext_lazy("Who did it"),
    "outcomes": gettext_lazy("What came of it"),
    "sources": gettext_lazy("Where it is written down"),
    "whom": gettext_lazy("Whom they want to reach"),
    "asker": gettext_lazy("Who asks"),
    "wish": gettext_lazy("What they want"),
}


class DraftForm(forms.Form):
    title = PlainField(
        label=gettext_lazy("Title of the draft"),
        max_length=LONGEST_TITLE,
        help_text=gettext_lazy("What was done and where, in plain words; no slogan."),
    )


class CloseForm(forms.Form):
    note = PlainField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For editors: why, or what was done."),
    )


@admin.register(Suggestion)
class SuggestionAdmin(PagesAdmin):
    """What strangers wrote is shown as text, and no address in it as a link. It is never edited here."""

    list_display = ["reference", "kind", "beginning", "state_word", "received_at"]
    list_filter = ["state", "kind"]
    search_fields = ["reference"]

    @admin.display(description=gettext_lazy("words"))
    def beginning(self, suggestion):
        return Truncator(suggestion.gist).chars(100)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_word(self, suggestion):
        return badge(suggestion.state, suggestion.get_state_display())

    def has_add_permission(self, request):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The suggestion, and the ways to close it."""
        suggestion = get_object_or_404(Suggestion, pk=object_id if object_id.isdecimal() else None)
        if not self.has_view_or_change_permission(request, suggestion):
            raise PermissionDenied
        may_change = self.has_change_permission(request, suggestion)
        open_to_me = may_change and suggestion.state == Suggestion.State.WAITING
        draft, close = self._forms(request, suggestion)
        if request.method == "POST" and not may_change:
            raise PermissionDenied
        if request.method == "POST" and open_to_me:
            if "draft" in request.POST and draft and draft.is_valid():
                return self._draft(request, suggestion, draft.cleaned_data["title"])
            if {"taken", "declined"} & set(request.POST) and close.is_valid():
                return self._close(request, suggestion, close.cleaned_data["note"])
        context = {
            "state": badge(suggestion.state, suggestion.get_state_display()),
            "answers": _answers(suggestion.words),
            "entry": self._entry(request, suggestion),
            "draft": draft if open_to_me else None,
            "close": close if open_to_me else None,
            "may_delete": self.has_delete_permission(request, suggestion),
        }
        return self.shown(request, "admin/practices/suggestion/change.html", suggestion, context)

    def _forms(self, request, suggestion):
        """The DraftForm, for those who may add practices, and the CloseForm, as they are or as posted."""
        draft = None
        if suggestion.kind == Suggestion.Kind.PRACTICE and request.user.has_perm("practices.add_practice"):
            posted = request.POST if "draft" in request.POST else None
            draft = DraftForm(posted, initial={"title": title_from(suggestion.words)})
        close = CloseForm(request.POST if {"taken", "declined"} & set(request.POST) else None)
        return draft, close

    def _draft(self, request, suggestion, title):
        practice = make_draft(suggestion, title, by=request.user)
        self.log_change(request, suggestion, _("Made a draft of it."))
        self.message_user(
            request, _("This draft holds what was suggested; the rest is in its notes."), messages.SUCCESS
        )
        return HttpResponseRedirect(reverse("admin:practices_practice_change", args=[practice.pk]))

    def _close(self, request, suggestion, note):
        state = Suggestion.State.TAKEN if "taken" in request.POST else Suggestion.State.DECLINED
        handle(suggestion, state, by=request.user, note=note)
        self.log_change(request, suggestion, str(state.label))
        said = _("%(reference)s: %(state)s. How to ask back was deleted.")
        self.message_user(request, said % {"reference": suggestion, "state": state.label}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:publishing_suggestion_changelist"))

    def _entry(self, request, suggestion):
        """The entry that the suggestion is about, or that was made of it, with its page here; None if there is none."""
        model = Entry.kinds.get(suggestion.entry_kind)
        entry = model and model.objects.seen_by(request.user).filter(uid=suggestion.uid).first()
        if not entry or not may(request.user, "view", model):
            return None
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return {"title": str(entry), "url": reverse(name, args=[entry.pk])}


def _answers(words):
    """(label, plain text) of each answer."""
    shown = words | ({"country": territory_name(words["country"])} if "country" in words else {})
    return [(label, shown[name]) for name, label in LABELS.items() if name in shown]
