"""Entries as editors work on them, and editions as the public reads them."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.names import is_language
from publishing.records import RECORDS, Answer, SourceRecord

# Without letters and digits that are mistaken for one another, and without vowels, so that no word appears by chance.
UID_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
UID_LENGTH = 10


def new_uid():
    """A short random name that says nothing about the entry (48 bits)."""
    return "".join(secrets.choice(UID_ALPHABET) for _ in range(UID_LENGTH))


def validate_language(value):
    """Refuse what is not a BCP 47 language tag that CLDR knows."""
    if not is_language(value):
        raise ValidationError(
            _("“%(value)s” is not a language code such as en, fr, ar or bn."), params={"value": value}
        )


def validate_unanswered(value):
    """Refuse anything but an object from field names to *not-reported* or *withheld*."""
    known = {Answer.NOT_REPORTED, Answer.WITHHELD}
    if not isinstance(value, dict) or not set(value.values()) <= known:
        raise ValidationError(_("Each field that has no answer is either “not-reported” or “withheld”."))


class YearField(models.PositiveSmallIntegerField):
    """A year of the common era, within reach of this work."""

    def __init__(self, *args, **kwargs):
        kwargs["validators"] = [MinValueValidator(1900), MaxValueValidator(2100)]
        kwargs.update(null=True, blank=True)
        super().__init__(*args, **kwargs)


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


class Term(models.Model):
    """A term of a fixed vocabulary: a group, a scale, a step of evidence, a kind of network."""

    vocabulary = models.CharField(_("vocabulary"), max_length=20)
    slug = models.SlugField(_("address"))
    label = models.CharField(_("label"), max_length=80)
    description = models.TextField(_("description"), blank=True)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    codes = models.JSONField(_("codes of other vocabularies"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["vocabulary", "slug"],
                name="term_unique",
                violation_error_message=_("The vocabulary has this term already."),
            )
        ]

    def __str__(self):
        return self.label


def term_key(vocabulary, **options):
    """A foreign key to one term of `vocabulary`."""
    return models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"vocabulary": vocabulary},
        **options,
    )


def term_set(vocabulary, **options):
    """Any number of terms of `vocabulary`."""
    return models.ManyToManyField(
        Term, blank=True, related_name="+", limit_choices_to={"vocabulary": vocabulary}, **options
    )


class EntryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=Entry.State.PUBLISHED)

    def editable(self):
        """Everything an entry's record is made of, in a fixed number of queries."""
        return self.prefetch_related(*self.model.RECORD_PARTS)


class Entry(models.Model):
    """A practice, an organisation or a network as editors work on it.

    A subclass sets `KIND`, the names in `RECORD_PARTS` (relations its record reads), in `REQUIRED_WORDS` (fields of
    the original text that can't be empty) and `to_record`; its texts hang on `texts`, its citations on `citations`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    KIND = ""
    RECORD_PARTS = ()
    REQUIRED_WORDS = ("title",)

    uid = models.CharField(max_length=UID_LENGTH, unique=True, default=new_uid, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=80,
        unique=True,
        help_text=_("The last part of the public address. Name no person and no place finer than the level allows."),
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    level = models.CharField(
        _("level"),
        max_length=11,
        choices=Level,
        default=Level.OPEN,
        help_text=_(
            "Open: as written. Generalised: organisations are described, not named. Anonymised: no title, regions "
            "instead of countries. Withheld: nothing is public. Could naming anyone here, now, harm them?"
        ),
    )
    original_language = models.CharField(
        _("original language"), max_length=12, default="en", validators=[validate_language]
    )
    unanswered = models.JSONField(
        _("fields without an answer"), default=dict, blank=True, validators=[validate_unanswered]
    )
    verified_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("When the facts were last compared with their sources."),
    )
    notes = models.TextField(_("editors' notes"), blank=True, help_text=_("Never published."))
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=Level.values),
                name="%(class)s_level_known",
                violation_error_message=_("The level is one of the four levels."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "published", "withdrawn"]), name="%(class)s_state_known"
            ),
        ]

    def __str__(self):
        # Read through `texts` so that a prefetched list of entries costs no query a row.
        titles = {text.language: text.title for text in self.texts.all()}
        return titles.get(self.original_language) or self.slug

    def to_record(self):
        """Everything the entry holds, as its record at level open: the policy has not been applied yet."""
        raise NotImplementedError

    def places(self):
        """The countries that the entry's level must be careful enough for."""
        raise NotImplementedError

    def names_to_hide(self):
        """Names and acronyms that its prose must not hold at a level above open."""
        raise NotImplementedError

    def shared_facts(self):
        """The fields that every record begins with, as keyword arguments."""
        return {
            "uid": self.uid,
            "unanswered": dict(sorted(self.unanswered.items())),
            "verified_on": self.verified_on,
            "sources": tuple(citation.to_record() for citation in self.citations.all()),
        }

    def texts_in_order(self):
        """The entry's texts, the original first, the others by language."""
        return sorted(self.texts.all(), key=lambda text: (text.language != self.original_language, text.language))


class Text(models.Model):
    """An entry's words in one language."""

    class Origin(models.TextChoices):
        ORIGINAL = "original", _("Original")
        HUMAN = "human", _("Human translation")
        MACHINE = "machine", _("Machine translation")

    language = models.CharField(
        _("language"),
        max_length=12,
        default="en",
        validators=[validate_language],
        help_text=_("BCP 47: en, fr, ar, bn, pt-BR …"),
    )
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.ORIGINAL)

    class Meta:
        abstract = True
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "language"],
                name="%(class)s_once_a_language",
                violation_error_message=_("The entry has a text in this language already."),
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["original", "human", "machine"]), name="%(class)s_origin_known"
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.language})"


class Source(models.Model):
    """A published source; entries cite it with the place in it that they rest on."""

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = YearField(_("year"))
    url = models.URLField(
        _("address"),
        max_length=500,
        blank=True,
        help_text=_("Leave it out when the address itself holds a person's name."),
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title"]

    def __str__(self):
        return self.title


class Citation(models.Model):
    """What links an entry to a source: the locator says where in the source."""

    source = models.ForeignKey(Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(
        _("where in the source"), max_length=300, blank=True, help_text=_("Page, section or paragraph.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)

    def to_record(self):
        source = self.source
        return SourceRecord(
            title=source.title,
            publisher=source.publisher,
            year=source.year,
            url=source.url,
            locator=self.locator,
        )


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
        on_delete=models.SET_NULL,
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
