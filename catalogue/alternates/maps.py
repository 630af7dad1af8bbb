"""Lists as maps (GeoJSON, RFC 7946): a point for each country, or region, that entries of the list lie in.

Nothing lies nearer than a country. Boundaries are not part of it: they take sides where countries do not agree.
"""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from catalogue.alternates.alternate import Alternate
from catalogue.alternates.data import separated
from catalogue.schema_org import compact
from places.points import point
from places.tree import WORLD, tree

PLACE = "place"


def _of_list(taken):
    placed = _placed(taken)
    unplaced = taken.filters.found - BitMap.union(BitMap(), *placed.values())
    yield _opened(
        {
            "type": "FeatureCollection",
            "title": taken.title,
            "generation": taken.catalogue.number,
            "url": taken.cited_url,
            "licence": settings.DATA_LICENCE_URL,
            "count": taken.total,
            "count_without_place": len(unplaced),
        },
        "features",
    )
    for number, (code, found) in enumerate(placed.items()):
        yield ",\n" if number else "\n"
        yield from _feature(taken, code, found)
    yield "\n]}\n"


def _placed(taken):
    """{code of a country or region: bitmap of the entries that lie there, and in no place within}, by code."""
    places, index, of_list = tree(), taken.filters.index, taken.filters.found
    placed = {}
    for code in sorted({*places.country_region, *places.region_parent} - {WORLD}):
        within = [index.having(PLACE, one) for one in places.children(code)]
        if found := (of_list & index.having(PLACE, code)) - BitMap.union(BitMap(), *within):
            placed[code] = found
    return placed


def _feature(taken, code, found):
    """The Feature of the place `code` with the entries in the bitmap `found`, in pieces."""
    geometry = {"type": "Point", "coordinates": point(code)} if point(code) else None
    yield _opened({"type": "Feature", "id": code, "geometry": geometry}, "properties", "{")
    yield _opened(_properties(taken, code, found), "entries")[1:]
    yield from separated(taken.texts("geojson", _member, found), ",")
    yield "]}}"


def _member(one):
    """A TakenEntry as a Feature lists it."""
    return compact({"kind": one.kind.name, "title": one.title, "language": one.text.language, "url": one.url})


def _properties(taken, code, found):
    places, filters = tree(), taken.filters
    iso3, m49 = places.country_numbers.get(code, (None, code))
    here = {**filters.selection, PLACE: [filters.option(PLACE, code)]}
    return {
        "code": code,
        "iso3": iso3,
        "m49": m49,
        "name": places.name(code),
        "is": "country" if iso3 else "region",
        "count": len(found),
        "list_url": taken.site + taken.kind.list_url + filters.query(selection=here),
    }


def _opened(members, name, bracket="["):
    """The beginning of a JSON object with `members` and then, open, the one called `name`."""
    return f'{compact(members)[:-1]},"{name}":{bracket}'


GEOJSON = Alternate(
    name="geojson",
    label="GeoJSON",
    use=_("for maps: how much there is in which country, and what"),
    media_type="application/geo+json",
    of_list=_of_list,
)
