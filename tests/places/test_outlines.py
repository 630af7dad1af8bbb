"""The outlines of countries and the borders between them: which there are, and the box around some of them."""

import pytest

from places.outlines import borders, outlines, outlines_of_the_world
from places.tree import tree

pytestmark = pytest.mark.usefixtures("world")


@pytest.mark.parametrize("drawn_of", [outlines, outlines_of_the_world])
def test_every_country_but_antarctica_is_drawn(drawn_of):
    drawn = drawn_of()
    assert set(tree().country_region) - set(drawn.shapes) - set(drawn.dots) == {"AQ"}
    assert set(drawn.shapes) | set(drawn.dots) <= set(tree().country_region)


@pytest.mark.parametrize(("code", "least"), [("US", 200), ("RU", 500), ("AU", 150), ("GB", 25), ("AO", 50)])
def test_a_country_is_drawn_with_its_largest_part(code, least):
    assert outlines().box(code).width > least


def test_the_world_is_drawn_at_half_the_size_of_its_parts():
    whole, half = outlines().box("KE"), outlines_of_the_world().box("KE")
    assert all(abs(of_half - of_whole / 2) <= 1 for of_half, of_whole in zip(half, whole, strict=True))
    assert outlines_of_the_world().width == outlines().width / 2


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


def test_the_box_of_a_country_is_that_of_its_whole_outline():
    ring = outlines().rings("KE")[0]
    assert len(ring) > 10
    box = outlines().box("KE")
    assert (box.x, box.x + box.width) == (min(x for x, _y in ring), max(x for x, _y in ring))


def test_islands_an_ocean_away_do_not_make_the_box_the_world():
    assert outlines().around(["FR"]).width < outlines().width / 4


def test_around_nothing_that_is_drawn_is_the_world():
    assert outlines().around(["AQ"]) == outlines().world
