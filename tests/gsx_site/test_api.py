"""The API: what its lists, entries and editions hold, what is never in them, and what they cost."""

import pytest

from catalogue.kinds import own_kinds
from catalogue.public_page import NOT_KEPT
from publishing.models import Generation
from publishing.safety.publication import keep_from_exports, publish, withdraw
from tests.addresses import public_patterns
from tests.factories import (
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_recommendation,
)
from tests.wsgi import ask, in_one_transaction  # noqa: F401

pytestmark = pytest.mark.usefixtures("world")


def get(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, (address, response.content)
    assert response.headers["Content-Type"] == ("application/json" if status == 200 else "application/problem+json")
    return response.json()


def titles(client, address):
    return [one["title"] for one in get(client, address)["results"]]


def here(address):
    """The part of an absolute address that a test client asks for."""
    assert address.startswith("http://testserver/")
    return address.removeprefix("http://testserver")


# --- lists


def test_a_list_is_that_of_the_page_with_its_facets(client):
    for number in range(25):
        make_practice(
            f"Practice {number:02}",
            themes=["sport-arts-culture"] if number % 2 else ["youth-leadership"],
            countries=["KE"] if number % 3 else ["BD"],
        )
    query = "?place=KE&sort=title&theme=sport-arts-culture"
    listing = client.get(f"/practices/{query}").context["listing"]
    found = get(client, f"/api/v1/practices{query}")
    assert found["count"] == listing.total == 8
    assert [one["title"] for one in found["results"]] == [row.card.title for row in listing.rows]
    assert list(found["facets"]) == [facet.name for facet in listing.facets]
    for facet in listing.facets:
        shown = [
            {"value": one.value, "label": one.label, "count": one.count, "selected": one.selected}
            for one in facet.values
        ]
        told = [{name: one[name] for name in shown[0]} for one in found["facets"][facet.name]] if shown else []
        assert told == shown
    assert found["generation"] == Generation.objects.now().number


def test_a_value_leads_to_the_list_with_it_and_without_it(client):
    make_practice("Evening football", themes=["sport-arts-culture"])
    make_practice("Morning chess", themes=["youth-leadership"])
    [value] = [
        one
        for one in get(client, "/api/v1/practices?page_size=1")["facets"]["theme"]
        if one["value"] == "sport-arts-culture"
    ]
    assert here(value["toggle_url"]) == "/api/v1/practices?page_size=1&theme=sport-arts-culture"
    chosen = get(client, here(value["toggle_url"]))
    assert (chosen["count"], value["count"]) == (1, 1)
    [value] = [one for one in chosen["facets"]["theme"] if one["selected"]]
    assert here(value["toggle_url"]) == "/api/v1/practices?page_size=1"


def test_pages_lead_through_the_whole_list_and_back(client):
    for number in range(25):
        make_practice(f"Practice {number:02}")
    found, address = [], "/api/v1/practices?page_size=10&sort=title"
    assert len(get(client, "/api/v1/practices")["results"]) == 20
    while address:
        last = get(client, address)
        found += [one["title"] for one in last["results"]]
        address = last["next"] and here(last["next"])
    assert found == [f"Practice {number:02}" for number in range(25)]
    assert here(last["previous"]) == "/api/v1/practices?page=2&page_size=10&sort=title"
    assert len(titles(client, "/api/v1/practices?page_size=100")) == 25


def test_a_list_is_read_as_it_stood_at_a_generation(client):
    practice = make_practice("Evening football")
    then = get(client, "/api/v1/practices")["generation"]
    practice.texts.update(title="Morning chess")
    publish(practice)
    assert titles(client, f"/api/v1/practices?as_of={then}") == ["Evening football"]
    assert titles(client, "/api/v1/practices") == ["Morning chess"]


def test_entries_are_asked_for_by_uid_or_slug_under_what_else_is_asked(client):
    football = make_practice("Evening football", slug="evening-football", countries=["KE"])
    chess = make_practice("Morning chess", countries=["BD"])
    make_practice("Late tea")
    hidden = make_organisation("Riverbank Circle")
    ids = f"{chess.uid},evening-football,{hidden.uid},nothing,%00,{chess.uid}"
    assert titles(client, f"/api/v1/practices?sort=title&ids={ids}") == ["Evening football", "Morning chess"]
    assert titles(client, f"/api/v1/practices?place=KE&ids={ids}") == ["Evening football"]
    assert titles(client, "/api/v1/practices?ids=nothing") == []
    both = f"/api/v1/practices?sort=title&ids={chess.uid}&ids={football.uid}"
    assert titles(client, both) == ["Evening football", "Morning chess"]
    first = get(client, f"/api/v1/practices?sort=title&page_size=1&ids={chess.uid},{football.uid}")
    assert (first["count"], [one["title"] for one in first["results"]]) == (2, ["Evening football"])
    assert titles(client, here(first["next"])) == ["Morning chess"]


def test_an_entry_that_may_not_leave_is_not_had_by_its_uid(client):
    practice = make_practice("Evening football")
    keep_from_exports(practice)
    assert titles(client, f"/api/v1/practices?ids={practice.uid}") == []


def test_some_fields_are_told_alone_on_every_page(client):
    make_practice("Evening football", start_year=2019, text={"summary": "Boys play."})
    make_practice("Morning chess", start_year=2020)
    found = get(client, "/api/v1/practices?sort=title&page_size=1&fields=start_year,summary")
    [whole] = get(client, "/api/v1/practices?sort=title&page_size=1")["results"]
    [one] = found["results"]
    text = {"language": "en", "origin": "original", "summary": "Boys play."}
    assert one["record"] == {"uid": whole["uid"], "level": "open", "start_year": 2019, "texts": [text]}
    assert {**one, "record": 0} == {**whole, "record": 0}
    [second] = get(client, here(found["next"]))["results"]
    assert second["record"].keys() == one["record"].keys()
    [one] = get(client, "/api/v1/practices?page_size=1&fields=texts")["results"]
    assert one["record"]["texts"] == get(client, "/api/v1/practices?page_size=1")["results"][0]["record"]["texts"]


@pytest.mark.parametrize("order", ["best", "fullest", "newest", "title", "start", "oldest", "evidence"])
def test_every_order_of_the_page_is_one_of_the_api_and_of_its_description(client, order):
    make_practice("Evening football", evidence="described")
    query = f"sort={order}" + ("&q=football" if order == "best" else "")
    assert titles(client, f"/api/v1/practices?{query}") == ["Evening football"]
    operation = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/practices"]["get"]
    [sort] = [one for one in operation["parameters"] if one["name"] == "sort"]
    assert order in sort["schema"]["enum"]


def test_an_address_need_not_be_written_in_one_way_to_be_answered(client):
    make_practice("Evening football", themes=["sport-arts-culture"])
    response = client.get("/api/v1/practices?theme=sport-arts-culture&place=KE&page=1")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == NOT_KEPT


# --- entries and their editions


def test_an_entry_is_told_with_its_edition(client):
    lead = make_organisation("Riverbank Circle")
    practice = make_practice("Evening football", slug="evening-football", lead=lead, start_year=2019)
    found = get(client, "/api/v1/practices/evening-football")
    assert (found["kind"], found["uid"], found["title"]) == ("practice", practice.uid, "Evening football")
    assert here(found["url"]) == "/practices/evening-football/"
    assert here(found["edition"]["url"]) == "/practices/evening-football/editions/1/"
    assert found["edition"]["urn"] == f"urn:gsx:practice:{practice.uid}:1"
    assert found["record"]["start_year"] == 2019
    assert found["record"]["participations"] == [{"role": "lead", "organisation": lead.uid, "description": None}]


def test_an_entry_is_found_under_its_uid_and_its_former_address(client):
    practice = make_practice("Evening football", slug="evening-football")
    practice.slug = "night-football"
    practice.save()
    publish(practice)
    for former in (practice.uid, "evening-football"):
        response = client.get(f"/api/v1/practices/{former}")
        assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/practices/night-football")
    response = client.get("/api/v1/practices/evening-football/editions/1")
    assert response.headers["Location"] == "/api/v1/practices/night-football/editions/1"


def test_what_was_withdrawn_is_gone_with_its_history(client):
    practice = make_practice("Evening football", slug="evening-football")
    withdraw(practice)
    for address in ("", "/editions", "/editions/1"):
        found = get(client, f"/api/v1/practices/evening-football{address}", 404)
        assert found["detail"] == "There is nothing at this address."


def test_editions_can_be_read_as_they_stood(client):
    practice = make_practice("Evening football", slug="evening-football")
    practice.texts.update(title="Morning chess")
    withdraw(practice)
    publish(practice, note="Named anew")
    history = get(client, "/api/v1/practices/evening-football/editions")
    told = [(one["number"], one["current"], one["note"]) for one in history["results"]]
    assert told == [(2, True, "Named anew"), (1, False, "")]
    assert [get(client, here(one["url"]))["title"] for one in history["results"]] == [
        "Morning chess",
        "Evening football",
    ]
    assert get(client, "/api/v1/practices/evening-football/editions/9", 404)


# --- places, themes, recommendations, facets


def test_places_are_a_tree_with_counts(client):
    make_practice(countries=["KE"])
    make_organisation(country="KE")
    places = get(client, "/api/v1/places")["results"]
    seen = set()
    for place in places:
        assert place["parent"] in seen | {None}
        seen.add(place["code"])
    found = {place["code"]: place for place in places}
    namespaces = [kind.namespace for kind in own_kinds()]
    for code in ("002", "202", "014", "KE"):
        assert found[code]["counts"] == dict.fromkeys(namespaces, 0) | {"practices": 1, "organisations": 1}
    assert (found["KE"]["kind"], found["KE"]["parent"], found["KE"]["name"]) == ("country", "014", "Kenya")
    assert found["BD"]["counts"]["practices"] == 0
    assert found["sahel"]["kind"] == "grouping"
    assert "ML" in found["sahel"]["members"]
    assert get(client, "/api/v1/places/KE") == found["KE"]
    assert client.get("/api/v1/places/ke").headers["Location"] == "/api/v1/places/KE"
    get(client, "/api/v1/places/001", 404)


def test_themes_and_recommendations_are_told_with_their_words_and_counts(client):
    make_recommendation("4b", "Youth are part of the answer")
    make_practice(themes=["sport-arts-culture"], recommendations={"4b": "illustrates"})
    found = {one["slug"]: one for one in get(client, "/api/v1/themes")["results"]}
    theme = found["sport-arts-culture"]
    assert theme["count"] == 1
    assert theme["description"]
    assert "football" in theme["aliases"]
    assert get(client, "/api/v1/themes/sport-arts-culture") == theme
    [one] = get(client, "/api/v1/recommendations")["results"]
    assert (one["number"], one["title"], one["parent"], one["count"]) == ("4b", "Youth are part of the answer", None, 1)
    assert get(client, "/api/v1/recommendations/4b") == one


def test_facets_tell_what_each_list_can_be_narrowed_by(client):
    make_practice(themes=["sport-arts-culture"])
    found = {one["kind"]: one for one in get(client, "/api/v1/facets")["results"]}
    assert set(found) == {kind.name for kind in own_kinds()}
    told = {facet["name"]: facet["values"] for facet in found["practice"]["facets"]}
    assert told == get(client, "/api/v1/practices")["facets"]
    assert here(found["practice"]["url"]) == "/api/v1/practices"


# --- what is never in it


def plant():
    """An organisation that agreed to pages only, which is returned, what refers to it, and a practice without name."""
    kept = make_organisation("Zq Kept Circle", slug="zq-kept-circle")
    hub = make_network("Hub", secretariat=kept)
    make_membership(kept, hub)
    publish(kept)
    make_practice("Evening football", slug="evening-football", lead=kept, networks=[hub])
    keep_from_exports(kept)
    quiet = make_practice("Zq Quiet Work", slug="zq-quiet-work", text={"context": "Zq prose"})
    quiet.level = "anonymised"
    quiet.save()
    quiet.texts.update(context="Neighbours meet.")
    publish(quiet)
    return kept


def test_what_may_not_be_taken_away_is_at_no_address_of_the_api(client):
    kept = plant()
    assert "Zq Kept" in client.get("/organisations/zq-kept-circle/").content.decode()
    assert "Zq Kept" in client.get("/practices/evening-football/").content.decode()
    addresses = [address for one in public_patterns() if one.name.startswith("api:") for address in one.addresses()]
    assert len(addresses) > 60
    for address in [*addresses, "/api/v1/organisations?q=zq", "/api/v1/practices?as_of=14", "/api/v1/changes?limit=1"]:
        response = client.get(address)
        said = response.content.decode() + str(response.headers)
        assert "Zq" not in said, address
        assert "zq-" not in said.replace(address, ""), address
    assert get(client, "/api/v1/organisations")["count"] == 0
    for address in ("zq-kept-circle", f"{kept.uid}/editions/1", "zq-kept-circle/editions"):
        assert "on its page only" in get(client, f"/api/v1/organisations/{address}", 404)["detail"]
    assert client.get(f"/organisations/{kept.uid}.json").status_code == 404


# --- what it costs


@pytest.mark.parametrize("entries", [1, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/api/v1/practices", 2),
        ("/api/v1/practices?page_size=100", 2),
        ("/api/v1/practices/evening-football", 2),
        ("/api/v1/practices/evening-football/editions", 3),
        ("/api/v1/practices/evening-football/editions/1", 3),
        ("/api/v1/places", 1),
        ("/api/v1/themes", 1),
        ("/api/v1/recommendations", 2),
        ("/api/v1/facets", 1),
        ("/api/v1/vocabularies", 1),
        ("/api/v1/changes", 2),
    ],
)
def test_a_reply_takes_the_same_queries_for_any_number_of_entries(
    client, entries, address, queries, django_assert_num_queries
):
    make_recommendation("4b")
    lead = make_organisation("Riverbank Circle")
    make_practice(slug="evening-football", lead=lead)
    for _number in range(entries - 1):
        make_practice(lead=lead, recommendations={"4b": "illustrates"})
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)
