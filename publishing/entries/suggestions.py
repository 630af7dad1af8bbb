"""What strangers send in, held until an editor has looked at it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainCharField, PlainJSONField, PlainTextField
from publishing.entries.fields import UID_LENGTH, new_uid, somebody


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Suggestion.State.WAITING)


class Suggestion(models.Model):
    """What a reader sends to the editors, in a kind of its own for each form. Nothing of it is ever public.

    `words` is {name of the form's field: what was typed}, plain text. `entry_kind` and `uid` name the entry that it is
    about, or the one that an editor made of a suggested practice.
    """

    class Kind(models.TextChoices):
        PRACTICE = "practice", _("Practice")
        CORRECTION = "correction", _("Correction")
        RELAY = "relay", _("Request to be put in touch")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        TAKEN = "taken", _("Taken up")
        DECLINED = "declined", _("Declined")

    reference = models.CharField(_("reference"), max_length=UID_LENGTH, unique=True, default=new_uid, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    entry_kind = models.CharField(max_length=20, blank=True)
    uid = models.CharField(max_length=UID_LENGTH, blank=True)
    words = PlainJSONField(_("words"), default=dict)
    contact = PlainCharField(_("how to ask back"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    handled_by = somebody(_("handled by"))
    handled_at = models.DateTimeField(_("handled"), null=True, blank=True)
    note = PlainTextField(_("note"), blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-state", "-received_at"]  # those that wait stand first
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["practice", "correction", "relay"]), name="suggestion_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", handled_at=None)
                | Q(state__in=["taken", "declined"], handled_at__isnull=False, contact=""),
                name="suggestion_contact_goes_when_handled",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def gist(self):
        """What it is about, in the words of whoever sent it."""
        return next((self.words[name] for name in ("what", "wrong", "wish") if self.words.get(name)), "")
