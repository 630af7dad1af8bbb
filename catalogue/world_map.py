"""Choropleth map: how many entries are told of each country, as shapes and dots in classes of a few steps.

What an entry tells by its region only colours no country. The map is an addition to a table that says the same.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from places.outlines import Box, outlines, outlines_of_the_world
from places.tree import tree

# The least number of entries of each step while no country has more than FEW.
STEPS, FEW = (1, 2, 4, 7), 20
# The radius of a dot, as a part of the width of what is shown: of a country with entries, and of one without.
DOT, SMALL_DOT = 1 / 260, 1 / 520


class Land(NamedTuple):
    """A country on the map: its number of entries and where that leads, its step (0: none), and what is drawn."""

    code: str
    name: str
    count: int
    url: str
    step: int
    path: str
    dot: tuple[int, int] | None
    chosen: bool


class Step(NamedTuple):
    """A class of the map: its number, and the counts in it in words."""

    number: int
    words: str


@dataclass(frozen=True)
class WorldMap:
    """A map of `counts` ({country: number of entries}), each country leading to `address(code)`.

    `chosen` countries are outlined; `within` are the countries that the map is cut to, all of them when empty. Where
    others than entries are counted, `meaning` says what colour does and `nothing` what a country without one has.
    """

    counts: dict[str, int]
    address: object
    chosen: frozenset = frozenset()
    within: tuple = ()
    meaning: str = ""
    nothing: str = ""

    @property
    def drawn(self):
        """The Outlines that it is drawn of."""
        return outlines() if self.within else outlines_of_the_world()

    @cached_property
    def box(self):
        return self.drawn.around(self.within)

    @cached_property
    def lands(self):
        """The Lands in sight, those without entries first, so that no blank one covers another."""
        drawn = self.drawn
        codes = [code for code in tree().country_region if code in drawn.shapes or code in drawn.dots]
        return sorted((self._land(code) for code in codes if self._is_in_sight(code)), key=lambda one: one.step)

    @property
    def blank(self):
        return [land for land in self.lands if not land.step]

    @property
    def recorded(self):
        return [land for land in self.lands if land.step]

    @property
    def radius(self):
        return max(2, round(self.box.width * DOT))

    @property
    def small_radius(self):
        return max(1, round(self.box.width * SMALL_DOT))

    @cached_property
    def bounds(self):
        """The least count of each step; where there are many entries, each step is so many times the one before."""
        most = max(self.counts.values(), default=0)
        if most <= FEW:
            return STEPS
        return tuple(round(most ** (number / len(STEPS))) for number in range(len(STEPS)))

    @property
    def steps(self):
        """The legend: the Steps, without those that nothing could be in."""
        most = max(self.counts.values(), default=0)
        for number, least in enumerate(self.bounds, 1):
            if least <= most:
                yield Step(number, self._words(number, least))

    def _words(self, number, least):
        if number == len(self.bounds):
            return _("%(least)s and more") % {"least": least}
        last = self.bounds[number] - 1
        return str(least) if last <= least else _("%(least)s to %(most)s") % {"least": least, "most": last}

    def _land(self, code):
        drawn, count = self.drawn, self.counts.get(code, 0)
        step = sum(1 for least in self.bounds if least <= count)
        name, url = tree().name(code), self.address(code)
        return Land(code, name, count, url, step, drawn.shapes.get(code, ""), drawn.dots.get(code), code in self.chosen)

    def _is_in_sight(self, code):
        if not self.within or code in self.within:
            return True
        return _meet(self.drawn.box(code), self.box)


def _meet(one: Box, other: Box):
    """Whether two boxes have a point in common."""
    across = one.x <= other.x + other.width and other.x <= one.x + one.width
    return across and one.y <= other.y + other.height and other.y <= one.y + one.height


def country_counts(index, selection=None, within=None):
    """{country: number of documents} of `index` under `selection`, its own choices of places left out."""
    codes = [code for code in index.values.get("place", {}) if code in tree().country_region]
    counted = index.counts(selection or {}, within, {"place": codes})["place"]
    return {code: count for code, count in counted.items() if count}


def countries_in(code):
    """The countries of a place: of a region those below it, of a grouping its members, of a country itself."""
    places = tree()
    if code in places.groupings:
        return places.groupings[code].countries
    if code in places.country_region:
        return (code,)
    return tuple(country for below in places.children(code) for country in countries_in(below))
