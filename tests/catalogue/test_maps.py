"""Lists as maps: points for countries and regions, and nothing nearer."""

import json

import geojson
import pytest

from publishing.safety.publication import publish
from tests.factories import make_network, make_organisation, make_practice
from tests.files import fetched

pytestmark = pytest.mark.usefixtures("world")


def features(client, address):
    """{code: feature} of the valid map at `address`."""
    collection = geojson.loads(fetched(client, address))
    assert collection.is_valid, collection.errors()
    assert isinstance(collection, geojson.FeatureCollection)
    return {feature["id"]: feature for feature in collection["features"]}


def test_there_is_a_point_for_each_country_with_what_is_there(client):
    make_practice("Evening football", slug="evening-football", countries=("KE", "UG"))
    make_practice("Morning chess", countries=("KE",))
    found = features(client, "/practices.geojson?sort=title")
    assert set(found) == {"KE", "UG"}
    assert found["KE"]["geometry"] == {"type": "Point", "coordinates": [37.8, 0.4]}
    said = found["KE"]["properties"]
    assert (said["name"], said["iso3"], said["m49"], said["is"], said["count"]) == ("Kenya", "KEN", "404", "country", 2)
    assert [one["title"] for one in said["entries"]] == ["Evening football", "Morning chess"]
    assert said["entries"][0]["url"] == "http://testserver/practices/evening-football/"


def test_the_address_of_a_place_gives_the_entries_that_it_counts(client):
    make_practice("Evening football", countries=("KE",), themes=["sport-arts-culture"])
    make_practice("Morning chess", countries=("KE",))
    said = features(client, "/practices.geojson?theme=sport-arts-culture")["KE"]["properties"]
    assert said["list_url"] == "http://testserver/practices/?place=KE&theme=sport-arts-culture"
    listing = client.get(said["list_url"].removeprefix("http://testserver")).context["listing"]
    assert (listing.total, said["count"]) == (1, 1)


def test_an_anonymised_entry_lies_in_its_region_alone(client):
    practice = make_practice("Evening football", countries=("KE",))
    practice.level = "anonymised"
    practice.save()
    practice.texts.update(summary="Neighbours meet.")
    publish(practice)
    found = features(client, "/practices.geojson")
    assert set(found) == {"014"}
    said = found["014"]["properties"]
    assert (said["is"], said["iso3"], said["m49"], said["count"]) == ("region", None, "014", 1)
    assert said["entries"][0]["title"] == "A practice in Eastern Africa"
    assert "KE" not in json.dumps(found)


def test_what_lies_nowhere_is_counted_apart(client):
    make_practice("Evening football", countries=())
    make_practice("Morning chess", countries=("KE",))
    collection = json.loads(fetched(client, "/practices.geojson"))
    assert (collection["count"], collection["count_without_place"], len(collection["features"])) == (2, 1, 1)


def test_the_list_of_all_kinds_says_of_what_kind_each_is(client):
    make_organisation("Riverbank Circle")
    make_network("Bridges")
    said = features(client, "/search.geojson?sort=title")["KE"]["properties"]
    assert [(one["kind"], one["title"]) for one in said["entries"]] == [
        ("network", "Bridges"),
        ("organisation", "Riverbank Circle"),
    ]


def test_searched_entries_lie_in_the_order_of_the_search(client):
    make_practice("Chess", text={"summary": "Once they played football."})
    make_practice("Football")
    said = features(client, "/practices.geojson?q=football")["KE"]["properties"]
    assert [one["title"] for one in said["entries"]] == ["Football", "Chess"]


def test_an_empty_list_is_a_map_without_points(client):
    assert features(client, "/practices.geojson") == {}


@pytest.mark.parametrize("entries", [1, 30])
def test_a_map_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    for _number in range(entries):
        make_practice()
    features(client, "/practices.geojson")
    with django_assert_num_queries(2):
        features(client, "/practices.geojson")
