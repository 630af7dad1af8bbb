"""A point for every country and region, to show on a map how much there is: neutral, and no nearer than some ten km.

Those of countries are kept in `fixtures/country_points.json`; docs/decisions/0029 says where they come from.
"""

import json
from functools import cache
from math import asin, atan2, cos, degrees, hypot, radians, sin

from django.conf import settings

from places.tree import tree

DECIMALS = 1


def point(code):
    """[longitude, latitude] in degrees (WGS 84) of a country or region; None where there is none.

    That of a region is the middle of its countries' points, on the sphere: it may lie in the sea.
    """
    if code in _of_countries():
        return _of_countries()[code]
    vectors = [_vector(*_of_countries()[one]) for one in _countries_in(code) if one in _of_countries()]
    if not vectors:
        return None
    x, y, z = (sum(parts) for parts in zip(*vectors, strict=True))
    length = hypot(x, y, z)
    return [round(degrees(atan2(y, x)), DECIMALS), round(degrees(asin(z / length)), DECIMALS)] if length else None


@cache
def _of_countries():
    return json.loads((settings.BASE_DIR / "fixtures" / "country_points.json").read_text("utf-8"))


def _countries_in(region):
    places = tree()
    for code in places.children(region):
        if code in places.country_region:
            yield code
        else:
            yield from _countries_in(code)


def _vector(longitude, latitude):
    east, north = radians(longitude), radians(latitude)
    return cos(north) * cos(east), cos(north) * sin(east), sin(north)
