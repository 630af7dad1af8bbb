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
CROSSTAB = """select r.value, c.value, count(*) from bench_has hr join bench_value r on r.id = hr.value
    join bench_has hc on hc.document = hr.document join bench_value c on c.id = hc.value
    where r.facet = %s and r.value in ({rows}) and c.facet = %s and c.value in ({columns}){matching}
    group by r.value, c.value"""


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
    for table, rows in contents():
        _insert(cursor, table, rows)


def contents():
    """(table, rows) of everything, a part at a time."""
    keys, has, documents = {}, [], []
    for number, (generation, title, values) in enumerate(program.documents(KIND), start=1):
        documents.append((number, generation, title))
        for facet in FACETS:
            has.extend((number, keys.setdefault((facet, value), len(keys) + 1)) for value in values.get(facet, ()))
        if len(has) > BATCH * 20:
            yield "bench_has", has
            has = []
    yield "bench_has", has
    yield "bench_document", documents
    yield "bench_value", [(key, *one) for one, key in keys.items()]


def _insert(cursor, table, rows):
    for some in batched(rows, BATCH):
        marks = ", ".join(["%s"] * len(some[0]))
        if connection.vendor == "sqlite":
            cursor.executemany(f"insert into {table} values ({marks})", some)
        else:
            values = b", ".join(cursor.mogrify(f"({marks})", row) for row in some)
            cursor.execute(b"insert into " + table.encode() + b" values " + values)


def counts(selection, fetch=None):
    """{facet: {value: number of practices}}, each facet's own choices left out of its counts: one query for all
    facets without a choice and one for each of the others. `fetch(query, parameters)` gives the rows of one."""
    found = {name: {} for name in FACETS}
    free = [name for name in FACETS if name not in selection]
    asked = [(free, selection)]
    asked += [([name], {other: chosen for other, chosen in selection.items() if other != name}) for name in selection]
    for facets, others in asked:
        for facet, value, count in (fetch or _fetch)(*_count_query(facets, others)):
            found[facet][value] = count
    return found


def _fetch(query, parameters):
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return cursor.fetchall()


def _count_query(facets, selection):
    matching, parameters = matching_query(selection)
    query = COUNTS.format(facets=_marks(facets), matching=f" and h.document in ({matching})" if matching else "")
    return query, [*facets, *parameters]


def crosstab(selection, rows, columns, fetch=None):
    """[[number, …], …] of the practices under `selection` with each two values: one query. `fetch` as for counts."""
    matching, parameters = matching_query(selection)
    within = f" and hr.document in ({matching})" if matching else ""
    query = CROSSTAB.format(rows=_marks(rows[1]), columns=_marks(columns[1]), matching=within)
    found = (fetch or _fetch)(query, [rows[0], *rows[1], columns[0], *columns[1], *parameters])
    return squares(found, rows[1], columns[1])


def squares(found, rows, columns):
    """[[number, …], …] by `rows`, then by `columns`, of `found`: [(row, column, number), …]."""
    counted = {(row, column): count for row, column, count in found}
    return [[counted.get((row, column), 0) for column in columns] for row in rows]


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
