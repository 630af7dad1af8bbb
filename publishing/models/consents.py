"""The consent ledger: on what ground an entry may be public."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ConsentQuerySet(models.QuerySet):
    def in_force(self, day=None):
        """Those that have not ended by `day` (a date; today)."""
        return self.filter(Q(until=None) | Q(until__gte=day or timezone.localdate()))


class Consent(models.Model):
    """That somebody of an organisation agreed, or that the ground is a published source. Never published itself.

    Only the role of who agreed is written down. A subclass, one for each kind of entry, has the key `entry` with the
    related name `consents`.
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

    basis = models.CharField(_("basis"), max_length=9, choices=Basis)
    role = models.CharField(
        _("who agreed"),
        max_length=120,
        blank=True,
        help_text=_("The role, such as “director” or “board”; never a person's name."),
    )
    given_on = models.DateField(_("given on"), null=True, blank=True)
    means = models.CharField(_("by what means"), max_length=7, choices=Means, blank=True)
    web = models.BooleanField(_("web"), default=True)
    exports = models.BooleanField(_("API and exports"), default=True)
    translation = models.BooleanField(_("translation"), default=True)
    photographs = models.BooleanField(_("photographs"), default=False)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("The last day. Empty: until taken back."))

    objects = ConsentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis="source")
                | Q(basis="agreement") & ~Q(role="") & ~Q(means="") & Q(given_on__isnull=False),
                name="%(class)s_agreement_is_whole",
                violation_error_message=_("Say who agreed (their role), when and by what means."),
            ),
        ]

    def __str__(self):
        return f"{self.get_basis_display()} ({self.role})" if self.role else self.get_basis_display()

    def is_in_force(self, day=None):
        return self.until is None or self.until >= (day or timezone.localdate())
