"""The words of documents in an FTS5 table of SQLite."""

import json

from pyroaring import BitMap

# The tokenizer takes every letter beyond ASCII as part of a word, so that it parts words at spaces and nowhere else.
# Beginnings of two and three letters, after the code of a language, are kept for what is being typed.
CREATE = "CREATE VIRTUAL TABLE catalogue_words USING fts5(title, summary, rest, tokenize='ascii', prefix='4 5')"
DROP = "DROP TABLE catalogue_words"
# SQLite takes so many parameters, and so many selects in one.
CHUNK = 500


def insert(cursor, rows):
    cursor.executemany(
        "INSERT INTO catalogue_words (rowid, title, summary, rest) VALUES (%s, %s, %s, %s)",
        [(number, *(" ".join(words) for words in fields)) for number, *fields in rows],
    )


def delete(cursor, numbers):
    cursor.executemany("DELETE FROM catalogue_words WHERE rowid = %s", [(number,) for number in numbers])


def match(cursor, asked):
    found = []
    for start in range(0, len(asked), CHUNK):
        part = asked[start : start + CHUNK]
        # Numbers are gathered into one text: a row each would take three times as long.
        select = "SELECT %s, (SELECT group_concat(rowid) FROM catalogue_words WHERE catalogue_words MATCH %s)"
        parameters = [value for at, one in enumerate(part) for value in (at, expression(one))]
        cursor.execute(" UNION ALL ".join([select] * len(part)), parameters)
        found += [_bitmap(numbers) for _at, numbers in sorted(cursor.fetchall())]
    return found


def expression(asked):
    """`asked` in FTS5's language. Words hold letters, digits and marks only, so that nothing needs escaping."""
    phrases = [f'"{" ".join(sequence)}"' + ("*" if asked.prefix else "") for sequence in asked.sequences]
    return f"{asked.field} : ({' OR '.join(phrases)})"


def _bitmap(numbers):
    return BitMap(json.loads(f"[{numbers}]")) if numbers else BitMap()
