"""Declarations: what a field of a record holds, what it is called, and where it comes from, said once.

Its column, its row or section on the page, its cell in sheets, its key in files, its facet, its words in the API, and
the order of all of them follow from the kind of value and the order of the declarations.
"""

from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Facet:
    """That readers filter by a field: `parameter` in addresses, a `label` of its own; else as in catalogue.facets."""

    parameter: str
    label: Any = ""
    first: int = 7
    named: bool = False
    by_size: bool = False


@dataclass(frozen=True)
class Value:
    """A field: its `meaning` in a sentence for outsiders and its `label`, the word on the page.

    `source` is the path of attributes that leads from what the record is made of to what the field holds, where that is
    not the field's own name; `told_by` a method that gives what may be told of it. `in_tables` is the name of its
    column and `in_files` its key in a directory file, where these differ; `note` the field of the text that says more
    of it on the page. `example` shows editors what to write in a sheet. What leaves the field out of the page or of
    tables says why: `no_row`, `no_column`. What is not
    `asked` is no gap where it is empty: most entries have nothing for it.
    """

    meaning: Any
    label: Any = ""
    _: KW_ONLY
    source: str = ""
    told_by: str = ""
    facet: Facet | None = None
    in_tables: str = ""
    in_files: str = ""
    note: str = ""
    example: str = ""
    no_row: str = ""
    no_column: str = ""
    asked: bool = True

    # How JSON holds it, in a sentence; empty where its type says enough.
    form = ""

    def read(self, thing, name):
        """What the field `name` of the record of `thing` holds."""
        held = getattr(thing, self.told_by)() if self.told_by else attrgetter(self.source or name)(thing)
        return self.taken(held)

    def taken(self, held):
        """`held`, as a model has it, as the record has it."""
        return held

    @property
    def description(self):
        form = str(self.form) % {"facet": self.facet and self.facet.parameter}
        return f"{self.meaning} {form}".strip()

    def in_model(self, name):
        """What the field `name` of the record is called in the model that it comes from."""
        return (self.source or name).partition(".")[0]

    def __get_pydantic_json_schema__(self, schema, handler):
        said = handler(schema)
        # Beside a reference, OpenAPI would take the words for those of what it refers to.
        return ({"allOf": [said]} if "$ref" in said else said) | {"description": self.description}


class Given(Value):
    """What no entry holds, and who makes the record gives."""


class Words(Value):
    """A text in a line: a name, a note, an address."""


class Link(Words):
    """A web address: what has it is recognised by links to it."""

    def address(self, held):
        """Where what the field holds leads to."""
        return held


@dataclass(frozen=True)
class Identifier(Link):
    """What a register elsewhere calls it; `at` is the address there, with {} where the identifier stands."""

    _: KW_ONLY
    at: str

    def address(self, held):
        return self.at.format(quote(held, safe=""))


class Prose(Words):
    """A text in paragraphs, a section of the page."""


class Steps(Prose):
    """Things in an order, such as steps to take, one a line."""

    form = _("One a line, in their order.")

    def taken(self, held):
        return "\n".join(lines(held))


class Year(Value):
    """A year, or None."""


class Number(Value):
    """A number, or None."""

    def taken(self, held):
        return float(held) if isinstance(held, Decimal) else held


class YesNo(Value):
    """Yes, no or, where nobody knows, None."""


class Languages(Value):
    """Languages, as the source has them: one a line."""

    form = _("BCP 47 tags.")

    def taken(self, held):
        return tuple(lines(held))


class Places(Value):
    """Codes of countries; the source leads to one, or to several."""

    form = _("ISO 3166-1 codes of countries or, when those are not told, M49 codes of regions.")

    def taken(self, held):
        return tuple(sorted(one.code for one in _several(held)))


@dataclass(frozen=True)
class Term(Value):
    """The slug of a term of a `vocabulary`, the one that it had at publication."""

    _: KW_ONLY
    vocabulary: str
    form = _("A slug of the facet %(facet)s.")

    def taken(self, held):
        return held.slug if held else ""


@dataclass(frozen=True)
class Terms(Value):
    """The slugs of terms of a `vocabulary`; `by` leads from a link to its term."""

    _: KW_ONLY
    vocabulary: str
    by: str = ""
    form = _("Slugs of the facet %(facet)s.")

    def taken(self, held):
        return tuple(one.slug for one in _several(held, self.by))


@dataclass(frozen=True)
class Ref(Value):
    """The uid of an entry of a kind, `to`: whether it may be told is asked anew whenever the record is read."""

    _: KW_ONLY
    to: str
    form = _("A uid.")

    def taken(self, held):
        return held.uid if held else ""


class Refs(Ref):
    """The uids of entries of a kind, in an order that tells nothing: theirs."""

    form = _("Uids.")

    def taken(self, held):
        return tuple(sorted(one.uid for one in _several(held)))


@dataclass(frozen=True)
class Parts(Value):
    """Records of the class `of`, one for each row behind the source, in the order of the rows."""

    _: KW_ONLY
    of: type

    def taken(self, held):
        return tuple(self.of.of(one) for one in _several(held))


def lines(text):
    """The lines of `text`, tidied, once each; empty ones don't count."""
    tidied = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in tidied if line))


def _several(held, by=""):
    """The rows of `held`: a manager, a list, one row or None. `by` leads on from each."""
    rows = held.all() if hasattr(held, "all") else held if isinstance(held, list | tuple) else [held] if held else []
    return [getattr(row, by) for row in rows] if by else rows


@cache
def declared(record_class):
    """{name: Value} of the fields of `record_class`, in their order. Raises TypeError for a field without one."""
    found = {}
    for name, field in record_class.model_fields.items():
        marks = [mark for mark in field.metadata if isinstance(mark, Value)]
        if not marks:
            raise TypeError(f"{record_class.__name__}.{name}: every field of a record says what it means")
        found[name] = marks[0]
    return found
