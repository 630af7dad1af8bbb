"""The tree of places: what a country counts for, and how a code in an address is understood."""

import json

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from places import tree as places_tree
from places.tree import PlaceTree, tree
from tests.factories import world as make_world

PLACES = json.loads((settings.BASE_DIR / "fixtures" / "places.json").read_text("utf-8"))


@pytest.fixture
def places(world):
    return tree()


def test_kenya_counts_for_its_regions_and_groupings_and_not_for_the_world(places):
    assert places.covering(["KE"]) == {"KE", "014", "202", "002", "horn-of-africa", "great-lakes"}
    assert places.above("KE") == ["014", "202", "002"]
    assert places.groupings_of("KE") == ["great-lakes", "horn-of-africa"]


def test_several_places_count_for_what_any_of_them_counts_for(places):
    assert places.covering(["FR", "057"]) == {"FR", "155", "150", "057", "009"}
    assert places.covering([]) == set()


def test_kosovo_lies_in_southern_europe(places):
    assert places.parent("XK") == "039"
    assert places.covering(["XK"]) == {"XK", "039", "150", "western-balkans"}


def test_a_country_right_below_the_world_counts_for_itself_alone(places):
    assert places.covering(["AQ"]) == {"AQ"}


def test_every_country_of_the_fixture_reaches_the_world_through_known_regions(places):
    assert len(places.country_region) == len(PLACES["countries"]) == 250
    for row in PLACES["countries"]:
        code = row["code"]
        way = [code]
        while parent := places.parent(way[-1]):
            way.append(parent)
        assert way[-1] == "001"
        assert set(way[1:]) <= set(places.region_parent)
        assert way[1] == row["region"]


def test_the_children_of_a_region_are_the_regions_and_countries_right_below_it(places):
    assert sorted(places.children("202")) == ["011", "014", "017", "018"]
    assert sorted(places.children("039")) == sorted(r["code"] for r in PLACES["countries"] if r["region"] == "039")
    assert "XK" in places.children("039")
    assert places.children("KE") == ()
    below = [child for code in places.region_parent for child in places.children(code)]
    assert sorted(below) == sorted([*places.country_region, *places.region_parent.keys() - {"001"}])


@pytest.mark.parametrize(
    "written, known",
    [
        ("KE", "KE"),
        ("ke", "KE"),
        ("kE", "KE"),
        ("014", "014"),
        ("sahel", "sahel"),
        ("SAHEL", "sahel"),
        ("Horn-Of-Africa", "horn-of-africa"),
        ("", None),
        ("QQ", None),
        (" KE", None),
        ("KE\0", None),
        ("999", None),
        ("ß", None),  # in capitals SS, South Sudan
        ("ﬁ", None),  # in capitals FI, Finland
        ("ıt", None),  # in capitals IT, Italy
        ("ＫＥ", None),
        ("٠١٤", None),
        ("\ud800", None),
        ("🇰🇪", None),
    ],
)
def test_a_code_is_understood_in_any_case_and_nothing_else_is_taken_for_a_place(places, written, known):
    assert places.normal(written) == known


@given(st.text(st.characters()))
def test_any_text_is_a_place_in_ascii_or_none(text):
    places = PlaceTree(region_parent={"001": ""}, country_region={"SS": "001", "FI": "001", "IT": "001"})
    assert places.normal(text) == (text.upper() if text.isascii() and text.upper() in places else None)


def test_places_that_may_not_be_named_become_their_regions_and_regions_stay(places):
    assert places.regions_of(["KE", "SO", "002", "XK"]) == ("002", "014", "039")
    assert places.regions_of(["KE", "UG"]) == ("014",)
    assert places.regions_of([]) == ()


def test_a_tree_read_from_an_empty_database_is_read_again(db):
    assert "KE" not in tree()
    make_world()
    assert "KE" in tree()


def test_the_tree_is_read_once_and_anew_after_a_load(world, django_assert_num_queries):
    places_tree.forget()
    with django_assert_num_queries(4):
        tree()
    with django_assert_num_queries(0):
        tree()
    places_tree.forget()
    with django_assert_num_queries(4):
        tree()
