"""The classical way: a table of documents, a table of values, one that joins them, and GROUP BY.

The tables stand in the same database and are written once. Integer keys, both directions indexed, statistics up to
date: what somebody who knows SQL would make.
"""

from itertools import batched

from django.db import connection

from benchmarks import program
from benchmarks.queries import FACETS, KIND

BATCH = 5000
TABLES = (
    "create table bench_document (id integer primary key, generation bigint, title varchar(300))",
    "create table bench_value (id integer primary key, facet varchar(20), value varchar(80))",
    "create table bench_has (document integer, value integer, primary key (value, document))",
)
INDEXES = (
    "create index bench_document_generation on bench_document (generation desc)",
    "create index bench_has_document on bench_has (document, value)",
    "create index bench_value_facet on bench_value (facet, value)",
)
MATCHING = """select h.document from bench_has h join bench_value v on v.id = h.value
    where v.facet = %s and v.value in ({})"""
COUNTS = """select v.facet, v.value, count(*) from bench_has h join bench_value v on v.id = h.value
    where v.facet in ({facets}){matching} group by v.facet, v.value"""


def prepare():
    """Write the tables unless they are there: what is indexed of the practices."""
    if "bench_has" in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        sqlite = connection.vendor == "sqlite"
        for statement in TABLES:
            cursor.execute(statement + (" without rowid" if sqlite and "primary key (" in statement else ""))
        _fill(cursor)
        for statement in INDEXES:
            cursor.execute(statement)
        cursor.execute("analyze" if sqlite else "vacuum analyze bench_has, bench_value, bench_document")


def _fill(cursor):
    keys, has, documents = {}, [], []
    for number, (generation, title, values) in enumerate(program.documents(KIND), start=1):
        documents.append((number, generation, title))
        for facet in FACETS:
            has.extend((number, keys.setdefault((facet, value), len(keys) + 1)) for value in values.get(facet, ()))
        if len(has) > BATCH * 20:
            _insert(cursor, "bench_has", has)
            has.clear()
    _insert(cursor, "bench_has", has)
    _insert(cursor, "bench_document", documents)
    _insert(cursor, "bench_value", [(key, *one) for one, key in keys.items()])


def _insert(cursor, table, rows):
    for some in batched(rows, BATCH):
        marks = ", ".join(["%s"] * len(some[0]))
        if connection.vendor == "sqlite":
            cursor.executemany(f"insert into {table} values ({marks})", some)
        else:
            values = b", ".join(cursor.mogrify(f"({marks})", row) for row in some)
            cursor.execute(b"insert into " + table.encode() + b" values " + values)


def counts(selection):
    """{facet: {value: number of practices}}, each facet's own choices left out of its counts: one query for all
    facets without a choice and one for each of the others."""
    found = {name: {} for name in FACETS}
    free = [name for name in FACETS if name not in selection]
    asked = [(free, selection)]
    asked += [([name], {other: chosen for other, chosen in selection.items() if other != name}) for name in selection]
    with connection.cursor() as cursor:
        for facets, others in asked:
            cursor.execute(*_count_query(facets, others))
            for facet, value, count in cursor.fetchall():
                found[facet][value] = count
    return found


def _count_query(facets, selection):
    matching, parameters = matching_query(selection)
    query = COUNTS.format(facets=_marks(facets), matching=f" and h.document in ({matching})" if matching else "")
    return query, [*facets, *parameters]


def matching_query(selection):
    """A query for the documents that match `selection`, and its parameters; "" when nothing is chosen."""
    parts = [MATCHING.format(_marks(values)) for values in selection.values()]
    return " intersect ".join(parts), [one for name, values in selection.items() for one in (name, *values)]


def _marks(values):
    return ", ".join(["%s"] * len(values))


def page(selection, start, size=20):
    """The rows of a page of the list, newest first, and how many there are in all: two queries."""
    matching, parameters = matching_query(selection)
    where = f" where id in ({matching})" if matching else ""
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from bench_document{where}", parameters)
        total = cursor.fetchone()[0]
        order = f" order by generation desc limit {size} offset {start}"
        cursor.execute(f"select id, title from bench_document{where}{order}", parameters)
        return total, cursor.fetchall()
