"""The record itself with what is to be known of its edition: JSON, for files and for the API."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field, SerializeAsAny

from catalogue.alternates.alternate import Alternate
from catalogue.alternates.json_pieces import separated
from publishing.records.record import EntryRecord


class EditionData(BaseModel):
    """An edition: its number among those of its entry, the generation it is of, and where it answers for good."""

    number: int = Field(description="Its number among those of its entry, from 1.")
    generation: int = Field(description="The number of public changes that it was.")
    published_at: datetime = Field(description="When it was published.")
    url: str = Field(description="Where this edition answers for good, or what became of it is said.")
    urn: str = Field(description="What names this edition anywhere, whatever its address.")


class EntryData(BaseModel):
    """An entry of `kind` as the public may know it; `url` is where it can be read, `title` what it is called there."""

    kind: str = Field(description="The kind of the entry.")
    uid: str = Field(description="What names the entry for good, and says nothing about it.")
    url: str = Field(description="Its page, whatever edition is current.")
    title: str = Field(description="What it is called, or a neutral title where its own is hidden.")
    edition: EditionData = Field(description="The edition that is told here.")
    record: SerializeAsAny[EntryRecord] = Field(description="What is published of it.")


def entry_data(taken):
    """The EntryData of a TakenEntry."""
    edition = taken.edition
    return EntryData(
        kind=edition.kind,
        uid=edition.uid,
        url=taken.url,
        title=taken.title,
        edition=EditionData(
            number=edition.number,
            generation=edition.generation,
            published_at=edition.published_at,
            url=taken.edition_url,
            urn=taken.urn,
        ),
        record=taken.record,
    )


def _of_entry(taken):
    return entry_data(taken).model_dump_json(indent=1)


def _of_list(taken):
    yield f'{{"count":{taken.total},"generation":{taken.catalogue.number},"results":[\n'
    yield from separated(entry_data(one).model_dump_json() for one in taken)
    yield "\n]}\n"


JSON = Alternate(
    name="json",
    label="JSON",
    use=_("for programs: the records as they are published"),
    media_type="application/json",
    of_list=_of_list,
    of_entry=_of_entry,
    weight=(44, 325, 1.02),
    all_languages=True,
    shown=True,
)
