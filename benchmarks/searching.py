"""Text search: the first 20 and all facet counts, over the mix of searches."""

from benchmarks import program
from benchmarks.figures import Figure
from benchmarks.measure import one_core
from benchmarks.queries import FIRST, ROW, WHOLE, over_the_mix


def measure(run):
    one_core()
    if not program.can_search():
        yield Figure(ROW, WHOLE, None, note="there is no search yet")
        return
    catalogue = program.current()
    yield from over_the_mix(run, lambda query: program.search(catalogue, query, FIRST))
