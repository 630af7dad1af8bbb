"""Text search: the first 20 and all facet counts, over the mix of searches."""

from functools import partial

from benchmarks import program
from benchmarks.measure import one_core
from benchmarks.queries import FIRST, over_the_mix


def measure(run):
    one_core()
    catalogue = program.current()
    yield from over_the_mix(run, partial(_number_found, catalogue), before=lambda: program.forget_searches(catalogue))


def _number_found(catalogue, query):
    return program.search(catalogue, query, FIRST)
