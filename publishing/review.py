"""The way of an entry to its readers: an author submits it, a reviewer gives it back or publishes it."""

from django.db import transaction
from django.utils import timezone

from publishing.models import Edition, Entry, Event


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
    edition = Edition.objects.current().of(entry).first()
    if edition is None:
        return Entry.State.DRAFT
    return Entry.State.PUBLISHED if edition.record else Entry.State.WITHDRAWN
