"""Acts on several entries of a list at once: a page names what is concerned and what is left alone, then each is done.

Every entry is asked for by itself, has its own version in the history, and is written in a transaction of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin as django_admin
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from places.levels import Level
from publishing.editing.bin import StillReferredTo, throw_away
from publishing.editing.pages.page import changes, reviews
from publishing.entries import history
from publishing.models import Generation
from publishing.safety.consents import may_rest_on_sources, rest_on_sources
from publishing.safety.publication import restrict


class Refused(Exception):
    """The act can't be done to one entry; the message is a sentence that says why."""


@dataclass(frozen=True)
class Act:
    """`do(admin, request, entry, given)` does it to one entry and answers with the line for the log; it raises Refused.

    `objection(admin, request, entry)` says beforehand why an entry is left alone, or is empty; `form` asks what the act
    needs to know, `permission` is asked of the list as a whole.
    """

    name: str
    label: Any
    heading: Any
    words: Any
    do: Callable
    objection: Callable
    form: type[forms.Form] = forms.Form
    permission: str = "change"
    is_grave: bool = False


def act_selected(act, admin, request, queryset):
    entries = list(admin.model.objects.editable().filter(pk__in=queryset.values("pk")))
    found = [(entry, act.objection(admin, request, entry)) for entry in entries]
    concerned = [entry for entry, reason in found if not reason]
    left = [(entry, reason) for entry, reason in found if reason]
    confirmed = "confirmed" in request.POST
    form = act.form(request.POST if confirmed else None)
    if concerned and not (confirmed and form.is_valid()):
        asked = {"act": act, "entries": concerned, "left": left, "form": form, "from_list": True}
        asked |= {"back": request.get_full_path(), "next": _onward(request)}
        context = asked | {"action_checkbox_name": ACTION_CHECKBOX_NAME}
        return admin.shown(request, "admin/publishing/bulk.html", entries[0], context)
    done = [entry for entry in concerned if _done(act, admin, request, entry, form.cleaned_data)]
    words = ngettext("Done to %(count)s entry.", "Done to %(count)s entries.", len(done))
    admin.message_user(request, words % {"count": len(done)}, messages.SUCCESS if done else messages.WARNING)
    for entry, reason in left:
        _say_left(admin, request, entry, reason)
    if confirmed:
        _say_gone(admin, request, len(set(request.POST.getlist(ACTION_CHECKBOX_NAME))) - len(entries))
    onward = _onward(request)
    return HttpResponseRedirect(onward) if onward else None


def _onward(request):
    """Where to go on when all is done, a path of this site; empty for back to the list."""
    path = request.POST.get("next", "")
    return path if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def _done(act, admin, request, entry, given):
    try:
        with transaction.atomic():
            Generation.objects.lock()  # first, as whoever publishes does: the two would wait for each other
            saved = type(entry).objects.editable().locked().filter(pk=entry.pk).first()
            if saved is None:
                raise Refused(_("Somebody deleted it at this moment."))
            if reason := act.objection(admin, request, saved):
                raise Refused(reason)
            words = act.do(admin, request, saved, given)
            if words:
                admin.log_change(request, saved, words)
    except Refused as error:
        _say_left(admin, request, entry, error)
        return False
    return True


def _say_left(admin, request, entry, reason):
    words = _("“%(entry)s” was left alone. %(reason)s")
    admin.message_user(request, words % {"entry": entry, "reason": reason}, messages.WARNING)


def _say_gone(admin, request, count):
    """Of those that the page before named, `count` are not in the list any more."""
    if count > 0:
        words = ngettext(
            "%(count)s entry is no longer in this list, and was left alone.",
            "%(count)s entries are no longer in this list, and were left alone.",
            count,
        )
        admin.message_user(request, words % {"count": count}, messages.WARNING)


def not_changeable(admin, request, entry):
    return "" if changes(admin, request, entry) else _("You may not change it.")


# --- the acts


def _without_basis(admin, request, entry):
    if reason := not_changeable(admin, request, entry):
        return reason
    return may_rest_on_sources(entry)


def _rest_on_sources(admin, request, entry, given):
    rest_on_sources(entry, by=request.user)
    return _("It rests on a published source.")


def _check_today(admin, request, entry, given):
    history.changed(entry, by=request.user, verified_on=timezone.localdate())
    return _("Compared with its sources.")


class LevelForm(forms.Form):
    level = forms.ChoiceField(label=gettext_lazy("New level"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(one.value, one.label) for one in Level if one != Level.OPEN]


def _not_reviewed(admin, request, entry):
    return "" if changes(admin, request, entry) and reviews(admin, request, entry) else _("You may not change it.")


def _be_careful(admin, request, entry, given):
    if Level(given["level"]).care <= Level(entry.level).care:
        raise Refused(_("It is as careful already."))
    history.keep_before(entry)
    restrict(entry, given["level"], by=request.user)
    return _("Brought to level “%s” at once.") % entry.get_level_display()


def _not_deletable(admin, request, entry):
    if admin.has_delete_permission(request, entry):
        return ""
    return _("It was published once, or you may not delete it.")


def _throw_away(admin, request, entry, given):
    admin.log_deletions(request, [entry])
    try:
        throw_away(entry, by=request.user)
    except StillReferredTo:
        raise Refused(_("Other entries refer to it.")) from None
    return ""


ACTS = (
    Act(
        "basis",
        gettext_lazy("Write down that the selected ones rest on published sources …"),
        gettext_lazy("Do these rest on the published sources that they cite?"),
        gettext_lazy("Then that is their basis: all that they say stands in a source that they cite."),
        _rest_on_sources,
        _without_basis,
    ),
    Act(
        "checked",
        gettext_lazy("Mark the selected ones as checked today …"),
        gettext_lazy("Did you compare these with their sources today?"),
        gettext_lazy("“Checked on” becomes today. The public sees it once they are published."),
        _check_today,
        not_changeable,
    ),
    Act(
        "careful",
        gettext_lazy("Make the selected ones more careful now …"),
        gettext_lazy("Make these more careful now?"),
        gettext_lazy(
            "All their editions are brought to the new level at once; words elsewhere that name them are held back. "
            "This can't be undone."
        ),
        _be_careful,
        _not_reviewed,
        form=LevelForm,
        permission="publish",
        is_grave=True,
    ),
    Act(
        "bin",
        gettext_lazy("Put the selected drafts into the bin …"),
        gettext_lazy("Put these into the bin?"),
        gettext_lazy("They lie there for 90 days, and can be brought back one by one."),
        _throw_away,
        _not_deletable,
        is_grave=True,
    ),
)


def action_of(act):
    """The admin's action that does `act`."""
    run = partial(act_selected, act)
    run.__name__ = f"{act.name}_selected"
    return django_admin.action(run, description=act.label, permissions=[act.permission])


BULK_ACTIONS = tuple(action_of(act) for act in ACTS)
