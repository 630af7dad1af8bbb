"""The outlines of countries and the borders between them: which there are, and the box around some of them."""

import pytest

from places.outlines import borders, outlines
from places.tree import tree

pytestmark = pytest.mark.usefixtures("world")


def test_every_country_but_antarctica_is_drawn():
    drawn = outlines()
    assert set(tree().country_region) - set(drawn.shapes) - set(drawn.dots) == {"AQ"}
    assert set(drawn.shapes) | set(drawn.dots) <= set(tree().country_region)


def test_every_border_is_one_from_both_sides():
    found = borders()
    assert set(found) <= set(tree().country_region)
    assert all(code in found[other] for code, others in found.items() for other in others)


def test_the_box_around_a_country_holds_its_largest_part():
    kenya, box = outlines().box("KE"), outlines().around(["KE"])
    assert box.x <= kenya.x
    assert box.x + box.width >= kenya.x + kenya.width
    assert box.y <= kenya.y
    assert box.y + box.height >= kenya.y + kenya.height


def test_islands_an_ocean_away_do_not_make_the_box_the_world():
    assert outlines().around(["FR"]).width < outlines().width / 4


def test_around_nothing_that_is_drawn_is_the_world():
    assert outlines().around(["AQ"]) == outlines().world
