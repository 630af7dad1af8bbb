"""The relational schema of the directory: a table a kind, one for every field that holds several things, code lists.

It follows from the declarations of records and from the columns of tables. Where nothing stands in a table of a kind,
`missing` says why.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from catalogue.column import BOOLEAN, INTEGER, STRING, TOKEN_MEANINGS, TOKENS
from catalogue.kinds import KINDS, in_menu
from places.tree import WORLD, tree
from publishing.editing.sheets.cells import plain
from publishing.records.record import RECORDS, Answer
from publishing.records.values import (
    Languages,
    Number,
    Parts,
    Places,
    Ref,
    Refs,
    Term,
    Terms,
    Year,
    YesNo,
    declared,
)

NUMBER = "number"
TYPES = {Year: INTEGER, Number: NUMBER, YesNo: BOOLEAN}
# Fields that only their whole tells: a picture is its file, which the tables of the kinds lead to.
LEFT_OUT = ("pictures",)


@dataclass(frozen=True)
class Field:
    """A column of a Table: what it is called and means, its `type` in Table Schema.

    `refers` is the (table, column) that its values stand in; `vocabulary` the one that they are slugs of.
    """

    name: str
    title: str
    meaning: str
    type: str = STRING
    refers: tuple[str, str] | None = None
    vocabulary: str = ""


@dataclass(frozen=True)
class Table:
    """A table: `key` names the fields that tell its rows apart; `rows` gives those of a TakenEntry or a Catalogue."""

    name: str
    title: str
    fields: tuple[Field, ...]
    rows: Callable
    key: tuple[str, ...]


def tables_of(kind):
    """The tables of the entries of a Kind: the one that has a row for each of them at first."""
    record = RECORDS[kind.name]
    fields = {name: value for name, value in declared(record).items() if name not in LEFT_OUT}
    several = [_several(kind, name, value) for name, value in fields.items()]
    return [_entries(kind), *filter(None, several)]


def _entries(kind):
    fields = tuple(
        Field(
            one.name,
            str(one.label),
            str(one.meaning),
            one.type,
            (KINDS[one.to].namespace, "uid") if one.to else None,
            one.vocabulary,
        )
        for one in kind.columns
    )

    def rows(entry):
        contents = (column.content(entry) for column in kind.columns)
        yield [None if isinstance(one, Answer) else _stored(one) for one in contents]

    return Table(kind.namespace, str(kind.label), fields, rows, ("uid",))


def _several(kind, name, value):
    """The table of what a field holds several of; None for one that holds one thing."""
    match value:
        case Places():
            return _list_of(kind, name, value, Field("place", _("Place"), _("The code."), refers=("places", "code")))
        case Terms():
            held = Field(value.facet.parameter, str(value.label), str(value.meaning), vocabulary=value.vocabulary)
            return _list_of(kind, name, value, held)
        case Refs():
            refers = (KINDS[value.to].namespace, "uid")
            return _list_of(kind, name, value, Field(value.to, str(value.label), str(value.meaning), refers=refers))
        case Languages():
            return _list_of(kind, name, value, Field("language", str(value.label), str(value.meaning)))
        case Parts():
            return _parts_of(kind, name, value)
    return None


def _list_of(kind, name, value, held):
    return Table(
        f"{kind.name}_{name}",
        f"{kind.label}: {value.label}",
        (_owner(kind), held),
        lambda entry: ([entry.record.uid, one] for one in getattr(entry.record, name)),
        (kind.name, held.name),
    )


def _parts_of(kind, name, value):
    parts = {one: held for one, held in declared(value.of).items() if not isinstance(held, Parts)}
    position = Field("position", _("Position"), _("Its place among those of the entry, from 1."), INTEGER)
    fields = (_owner(kind), position, *(_part(one, held) for one, held in parts.items()))

    def rows(entry):
        for place, row in enumerate(getattr(entry.record, name), start=1):
            yield [entry.record.uid, place, *(_stored(getattr(row, one)) for one in parts)]

    return Table(f"{kind.name}_{name}", f"{kind.label}: {value.label or name}", fields, rows, (kind.name, "position"))


def _part(name, value):
    refers = (KINDS[value.to].namespace, "uid") if isinstance(value, Ref) else None
    vocabulary = value.vocabulary if isinstance(value, Term) else ""
    return Field(name, str(value.label or name), value.description, TYPES.get(type(value), STRING), refers, vocabulary)


def _owner(kind):
    return Field(kind.name, str(kind.label), _("The uid of the entry."), refers=(kind.namespace, "uid"))


def _stored(value):
    """`value` as a database and CSV hold it: None for nothing."""
    match value:
        case bool():
            return int(value)
        case int() | float():
            return value
        case date():
            return value.isoformat()
        case None | "" | ():
            return None
        case str():
            return plain(value) or None
    return value.words()  # the description of somebody who is not named


# --- what is not of an entry


def _places():
    fields = (
        Field("code", _("Code"), _("ISO 3166-1 alpha-2 of a country, M49 of a region, or our word for a grouping.")),
        Field("name", _("Name"), _("What it is called.")),
        Field("is", _("Kind"), _("What it is: country, region or grouping.")),
        Field("iso3", "ISO 3166-1", _("The ISO 3166-1 alpha-3 code of a country.")),
        Field("m49", "M49", _("The M49 code of the United Nations: a text of three digits.")),
        Field("region", _("Region"), _("The region that it lies in."), refers=("places", "code")),
    )

    def rows(_catalogue):
        places = tree()
        for code in sorted(places.codes()):
            is_country = code in places.country_region
            iso3, m49 = places.country_numbers[code] if is_country else (None, code)
            what = "country" if is_country else "grouping" if code in places.groupings else "region"
            above = places.parent(code)
            region = None if above == WORLD else above
            yield [code, places.name(code), what, iso3, None if what == "grouping" else m49 or None, region]

    return Table("places", _("Places"), fields, rows, ("code",))


def _terms():
    fields = (
        Field("vocabulary", _("Vocabulary"), _("Which list it is of.")),
        Field("slug", _("Code"), _("How tables, records and addresses write it.")),
        Field("label", _("Name"), _("What it is called.")),
        Field("description", _("Description"), _("What it is about.")),
        Field("parent", _("Stands below"), _("The slug of the term that it stands below.")),
    )

    def rows(catalogue):
        for vocabulary, terms in sorted(catalogue.terms.items()):
            for one in terms.values():
                said = (one.label, one.told.words, one.parent)
                yield [vocabulary, one.slug, *(_stored(words) for words in said)]

    return Table("terms", _("Terms"), fields, rows, ("vocabulary", "slug"))


def missing():
    """The table of the reasons why something is missing; `rows(entry)` gives those of an entry."""
    fields = (
        Field("table", _("Table"), _("The table of a kind.")),
        Field("uid", "uid", _("The uid of the entry.")),
        Field("column", _("Column"), _("The column of that table in which nothing stands.")),
        Field("reason", _("Why"), _("Why nothing stands there: see the dictionary.")),
    )

    def rows(entry):
        for column in entry.kind.columns:
            answer = column.content(entry)
            if isinstance(answer, Answer):
                yield [entry.kind.namespace, entry.record.uid, column.name, TOKENS[answer]]

    return Table("missing", _("What is missing, and why"), fields, rows, ("table", "uid", "column"))


def dictionary(tables):
    """The table that says what the columns of all `tables` mean, and what the reasons in `missing` do."""
    fields = (
        Field("table", _("Table"), _("A table of this file.")),
        Field("column", _("Column"), _("A column of that table, or a reason why nothing stands in one.")),
        Field("title", _("Title"), _("What that column is called.")),
        Field("type", _("Type"), _("Its type in Table Schema.")),
        Field("refers_to", _("Refers to"), _("The table and column that its values stand in.")),
        Field("meaning", _("Meaning"), _("What it means, in a sentence.")),
    )

    def rows(_catalogue):
        for table in (*tables, found):
            for one in table.fields:
                yield [table.name, one.name, one.title, one.type, _refers_to(one), one.meaning]
        for answer, token in TOKENS.items():
            yield ["missing", token, _("No content"), "missing value", None, str(TOKEN_MEANINGS[answer])]

    found = Table("dictionary", _("What the columns mean"), fields, rows, ("table", "column"))
    return found


def _refers_to(field):
    if field.vocabulary:
        return f"terms.slug ({field.vocabulary})"
    return ".".join(field.refers) if field.refers else None


def about(facts):
    """The table of what is to be known of the whole: `facts` are [(what, what it is), …]."""
    fields = (Field("what", _("What"), _("What is told.")), Field("told", _("What it is"), _("What is to be known.")))
    return Table("about", _("About"), fields, lambda _catalogue: map(list, facts), ("what",))


class Schema:
    """All tables, in the language of now: `of_kinds` [(Kind, its tables)], `missing`, and those `of_no_entry`."""

    def __init__(self, facts):
        self.of_kinds = [(kind, tables_of(kind)) for kind in in_menu()]
        self.missing = missing()
        lists = [_places(), _terms()]
        described = [*self._of_entries, self.missing, *lists, about(facts)]
        self.of_no_entry = [*lists, about(facts), dictionary(described)]

    @property
    def tables(self):
        """Those of the kinds, what is missing in them, and the others."""
        return [*self._of_entries, self.missing, *self.of_no_entry]

    @property
    def _of_entries(self):
        return [table for _kind, tables in self.of_kinds for table in tables]
