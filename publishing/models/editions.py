"""Editions as the public reads them, their addresses, and the count of public changes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from publishing.models.fields import UID_LENGTH
from publishing.records import RECORDS


class GenerationManager(models.Manager):
    def now(self):
        """The newest generation (unsaved and zero before the first)."""
        return self.first() or Generation()

    def advance(self, *, vocabulary=False):
        """Lock the row, add one and return the new number. Call it inside the transaction that it counts.

        `vocabulary` says that terms, themes or recommendations changed, which is also noted.
        """
        row, _created = self.select_for_update().get_or_create(pk=1)
        row.number += 1
        if vocabulary:
            row.vocabulary = row.number
        row.save()
        return row.number


class Generation(models.Model):
    """One row, one number: how often the public directory has changed.

    Whoever changes it locks this row until the change is committed. So generations are committed in their order on
    every database, and "what changed since n" is an indexed query.
    """

    number = models.PositiveBigIntegerField(default=0)
    vocabulary = models.PositiveBigIntegerField(default=0)

    objects = GenerationManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="generation_has_one_row")]

    def __str__(self):
        return str(self.number)


class EditionQuerySet(models.QuerySet):
    def current(self):
        return self.filter(current=True)

    def of(self, entry):
        return self.filter(kind=entry.KIND, uid=entry.uid)

    def readable(self):
        """Editions that hold a record: neither withdrawals nor those a withdrawal emptied."""
        return self.exclude(record="")


class Edition(models.Model):
    """A published record with its number, date, publisher and digest. Written by `publishing.publication` only.

    `record` is the canonical JSON of the record, or empty for a withdrawal; `digest` is the SHA-256 of its bytes.
    """

    kind = models.CharField(_("kind"), max_length=20)
    uid = models.CharField(max_length=UID_LENGTH)
    slug = models.CharField(_("address"), max_length=80)
    number = models.PositiveIntegerField(_("number"))
    current = models.BooleanField(_("current"), default=True)
    generation = models.PositiveBigIntegerField(_("generation"), unique=True)
    level = models.CharField(_("level"), max_length=11, choices=Level)
    title = models.CharField(_("title"), max_length=300)
    record = models.TextField(_("record"), blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["kind", "uid", "number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "uid", "number"], name="edition_number_unique"),
            models.UniqueConstraint(fields=["kind", "uid"], condition=Q(current=True), name="edition_one_current"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="edition_level_known"),
            models.CheckConstraint(
                condition=Q(record="", digest="") | ~Q(record="") & ~Q(digest=""),
                name="edition_digest_of_record",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    def read(self):
        """The typed record; None for an edition without one."""
        return RECORDS[self.kind].model_validate_json(self.record) if self.record else None


class Address(models.Model):
    """A readable address that an entry has, or had. A gone one says nothing of where it led."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)
    uid = models.CharField(max_length=UID_LENGTH)
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="address_unique")]

    def __str__(self):
        return f"{self.kind} {self.slug}"
