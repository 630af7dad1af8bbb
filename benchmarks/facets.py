"""All facet counts, disjunctive, under a selection of three facets: by bitmaps, and by SQL on the same database."""

from functools import partial

from benchmarks import program
from benchmarks.measure import one_core, timed
from benchmarks.peers import relational
from benchmarks.queries import SELECTIONS
from benchmarks.report import Figure

ROW = "facets"


def measure(run):
    one_core()
    catalogue = program.build()
    for what, selection in SELECTIONS.items():
        only = program.offered(catalogue, selection)
        times = timed(partial(program.counts, catalogue, selection, only), repeats=200, seconds=run.seconds)
        values = sum(map(len, only.values()))
        yield Figure(
            ROW,
            what,
            times.median,
            note=f"{values} values; processor {times.processor:.2f} ms; 95th percentile {times.at(0.95):.2f} ms",
        )
    relational.prepare()
    yield from compared(run, catalogue, "SQL GROUP BY", relational.counts)


def compared(run, catalogue, who, counts):
    """Figures of a peer's `counts(selection)` of every value that there is; all must be what the bitmaps count."""
    for what, selection in SELECTIONS.items():
        ours, theirs = program.counts(catalogue, selection), counts(selection)
        if wrong := [name for name in theirs if _positive(theirs[name]) != _positive(ours[name])]:
            raise AssertionError(f"{who} counts otherwise: {', '.join(wrong)}")
        times = timed(partial(counts, selection), repeats=7, seconds=run.seconds)
        yield Figure(ROW, what, times.median, who=who, note="compared with ours value by value: equal")


def _positive(counts):
    return {value: count for value, count in counts.items() if count}
