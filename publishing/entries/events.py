"""What happened to entries on their way, with who and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainTextField
from publishing.entries.fields import AboutEntry, AboutEntryQuerySet, somebody


class EventManager(models.Manager.from_queryset(AboutEntryQuerySet)):
    def note(self, entry, what, *, by=None, note=""):
        """Write down that `what` (an Event.What) happened to `entry`; `by` is a user, or None for the program."""
        return self.create(kind=entry.KIND, uid=entry.uid, what=what, by=by, note=note)


class Event(AboutEntry):
    """One step of an entry. Events are kept when what they speak of is deleted; nobody changes them."""

    class What(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted for review")
        RETURNED = "returned", _("Returned")
        TAKEN_BACK = "taken-back", _("Taken back by who submitted it")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        RESTRICTED = "restricted", _("Brought to a more careful level")
        HELD_BACK = "held-back", _("Words held back from the public")
        DELETED = "deleted", _("Deleted")
        RESTORED = "restored", _("Restored")
        HANDED_OVER = "handed-over", _("Handed over")
        LINK_MADE = "link-made", _("Consent link made")
        ANSWERED = "answered", _("Answered by the organisation")
        CONSENT_ENDED = "consent-ended", _("Consent ran out")

    what = models.CharField(_("what"), max_length=13, choices=What)
    by = somebody(_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = PlainTextField(_("note"), blank=True)

    objects = EventManager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "uid"], name="event_of_entry")]

    def __str__(self):
        return f"{self.get_what_display()} ({self.kind} {self.uid})"
