"""The words of documents in tsvector columns of PostgreSQL, each with a GIN index."""

from array import array
from sys import byteorder

from pyroaring import BitMap

# A column a field and not weights in one: GIN keeps no weights, so that each hit would be read to see in which field.
CREATE = """
CREATE TABLE catalogue_words (number integer PRIMARY KEY, title tsvector, summary tsvector, rest tsvector);
CREATE INDEX catalogue_words_title ON catalogue_words USING gin (title);
CREATE INDEX catalogue_words_summary ON catalogue_words USING gin (summary);
CREATE INDEX catalogue_words_rest ON catalogue_words USING gin (rest);
"""
DROP = "DROP TABLE catalogue_words"
# The planner does not know what reading a long tsvector costs, and would read them all for a common word. It compiles
# a statement of many parts, which takes longer than to run it. Bitmaps of hits shall stay exact, not be checked again.
PLAN = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; "
CHUNK = 500


def insert(cursor, rows):
    for start in range(0, len(rows), CHUNK):
        part = [(number, *map(_vector, fields)) for number, *fields in rows[start : start + CHUNK]]
        places = ", ".join(["(%s, %s::tsvector, %s::tsvector, %s::tsvector)"] * len(part))
        cursor.execute(
            f"INSERT INTO catalogue_words (number, title, summary, rest) VALUES {places}",  # noqa: S608
            [value for row in part for value in row],
        )


def delete(cursor, numbers):
    cursor.execute("DELETE FROM catalogue_words WHERE number = ANY(%s)", [numbers])


def match(cursor, asked):
    select = "SELECT {}, (SELECT string_agg(int4send(number), '') FROM catalogue_words WHERE {} @@ %s::tsquery)"
    selects = [select.format(at, one.field) for at, one in enumerate(asked)]
    cursor.execute(PLAN + " UNION ALL ".join(selects), [expression(one) for one in asked])
    return [_bitmap(numbers) for _at, numbers in sorted(cursor.fetchall())]


def expression(asked):
    """`asked` as the text of a tsquery. Words hold letters, digits and marks only, so that nothing needs escaping."""
    sequences = []
    for *words, last in asked.sequences:
        quoted = [f"'{word}'" for word in words] + [f"'{last}':*" if asked.prefix else f"'{last}'"]
        sequences.append(f"({' <-> '.join(quoted)})")
    return " | ".join(sequences)


def _vector(words):
    """The text of a tsvector that holds `words` with their positions."""
    return " ".join(f"'{word}':{at}" for at, word in enumerate(words, 1))


def _bitmap(numbers):
    if not numbers:
        return BitMap()
    found = array("I")
    found.frombytes(bytes(numbers))
    if byteorder == "little":  # int4send writes the most significant byte first
        found.byteswap()
    return BitMap(found)
