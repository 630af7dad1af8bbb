"""What strangers send in, held until an editor has looked at it, and forgotten some time after."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.rate_limiter import count_sending
from places.plain_text import PlainCharField, PlainJSONField, PlainTextField
from publishing.entries.fields import UID_LENGTH, new_uid, somebody

KEPT = timedelta(days=90)


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Suggestion.State.WAITING)


class Suggestion(models.Model):
    """What a reader sends, {field: words}: a kind for each form, with the entry it is about or became. Never public."""

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

    def holds(self, facts):
        return all(getattr(self, name) == value for name, value in facts.items())


@transaction.atomic
def receive(kind, words, *, reference, address, contact="", entry_kind="", uid=""):
    """Hold what somebody sent; the Suggestion, one for the same words from one form (`reference`). Raises SlowDown.

    `address` is client_address's; nothing of it is kept.
    """
    facts = {"kind": kind, "words": words, "contact": contact, "entry_kind": entry_kind, "uid": uid}
    sent = Suggestion.objects.filter(reference=reference)
    held = next((one for one in sent if one.holds(facts)), None)
    if held is None:
        count_sending("suggestion", address)  # where others wait until this one is through
        held, created = Suggestion.objects.get_or_create(reference=reference, defaults=facts)
        if not created and not held.holds(facts):
            held = Suggestion.objects.create(**facts)  # other words, sent from the same page
    return held


def waiting_suggestions():
    return Suggestion.objects.waiting().order_by("received_at", "pk")


def waiting_corrections(entry):
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
