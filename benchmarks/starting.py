"""The index at start, an edit seen, and the memory of a worker."""

import gc

from django.db import transaction
from django.test import Client

from benchmarks import program
from benchmarks.measure import megabytes, milliseconds, one_core
from benchmarks.queries import PAGES
from benchmarks.report import Figure
from benchmarks.synthetic.entries import Entries
from benchmarks.synthetic.writing import revise

EDITS, EDITS_QUICK = 9, 3
PAGES_SERVED = 50


def measure(run):
    one_core()
    start = milliseconds(program.current)
    yield Figure("start", "index built", start / 1000, unit="s")
    yield from _memory(run)
    yield from _edit(run, start)


def _memory(run):
    """After `PAGES_SERVED` pages, in a process that has done nothing else."""
    client = Client(SERVER_NAME="localhost")
    addresses = [f"/practices/{query}" for query in PAGES.values()] + ["/", "/networks/", "/organisations/"]
    for at in range(PAGES_SERVED):
        client.get(addresses[at % len(addresses)])
    gc.collect()
    own, mapped = megabytes()
    yield Figure("memory", f"after {PAGES_SERVED} pages", own, unit="MB", note=f"{mapped:.0f} MB mapped")


def _edit(run, rebuilt):
    """Editions are written and taken back: what is measured is the request after, up to the new index."""
    entries = Entries(run.database.size, run.database.seed)
    client, refreshes, pages = Client(SERVER_NAME="localhost"), [], []
    edits = EDITS_QUICK if run.quick else EDITS
    for at in range(edits):
        with transaction.atomic():
            revise(entries, run.size - 1 - at * 7)
            refreshes.append(milliseconds(program.current))
            pages.append(milliseconds(lambda: client.get("/practices/")))
            transaction.set_rollback(True)
        program.forget()
        program.current()
        client.get("/practices/")
    yield Figure("edit", "refresh", sorted(refreshes)[edits // 2], note=f"slowest of {edits}: {max(refreshes):.1f} ms")
    yield Figure("edit", "the list page after it", sorted(pages)[edits // 2])
    yield Figure("edit", "refresh", rebuilt, who="rebuild")
