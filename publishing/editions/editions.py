"""Editions as the public reads them, their addresses, and the count of public changes."""

from itertools import chain, count

from django.db import connection, models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.plain_text import PlainCharField
from publishing.entries.entries import Entry
from publishing.entries.fields import UID_LENGTH, new_uid, somebody
from publishing.records.record import RECORDS

# Older steps are forgotten: whoever stopped before them reads everything anew.
STEPS_KEPT = 1000


class GenerationManager(models.Manager):
    def now(self):
        """The newest generation (unsaved and zero before the first). Plain SQL: every request asks for it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, vocabulary, era, step, mark, id FROM publishing_generation")
            facts = cursor.fetchone()
        names = ("number", "vocabulary", "era", "step", "mark", "id")
        return Generation(**dict(zip(names, facts, strict=True))) if facts else Generation()

    def lock(self):
        """The row, locked: nobody else changes the public directory until the transaction ends."""
        return self.select_for_update().get_or_create(pk=1)[0]

    def advance(self, *, vocabulary=False):
        """Lock the row, count up, return the new number; `vocabulary`: whether terms changed. Inside what it counts."""
        row = self.lock()
        row.number += 1
        if vocabulary:
            row.vocabulary = row.number
        row.take_step()
        return row.number

    def begin_era(self):
        """Begin a new era: something was taken back. The number stays, because a restriction is no news."""
        row = self.lock()
        row.era = new_uid()
        row.take_step()

    def holds(self, step, mark):
        """Whether this database took the step number `step` with the mark `mark`, and remembers it."""
        return Step.objects.filter(pk=step, mark=mark).exists()


class Generation(models.Model):
    """One row: how often the public directory has changed, as the public counts it and as our processes do.

    `number` counts publications and is public; `vocabulary` is the number at which terms changed last. `era` is a
    random word that is another one whenever something was taken back: a copy that was kept in step with an earlier era
    has to be read anew. `step` counts both, and its random `mark` tells two databases apart that came to the same
    count on different ways, after a restore or a failover: what was made at another mark is not to be trusted.

    Whoever changes the directory locks this row until the change is committed. So generations are committed in their
    order on every database, and "what changed since n" is an indexed query.
    """

    number = models.PositiveBigIntegerField(default=0)
    vocabulary = models.PositiveBigIntegerField(default=0)
    era = models.CharField(max_length=UID_LENGTH, default=new_uid)
    step = models.PositiveBigIntegerField(default=0)
    mark = models.CharField(max_length=UID_LENGTH, blank=True)

    objects = GenerationManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="generation_has_one_row")]

    def __str__(self):
        return str(self.number)

    def take_step(self):
        self.step, self.mark = self.step + 1, new_uid()
        self.save()
        Step.objects.create(pk=self.step, mark=self.mark)
        Step.objects.filter(pk__lte=self.step - STEPS_KEPT).delete()


class Step(models.Model):
    """One of the last STEPS_KEPT steps that the directory took, with its mark."""

    number = models.PositiveBigIntegerField(primary_key=True)
    mark = models.CharField(max_length=UID_LENGTH)

    def __str__(self):
        return str(self.number)


class EditionQuerySet(models.QuerySet):
    def current(self):
        """What the public reads now: at most one edition an entry, none of an entry that was taken out."""
        return self.filter(current=True)

    def of(self, entry):
        return self.filter(entry=entry)

    def last_of_each(self):
        """The current edition of each entry or, of one that was taken out, its last one: a list."""
        return list({edition.uid: edition for edition in self.order_by("current", "number")}.values())

    def readable(self):
        """Editions that hold a record: a redaction may have emptied others."""
        return self.exclude(record="")


class Edition(models.Model):
    """A published record with its number, date, publisher and digest. Written by `publishing.editions.writing` only.

    `record` is the canonical JSON of the record, and empty where it was redacted away; `digest` is the SHA-256 of its
    bytes. What is taken back is taken out of the editions that hold it, which keep their number, date and generation.
    `kind` and `uid` are those of the `entry`: readers know an entry by them, and need no other table.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, db_index=False, related_name="editions")
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
    published_by = somebody(_("published by"))
    note = PlainCharField(_("note"), max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["kind", "uid", "number"]
        indexes = [models.Index(fields=["uid"], name="edition_by_uid")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="edition_number_unique"),
            models.UniqueConstraint(fields=["entry"], condition=Q(current=True), name="edition_one_current"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="edition_level_known"),
            models.CheckConstraint(
                condition=Q(record="", digest="") | ~Q(record="") & ~Q(digest=""),
                name="edition_digest_of_record",
            ),
            models.CheckConstraint(condition=Q(current=False) | ~Q(record=""), name="edition_current_has_record"),
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
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="address_unique")]

    def __str__(self):
        return f"{self.kind} {self.slug}"


def free_address(entry):
    """An address made of the entry's title that no other entry of its kind has or had; its uid for want of letters."""
    base = slugify(str(entry))[:70].strip("-")
    if not base:
        return entry.uid
    others = type(entry).objects.exclude(pk=entry.pk).filter(slug__startswith=base)
    former = Address.objects.filter(kind=entry.KIND, slug__startswith=base).exclude(entry=entry.pk)
    taken = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
    return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)


def give_address(entry, *, by):
    """Give `entry` an address instead of its uid, unless others are hidden from `by`: what is taken tells of them."""
    if entry.slug == entry.uid and type(entry).objects.shows_all_to(by):
        entry.slug = free_address(entry)
        entry.save(update_fields=["slug"])
