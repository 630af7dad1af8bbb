"""Records: the typed content of an edition, and the policy that says how far each of its fields is shown.

A policy is what becomes of a field above level open, in new editions and earlier ones: `publishing.editions.redaction`
applies it. Beside it stands the field's declaration, a `publishing.records.values.Value`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, get_args

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict

from places.levels import Level
from places.tree import tree
from publishing.records.values import Given, Parts, Prose, Terms, Value, Words, Year, declared

# What a field without content holds. False is content: the answer "no".
EMPTY = (None, "", (), {})


class Answer(StrEnum):
    """What a reader can know of a field: its content, or one of five reasons why there is none."""

    REPORTED = "reported"
    NOT_REPORTED = "not-reported"
    NOT_ASKED = "not-asked"
    NOT_APPLICABLE = "not-applicable"
    WITHHELD = "withheld"
    NOT_TRANSLATED = "not-translated"


def keep(value):
    return value


def hide(value):
    """Marks a field that goes back to its default; the value is never looked at."""
    raise TypeError("hide stands for a field's default and is not called")


def regions_instead(codes):
    """Countries as the M49 regions that they lie in."""
    return tree().regions_of(codes)


def language_alone(tag):
    """A BCP 47 tag without what follows the language: en-KE would tell the country."""
    return tag.split("-")[0]


def nearest_language(tags, wanted):
    """The first of the BCP 47 `tags` that is `wanted`, or else of its language (`fr` for `fr-CA`); None without."""
    wanted = (wanted or "").casefold()
    for near in (str, language_alone):
        for tag in tags:
            if near(tag.casefold()) == near(wanted):
                return tag
    return None


@dataclass(frozen=True)
class Shown:
    """How a field is shown above open: by these functions. `prose` was read for a level, so it goes when that rises."""

    generalised: Callable[[Any], Any] = keep
    anonymised: Callable[[Any], Any] = keep
    prose: bool = False
    typed: bool = False

    def __post_init__(self):
        if self.prose:
            object.__setattr__(self, "typed", True)

    def at(self, level):
        return {Level.GENERALISED: self.generalised, Level.ANONYMISED: self.anonymised}.get(level, keep)


ALWAYS = Shown()
UNTIL_GENERALISED = Shown(anonymised=hide)
OPEN_ONLY = Shown(generalised=hide, anonymised=hide)
TYPED_OPEN_ONLY = Shown(generalised=hide, anonymised=hide, typed=True)
PROSE = Shown(prose=True)
PROSE_UNTIL_GENERALISED = Shown(anonymised=hide, prose=True)
PROSE_OPEN_ONLY = Shown(generalised=hide, anonymised=hide, prose=True)
AS_REGIONS = Shown(anonymised=regions_instead)


def policy(field):
    return next(mark for mark in field.metadata if isinstance(mark, Shown))


class Record(BaseModel):
    """A part of an edition's content. Immutable; each field of a subclass has a policy and a declaration."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs):
        for name, field in cls.model_fields.items():
            if not any(isinstance(mark, Shown) for mark in field.metadata):
                raise TypeError(f"{cls.__name__}.{name}: every field of a record says how far it is shown")
        declared(cls)

    @classmethod
    def of(cls, thing):
        """The record of `thing`, a row that holds what its declarations name: nothing is hidden yet."""
        given = {name: value for name, value in declared(cls).items() if not isinstance(value, Given)}
        return cls(**{name: value.read(thing, name) for name, value in given.items()})


class TextRecord(Record):
    """An entry's words in one language (BCP 47)."""

    language: Annotated[
        str, Shown(anonymised=language_alone), Value(_("The language of these words: a BCP 47 tag such as fr."))
    ]
    origin: Annotated[
        Literal["original", "human", "machine"],
        ALWAYS,
        Value(_("Whether these are the original words, or who translated them: a human or a machine.")),
    ] = "original"


class SourceRecord(Record):
    """A published source and the place in it (`locator`) that says what the entry says."""

    title: Annotated[str, TYPED_OPEN_ONLY, Words(_("What the source is called."), source="source.title")] = ""
    publisher: Annotated[str, TYPED_OPEN_ONLY, Words(_("Who published it."), source="source.publisher")] = ""
    year: Annotated[int | None, OPEN_ONLY, Year(_("The year it was published in."), source="source.year")] = None
    url: Annotated[str, TYPED_OPEN_ONLY, Words(_("Where it can be read."), source="source.url")] = ""
    locator: Annotated[
        str, TYPED_OPEN_ONLY, Words(_("The place in it that says what the entry says, such as a page."))
    ] = ""


class RenditionRecord(Record):
    """A picture in one size (pixels); `digest` is the SHA-256 of its file."""

    digest: Annotated[
        str, OPEN_ONLY, Value(_("The SHA-256 of the file, by which it is addressed: /pictures/<digest>.webp."))
    ] = ""
    width: Annotated[int, OPEN_ONLY, Value(_("Its width in pixels."), no_column="one size stands for the picture")] = 0
    height: Annotated[
        int, OPEN_ONLY, Value(_("Its height in pixels."), no_column="one size stands for the picture")
    ] = 0


class PictureRecord(Record):
    """A picture, the narrowest rendition first. Hidden above open: what is seen tells more than any words."""

    renditions: Annotated[
        tuple[RenditionRecord, ...],
        OPEN_ONLY,
        Parts(
            _("The same picture in several sizes, the narrowest first."), of=RenditionRecord, source="image.renditions"
        ),
    ] = ()
    alt: Annotated[str, PROSE_OPEN_ONLY, Words(_("What is to be seen, for those who do not see it."))] = ""
    caption: Annotated[str, PROSE_OPEN_ONLY, Words(_("What is said below the picture."))] = ""
    language: Annotated[
        str,
        OPEN_ONLY,
        Value(
            _("The language of its words: a BCP 47 tag."),
            no_column="the words of pictures are few, and the JSON tells it",
        ),
    ] = ""
    licence: Annotated[str, OPEN_ONLY, Value(_("The licence that the picture is under."))] = ""
    credit: Annotated[str, TYPED_OPEN_ONLY, Words(_("Who is to be named with it."))] = ""


class EntryRecord(Record):
    """The content of an edition, fields in the order of the page. A subclass sets `KIND`; the original is first."""

    KIND: ClassVar[str]

    uid: Annotated[
        str,
        ALWAYS,
        Value(
            _(
                "What names the entry for good: ten letters and digits that say nothing about it. Entries refer to "
                "each other by it."
            )
        ),
    ]
    level: Annotated[
        Level,
        ALWAYS,
        Given(
            _(
                "How much of the entry is public. Open: all that was published. Generalised: without names. "
                "Anonymised: with regions in the place of countries, and without its title. Withheld: nothing."
            )
        ),
    ] = Level.OPEN
    unanswered: Annotated[
        dict[str, Literal["not-reported", "not-applicable", "withheld"]],
        ALWAYS,
        Value(
            _(
                "The fields without content of which we know why: not-reported (the sources do not say), "
                "not-applicable (there is nothing to ask) or withheld (there is an answer, and printing it could put "
                "someone at risk). An empty field that is not named here was not looked up yet, or is one that most "
                "entries have nothing for, such as what they were adapted from."
            ),
            told_by="answers",
            no_column="cells without content say it",
        ),
    ] = {}
    verified_on: Annotated[
        date | None,
        ALWAYS,
        Value(_("The day on which the entry was last compared with its sources or with those who did the work.")),
    ] = None
    sources: Annotated[
        tuple[SourceRecord, ...],
        OPEN_ONLY,
        Parts(_("What the entry rests on, each with the place in it."), of=SourceRecord, source="citations"),
    ] = ()
    # Whether it may be part of the API and of files that are taken away.
    exports: Annotated[
        bool,
        ALWAYS,
        Value(
            _("Whether the entry may be taken away as data. Always true in what is taken away."),
            told_by="may_be_exported",
            no_column="what may not be taken away is in no table",
        ),
    ] = True
    pictures: Annotated[
        tuple[PictureRecord, ...],
        OPEN_ONLY,
        Parts(_("Pictures that everybody on them agreed to."), of=PictureRecord, asked=False),
    ] = ()

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs):
        super().__pydantic_init_subclass__(**kwargs)
        RECORDS[cls.KIND] = cls

    @classmethod
    def text_class(cls):
        return get_args(cls.model_fields["texts"].annotation)[0]

    @classmethod
    def own(cls):
        """{name: Value} of the fields that its kind alone has."""
        shared = {"texts", *EntryRecord.model_fields}
        return {name: value for name, value in declared(cls).items() if name not in shared}

    @classmethod
    def prose(cls):
        """{name: Value} of the prose of its texts; the first one sums up the entry."""
        return {name: value for name, value in declared(cls.text_class()).items() if isinstance(value, Prose)}

    @classmethod
    def answerable(cls):
        """The names of the fields, its texts' included, that may be left without an answer."""
        found = {
            name
            for one in (cls, cls.text_class())
            for name, field in one.model_fields.items()
            if field.default in EMPTY
        }
        return found - {"unanswered", "verified_on"}

    @classmethod
    def of(cls, thing):
        """As of every record, without the reasons for fields that it tells."""
        record = super().of(thing)
        return record.model_copy(update={"unanswered": record.reasons()})

    def reasons(self):
        """`unanswered` without what contradicts itself: the facts or the original tell it. "Withheld" hides what is."""
        told = (self, *self.texts[:1])
        return {
            name: answer
            for name, answer in self.unanswered.items()
            if answer == Answer.WITHHELD or all(getattr(one, name, None) in EMPTY for one in told)
        }

    @property
    def original(self):
        return self.texts[0]

    def text(self, language):
        """The text in `language` or the nearest to it (`fr` or `fr-BE` for `fr-CA`); else the original."""
        near = nearest_language([text.language for text in self.texts], language)
        return next((text for text in self.texts if text.language == near), self.original)

    def title(self, language=None):
        """The title in `language`; when the level hides it, its `neutral_title`, which tells no entry from another."""
        return self.text(language).title or str(self.neutral_title())

    def holder(self, name, text):
        """The text that tells the field `name` to readers of `text`: that one, or the original where it lacks it."""
        return text if getattr(text, name) not in EMPTY else self.original

    def answer(self, name, language=None):
        """Which kind of answer the field `name` (of the record or of its text) holds."""
        owner = self if name in type(self).model_fields else self.text(language)
        if getattr(owner, name) not in EMPTY:
            return Answer.REPORTED
        if owner is not self and owner is not self.original and getattr(self.original, name) not in EMPTY:
            return Answer.NOT_TRANSLATED
        return Answer(self.unanswered.get(name, self.silence(name)))

    @property
    def fullness(self):
        """How much it tells: how many of the fields that may be left without an answer have one."""
        return sum(self.answer(name) == Answer.REPORTED for name in self.answerable())

    def silence(self, name):
        """Why the field `name` is empty when nobody said why."""
        return Answer.NOT_ASKED if self.is_asked(name) else Answer.NOT_APPLICABLE

    @classmethod
    def is_asked(cls, name):
        """Whether the field `name`, of the record or of its text, is a gap where it is empty."""
        return (declared(cls).get(name) or declared(cls.text_class())[name]).asked


RECORDS: dict[str, type[EntryRecord]] = {}


def with_terms_of_today(record, former):
    """`record` with the slugs of today, by what former_slugs gives; two terms that became one are there once."""
    changes = {}
    for name, value in declared(type(record)).items() if former else ():
        if isinstance(value, Terms) and value.vocabulary in former:
            now = former[value.vocabulary]
            changes[name] = tuple(dict.fromkeys(now.get(slug, slug) for slug in getattr(record, name)))
    return record.model_copy(update=changes) if changes else record
