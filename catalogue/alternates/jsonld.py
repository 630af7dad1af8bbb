"""Linked data as files: the same words of schema.org that pages hold, for one entry or for a list of them."""

import json
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalogue.alternates.alternate import Alternate
from catalogue.alternates.json_pieces import compact, separated
from catalogue.citing import directory
from catalogue.schema_org import CONTEXT, data_reference


def _of_entry(taken):
    return json.dumps({"@context": CONTEXT, **_linked(taken)}, ensure_ascii=False, indent=1) + "\n"


def _of_list(taken):
    """The list itself, then its entries, as one graph."""
    yield f'{{"@context":{compact(CONTEXT)},"@graph":[\n'
    yield from separated(map(compact, chain([_list_data(taken)], map(_linked, taken))))
    yield "\n]}\n"


def _linked(taken):
    """A TakenEntry in the words of schema.org; what an earlier edition says is said of that edition alone."""
    now = taken.catalogue.kinds[taken.kind.name][taken.edition.uid]
    is_current = not taken.catalogue.past and now.generation == taken.edition.generation
    return taken.kind.linked(taken) | ({} if is_current else {"@id": taken.edition_url})


def _list_data(taken):
    """What the list is: a part of the directory's data as it stood at a generation."""
    return {
        "@type": "Dataset",
        "@id": taken.cited_url,
        "name": f"{directory()}: {taken.kind.label}",
        "url": taken.url,
        "version": taken.catalogue.number,
        "license": settings.DATA_LICENCE_URL,
        "isPartOf": data_reference(taken.site),
    }


JSONLD = Alternate(
    name="jsonld",
    label="JSON-LD",
    use=_("linked data: for search engines and programs that know schema.org"),
    media_type="application/ld+json",
    of_list=_of_list,
    of_entry=_of_entry,
    weight=(9000, 300, 0.88),
    shown=True,
)
