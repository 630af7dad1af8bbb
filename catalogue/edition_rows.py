"""Editions as rows. Plain SQL: the query of a list is always the same, and Django took longer to build it than the
database to answer."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from publishing.models import Edition


class EditionRow(NamedTuple):
    """What is needed of an edition beside its typed record; `record` is its JSON, `slug` today's address."""

    uid: str
    kind: str
    slug: str
    level: str
    record: str
    number: int
    generation: int
    published_at: datetime


# What `current` and `readable` say of an Edition; an entry has one uid, whatever kind it is of.
CURRENT = """SELECT uid, kind, slug, level, record, number, generation, published_at FROM publishing_edition
WHERE "current" AND record <> '' AND uid IN (%s)"""


def current_rows(documents):
    """{uid: EditionRow} of the current editions of the entries that `documents` are of: one query, or none for none."""
    if not documents:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(CURRENT % ", ".join(["%s"] * len(documents)), [one.uid for one in documents])
        zone = connection.timezone  # moments come from SQLite without it
        return {row[0]: EditionRow(*row[:-1], row[-1].replace(tzinfo=zone)) for row in cursor.fetchall()}


def rows_of_generations(documents):
    """The same of the editions by which `documents` came to be, be they current or not."""
    editions = Edition.objects.readable().filter(generation__in=[one.generation for one in documents])
    return {one[0]: EditionRow(*one) for one in editions.values_list(*EditionRow._fields)}
