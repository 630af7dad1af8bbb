"""How much of what is asked the current editions answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.entries.fields import UID_LENGTH


class CompletenessQuerySet(models.QuerySet):
    def of(self, entry):
        return self.filter(kind=entry.KIND, uid=entry.uid)


class Completeness(models.Model):
    """Of an entry's current edition: how many of its fields are `asked` for, and which have no answer yet.

    `missing` holds the names of those fields; `percent` of the fields have an answer, rounded down. An entry that is
    not public has no row. Written by `publishing.editions.completeness` only.
    """

    kind = models.CharField(_("kind"), max_length=20)
    uid = models.CharField(max_length=UID_LENGTH)
    generation = models.PositiveBigIntegerField()
    asked = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    missing = models.JSONField(default=list)

    objects = CompletenessQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "uid"], name="completeness_once_an_entry")]

    def __str__(self):
        return f"{self.kind} {self.uid}: {self.percent} %"
