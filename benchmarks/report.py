"""RESULTS.md: one table a row of QUALITY.md, ratios first and the absolute beside them, then the machine."""

import json
from dataclasses import asdict, dataclass, field

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


COUNTERS = ("SQL GROUP BY", "DuckDB", "tantivy", "Datasette")
SEARCHES = ("modelsearch", "Datasette", "tantivy")
ROWS = (
    Row(
        "facets",
        "All facet counts, disjunctive",
        "with three facets chosen ≤ 1 ms at 100 k, ≤ 10 ms at 1 M, one core; SQL GROUP BY ≥ 50 times as long",
        "ms",
        COUNTERS,
        {K100: 1, M1: 10},
        ("three facets",),
    ),
    Row(
        "crosstab",
        "Two facets crossed under a selection: 24 themes by 60 places",
        "≤ 5 ms at 100 k, one core",
        "ms",
        COUNTERS,
        {K100: 5},
    ),
    Row(
        "list page",
        "List page, uncached, time in the server (median)",
        "≤ 5 / 6 / 12 ms at 10 k / 100 k / 1 M, one core",
        "ms",
        ("SQL joins and counts",),
        {K10: 5, K100: 6, M1: 12},
    ),
    Row(
        "search page",
        "List or search page for words that nobody looked for lately, time in the server (median)",
        "at 10 k / 100 k ≤ 9 / 18 ms on SQLite, ≤ 35 ms on PostgreSQL, one core",
        "ms",
        (),
        {(K10, "sqlite"): 9, (K100, "sqlite"): 18, (K10, "postgresql"): 35, (K100, "postgresql"): 35},
    ),
    Row("queries", "Queries of a list page", "≤ 4 at every size", "queries", (), {None: 4}),
    Row(
        "search",
        "Text search: the first 20 and all facet counts (95th percentile)",
        "at 100 k texts SQLite ≤ 20 ms, PostgreSQL ≤ 40 ms over the whole mix",
        "ms",
        SEARCHES,
        {(K100, "sqlite"): 20, (K100, "postgresql"): 40},
        ("the whole mix",),
    ),
    Row(
        "relevance",
        "What a search shows first: nDCG@10 over the judged searches (real directory)",
        "≥ 0.8 over all sixty, fifteen on the pages of each language",
        "nDCG",
        ("SQLite bm25()", "PostgreSQL ts_rank", "tantivy"),
        {None: 0.8},
        ("all",),
        sense=LEAST,
    ),
    Row("start", "Index at start", "≤ 0.5 / ≤ 6 s at 100 k / 1 M", "s", (), {K100: 0.5, M1: 6}),
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
        "≤ 16 KB",
        "KB",
        ("median mobile page", "GOV.UK home"),
        {None: 16},
    ),
    Row("requests", "Requests of a first visit (real directory)", "≤ 3", "requests", (), {None: 3}),
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


PROGRAM = "this program"


@dataclass(frozen=True)
class Figure:
    """One measurement: `value` in `unit`, of `who` doing `what`, for a row of the table at a size on an engine.

    Peers are set beside the program where row, size, engine and `what` are the same. Without a value, `note` says why.
    """

    row: str
    what: str
    value: float | None
    unit: str = "ms"
    who: str = PROGRAM
    size: int = 0
    engine: str = ""
    note: str = ""

    def line(self):
        return json.dumps(asdict(self))

    @property
    def place(self):
        """What it has in common with the figures that stand beside it."""
        return self.row, self.size, self.engine, self.what


def read(lines):
    """The figures among the `lines` of a child; anything else that it printed is passed over."""
    return [Figure(**json.loads(line)) for line in lines if line.startswith('{"row"')]


ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL", "": ""}
HEAD = """# What was measured

Written by `make bench`; only the last part, from PROFILE.md, is written by hand. Each cell of another program gives
first how many times as much it took (or gave, where more is better) as this one, then its own figure. A ratio holds
for the run it was measured in; the absolute figures are those of one machine on one day.
"""


def written(figures, machine, profile):
    """The text of RESULTS.md from all `figures`, the facts {name: value} of the `machine`, and the text `profile`."""
    parts = [HEAD, *(table(row, [one for one in figures if one.row == row.key]) for row in ROWS)]
    facts = "\n".join(f"- {name}: {value}" for name, value in machine.items())
    return "\n".join([*filter(None, parts), f"## The machine and the run\n\n{facts}\n", profile.strip(), ""])


def table(row, figures):
    """The heading, what must be reached, and the table of one `row`; "" when nothing of it was tried."""
    if not figures:
        return ""
    places = list(dict.fromkeys(one.place for one in figures))
    by = {(one.place, one.who): one for one in figures}
    heads = ["at", "what", "measured", "met", *row.peers, "notes"]
    lines = [_cells(heads), _cells(["---"] * len(heads))]
    lines += [_line(row, place, by) for place in sorted(places, key=lambda place: (place[1], place[2]))]
    return f"## {row.title}\n\nMust reach: {row.must}.\n\n" + "\n".join(lines) + "\n"


def _line(row, place, by):
    _row, size, engine, what = place
    own = by.get((place, PROGRAM))
    others = [by.get((place, peer)) for peer in row.peers]
    at = " ".join(filter(None, [size_in_words(size), ENGINES[engine]])) or "—"
    base = by.get((place, row.of))
    cells = [at, what, amount(own), met(row, own, base), *(beside(own, other) for other in others)]
    notes = [f"{one.who}: {one.note}" if one is not own else one.note for one in [own, *others] if one and one.note]
    return _cells([*cells, "; ".join(notes)])


def _cells(cells):
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def size_in_words(size):
    return f"{size // 1_000_000} M" if size >= 1_000_000 else f"{size // 1000} k" if size >= 1000 else str(size or "")


def amount(figure):
    """The value in its unit with three digits that say something, or that there is none."""
    if figure is None:
        return "—"
    if figure.value is None:
        return "not measured"
    return f"{number(figure.value)} {figure.unit}"


def number(value):
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def beside(own, other):
    """A peer's cell: how many times as much as ours, and its own figure."""
    if other is None or other.value is None or own is None or not own.value:
        return amount(other)
    return f"**{number(other.value / own.value)}×** ({amount(other)})"


def met(row, own, base=None):
    """yes or no; — where nothing was promised or measured."""
    if own is None or own.value is None:
        return "—"
    limit = row.limit(own)
    if limit is None or (row.of and (base is None or not base.value)):
        return "—"
    value = own.value / base.value if row.of else own.value
    return "yes" if (value >= limit if row.sense == LEAST else value <= limit) else "**no**"
