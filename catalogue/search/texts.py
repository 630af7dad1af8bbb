"""The words of the current editions in the database's own text search: FTS5 on SQLite, tsvector and GIN on PostgreSQL.

Both hold the same: for each document, by its number, three fields of words that are folded and stemmed already. They
are written inside the transaction that publishes.
"""

from typing import NamedTuple

from django.db import connection

from catalogue.search import postgresql, sqlite

TITLE, SUMMARY, REST = FIELDS = ("title", "summary", "rest")
# Between the texts of an entry, so that no phrase goes from one into the next. It is in no word.
GAP = "¦"
# The most words of a field that are kept: PostgreSQL counts no further.
MOST_WORDS = 16_000


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
        _database().insert(cursor, [(number, *(field[:MOST_WORDS] for field in row)) for number, row in rows.items()])


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
