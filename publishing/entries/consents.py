"""The consent ledger: on what ground an entry may be public; links by which organisations answer, and their answers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.plain_text import PlainCharField, PlainTextField
from publishing.entries.fields import AboutEntry, AboutEntryQuerySet, somebody
from publishing.records.naming import findings

MESSAGE_LENGTH = 2000


def validate_role(value):
    """Refuse what leads to one person, such as a phone number. (That a role is no name, nobody can check.)"""
    for found, what in findings(value):
        raise ValidationError(
            _("Write the role only: “%(found)s” looks like %(what)s."), params={"found": found, "what": what}
        )


class ConsentQuerySet(models.QuerySet):
    def agreements(self):
        return self.filter(basis=Consent.Basis.AGREEMENT)

    def in_force(self, day=None):
        """Those that have not ended by `day` (a date; today)."""
        return self.filter(Q(until=None) | Q(until__gte=day or timezone.localdate()))


class Consent(models.Model):
    """That somebody of an organisation (by role alone) agreed, or that the ground is a published source. Not public."""

    RESTORED = False  # with an earlier version of the entry: what somebody agreed to holds whatever was written

    class Basis(models.TextChoices):
        AGREEMENT = "agreement", _("The organisation agreed")
        SOURCE = "source", _("A published source")

    class Means(models.TextChoices):
        LETTER = "letter", _("Letter or signed form")
        MESSAGE = "message", _("Written message")
        CALL = "call", _("Call")
        MEETING = "meeting", _("Meeting")
        LINK = "link", _("Consent link")

    entry = models.ForeignKey("publishing.Entry", on_delete=models.CASCADE, related_name="consents")
    basis = models.CharField(
        _("basis"),
        max_length=9,
        choices=Basis,
        help_text=_(
            "That the organisation agreed; or that all of it stands in a published source, which the entry must cite. "
            "Of several agreements the newest counts."
        ),
    )
    role = PlainCharField(
        _("who agreed"),
        max_length=120,
        blank=True,
        validators=[validate_role],
        help_text=_("The role, such as “director” or “board”: never a person's name, e-mail address or phone number."),
    )
    given_on = models.DateField(_("given on"), null=True, blank=True, help_text=_("The day on which they said so."))
    means = models.CharField(
        _("by what means"),
        max_length=7,
        choices=Means,
        blank=True,
        help_text=_("How they said so. The letter or message itself is kept elsewhere."),
    )
    web = models.BooleanField(_("web"), default=True, help_text=_("Shown on this site."))
    exports = models.BooleanField(
        _("API and exports"), default=True, help_text=_("Part of the data that others take away with them.")
    )
    translation = models.BooleanField(_("translation"), default=True, help_text=_("Put into other languages."))
    photographs = models.BooleanField(_("photographs"), default=False, help_text=_("Photographs of theirs are shown."))
    until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day. Empty: until taken back; then write the last day here."),
    )
    recorded_by = somebody(_("written down by"), editable=False)
    recorded_at = models.DateTimeField(_("written down"), default=timezone.now, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="source")
                | Q(basis="agreement") & ~Q(role="") & ~Q(means="") & Q(given_on__isnull=False),
                name="consent_agreement_is_whole",
                violation_error_message=_("Say who agreed (their role), when and by what means."),
            ),
        ]

    def __str__(self):
        return f"{self.get_basis_display()} ({self.role})" if self.role else self.get_basis_display()

    def clean(self):
        super().clean()
        # Of several agreements the newest counts: one from the future would for ever.
        if self.given_on and self.given_on > timezone.localdate():
            raise ValidationError({"given_on": _("This day is still to come.")})

    def is_in_force(self, day=None):
        return self.until is None or self.until >= (day or timezone.localdate())


class ConsentLinkQuerySet(AboutEntryQuerySet):
    def open(self, day=None):
        return self.filter(used_at=None, revoked_at=None, expires_on__gte=day or timezone.localdate())


class ConsentLink(AboutEntry):
    """A link to be answered once, until `expires_on`. `digest` is the SHA-256 of its token: nobody reads that here."""

    class State(models.TextChoices):
        OPEN = "open", _("Not answered yet")
        USED = "used", _("Answered")
        REVOKED = "revoked", _("Taken back")
        EXPIRED = "expired", _("Ended without an answer")

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


class ConsentAnswerQuerySet(AboutEntryQuerySet):
    def waiting(self):
        """Those that an editor has still to see to."""
        return self.filter(handled_at=None)


class ConsentAnswer(AboutEntry):
    """What an organisation answered, with the `level` asked for; `handled_at` says that what was left to do is done."""

    class Answer(models.TextChoices):
        CONFIRM = "confirm", _("It is right as it is")
        CHANGE = "change", _("Something should be changed")
        CAREFUL = "careful", _("Show less of us")
        WITHDRAW = "withdraw", _("Take it out")

    link = models.OneToOneField(ConsentLink, on_delete=models.PROTECT, related_name="answer", verbose_name=_("link"))
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
