"""The whole tree of places, read once a process. Places change with a release, not with an edit."""

from dataclasses import dataclass, field
from functools import cached_property

from places.models import Country, Grouping, Region
from places.names import territory_name
from places.translated import said

WORLD = "001"


@dataclass(frozen=True)
class GroupingInfo:
    slug: str
    name: str
    note: str
    countries: tuple[str, ...]
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def said(self, name, language=None):
        """The Said of its name or note."""
        return said(self.texts, name, getattr(self, name), language)


@dataclass(frozen=True, eq=False)
class PlaceTree:
    """Every place by its code: M49, ISO 3166-1 alpha-2 or slug. `country_numbers` are a country's (alpha-3, M49).

    `other_names` are as the tables hold them: `places.gazetteer` makes one list of all names.
    """

    region_parent: dict[str, str] = field(default_factory=dict)
    country_region: dict[str, str] = field(default_factory=dict)
    country_numbers: dict[str, tuple[str, str]] = field(default_factory=dict)
    groupings: dict[str, GroupingInfo] = field(default_factory=dict)
    other_names: dict[str, dict] = field(default_factory=dict)
    _covered: dict[str, set[str]] = field(default_factory=dict)

    def __contains__(self, code):
        return code in self.region_parent or code in self.country_region or code in self.groupings

    def normal(self, code):
        """`code` as it is written here (`ke` → `KE`), or None for a place that does not exist."""
        if not code.isascii():  # "ß".upper() is South Sudan
            return None
        for written in (code, code.upper(), code.lower()):
            if written in self:
                return written
        return None

    def coded(self, code):
        """The place that `code` means, as others write it, too: KEN and 404 for Kenya, 14 for 014; or None."""
        number = code.zfill(3) if code.isascii() and code.isdigit() else code.upper()
        return self.normal(code) or self.normal(number) or self._by_other_codes.get(number)

    def codes(self):
        """The codes of all places but the world."""
        return [code for code in (*self.region_parent, *self.country_region, *self.groupings) if code != WORLD]

    def name(self, code, language=None):
        if code in self.groupings:
            return self.groupings[code].said("name", language).words
        return territory_name(code, language)

    def parent(self, code):
        """The region that a country or region lies in; None for the world and for groupings."""
        return self.country_region.get(code) or self.region_parent.get(code) or None

    def above(self, code):
        """The regions that hold `code`, the nearest first, the world left out."""
        found = []
        while (code := self.parent(code)) and code != WORLD:
            found.append(code)
        return found

    def covering(self, codes):
        """All that work in `codes` counts for: the places themselves, their regions, and groupings of the countries."""
        places = set()
        for code in codes:
            places |= self._covering(code)
        return places

    def _covering(self, code):
        if code not in self._covered:
            self._covered[code] = {code, *self.above(code), *self._groupings_of.get(code, ())} - {WORLD}
        return self._covered[code]

    def groupings_of(self, country):
        return self._groupings_of.get(country, ())

    def children(self, code):
        """The regions and countries directly below the region `code`, by code."""
        return self._children.get(code, ())

    def regions_of(self, codes):
        """The regions that stand for `codes` when the country may not be named; regions stay as they are."""
        return tuple(sorted({self.country_region.get(code, code) for code in codes}))

    @cached_property
    def _groupings_of(self):
        found = {}
        for grouping in self.groupings.values():
            for country in grouping.countries:
                found.setdefault(country, []).append(grouping.slug)
        return found

    @cached_property
    def _by_other_codes(self):
        return {code: country for country, codes in self.country_numbers.items() for code in codes if code}

    @cached_property
    def _children(self):
        found = {}
        for parents in (self.region_parent, self.country_region):
            for code, parent in parents.items():
                found.setdefault(parent, []).append(code)
        return found


_tree = PlaceTree()


def tree():
    """The tree of places. An empty database is asked again, so that loading the places needs no restart."""
    global _tree
    if not _tree.region_parent:
        _tree = _read()
    return _tree


def forget():
    """Read the tree anew at the next call of `tree`."""
    global _tree
    _tree = PlaceTree()


def _read():
    groupings = list(Grouping.objects.prefetch_related("countries"))
    regions = list(Region.objects.all())
    countries = list(Country.objects.all())
    return PlaceTree(
        region_parent={one.pk: one.parent_id or "" for one in regions},
        country_region={one.pk: one.region_id for one in countries},
        country_numbers={one.pk: (one.iso3, one.m49) for one in countries},
        other_names={one.pk: one.other_names for one in (*regions, *countries, *groupings)},
        groupings={
            g.slug: GroupingInfo(g.slug, g.name, g.note, tuple(c.code for c in g.countries.all()), g.texts)
            for g in groupings
        },
    )
