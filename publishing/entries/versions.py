"""Entries as they were: what history and the bin keep."""

from datetime import timedelta
from functools import cached_property

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.entries.fields import somebody
from publishing.entries.snapshots import Snapshot

# For so long a deleted entry lies in the bin.
KEPT_FOR = timedelta(days=90)


class VersionQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(entry=entry)


class Version(models.Model):
    """Memento: an entry whole, as it was saved at a moment, with who saved it and why.

    Its key to the entry is no constraint, because it outlives it: in the bin lies the last version of what is gone.
    Written by `publishing.entries.history` only.
    """

    entry = models.ForeignKey("publishing.Entry", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = somebody(_("by"))
    comment = models.TextField(_("comment"), blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        default_permissions = ()  # whoever sees the entry sees its history
        ordering = ["-pk"]

    def __str__(self):
        return self.title

    @property
    def days_left(self):
        """For how many whole days more, today among them, it lies in the bin; 0 once it may go."""
        return max(0, (self.at + KEPT_FOR - timezone.now()).days)

    @cached_property
    def snapshot(self):
        return Snapshot.from_json(self.content)

    def was(self):
        """The entry as it was, not saved: for questions whether somebody may see it."""
        return self.snapshot.entry.instance()
