"""The way of an entry to its readers: an author submits it, a reviewer gives it back or publishes it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from places.levels import Level
from publishing.entries.sight import may
from publishing.models import Edition, Entry, Event
from publishing.safety.checks import Stop
from publishing.safety.second_person import first_persons, needs_second_person


@transaction.atomic
def submit(entry, *, by, note=""):
    """Ask for a review of `entry` as it is saved. `note` is for the reviewer."""
    entry.state, entry.submitted_by, entry.submitted_at = Entry.State.REVIEW, by, timezone.now()
    entry.save(update_fields=["state", "submitted_by", "submitted_at"])
    Event.objects.note(entry, Event.What.SUBMITTED, by=by, note=note)


@transaction.atomic
def give_back(entry, *, by, note):
    """End the review of `entry` without publishing it; `note` tells the author why."""
    entry.state, entry.submitted_at = resting_state(entry), None
    entry.save(update_fields=["state", "submitted_at"])
    Event.objects.note(entry, Event.What.RETURNED, by=by, note=note)


def resting_state(entry):
    """The state of `entry` while nobody reviews it: that of its current edition, or draft."""
    if Edition.objects.current().of(entry).exists():
        return Entry.State.PUBLISHED
    return Entry.State.WITHDRAWN if Edition.objects.of(entry).exists() else Entry.State.DRAFT


def objections(entry, user):
    """Why `user` may not publish `entry`, as it is saved, a list of Stop."""
    if entry.level == Level.WITHHELD:
        return [] if may(user, "withdraw", entry) else [Stop("level", _("Only a publisher takes entries away."))]
    if not needs_second_person(entry):
        return [] if may(user, "publish", entry) else [Stop("", _("An editor publishes it: submit it for review."))]
    if not may(user, "set_level", entry):
        return [Stop("level", _("At this level, or for this place, only a publisher publishes: submit it for review."))]
    if entry.state != Entry.State.REVIEW:
        return [Stop("", _("It needs a second person: submit it for review, and somebody else publishes it."))]
    if user.pk in first_persons(entry):
        return [Stop("", _("It needs a second person: you wrote or submitted it, so somebody else publishes it."))]
    return []
