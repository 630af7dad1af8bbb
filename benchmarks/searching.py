"""Text search: the first 20 and all facet counts, over the mix of searches, by this program and by its peers.

The kinds of search are measured one by one and all together: the 95th percentile is over every call of the mix.
"""

from benchmarks import program
from benchmarks.figures import PROGRAM, Figure
from benchmarks.measure import Times, one_core, timed
from benchmarks.queries import mix

ROW = "search"
WHOLE = "the whole mix"
FIRST = 20


def measure(run):
    one_core()
    if not program.can_search():
        yield Figure(ROW, WHOLE, None, note="there is no search yet")
        return
    catalogue = program.current()
    yield from over_the_mix(run, lambda query: program.search(catalogue, query, FIRST))


def over_the_mix(run, search, who=PROGRAM, note="", translate=lambda kind, query: query):
    """Figures of `search(query)`, which gives the number found, for each kind of search and for all.

    `translate` writes a query as the peer wants it, or gives None where it has nothing of the kind.
    """
    every, left_out = [], []
    for kind, queries in mix(run.database.seed).items():
        asked = [query for one in queries if (query := translate(kind, one)) is not None]
        if not asked:
            left_out.append(kind)
            continue
        found = [search(query) for query in asked]
        times = [timed(lambda: search(query), repeats=run.repeats, seconds=run.seconds / 4) for query in asked]  # noqa: B023
        of_kind = Times(tuple(sorted(one for some in times for one in some.all)))
        every += of_kind.all
        yield Figure(ROW, kind, of_kind.at(0.95), who=who, note=f"median {of_kind.median:.1f} ms; found {found}")
    together = Times(tuple(sorted(every)))
    words = [f"median {together.median:.1f} ms", note, f"without: {', '.join(left_out)}" if left_out else ""]
    yield Figure(ROW, WHOLE, together.at(0.95), who=who, note="; ".join(filter(None, words)))
