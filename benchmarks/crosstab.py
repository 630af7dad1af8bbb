"""Two facets crossed, 24 themes by 60 places, under a selection: by bitmaps, and by SQL on the same database."""

from functools import partial

from benchmarks import program
from benchmarks.measure import one_core, timed
from benchmarks.peers import relational
from benchmarks.queries import SELECTIONS
from benchmarks.report import PROGRAM, Figure

ROW = "crosstab"


def measure(run):
    one_core()
    catalogue = program.build()
    for what, selection in SELECTIONS.items():
        asked = partial(program.crosstab, catalogue, selection, *program.axes(catalogue))
        times = timed(asked, repeats=200, seconds=run.seconds)
        note = f"processor {times.processor:.2f} ms; 95th percentile {times.at(0.95):.2f} ms"
        yield Figure(ROW, what, times.median, who=PROGRAM, note=note)
    relational.prepare()
    yield from compared(run, catalogue, "SQL GROUP BY", relational.crosstab)


def compared(run, catalogue, who, crosstab):
    """Figures of a peer's `crosstab(selection, rows, columns)`, each number of which must be what the bitmaps count."""
    axes = program.axes(catalogue)
    for what, selection in SELECTIONS.items():
        if crosstab(selection, *axes) != program.crosstab(catalogue, selection, *axes):
            raise AssertionError(f"{who} counts otherwise")
        times = timed(partial(crosstab, selection, *axes), repeats=7, seconds=run.seconds)
        yield Figure(ROW, what, times.median, who=who, note="compared with ours number by number: equal")
