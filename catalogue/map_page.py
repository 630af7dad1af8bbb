"""A list as a map: how much of it is told of each country, with a table that says the same."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from catalogue.catalogue import current
from catalogue.facets import Option
from catalogue.kinds import KINDS
from catalogue.listing import Listing
from catalogue.page_head import render_page
from catalogue.public_page import public_page, to_canonical
from catalogue.shapes import Count, Reference, largest_first
from catalogue.world_map import WorldMap, countries_in, country_counts
from places.tree import tree

PLACE = "place"


@require_safe
@public_page
def map_page(request, kind_name):
    """The list that the query string describes, counted by country; a country leads to the list narrowed to it."""
    kind = KINDS[kind_name]
    filters = kind.filters(request.GET, current())
    if filters.moved is not None:
        return to_canonical(request, filters.moved)
    here, listing = Listing(filters, request.path), Listing(filters, kind.list_url)
    request.own_query = here.own_query
    context = {
        "page_title": _("%(list)s: map") % {"list": kind.label},
        "crumbs": [Reference(kind.label, listing.address())],
        "here": here,
        "list_url": listing.address(),
        "counted": CountedByCountry(listing),
    }
    return render_page(request, "catalogue/map.html", context)


class Elsewhere(NamedTuple):
    """How many entries of the list colour no country: those told `by_region` only, and those `without` any place."""

    by_region: int
    without: int


class CountedByCountry:
    """The entries of `listing` by country. Choices of places cut the map; what is beside them is counted, too."""

    def __init__(self, listing):
        self._listing, self._filters = listing, listing.filters
        self._counts = country_counts(self._filters.index, self._filters.keys, self._filters.within)

    @property
    def map(self):
        chosen = [option.key for option in self._filters.selection.get(PLACE, ())]
        within = {code for key in chosen for code in countries_in(key)}
        countries = frozenset(key for key in chosen if key in tree().country_region)
        return WorldMap(self._counts, self._address, chosen=countries, within=tuple(sorted(within)))

    @property
    def rows(self):
        """A Count a country that has any, the largest first."""
        rows = [Count(tree().name(code), count, self._address(code)) for code, count in self._counts.items()]
        return largest_first(rows)

    @property
    def elsewhere(self):
        """The Elsewhere of the list without its choices of places."""
        index, keys = self._filters.index, {name: keys for name, keys in self._filters.keys.items() if name != PLACE}
        found = index.select(keys, self._filters.within)
        placed = index.values.get(PLACE, {})
        in_countries = reduce(or_, (placed[code] for code in placed if code in tree().country_region), BitMap())
        anywhere = reduce(or_, placed.values(), BitMap())
        return Elsewhere(len((found & anywhere) - in_countries), len(found - anywhere))

    def _address(self, code):
        """The list with this country chosen in the place of others."""
        option = Option(code, "", code)
        return self._listing.address(selection={**self._filters.selection, PLACE: [option]})
