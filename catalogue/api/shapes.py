"""The replies of the API. Their docstrings and descriptions are its documentation, read by outsiders."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Literal

from pydantic import BaseModel, Field, SerializeAsAny, create_model

from catalogue.alternates.data import EntryData
from publishing.records.record import RECORDS


class Value(BaseModel):
    """A value of a facet, as it stands under what is chosen."""

    value: str = Field(description="What the parameter takes.")
    label: str = Field(description="What it is called.")
    count: int = Field(
        description="How many entries there are with it and all that is chosen of other facets: what the list would "
        "hold with this value alone chosen of its facet."
    )
    selected: bool = Field(description="Whether it is chosen.")
    toggle_url: str = Field(description="The list with this value added to what is chosen, or taken away.")


class EntryList(BaseModel):
    """A page of a list."""

    count: int = Field(description="How many entries are found, on all pages.")
    generation: int = Field(
        description="The number of public changes at which the list stood so; given as as_of, it gives it again."
    )
    facets: dict[str, list[Value]] = Field(description="For each parameter that narrows the list, its values.")
    results: list[SerializeAsAny[EntryData]] = Field(description="The entries on this page, in order.")
    next: str | None = Field(description="The next page; null on the last.")
    previous: str | None = Field(description="The page before; null on the first.")


class HistoricEdition(BaseModel):
    """An edition in the history of an entry."""

    number: int = Field(description="Its number among those of its entry, from 1.")
    generation: int = Field(description="The number of public changes that it was.")
    published_at: datetime = Field(description="When it was published.")
    current: bool = Field(description="Whether it is the one that is read now.")
    note: str = Field(description="What its publisher said of it.")
    url: str = Field(description="Where it can be read here.")


class History(BaseModel):
    """The editions of an entry that can be read, the newest first."""

    uid: str = Field(description="The uid of the entry.")
    generation: int = Field(description="The number of public changes so far.")
    results: list[HistoricEdition] = Field(description="Its editions.")


class FacetValues(BaseModel):
    """A facet of a list with its values."""

    name: str = Field(description="The parameter.")
    label: str = Field(description="What it is called.")
    values: list[Value] = Field(description="Its values, those that stand below others among them.")


class ListFacets(BaseModel):
    """A list, and what it can be narrowed by."""

    kind: str = Field(description="The kind of the entries in it.")
    url: str = Field(description="The list itself.")
    count: int = Field(description="How many entries it holds.")
    facets: list[FacetValues] = Field(description="Its facets, in the order in which pages show them.")


class Facets(BaseModel):
    """Everything that lists can be narrowed by."""

    generation: int = Field(description="The number of public changes so far.")
    results: list[ListFacets] = Field(description="The lists.")


class TermText(BaseModel):
    """What a term is in a language."""

    label: str = Field("", description="What it is called.")
    description: str = Field("", description="What it is about.")
    aliases: list[str] = Field([], description="What else it is called.")


class TermData(BaseModel):
    """A term that records refer to."""

    slug: str = Field(description="How records and parameters write it.")
    label: str = Field(description="What it is called.")
    description: str = Field(description="What it is about.")
    aliases: list[str] = Field(description="What else it is called.")
    texts: dict[str, TermText] = Field(description="The same in other languages than English, by language tag.")
    parent: str | None = Field(description="The slug of the term that it stands below; null for none.")
    former: list[str] = Field(description="Slugs that it had, and those of terms that were merged into it.")


class Vocabulary(BaseModel):
    """The terms of one kind."""

    name: str = Field(description="What it is called in the description of records.")
    terms: list[TermData] = Field(description="Its terms, in their order.")


class Vocabularies(BaseModel):
    """All terms."""

    generation: int = Field(description="The number of public changes so far.")
    vocabulary: int = Field(description="The generation at which any term changed last.")
    results: list[Vocabulary] = Field(description="The vocabularies, by name.")


class Changes(BaseModel):
    """The entries that were published or changed after a generation, in the order in which that happened.

    Each entry is told once, as it is now: it takes the place of what you have of its uid.
    """

    generation: int = Field(description="The number of public changes so far.")
    vocabulary: int = Field(
        description="The generation at which terms (themes, recommendations and others) changed last. When it is above "
        "the one you had: read the terms again, from /vocabularies, and read all changes anew, from since=0, into an "
        "empty copy."
    )
    results: list[SerializeAsAny[EntryData]] = Field(description="The entries.")
    next_since: str = Field(description="What to give as since the next time. It says nothing else.")
    more: bool = Field(description="Whether there is more to read at once.")


def entry_class(kind):
    """The EntryData of a Kind, with the record that its entries have."""
    record = RECORDS[kind.name]
    return _narrowed(
        EntryData, record.__name__.removesuffix("Record") + "Entry", kind=Literal[kind.name], record=record
    )


def list_class(entry):
    """The EntryList of entries of the class `entry`."""
    return _narrowed(EntryList, entry.__name__.removesuffix("Entry") + "List", results=list[entry])


def changes_class(entries):
    """The Changes of entries of the classes `entries`."""
    return _narrowed(Changes, "DirectoryChanges", results=list[reduce(or_, entries)])


def _narrowed(base, name, **types):
    """The class `base` with narrower `types` of some fields."""
    fields = {one: (kind, Field(description=base.model_fields[one].description)) for one, kind in types.items()}
    return create_model(name, __base__=base, __doc__=base.__doc__, **fields)
