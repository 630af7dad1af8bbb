"""The words of the current editions in the database's own text search: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Both hold the same: for each document, by its number, three fields of words that are folded and stemmed already. They
are written inside the transaction that publishes.
"""

from collections import Counter
from typing import NamedTuple

from django.db import connection

from catalogue.search import postgresql, sqlite

TITLE, SUMMARY, REST = FIELDS = ("title", "summary", "rest")
# Between the texts of an entry, so that no phrase goes from one into the next. It is in no word.
GAP = "¦"
# What PostgreSQL keeps of a field, and so what is kept of it everywhere: so many words, so many bytes of them (with
# what it adds to each), and so many places of one word.
MOST_WORDS, MOST_BYTES, MOST_PLACES = 16_000, 1_000_000, 255
ADDED = 6


class Asked(NamedTuple):
    """Documents are asked for in whose `field` any of `sequences` (tuples of stems) stands; with `prefix` the last
    stem of a sequence may go on."""

    field: str
    sequences: tuple[tuple[str, ...], ...]
    prefix: bool = False


def _database():
    return {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor]


def write(rows):
    """Put `rows` in place of what was held: {number: (title, summary, rest)}, each a list of stems and GAPs."""
    remove(rows)
    with connection.cursor() as cursor:
        _database().insert(cursor, [(number, *map(_kept, row)) for number, row in rows.items()])


def _kept(field):
    """The words of `field` that are kept, in their places; a GAP where one stands too often."""
    if len(field) <= MOST_PLACES:
        return field
    kept, size, places = [], 0, Counter()
    for word in field[:MOST_WORDS]:
        size += len(word.encode()) + ADDED
        if size > MOST_BYTES:
            break
        places[word] += 1
        kept.append(word if places[word] <= MOST_PLACES else GAP)
    return kept


def remove(numbers):
    """Forget the documents with these `numbers`."""
    if numbers:
        with connection.cursor() as cursor:
            _database().delete(cursor, list(numbers))


def match(asked):
    """The documents for each of `asked` (a list of Asked), as bitmaps in the same order: one query for all."""
    if not asked:
        return []
    with connection.cursor() as cursor:
        return _database().match(cursor, asked)
