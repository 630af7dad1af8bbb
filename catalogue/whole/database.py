"""The directory as an SQLite file, of what may be taken away, in the order of lists.

The same state gives the same bytes.
"""

import sqlite3
from contextlib import closing

from django.http import QueryDict

from catalogue.column import BOOLEAN, INTEGER
from catalogue.taken import TakenList
from catalogue.whole.tables import NUMBER

AFFINITIES = {INTEGER: "INTEGER", BOOLEAN: "INTEGER", NUMBER: "NUMERIC"}


def write_database(path, schema, catalogue, site):
    """Write the SQLite file at `path` with the tables of `schema` (a Schema) as they stand in `catalogue`."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")  # it is thrown away if anything goes wrong
        database.execute(f"PRAGMA user_version = {catalogue.number % 2**31}")
        for table in schema.tables:
            database.execute(_create(table))
        for table in schema.of_no_entry:
            _insert(database, table, table.rows(catalogue))
        for kind, tables in schema.of_kinds:
            for entry in TakenList(kind.filters(QueryDict(), catalogue), site):
                for table in (*tables, schema.missing):
                    _insert(database, table, table.rows(entry))
        for table in schema.tables:
            for index in _indexes(table):
                database.execute(index)
        database.commit()


def rows_of(path, table):
    """The rows of `table` in the SQLite file at `path`, in the order in which they were written."""
    with closing(sqlite3.connect(path)) as database:
        yield from database.execute(f"SELECT * FROM {_quoted(table.name)} ORDER BY rowid")  # noqa: S608 a name of ours


def _indexes(table):
    """What makes it fast to go from an entry to what refers to it."""
    for field in table.fields:
        if field.refers and field.name != table.key[0]:
            name = _quoted(f"{table.name}_{field.name}")
            yield f"CREATE INDEX {name} ON {_quoted(table.name)} ({_quoted(field.name)})"


def _create(table):
    lines = [*map(_line, table.fields), f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})"]
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(lines)})"


def _line(field):
    line = f"{_quoted(field.name)} {AFFINITIES.get(field.type, 'TEXT')}"
    if field.refers:
        table, column = field.refers
        line += f" REFERENCES {_quoted(table)} ({_quoted(column)})"
    return line


def _insert(database, table, rows):
    marks = ", ".join("?" * len(table.fields))
    database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", rows)  # noqa: S608 a name of ours


def _quoted(name):
    return f'"{name}"'
