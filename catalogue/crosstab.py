"""Crosstab: two facets of a list met under its selection, each square with its number of entries.

An entry with several values stands in several squares, and counts once in every total.
"""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from pyroaring import BitMap

from catalogue.facets import Option, PlaceFacet
from places.order import in_order
from places.tree import WORLD, tree

# Values of a facet that an axis shows at most; facets without end are none.
MOST = 60


@dataclass(frozen=True)
class Axis:
    """A facet as the rows or columns of a crosstab: its name, its label and its values as Options."""

    name: str
    label: str
    values: list[Option]

    @property
    def keys(self):
        return [option.key for option in self.values]


def axes(filters):
    """{name: label} of the facets that can be an axis, in their order: those in use, while any is."""
    facets = {name: filters.filters[name] for name in filters.facets() if not filters.filters[name].endless}
    used = {name: one.label for name, one in facets.items() if one.is_used(filters.catalogue, filters.index)}
    return used or {name: one.label for name, one in facets.items()}


def axis(filters, name, *, parts=False):
    """The Axis of the facet `name`: what is chosen of it, or all. Places by `parts` are those of continents."""
    facet, chosen = filters.filters[name], filters.selection.get(name, [])
    if isinstance(facet, PlaceFacet):
        values = [filters.option(name, code) for code in _places([option.key for option in chosen], parts)]
    else:
        values = chosen or list(facet.offered(filters.catalogue, filters.index).values())
    return Axis(name, facet.label, values[:MOST])


def _places(chosen, parts):
    """The codes of an axis of places: those `chosen`, of one alone what lies in it; else continents or their parts."""
    places = tree()
    if len(chosen) == 1:
        grouping = places.groupings.get(chosen[0])
        return _by_name(grouping.countries if grouping else places.children(chosen[0])) or chosen
    if chosen:
        return chosen
    continents = _by_name(code for code in places.children(WORLD) if code in places.region_parent)
    return [part for one in continents for part in _by_name(_parts(one))] if parts else continents


def _by_name(codes):
    return in_order(codes, tree().name)


def _parts(region):
    """The regions in `region` that hold countries themselves; itself, when it holds no region."""
    below = [code for code in tree().children(region) if code in tree().region_parent]
    return [part for one in below for part in _parts(one)] or [region]


class Square(NamedTuple):
    """A cell: its number of entries, the best step of them as an Option, or None, and the selection it stands for."""

    count: int
    best: Option | None
    selection: dict


class Crosstab:
    """The entries that `filters` select, or those `found`, by the Axes `rows` and `columns`.

    `graded` is a facet with its steps, the best first.
    """

    def __init__(self, filters, rows, columns, graded=("", ()), found=None):
        self.filters, self.rows, self.columns = filters, rows, columns
        self._graded, self._steps = graded
        self.found = filters.found if found is None else found

    @cached_property
    def counts(self):
        return self.filters.index.crosstab(self.found, (self.rows.name, self.rows.keys), self._across)

    @property
    def _across(self):
        return self.columns.name, self.columns.keys

    @property
    def lines(self):
        """[(row as Option, its number of entries, [Square, …]), …]"""
        for row, counts in zip(self.rows.values, self.counts, strict=True):
            held = self._having(self.rows, row)
            pairs = zip(self.columns.values, counts, strict=True)
            yield row, len(held), [self._square(row, column, count) for column, count in pairs]

    def _square(self, row, column, count):
        chosen = {self.rows.name: [row], self.columns.name: [column]}
        return Square(count, self._best(row, column) if count else None, {**self.filters.selection, **chosen})

    def _best(self, row, column):
        if not self._steps:
            return None
        here = self._having(self.rows, row) & self._having(self.columns, column)
        of_step = (one for one in self._steps if here & self.filters.index.having(self._graded, one.key))
        return next(of_step, None)

    def _having(self, of, option):
        return self.found & self.filters.index.having(of.name, option.key)

    @property
    def column_totals(self):
        return [(column, len(self._having(self.columns, column))) for column in self.columns.values]

    @property
    def total(self):
        return len(self.found)

    @property
    def empty(self):
        """How many squares there are, and how many of them hold nothing."""
        return sum(counts.count(0) for counts in self.counts), len(self.rows.values) * len(self.columns.values)

    def outside(self, of):
        """How many entries have none of the values of the Axis `of`."""
        index = self.filters.index
        return len(self.found - reduce(or_, (index.having(of.name, key) for key in of.keys), BitMap()))
