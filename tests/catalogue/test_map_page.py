"""A list as a map, and the same as an index: what colours a country, and where it leads."""

import re

import pytest

from catalogue.world_map import WorldMap
from publishing.safety.publication import publish
from tests.factories import make_membership, make_network, make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def shapes(page):
    """{name: (class, address)} of the countries on the map of `page` that have entries."""
    words = page.html
    found = re.findall(r'<a href="([^"]*)"[^>]*class="(m\d[^"]*)"><title>([^<]*): (\d+)</title>', words)
    return {name: (step, address.replace("&amp;", "&"), int(count)) for address, step, name, count in found}


@pytest.fixture
def several():
    for _number in range(2):
        make_practice(countries=["KE"], gender=["women-led"])
    make_practice("Across the lake", countries=["KE", "UG"])


def test_a_country_has_the_colour_of_its_number_and_leads_to_its_part_of_the_list(client, several):
    page = get(client, "/map/practices/")
    assert shapes(page) == {
        "Kenya": ("m2", "/practices/?place=KE", 3),
        "Uganda": ("m1", "/practices/?place=UG", 1),
    }
    assert "Kenya 3 Uganda 1" in page.main


def test_the_map_follows_the_selection(client, several):
    page = get(client, "/map/practices/?gender=women-led")
    assert shapes(page) == {"Kenya": ("m2", "/practices/?gender=women-led&place=KE", 2)}
    assert "women-led" in page.links[-1] or "/practices/?gender=women-led" in page.links


def test_chosen_places_cut_the_map_and_what_is_beside_them_stays_counted(client, several):
    page = get(client, "/map/practices/?place=UG")
    assert shapes(page)["Kenya"] == ("m2", "/practices/?place=KE", 3)
    assert shapes(page)["Uganda"][0] == "m1 here"
    box = re.search(r'viewBox="(\S+) (\S+) (\S+) (\S+)"', page.html)
    assert int(box[3]) < 600


def test_what_is_told_by_its_region_only_colours_no_country_and_is_said(client):
    make_practice("Quiet work", countries=["KE"], level="anonymised")
    page = get(client, "/map/practices/")
    assert shapes(page) == {}
    assert "1 is told by its region only, and colours no country." in page.main
    assert "Nothing in this list is told of a country." in page.main


def test_what_has_no_country_is_said(client):
    make_practice("Everywhere", countries=[], scale="global")
    assert "1 is not tied to a place, or does not say where it is." in get(client, "/map/practices/").main


def test_each_list_leads_to_its_map_with_its_selection(client, several):
    assert "/map/practices/?gender=women-led" in get(client, "/practices/?gender=women-led").links
    make_network()
    assert "/map/networks/" in get(client, "/networks/").links
    assert "/map/search/" not in get(client, "/search/").links


def test_the_short_address_leads_to_the_map_of_practices(client):
    response = client.get("/map/?place=KE")
    assert (response.status_code, response.url) == (301, "/map/practices/?place=KE")


def test_what_the_map_does_not_know_is_named(client):
    assert "Not known here and left out" in get(client, "/map/practices/?colour=red").main


def test_steps_grow_with_the_largest_number():
    few, many = WorldMap({"KE": 9}, str), WorldMap({"KE": 10_000, "UG": 90}, str)
    assert [step.words for step in few.steps] == ["1", "2 to 3", "4 to 6", "7 and more"]
    assert [step.words for step in many.steps] == ["1 to 9", "10 to 99", "100 to 999", "1000 and more"]
    assert {land.name: land.step for land in many.recorded} == {"Kenya": 4, "Uganda": 2}


def test_a_place_shows_itself_among_its_neighbours(client, several):
    page = get(client, "/places/UG/")
    assert shapes(page)["Uganda"] == ("m1 here", "/places/UG/", 1)
    neighbours = page.main.partition("Neighbours")[2]
    assert neighbours.startswith(" Kenya 3 No practice recorded Congo - Kinshasa")


def test_all_places_stand_on_a_map(client, several):
    assert shapes(get(client, "/places/"))["Kenya"] == ("m2", "/places/KE/", 3)


def test_members_in_several_countries_stand_on_a_map(client):
    hub = make_network("Hub", slug="hub")
    for country in ("KE", "UG", "JO"):
        member = make_organisation(country=country, published=False)
        make_membership(member, hub)
        publish(member)
        drawn = shapes(get(client, "/networks/hub/"))
    assert drawn["Jordan"] == ("m1", "/organisations/?network=hub&place=JO", 1)


def test_members_in_two_countries_are_told_in_words(client):
    hub = make_network("Hub", slug="hub")
    for country in ("KE", "UG"):
        member = make_organisation(country=country, published=False)
        make_membership(member, hub)
        publish(member)
    assert shapes(get(client, "/networks/hub/")) == {}


def test_how_borders_are_drawn_is_said(client):
    page = get(client, "/about/borders/")
    assert page.h1() == ["How borders are drawn"]
    assert "/about/borders/" in get(client, "/map/practices/").links
