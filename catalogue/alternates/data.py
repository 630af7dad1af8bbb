"""The record itself with what is to be known of its edition: JSON, for files and for the API."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, SerializeAsAny

from catalogue.alternates.registry import Alternate
from publishing.records import EntryRecord


class EditionData(BaseModel):
    """An edition: its number among those of its entry, the generation it is of, and where it answers for good."""

    number: int
    generation: int
    published_at: datetime
    url: str
    urn: str


class EntryData(BaseModel):
    """An entry of `kind` as the public may know it; `url` is where it can be read, `title` what it is called there."""

    kind: str
    uid: str
    url: str
    title: str
    edition: EditionData
    record: SerializeAsAny[EntryRecord]


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
    separator = ""
    for one in taken:
        yield separator + entry_data(one).model_dump_json()
        separator = ",\n"
    yield "\n]}\n"


JSON = Alternate(
    name="json",
    label="JSON",
    use=_("for programs: the records as they are published"),
    media_type="application/json",
    of_list=_of_list,
    of_entry=_of_entry,
    weight=(60, 1.4),
    shown=True,
)
