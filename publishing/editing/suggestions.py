"""Suggestions from strangers: received, looked at by editors, and forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.rate_limiter import count_sending
from publishing.models import Suggestion

KEPT = timedelta(days=90)


@transaction.atomic
def receive(kind, words, *, reference, address, contact="", entry_kind="", uid=""):
    """Hold what somebody sent; the Suggestion, one for the same words from one form (`reference`). Raises SlowDown."""
    facts = {"kind": kind, "words": words, "contact": contact, "entry_kind": entry_kind, "uid": uid}
    held = Suggestion.objects.filter(reference=reference).first()
    if held is None or not _holds(held, facts):
        count_sending("suggestion", address)  # where others wait until this one is through
        held, created = Suggestion.objects.get_or_create(reference=reference, defaults=facts)
        if not created and not _holds(held, facts):
            held = Suggestion.objects.create(**facts)  # other words, sent from the same page
    return held


def _holds(suggestion, facts):
    return all(getattr(suggestion, name) == value for name, value in facts.items())


def waiting_suggestions():
    """The suggestions that no editor has handled, those that wait longest first."""
    return Suggestion.objects.waiting().order_by("received_at", "pk")


def waiting_corrections(entry):
    """The corrections of `entry` that wait."""
    return waiting_suggestions().filter(kind=Suggestion.Kind.CORRECTION, entry_kind=entry.KIND, uid=entry.uid)


def handle(suggestion, state, *, by, note="", entry=None):
    """Close `suggestion` as a Suggestion.State; `entry` is what was made of it. How to ask back is deleted."""
    suggestion.state, suggestion.contact, suggestion.note = state, "", note
    suggestion.handled_by, suggestion.handled_at = by, timezone.now()
    if entry:
        suggestion.entry_kind, suggestion.uid = entry.KIND, entry.uid
    suggestion.save()


def forget_old(day):
    """Delete the suggestions that were handled 90 days before `day` or earlier; how many. To be called every day."""
    count, _by_model = Suggestion.objects.filter(handled_at__date__lte=day - KEPT).delete()
    return count
