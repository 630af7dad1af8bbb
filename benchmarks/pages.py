"""The list page without a cache before it: time in the server, and queries."""

from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import program
from benchmarks.measure import one_core, timed
from benchmarks.peers import relational
from benchmarks.queries import PAGES, SEARCHES, THREE
from benchmarks.report import Figure

ROW, SEARCH = "list page", "search page"
SIZE = 20


def measure(run):
    one_core()
    client = Client(SERVER_NAME="localhost")
    client.get("/practices/")
    for what, query in PAGES.items():
        yield from _page(run, client, what, f"/practices/{query}")
    for what, address in SEARCHES.items():
        yield from _page(run, client, what, address, SEARCH)
    for kind in ("networks", "organisations"):
        yield from _page(run, client, f"list of {kind}", f"/{kind}/")
    relational.prepare()
    for what, selection, start in (
        ("page 1", {}, 0),
        ("page 1, three facets", THREE, 0),
        ("page 1000", {}, 999 * SIZE),
    ):
        times = timed(lambda: _by_sql(selection, start), repeats=7, seconds=run.seconds)  # noqa: B023
        yield Figure(ROW, what, times.median, who="SQL joins and counts", note="queries alone, nothing rendered")


def _page(run, client, what, address, row=ROW):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)  # now: the next request empties the log
    if answer.status_code != 200:
        yield Figure(row, what, None, note=f"answered {answer.status_code}")
        return
    times = timed(partial(client.get, address), repeats=run.repeats, seconds=run.seconds, before=_forget)
    notes = f"processor {times.processor:.1f} ms", f"95th percentile {times.at(0.95):.1f} ms"
    yield Figure(row, what, times.median, note="; ".join([*notes, f"{len(answer.content) / 1000:.0f} kB of HTML"]))
    yield Figure("queries", what, asked, unit="queries")


def _forget():
    """A search is measured as one that nobody made lately."""
    program.forget_searches(program.current())


def _by_sql(selection, start):
    relational.counts(selection)
    relational.page(selection, start, SIZE)
