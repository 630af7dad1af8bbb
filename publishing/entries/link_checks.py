"""What became of the addresses that public pages lead to, as they were last asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Days on which an address failed in a row, until it counts as dead: servers are away for a day or two.
DEAD_AFTER = 3


class LinkCheckQuerySet(models.QuerySet):
    def dead(self):
        return self.filter(failures__gte=DEAD_AFTER)

    def moved(self):
        return self.filter(outcome=LinkCheck.Outcome.MOVED)


class LinkCheck(models.Model):
    """The last answer of an address (`url`). Written by `editing.link_checks` only, and only where checks are on."""

    class Outcome(models.TextChoices):
        FINE = "fine", _("Answers")
        MOVED = "moved", _("Moved for good")
        GONE = "gone", _("Nothing there")
        REFUSED = "refused", _("Refuses programs")
        UNREACHABLE = "unreachable", _("Does not answer")

    url = models.CharField(_("address"), max_length=500, unique=True)
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    moved_to = models.CharField(_("moved to"), max_length=2000, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField(_("checked"))
    failures = models.PositiveSmallIntegerField(_("days in a row without an answer"), default=0)
    since = models.DateTimeField(_("since"), null=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["since", "url"]
        default_permissions = ()

    def __str__(self):
        return self.url
