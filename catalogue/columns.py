"""The columns of the tables of a kind, made of what its records declare: facts, words, and those that it refers to.

Columns that hold the same things in other ways, such as names and codes, hold them in the same order.
"""

from functools import partial
from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from catalogue.column import BOOLEAN, INTEGER, NO, STRING, YES, Column
from catalogue.kinds import ANY_KIND
from catalogue.shared_columns import CLOSING, LEADING
from places.names import language_name
from publishing.records.record import EMPTY, Answer, TextRecord
from publishing.records.values import (
    Languages,
    Number,
    Parts,
    Places,
    Prose,
    Ref,
    Refs,
    Term,
    Terms,
    Words,
    Year,
    YesNo,
    declared,
)

CODES_MEANING = _("The same as codes, which are the same in every language; lists are filtered by them.")
UIDS_MEANING = _("The same as uids, in the same order: those that are described and not named come last and have none.")
SLUGS_MEANING = _("The same as the last part of their addresses, in the same order: it may change, the uid does not.")
TAGS_MEANING = _("The same as BCP 47 tags, which are the same in every language; lists are filtered by them.")


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
                Column(f"{column}_code", value.label, CODES_MEANING, field, name, vocabulary=value.vocabulary),
            ]
        case Terms():
            return [
                Column(name, value.label, value.meaning, partial(_labels, value.vocabulary, field), name),
                Column(f"{value.facet.parameter}_codes", value.label, CODES_MEANING, field, name),
            ]
        case Ref():
            stem, plural = value.facet.parameter if value.facet else name, "s" if isinstance(value, Refs) else ""
            to = "" if plural else value.to
            return referring(name, stem, value.label, value.meaning, partial(_referred, value.to, field), name, to)
        case Parts():
            return [Column(name, value.label, value.meaning, partial(_rows, field), name)]
    raise TypeError(f"{name} needs a column of its own, or a reason why it has none")


def _label(vocabulary, field, entry):
    return entry.catalogue.term(vocabulary, field(entry)).label if field(entry) else ""


def _labels(vocabulary, field, entry):
    return [entry.catalogue.term(vocabulary, slug).label for slug in field(entry)]


def _spoken(field, entry):
    return [language_name(tag) for tag in field(entry)]


def _referred(kind, field, entry):
    """Those that may be named or described."""
    uids = field(entry)
    return entry.catalogue.references(kind, [uids] if isinstance(uids, str) else uids)


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


def referring(name, stem, label, meaning, references, field, to=""):
    """The columns of what `references(entry)` gives: names under `name`, uids and slugs under names of the `stem`.

    It gives References, those that are named first, or the Answer why there are none; one at most, and of the kind
    `to`, if that is given.
    """
    return [
        Column(name, label, meaning, partial(_labels_of, references), field),
        *keys(stem, label, references, field, to),
    ]


def keys(stem, label, references, field, to=""):
    """The columns of the uids and slugs of what `references(entry)` gives."""
    plural = "" if to else "s"
    return [
        Column(f"{stem}_uid{plural}", label, UIDS_MEANING, partial(_uids_of, references), field, to=to),
        Column(f"{stem}_slug{plural}", label, SLUGS_MEANING, partial(_slugs_of, references), field),
    ]


def _labels_of(references, entry):
    found = references(entry)
    return found if isinstance(found, Answer) else [one.label for one in found]


def _uids_of(references, entry):
    found = references(entry)
    return found if isinstance(found, Answer) else [one.uid for one in found if one.uid]


def _slugs_of(references, entry):
    uids, entries = _uids_of(references, entry), entry.catalogue.kinds[ANY_KIND]
    return uids if isinstance(uids, Answer) else [entries.get(uid).slug for uid in uids]


def columns_of(record_class, *, first=(), instead=None, more=()):
    """The columns of the tables of a kind, in the order of its declarations: its facts, then its words.

    `first` names words that stand before the facts, `more` are columns after them; `instead` gives the columns of
    fields that have others than their kind of value, {name: columns}.
    """
    instead = instead or {}
    texts = declared(record_class.text_class())
    words = {
        name: Column(name, value.label, value.meaning, attrgetter(f"text.{name}"), name, prose=isinstance(value, Prose))
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
