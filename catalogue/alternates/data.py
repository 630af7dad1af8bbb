"""Entries for programs: JSON, the record itself with what is to be known of its edition, for files and for the API; and
JSON-LD, the same words of schema.org that pages hold, for one entry or for a list of them.
"""

import json
from datetime import datetime
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field, SerializeAsAny

from catalogue.alternates.alternate import Alternate
from catalogue.citing import directory
from catalogue.schema_org import CONTEXT, compact, data_reference
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


def separated(pieces, between=",\n"):
    """`pieces` (texts) with `between` before each but the first."""
    before = ""
    for piece in pieces:
        yield before + piece
        before = between


def _json_of_list(taken):
    yield f'{{"count":{taken.total},"generation":{taken.catalogue.number},"results":[\n'
    yield from separated(taken.texts("json", lambda one: entry_data(one).model_dump_json()))
    yield "\n]}\n"


def _linked(taken):
    """A TakenEntry in the words of schema.org; what an earlier edition says is said of that edition alone."""
    now = taken.catalogue.kinds[taken.kind.name][taken.edition.uid]
    is_current = not taken.catalogue.past and now.generation == taken.edition.generation
    return taken.kind.linked(taken) | ({} if is_current else {"@id": taken.edition_url})


def _linked_list(taken):
    """The list itself, a part of the directory's data as it stood at a generation, then its entries, as one graph."""
    listed = {
        "@type": "Dataset",
        "@id": taken.cited_url,
        "name": f"{directory()}: {taken.kind.label}",
        "url": taken.url,
        "version": taken.catalogue.number,
        "license": settings.DATA_LICENCE_URL,
        "isPartOf": data_reference(taken.site),
    }
    yield f'{{"@context":{compact(CONTEXT)},"@graph":[\n'
    yield from separated(map(compact, chain([listed], map(_linked, taken))))
    yield "\n]}\n"


JSON = Alternate(
    name="json",
    label="JSON",
    use=_("for programs: the records as they are published"),
    media_type="application/json",
    of_list=_json_of_list,
    of_entry=lambda taken: entry_data(taken).model_dump_json(indent=1),
    all_languages=True,
    shown=True,
)
JSONLD = Alternate(
    name="jsonld",
    label="JSON-LD",
    use=_("linked data: for search engines and programs that know schema.org"),
    media_type="application/ld+json",
    of_list=_linked_list,
    of_entry=lambda taken: json.dumps({"@context": CONTEXT, **_linked(taken)}, ensure_ascii=False, indent=1) + "\n",
    shown=True,
)
