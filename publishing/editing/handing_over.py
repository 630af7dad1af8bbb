"""What somebody leaves unfinished, and how a colleague gets it."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from publishing.models import Entry, Event

UNFINISHED = (Entry.State.DRAFT, Entry.State.REVIEW)


def unfinished(user):
    """The drafts of `user`, and what they submitted and nobody has reviewed, as a list of entries with their texts."""
    wrote = (
        Q(created_by=user) | Q(submitted_by=user, created_by=None) | Q(submitted_by=user, created_by__is_active=False)
    )
    return [
        entry
        for model in Entry.kinds.values()
        for entry in model.objects.filter(wrote, state__in=UNFINISHED).prefetch_related("texts").order_by("pk")
    ]


@transaction.atomic
def hand_over(user, to, *, by):
    """Give what `user` leaves unfinished to the user `to`: it is among their drafts, and returned to them.

    Who wrote and who submitted it stays in its history, which says by whom it was handed over. Returns the entries.
    """
    entries = unfinished(user)
    for entry in entries:
        Entry.objects.filter(pk=entry.pk).update(created_by=to)
        note = _("From %(user)s to %(to)s.") % {"user": user, "to": to}
        Event.objects.note(entry, Event.What.HANDED_OVER, by=by, note=note)
    return entries
