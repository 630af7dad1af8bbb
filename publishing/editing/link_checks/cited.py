"""Which addresses are asked, and where they are cited."""

import json
import re
from collections import defaultdict

from django.db import models

from places.levels import Level
from publishing.models import Citation, Edition, Entry

ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)


def public_addresses():
    """The addresses (a set) that the current editions show.

    A draft's address, or that of an organisation which is not named in public, is never asked: the question itself
    would tell its host, and everyone on the way, that the directory knows it.
    """
    editions = Edition.objects.current().filter(level=Level.OPEN)
    records = editions.values_list("record", flat=True)
    return {url for record in records.iterator() for url in _addresses(json.loads(record))}


def _addresses(value):
    """The strings in `value` (parsed JSON) that are addresses as a whole."""
    if isinstance(value, str):
        return [value] if ADDRESS.fullmatch(value) else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [url for part in parts for url in _addresses(part)]


def address_fields():
    """{model: names of its fields} that hold addresses, such as an organisation's website; each has some."""
    found = defaultdict(list)
    for model in Entry.kinds.values():
        for field in model._meta.fields:
            if isinstance(field, models.URLField):
                found[model].append(field.name)
    return dict(found)


def citing(sources):
    """{key of a source: [(model's label, key), …]} of the entries that cite these `sources`."""
    cited = Citation.objects.filter(source__in=sources).order_by("source", "entry__entry_kind", "entry")
    found = defaultdict(list)
    for source, kind, entry in cited.values_list("source", "entry__entry_kind", "entry").distinct():
        found[source].append((Entry.kinds[kind]._meta.label, entry))
    return found
