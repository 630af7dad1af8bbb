import json

import pytest
from django.conf import settings

from places.points import point
from places.tree import WORLD, tree

pytestmark = pytest.mark.usefixtures("world")


def test_every_country_and_region_has_a_point_and_none_is_finer_than_a_tenth_of_a_degree():
    places = tree()
    for code in {*places.country_region, *places.region_parent} - {WORLD}:
        longitude, latitude = point(code)
        assert -180 <= longitude <= 180, code
        assert -90 <= latitude <= 90, code
        assert [round(longitude, 1), round(latitude, 1)] == point(code), code


def test_there_is_a_point_for_countries_that_exist_and_no_other():
    points = json.loads((settings.BASE_DIR / "fixtures" / "country_points.json").read_text("utf-8"))
    assert set(points) == set(tree().country_region)


def test_countries_lie_where_they_are():
    assert point("KE") == [37.8, 0.4]
    assert point("SJ") == [18.3, 78.8]  # small, and not where Norway is
    assert point("FJ") == [178.0, -17.8]  # on both sides of the date line


def test_the_point_of_a_region_is_in_the_middle_of_its_countries():
    longitude, latitude = point("014")
    assert 30 < longitude < 50
    assert -15 < latitude < 10
    longitude, _latitude = point("061")  # Polynesia lies on both sides of the date line
    assert longitude < -140 or longitude > 170


def test_what_is_no_country_or_region_has_no_point():
    assert point("sahel") is None
    assert point("nowhere") is None
