"""The consent ledger: on what ground an entry may be public."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from places.plain_text import PlainCharField
from publishing.entries.fields import somebody
from publishing.records.private import findings


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
    """That somebody of an organisation agreed, or that the ground is a published source. Never published itself.

    Only the role of who agreed is written down.
    """

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
