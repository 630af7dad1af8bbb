"""The rows of QUALITY.md's first table: what must be reached, and against what."""

from dataclasses import dataclass, field

LEAST, MOST = "at least", "at most"
K10, K100, M1 = 10_000, 100_000, 1_000_000


@dataclass(frozen=True)
class Row:
    """One row. `limits` is {size, or (size, engine), or None for all: limit in the unit}, for the named `whats` or all.

    `sense` says which way a figure must stay; `peers` are the columns beside it; `of` a peer that the limit is a
    share of.
    """

    key: str
    title: str
    must: str
    unit: str
    peers: tuple[str, ...] = ()
    limits: dict = field(default_factory=dict)
    whats: tuple[str, ...] = ()
    sense: str = MOST
    of: str = ""

    def limit(self, figure):
        """What `figure` must reach, or None when nothing was promised for it."""
        if self.whats and figure.what not in self.whats:
            return None
        for key in ((figure.size, figure.engine), figure.size, None):
            if key in self.limits:
                return self.limits[key]
        return None


SEARCHES = ("modelsearch", "Datasette", "tantivy")
ROWS = (
    Row(
        "facets",
        "All facet counts, disjunctive",
        "with three facets chosen ≤ 1 ms at 100 k, ≤ 10 ms at 1 M, one core; SQL GROUP BY ≥ 50 times as long",
        "ms",
        ("SQL GROUP BY", "Datasette"),
        {K100: 1, M1: 10},
        ("three facets",),
    ),
    Row(
        "list page",
        "List page, uncached, time in the server (median)",
        "≤ 10 / 15 / 40 ms at 10 k / 100 k / 1 M, one core",
        "ms",
        ("SQL joins and counts",),
        {K10: 10, K100: 15, M1: 40},
    ),
    Row("queries", "Queries of a list page", "≤ 4 at every size", "queries", (), {None: 4}),
    Row(
        "search",
        "Text search: the first 20 and all facet counts (95th percentile)",
        "at 100 k texts SQLite ≤ 30 ms, PostgreSQL ≤ 60 ms over the whole mix",
        "ms",
        SEARCHES,
        {(K100, "sqlite"): 30, (K100, "postgresql"): 60},
        ("the whole mix",),
    ),
    Row("start", "Index at start", "≤ 3 s at 100 k", "s", (), {K100: 3}),
    Row(
        "edit", "An edit seen", "the next request; refresh ≤ 5 ms at 100 k", "ms", ("rebuild",), {K100: 5}, ("refresh",)
    ),
    Row(
        "memory",
        "Memory of a worker",
        "≤ 150 / ≤ 300 MB at 10 k / 100 k",
        "MB",
        ("an empty Django worker",),
        {K10: 150, K100: 300},
    ),
    Row(
        "taking",
        "Memory for a list taken away whole, on top of the worker's own",
        "≤ 20 MB at every size: a stream holds the same of any list",
        "MB",
        (),
        {None: 20},
    ),
    Row(
        "throughput",
        "A page that is kept, two workers",
        "≥ 90 % of an empty WSGI reply on the same server",
        "replies/s",
        ("an empty WSGI reply", "nginx static", "Django's per-view cache"),
        {None: 0.9},
        sense=LEAST,
        of="an empty WSGI reply",
    ),
    Row(
        "weight",
        "First visit to a list, compressed (real directory)",
        "≤ 30 KB; aim 14 KB",
        "KB",
        ("median mobile page", "GOV.UK home"),
        {None: 30},
    ),
    Row("requests", "Requests of a first visit (real directory)", "≤ 4; aim 2", "requests", (), {None: 4}),
    Row(
        "lighthouse",
        "Lighthouse, mobile (real directory)",
        "100 in all four, on home, list, detail and network (in English: there is no Arabic yet)",
        "points",
        ("GOV.UK",),
        {None: 100},
        sense=LEAST,
    ),
)
