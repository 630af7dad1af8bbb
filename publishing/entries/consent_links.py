"""Links by which an organisation answers for its entry without an account, and what it answered."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.plain_text import PlainCharField, PlainTextField
from publishing.entries.consents import validate_role
from publishing.entries.fields import UID_LENGTH, somebody

MESSAGE_LENGTH = 2000


class ConsentLinkQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(kind=entry.KIND, uid=entry.uid)

    def open(self, day=None):
        """Those that can be answered on `day` (a date; today)."""
        return self.filter(used_at=None, revoked_at=None, expires_on__gte=day or timezone.localdate())


class ConsentLink(models.Model):
    """A link that can be answered once, up to and including the day `expires_on`.

    `digest` is the SHA-256 of its token: whoever reads this table can't answer for anybody.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Not answered yet")
        USED = "used", _("Answered")
        REVOKED = "revoked", _("Taken back")
        EXPIRED = "expired", _("Ended without an answer")

    kind = models.CharField(_("kind"), max_length=20)
    uid = models.CharField(max_length=UID_LENGTH)
    digest = models.CharField(max_length=64, unique=True)
    made_by = somebody(_("made by"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    used_at = models.DateTimeField(_("answered"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ConsentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent link")
        verbose_name_plural = _("consent links")
        default_permissions = ()  # links belong to who may change the entry
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["kind", "uid"], name="consent_link_of_entry")]

    def __str__(self):
        return f"{self.kind} {self.uid}, {self.expires_on}"

    def state_on(self, day):
        if self.used_at:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_on < day else self.State.OPEN


class ConsentAnswerQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(kind=entry.KIND, uid=entry.uid)

    def waiting(self):
        """Those that an editor has still to see to."""
        return self.filter(handled_at=None)


class ConsentAnswer(models.Model):
    """What an organisation answered by a link. Its effect was at once; `handled_at` says that the rest is done too.

    `level` is the one asked for, `message` is for editors only.
    """

    class Answer(models.TextChoices):
        CONFIRM = "confirm", _("It is right as it is")
        CHANGE = "change", _("Something should be changed")
        CAREFUL = "careful", _("Show less of us")
        WITHDRAW = "withdraw", _("Take it out")

    link = models.OneToOneField(ConsentLink, on_delete=models.PROTECT, related_name="answer", verbose_name=_("link"))
    kind = models.CharField(_("kind"), max_length=20)
    uid = models.CharField(max_length=UID_LENGTH)
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    level = models.CharField(_("level"), max_length=11, choices=Level, blank=True)
    message = PlainTextField(_("message"), max_length=MESSAGE_LENGTH, blank=True)
    role = PlainCharField(_("role"), max_length=120, blank=True, validators=[validate_role])
    at = models.DateTimeField(_("at"), auto_now_add=True)
    handled_by = somebody(_("dealt with by"))
    handled_at = models.DateTimeField(_("dealt with"), null=True, blank=True)

    objects = ConsentAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer of an organisation")
        verbose_name_plural = _("answers of organisations")
        default_permissions = ("view",)  # an answer is dealt with by who may change the entry
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "uid"], name="consent_answer_of_entry")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__in=["confirm", "change", "careful", "withdraw"]), name="consent_answer_known"
            ),
        ]

    def __str__(self):
        return self.get_answer_display()
