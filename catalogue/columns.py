"""The columns of the tables that lists are taken away as: what each means, and how its cells are made.

The rooms above declare those of their kinds; here are the ones that every kind has. Cells keep the four kinds of empty
apart, and none of them begins as a formula does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date
from functools import partial
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalogue.entries import place_names
from catalogue.pictures import pictures
from places.names import language_name
from places.tree import tree
from publishing.editing.sheets.cells import join_items, neutral, plain
from publishing.records.record import EMPTY, Answer, TextRecord
from publishing.records.values import Languages, Number, Parts, Places, Ref, Term, Terms, Words, Year, YesNo, declared

# What stands in a cell without content. The words are part of the format and are not translated.
TOKENS = {
    Answer.NOT_REPORTED: "not reported",
    Answer.NOT_ASKED: "not looked up yet",
    Answer.NOT_APPLICABLE: "not applicable",
    Answer.WITHHELD: "withheld",
    Answer.NOT_TRANSLATED: "not translated yet",
}
TOKEN_MEANINGS = {
    Answer.NOT_REPORTED: _("Sources and people were asked, and nothing is reported of it."),
    Answer.NOT_ASKED: _("Nobody has looked for it yet."),
    Answer.NOT_APPLICABLE: _("There is nothing to ask: it was not adapted from anything, or is not tied to countries."),
    Answer.WITHHELD: _("It may be known, and is held back for the safety of people."),
    Answer.NOT_TRANSLATED: _("There is an answer in the original language, and not in the one of this table."),
}
YES, NO = "yes", "no"
STRING, INTEGER, BOOLEAN, DATE = "string", "integer", "boolean", "date"
# A whole cell that could be taken for a token: content gets a backslash before it.
LIKE_TOKEN = re.compile(rf"\\*(?:{'|'.join(TOKENS.values())})")
CODES_MEANING = _("The same as codes, which are the same in every language; lists are filtered by them.")
TAGS_MEANING = _("The same as BCP 47 tags, which are the same in every language; lists are filtered by them.")


@dataclass(frozen=True)
class Column:
    """One column: its machine-readable `name`, what it is called (`label`), and its `meaning` in a sentence.

    `value(entry)` gives its content for a TakenEntry: a text, number, yes or no, date, or a list of texts or of tuples
    of parts; an Answer where there is none for a reason of its own. `field` is the field of the record or of its text
    that otherwise tells why there is none. `type` is that of Table Schema.
    """

    name: str
    label: Any
    meaning: Any
    value: Callable[[Any], Any]
    field: str = ""
    type: str = STRING

    def cell(self, entry):
        """What stands in the cell of `entry`: a number, a date or a text that is no formula."""
        value = self.value(entry)
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, int | date):
            return value
        text = "" if isinstance(value, Answer) or not value else _written(value)
        text = f"\\{text}" if LIKE_TOKEN.fullmatch(text) else text
        return neutral(text) if text else TOKENS[self._answer(entry, value)]

    def _answer(self, entry, value):
        if isinstance(value, Answer):
            return value
        known = entry.record.answer(self.field, entry.text.language)
        # What holds something of which nothing may be said, such as a country at a careful level.
        return Answer.WITHHELD if known is Answer.REPORTED else known


def _written(value):
    """A text, or a list of texts or of tuples of parts, as it stands in a cell."""
    if isinstance(value, str):
        return plain(value)
    return join_items([plain(str(part)) for part in ((one,) if isinstance(one, str) else one)] for one in value)


# --- what most columns are made of


def _of_value(value, name):
    """The columns of the field `name`, declared as `value`; places stand among LEADING."""
    field = attrgetter(f"record.{name}")
    match value:
        case Words() | Year() | Number() | YesNo():
            held = {Year: INTEGER, Number: INTEGER, YesNo: BOOLEAN}.get(type(value), STRING)
            return [Column(name, value.label, value.meaning, field, name, held)]
        case Languages():
            column = value.in_tables or name
            return [
                Column(column, value.label, value.meaning, partial(_spoken, field), name),
                Column(f"{value.facet.parameter}_codes", value.label, TAGS_MEANING, field, name),
            ]
        case Places():
            return []
        case Term():
            column, label = value.in_tables or name, partial(_label, value.vocabulary, field)
            return [
                Column(column, value.label, value.meaning, label, name),
                Column(f"{column}_code", value.label, CODES_MEANING, field, name),
            ]
        case Terms():
            return [
                Column(name, value.label, value.meaning, partial(_labels, value.vocabulary, field), name),
                Column(f"{value.facet.parameter}_codes", value.label, CODES_MEANING, field, name),
            ]
        case Ref():
            return [Column(name, value.label, value.meaning, partial(_named, value.to, field), name)]
        case Parts():
            return [Column(name, value.label, value.meaning, partial(_rows, field), name)]
    raise TypeError(f"{name} needs a column of its own, or a reason why it has none")


def _label(vocabulary, field, entry):
    return entry.catalogue.term(vocabulary, field(entry)).label if field(entry) else ""


def _labels(vocabulary, field, entry):
    return [entry.catalogue.term(vocabulary, slug).label for slug in field(entry)]


def _spoken(field, entry):
    return [language_name(tag) for tag in field(entry)]


def _named(kind, field, entry):
    """Those that may be named or described."""
    uids = field(entry)
    return [one.label for one in entry.catalogue.references(kind, [uids] if isinstance(uids, str) else uids)]


def _rows(field, entry):
    """The parts of a field, each with its own fields in their order."""
    return [_row(one, entry) for one in field(entry)]


def _row(part, entry):
    return tuple(_in_part(value, getattr(part, name), entry) for name, value in declared(type(part)).items())


def _in_part(value, held, entry):
    match value:
        case _ if held in EMPTY:
            return ""
        case Term():
            return entry.catalogue.term(value.vocabulary, held).label
        case Ref():
            return ", ".join(one.label for one in entry.catalogue.references(value.to, [held]))
        case Parts():
            return ", ".join(one.title for one in held)
        case YesNo():
            return YES if held else NO
    return f"{held:g}" if isinstance(held, float) else str(held)


def columns_of(record_class, *, first=(), instead=None, more=()):
    """The columns of the tables of a kind, in the order of its declarations: its facts, then its words.

    `first` names words that stand before the facts, `more` are columns after them; `instead` gives the columns of
    fields that have others than their kind of value, {name: columns}.
    """
    instead = instead or {}
    texts = declared(record_class.text_class())
    words = {
        name: Column(name, value.label, value.meaning, attrgetter(f"text.{name}"), name)
        for name, value in texts.items()
    }
    rest = [words[name] for name in texts if name not in (*TextRecord.model_fields, "title", *first)]
    facts = [
        column
        for name, value in record_class.own().items()
        if not value.no_column
        for column in (instead[name] if name in instead else _of_value(value, name))
    ]
    return (*LEADING, *(words[name] for name in first), *facts, *more, *CLOSING, *rest)


# --- the columns that every kind has


def _countries(entry):
    known = tree().country_region
    return [code for code in entry.record.places if code in known]


def _regions(entry):
    return tree().regions_of(entry.record.places)


LEADING = (
    Column("kind", _("Kind"), _("What the row is of: practice, network or organisation."), attrgetter("edition.kind")),
    Column(
        "uid", _("Name for programs"), _("It never changes, and no two entries share one."), attrgetter("record.uid")
    ),
    Column(
        "title",
        _("Title"),
        _("What it is called; a neutral description where its level hides the title."),
        attrgetter("title"),
        "title",
    ),
    Column("url", _("Address"), _("Where it can be read, today's edition or a later one."), attrgetter("url")),
    Column(
        "countries",
        _("Countries"),
        _("Where it takes place, works or is based. Several are parted by semicolons, as in all columns."),
        lambda entry: place_names(_countries(entry)),
        "places",
    ),
    Column("country_codes", _("Countries"), _("The countries as ISO 3166-1 alpha-2 codes."), _countries, "places"),
    Column(
        "regions",
        _("Regions"),
        _("The regions those countries lie in, or those that stand for countries which are not told."),
        lambda entry: place_names(_regions(entry)),
        "places",
    ),
    Column("region_codes", _("Regions"), _("The regions as M49 codes of the United Nations."), _regions, "places"),
)


def _sources(entry):
    return [(one.title, one.publisher, one.year or "", one.url, one.locator) for one in entry.record.sources]


def _pictures(entry):
    return [
        (entry.site + one.shown.url, one.alt, one.caption, one.credit, one.licence.label)
        for one in pictures(entry.record)
    ]


CLOSING = (
    Column(
        "sources",
        _("Sources"),
        _("The published sources, each with its publisher, year, address and the place in it, parted by bars."),
        _sources,
        "sources",
    ),
    Column(
        "pictures",
        _("Pictures"),
        _("The pictures, each with a description, caption, credit and licence, parted by bars."),
        _pictures,
        "pictures",
    ),
    Column(
        "verified_on",
        _("Checked on"),
        _("When the facts were last compared with their sources."),
        attrgetter("record.verified_on"),
        "verified_on",
        DATE,
    ),
    Column(
        "language", _("Language"), _("The language of the texts in this row (BCP 47)."), attrgetter("text.language")
    ),
    Column(
        "text_origin",
        _("Origin of the text"),
        _("Whether that text is the original, a human translation or a machine's: original, human, machine."),
        attrgetter("text.origin"),
    ),
    Column(
        "languages",
        _("Languages"),
        _("All languages that it can be read in, the original one first (BCP 47)."),
        lambda entry: [text.language for text in entry.record.texts],
    ),
    Column(
        "level",
        _("Level"),
        _("How much may be public: open, generalised or anonymised. What a level hides is withheld."),
        lambda entry: entry.record.level.value,
    ),
    Column(
        "edition",
        _("Edition"),
        _("The number of the edition that this row holds."),
        attrgetter("edition.number"),
        "",
        INTEGER,
    ),
    Column(
        "published_on",
        _("Published on"),
        _("The day on which that edition was published, in UTC."),
        lambda entry: entry.edition.published_at.astimezone(UTC).date(),
        "",
        DATE,
    ),
    Column(
        "generation",
        _("Generation"),
        _("The state of the directory that the edition made: later editions have higher numbers."),
        attrgetter("edition.generation"),
        "",
        INTEGER,
    ),
    Column(
        "edition_url",
        _("Address of the edition"),
        _("Where this edition answers for good, or what became of it is said."),
        attrgetter("edition_url"),
    ),
)
