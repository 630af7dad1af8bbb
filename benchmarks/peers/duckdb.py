"""DuckDB, a database for analyses, in this process and its memory: the tables and the queries of the SQL peer."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from benchmarks import crosstab, facets, program
from benchmarks.measure import one_core
from benchmarks.peers import relational

WHO = "DuckDB"


def measure(run):
    one_core()
    catalogue = program.build()
    with filled() as connection:

        def fetch(query, parameters):
            return connection.execute(query.replace("%s", "?"), parameters).fetchall()

        yield from facets.compared(run, catalogue, WHO, lambda selection: relational.counts(selection, fetch))
        yield from crosstab.compared(run, catalogue, WHO, lambda *asked: relational.crosstab(*asked, fetch))


def filled():
    """A connection to a database with these tables, on one thread as all that is compared."""
    connection = duckdb.connect(config={"threads": 1})
    for statement in relational.TABLES:
        connection.execute(statement)
    with TemporaryDirectory() as folder:
        for table, rows in relational.contents():
            path = Path(folder) / "rows.csv"
            with path.open("w", newline="") as file:
                csv.writer(file).writerows(rows)
            connection.execute(f"copy {table} from '{path}' (header false)")
    return connection
