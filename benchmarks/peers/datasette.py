"""Datasette on the same practices: one flat table, lists as JSON arrays, a full-text table beside it.

It is asked over HTTP for JSON, as its own pages do. Its counts are not disjunctive: a choice makes its neighbours
vanish. Its time limits are lifted, because with them it leaves out the facets that take too long.
"""

import json
import sqlite3
import subprocess
import sys
import urllib.request
from functools import partial
from urllib.parse import urlencode

from benchmarks import crosstab, program
from benchmarks.measure import one_core, timed
from benchmarks.peers.relational import squares
from benchmarks.peers.servers import free_port, serving
from benchmarks.queries import FACETS, FIRST, KIND, SELECTIONS, over_the_mix
from benchmarks.report import Figure
from benchmarks.synthetic.databases import FOLDER

WHO = "Datasette"
LIMITS = {
    "facet_time_limit_ms": 600_000,
    "sql_time_limit_ms": 600_000,
    "default_facet_size": 100,
    "max_returned_rows": 100_000,
    "suggest_facets": "off",
}


def measure(run):
    path = FOLDER / f"datasette_{run.database.name}.db"
    write(path)
    with serve(path) as address:
        one_core()
        table = f"{address}/{path.stem}/practices.json"
        everything = [("_size", FIRST), *(("_facet_array", name) for name in FACETS)]
        for what, selection in SELECTIONS.items():
            chosen = [(f"{name}__arraycontains", value) for name, values in selection.items() for value in values]
            asked = f"{table}?{urlencode([*everything, *chosen])}"
            times = timed(partial(get, asked), repeats=7, seconds=run.seconds)
            note = "over HTTP; 20 rows with them; not disjunctive"
            yield Figure("facets", what, times.median, who=WHO, note=note)

        def crossed(selection, rows, columns):
            found = get(f"{address}/{path.stem}.json?{urlencode(crossing(selection, rows[0], columns[0]))}")
            return squares(map(dict.values, found["rows"]), rows[1], columns[1])

        yield from crosstab.compared(run, program.build(), WHO, crossed)

        def search(query):
            mode = [("_searchmode", "raw"), ("_search", query)]
            return get(f"{table}?{urlencode([*everything, *mode])}")["filtered_table_rows_count"]

        note = "over HTTP, with its facets; one search of each kind"
        yield from over_the_mix(run, search, WHO, note, translated, each=1)


def crossing(selection, rows, columns):
    """The parameters of a query for (row, column, number) of the practices under `selection`."""
    chosen = [(name, value) for name, values in selection.items() for value in values]
    within = [
        f"exists (select 1 from json_each([{name}]) where value = :chosen{at})" for at, (name, _) in enumerate(chosen)
    ]
    query = (
        f"select r.value as r, c.value as c, count(*) as n from practices, json_each([{rows}]) r,"
        f" json_each([{columns}]) c where {' and '.join(within) or '1'} group by 1, 2"
    )
    return [("sql", query), ("_shape", "objects"), *((f"chosen{at}", value) for at, (_, value) in enumerate(chosen))]


def translated(kind, query):
    return None if kind == "misspelt" else query


def get(address):
    with urllib.request.urlopen(address, timeout=300) as answer:
        return json.load(answer)


def write(path):
    """The flat table and its full-text index, written anew."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    columns = ", ".join(f"[{name}]" for name in FACETS)  # group is a word of SQL
    connection.execute(f"create table practices (id integer primary key, title, body, {columns})")
    marks = ", ".join("?" * (3 + len(FACETS)))
    connection.executemany(f"insert into practices values ({marks})", rows())
    connection.execute(
        # Datasette knows a full-text table by its content in quotation marks.
        'create virtual table practices_fts using fts5 (title, body, content="practices", content_rowid=id, '
        "tokenize='porter unicode61')"
    )
    connection.execute("insert into practices_fts (practices_fts) values ('rebuild')")
    connection.execute("analyze")
    connection.commit()
    connection.close()


def rows():
    for (_, _, values), (number, title, body) in zip(program.documents(KIND), program.texts(KIND), strict=True):
        yield number, title, body, *(json.dumps(sorted(values.get(name, ()))) for name in FACETS)


def serve(path):
    """Datasette on a free port of this machine; its address."""
    port = free_port()
    settings = [word for name, value in LIMITS.items() for word in ("--setting", name, str(value))]
    command = [sys.executable, "-m", "datasette", str(path), "--host", "127.0.0.1", "--port", str(port), *settings]
    return serving(command, port, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
