"""RESULTS.md: one table a row of QUALITY.md, ratios first and the absolute beside them, then the machine."""

from benchmarks.figures import PROGRAM
from benchmarks.rows import LEAST, ROWS

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
