"""All facet counts, disjunctive, under a selection of three facets: by bitmaps, and by SQL on the same database."""

from benchmarks import program
from benchmarks.figures import Figure
from benchmarks.measure import one_core, timed
from benchmarks.peers import relational
from benchmarks.selections import THREE

ROW = "facets"


def measure(run):
    one_core()
    catalogue = program.build()
    for what, selection in (("three facets", THREE), ("no selection", {})):
        times = timed(lambda: program.counts(catalogue, selection), repeats=200, seconds=run.seconds)  # noqa: B023
        yield Figure(ROW, what, times.median, note=f"95th percentile {times.at(0.95):.2f} ms")
    relational.prepare()
    for what, selection in (("three facets", THREE), ("no selection", {})):
        yield _by_sql(run, catalogue, what, selection)


def _by_sql(run, catalogue, what, selection):
    ours, theirs = program.counts(catalogue, selection), relational.counts(selection)
    if wrong := [name for name in theirs if positive(theirs[name]) != positive(ours[name])]:
        raise AssertionError(f"SQL counts otherwise: {', '.join(wrong)}")
    times = timed(lambda: relational.counts(selection), repeats=7, seconds=run.seconds)
    return Figure(ROW, what, times.median, who="SQL GROUP BY", note="counts compared value by value: equal")


def positive(counts):
    return {value: count for value, count in counts.items() if count}
