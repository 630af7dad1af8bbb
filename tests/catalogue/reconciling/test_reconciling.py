"""Names in somebody's table are matched with what may be named here, by the protocol that OpenRefine speaks."""

import json
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.public_page import KEPT, NOT_KEPT
from catalogue.reconciling.asking import LONGEST, MOST_IDS, MOST_QUERIES
from publishing.safety.publication import keep_from_exports, publish, withdraw
from tests.catalogue.reconciling.protocol import check
from tests.factories import make_membership, make_network, make_organisation, make_practice
from tests.observatory import directives
from tests.pages import Page

pytestmark = pytest.mark.usefixtures("world")
ADDRESS = "/api/v1/reconcile"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def bridges(world):
    return make_network("Bridges Network", acronym="BRN", countries=["KE", "BD"])


@pytest.fixture
def circle(bridges):
    circle = make_organisation("Riverbank Circle", published=False, website="https://circle.invalid/")
    circle.texts.create(language="fr", origin="human", title="Cercle de la rive", about="Il veille au calme.")
    make_membership(circle, bridges, since=2019)
    publish(circle)
    return circle


def post(client, address=ADDRESS, **asked):
    body = urlencode({name: one if isinstance(one, str) else json.dumps(one) for name, one in asked.items()})
    return client.post(address, data=body, content_type=FORM)


def matched(client, name, address=ADDRESS, **more):
    """[(id, score, match), …] of the candidates for a name."""
    found = check("results", post(client, address, queries={"q0": {"query": name} | more}))
    return [(one["id"], one["score"], one["match"]) for one in found["q0"]["result"]]


# --- names


def test_the_manifest_says_what_there_is(client):
    manifest = check("manifest", client.get(ADDRESS))
    types = [one["id"] for one in manifest["defaultTypes"]]
    assert types == ["practices", "networks", "organisations", "places", "themes"]
    assert client.get(ADDRESS).headers["Cache-Control"] == KEPT
    assert manifest["documentation"] == "http://testserver/data/#reconcile"
    assert 'id="reconcile"' in client.get("/data/").content.decode()


def test_in_another_language_all_its_addresses_are_of_that_language(client):
    manifest = check("manifest", client.get(f"{ADDRESS}/fr"))
    assert manifest["suggest"]["entity"]["service_url"] == "http://testserver/api/v1/reconcile/fr"
    assert manifest["defaultTypes"][3] == {"id": "places", "name": "Lieux"}
    assert check("manifest", client.get(f"{ADDRESS}?lang=fr"))["view"] == manifest["view"]
    found = check("results", post(client, f"{ADDRESS}/fr", queries={"a": {"query": "Germany"}}))
    assert found["a"]["result"][0]["name"] == "Allemagne"


def test_names_are_matched_however_they_are_spelt(client, circle, bridges):
    sure = [(f"organisations/{circle.uid}", 100, True)]
    for name in ("Riverbank Circle", "riverbank  CIRCLE", "Cercle de la rive", sure[0][0]):
        assert matched(client, name) == sure, name
    for code in (circle.uid, "riverbank-circle"):
        assert matched(client, code, type="organisations") == sure, code
    [(uid, score, match)] = matched(client, "Circle Rivrebank")
    assert (uid, match) == (sure[0][0], False)
    assert 80 < score < 100
    # Others may be called so, too; and the code of a country is one where places are asked for.
    assert (f"networks/{bridges.uid}", 90, False) in matched(client, "BRN")
    assert True not in {match for _id, _score, match in matched(client, "BRN")}
    assert matched(client, "Entirely another") == []


def test_places_and_themes_are_matched_by_all_their_names(client):
    for name in ("Kenya", "Kenia", "كينيا", "KE", "KEN", "404", "places/KE"):
        assert matched(client, name, type="places") == [("places/KE", 100, True)], name
    assert matched(client, "Tanzanai", type=["places"])[0][:1] == ("places/TZ",)
    assert matched(client, "Democratic Republic of Congo", type="places")[0][0] == "places/CD"
    for name in ("Sport, arts and culture", "sport-arts-culture", "Sport, arts et culture"):
        assert matched(client, name, type="themes", limit=1) == [("themes/sport-arts-culture", 100, True)], name


def test_of_two_of_one_name_neither_is_sure_until_more_is_known(client):
    here = make_organisation("Lantern House", country="KE", slug="here")
    there = make_organisation("Lantern House", country="BD", slug="there")
    both = {(f"organisations/{one.uid}", 100, False) for one in (here, there)}
    assert set(matched(client, "Lantern House")) == both
    for known in ("KE", "Kenya", {"id": "places/KE"}, ["Uganda", "Kenia", "Kenya"]):
        found = matched(client, "Lantern House", properties=[{"pid": "countries", "v": known}])
        assert found == [(f"organisations/{here.uid}", 100, True)], known


def test_a_question_by_get_and_by_post_has_one_answer(client, circle):
    batch = {"a": {"query": "Riverbank Circle"}, "b": {"query": "Kenya", "limit": 1}, "c": {"query": " "}}
    asked = client.get(ADDRESS, {"queries": json.dumps(batch)})
    found = check("results", asked)
    assert found == check("results", post(client, queries=batch))
    assert [len(found[name]["result"]) for name in "abc"] == [1, 1, 0]
    assert asked.headers["Cache-Control"] == post(client, queries=batch).headers["Cache-Control"] == NOT_KEPT


# --- what may not be named


def test_what_may_not_be_named_or_taken_away_is_not_there(client):
    hidden = [
        make_organisation("Zornhut Kwelm", level="generalised"),
        make_practice("Zornhut Brask", level="anonymised", slug="z2"),
        make_organisation("Zornhut Dolfe", published=False, slug="z3"),
        make_organisation("Zornhut Frint", slug="z4"),
        make_organisation("Zornhut Grolp", slug="z5"),
        make_practice("Zornhut Hubst", level="generalised", slug="z6"),
    ]
    names = [
        "Zornhut",
        "Zornhtu Kwelm",
        *(f"Zornhut {word}" for word in ["Kwelm", "Brask", "Dolfe", "Frint", "Grolp", "Hubst"]),
    ]
    assert len(matched(client, "Zornhut Grolp")) == 2  # it and the other that may still be named
    withdraw(hidden[3])
    keep_from_exports(hidden[4])
    ids = [f"{one.KIND}s/{name}" for one in hidden for name in (one.uid, one.slug)]
    for name in (*names, *ids):
        assert matched(client, name) == [], name
    for prefix in ("Zorn", *names, *ids):
        assert check("entities", client.get(f"{ADDRESS}/suggest/entity", {"prefix": prefix})) == {"result": []}
    for id in [*ids, "organisations/nothing", "nonsense", ""]:
        for page in ("view", "preview"):
            assert client.get(f"{ADDRESS}/{page}", {"id": id}).status_code == 404, id
    told = check("extension", post(client, extend={"ids": ids, "properties": [{"id": "title"}, {"id": "about"}]}))
    assert told["rows"] == {id: {"title": [], "about": []} for id in ids}


def test_what_entries_refer_to_is_told_while_it_may_be_named(client, circle, bridges):
    asked = {"ids": [f"organisations/{circle.uid}"], "properties": [{"id": "networks"}]}
    told = check("extension", post(client, extend=asked))
    assert told["rows"][asked["ids"][0]]["networks"] == [{"id": f"networks/{bridges.uid}", "name": "Bridges Network"}]
    type(bridges).objects.filter(pk=bridges.pk).update(level="anonymised")
    publish(bridges)
    told = check("extension", post(client, extend=asked))
    assert told["rows"][asked["ids"][0]]["networks"] == []


# --- properties


def test_properties_are_told_of_things_of_every_type(client, circle):
    asked = {
        "ids": [f"organisations/{circle.uid}", "places/KE", "places/014", "themes/sport-arts-culture"],
        "properties": [{"id": name} for name in ("countries", "website", "edition", "published_on", "iso3", "region")],
    }
    told = check("extension", post(client, extend=asked))
    assert told == check("extension", client.get(ADDRESS, {"extend": json.dumps(asked)}))
    assert told["meta"][0] == {"id": "countries", "name": "Countries", "type": {"id": "places", "name": "Places"}}
    rows = [told["rows"][id] for id in asked["ids"]]
    assert rows[0]["countries"] == rows[0]["countries"] == [{"id": "places/KE", "name": "Kenya"}]
    assert (rows[0]["website"], rows[0]["edition"]) == ([{"str": "https://circle.invalid/"}], [{"int": 1}])
    assert [row["iso3"] for row in rows] == [[], [{"str": "KEN"}], [], []]
    assert [row["region"] for row in rows[1:]] == [
        [{"id": "places/014", "name": "Eastern Africa"}],
        [{"id": "places/202", "name": "Sub-Saharan Africa"}],
        [],
    ]


def test_every_property_of_every_type_can_be_told(client, circle, bridges):
    practice = make_practice("Evening football", lead=circle, networks=[bridges], themes=["sport-arts-culture"])
    ids = [f"practices/{practice.uid}", f"networks/{bridges.uid}", f"organisations/{circle.uid}", "places/KE"]
    for id in [*ids, "themes/sport-arts-culture"]:
        found = check("properties", client.get(f"{ADDRESS}/properties", {"type": id.partition("/")[0]}))
        names = [{"id": one["id"]} for one in found["properties"]]
        told = {}
        for start in range(0, len(names), 20):
            asked = {"ids": [id], "properties": names[start : start + 20]}
            told |= check("extension", post(client, extend=asked))["rows"][id]
        assert len(told) == found["limit"] >= 3, id
    assert check("properties", client.get(f"{ADDRESS}/properties?limit=2"))["limit"] == 2


# --- what helps to choose


def test_things_types_and_properties_are_suggested(client, circle, bridges):
    found = check("entities", client.get(f"{ADDRESS}/suggest/entity", {"prefix": "riverb", "_": "1"}))["result"]
    assert [(one["id"], one["notable"][0]["name"]) for one in found] == [
        (f"organisations/{circle.uid}", "Organisations")
    ]
    assert check("entities", client.get(f"{ADDRESS}/suggest/entity?prefix=riverb&type=networks"))["result"] == []
    places = check("entities", client.get(f"{ADDRESS}/suggest/entity?prefix=Keny"))["result"]
    assert places[0]["id"] == "places/KE"
    first = check("entities", client.get(f"{ADDRESS}/suggest/entity?prefix=s&type=places"))["result"]
    then = check("entities", client.get(f"{ADDRESS}/suggest/entity?prefix=s&type=places&cursor=3"))["result"]
    assert first[3:] == then[: len(first) - 3]
    assert check("entities", client.get(f"{ADDRESS}/suggest/entity"))["result"] == []
    types = check("suggestions", client.get(f"{ADDRESS}/suggest/type?prefix=org"))["result"]
    assert types == [{"id": "organisations", "name": "Organisations"}]
    names = check("suggestions", client.get(f"{ADDRESS}/suggest/property?prefix=net&type=organisations"))["result"]
    assert [one["id"] for one in names] == ["networks"]


def test_a_thing_is_shown_in_a_frame_and_leads_to_its_page(client, circle):
    response = client.get(f"{ADDRESS}/fr/preview", {"id": f"organisations/{circle.uid}"})
    page = Page(response)
    assert (page.h1(), page.links) == (["Cercle de la rive"], ["http://testserver/fr/organisations/riverbank-circle/"])
    assert directives(response.headers)["frame-ancestors"] == {"*"}
    assert directives(response.headers)["script-src"] == {"'none'"}
    assert "X-Frame-Options" not in response.headers
    led = client.get(f"{ADDRESS}/view", {"id": f"organisations/{circle.uid}"})
    assert (led.status_code, led.headers["Location"]) == (302, "/organisations/riverbank-circle/")


# --- wrong questions


WRONG = [
    ({"queries": "x"}, 400, "JSON"),
    ({"queries": "[]"}, 400, "object"),
    ({"queries": "[" * 20_000}, 400, "JSON"),
    ({"queries": '{"a": NaN}'}, 400, "JSON"),
    ({"queries": '{"a": {"query": "\\ud800"}}'}, 400, "JSON"),
    ({"queries": {"a": {}}}, 400, "“a” has no “query”"),
    ({"queries": {"a": {"query": 7}}}, 400, "“query”"),
    ({"queries": {"a": {"query": "x", "colour": 1}}}, 400, "“colour”"),
    ({"queries": {"a": {"query": "x", "type": "nope"}}}, 400, "There are: practices, networks"),
    ({"queries": {"a": {"query": "x", "type": [7]}}}, 400, "“7”"),
    ({"queries": {"a": {"query": "x", "limit": 0}}}, 400, "“limit”"),
    ({"queries": {"a": {"query": "x", "limit": True}}}, 400, "“limit”"),
    ({"queries": {"a": {"query": "x", "properties": [{"pid": "nope", "v": 1}]}}}, 400, "“nope”"),
    ({"queries": {"a": {"query": "x", "properties": [{"pid": "about"}]}}}, 400, "“pid” and “v”"),
    ({"queries": {"a": {"query": "x", "properties": {"pid": 1}}}}, 400, "“pid” and “v”"),
    ({"queries": {str(one): {"query": "x"} for one in range(MOST_QUERIES + 1)}}, 413, f"At most {MOST_QUERIES}"),
    ({"extend": {"ids": ["x"]}}, 400, "“properties”"),
    ({"extend": {"ids": [1], "properties": []}}, 400, "“ids”"),
    ({"extend": {"ids": ["x"], "properties": [{"id": "nope"}]}}, 400, "“nope”"),
    ({"extend": {"ids": ["x"], "properties": [{}]}}, 400, "“None”"),
    ({"extend": {"ids": ["x"] * (MOST_IDS + 1), "properties": []}}, 413, f"At most {MOST_IDS}"),
    ({"nothing": "x"}, 400, "send queries or extend"),
    ({"queries": "x" * LONGEST}, 413, f"At most {LONGEST}"),
]


@pytest.mark.parametrize(("asked", "status", "words"), WRONG)
def test_a_wrong_question_is_refused_in_a_sentence(client, asked, status, words):
    response = post(client, **asked)
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert words in response.json()["detail"]


def test_what_is_no_form_and_what_is_not_known_is_refused(client):
    assert client.post(ADDRESS, {"queries": "{}"}).status_code == 415
    assert client.post(ADDRESS, data="{}", content_type="application/json").status_code == 415
    assert client.get(f"{ADDRESS}?callback=alert").json()["parameter"] == "callback"
    assert client.get(f"{ADDRESS}/properties?type=nope").json()["parameter"] == "type"
    assert client.get(f"{ADDRESS}/suggest/entity?prefix=x&cursor=-1").json()["parameter"] == "cursor"


def test_only_a_question_may_be_posted_and_it_writes_nothing(circle):
    strict = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as queries:
        response = post(strict, queries={"a": {"query": "Riverbank Circle"}})
    assert response.status_code == 200
    assert not response.cookies
    assert {one["sql"].split()[0] for one in queries} == {"SELECT"}
    for method in (strict.put, strict.patch, strict.delete):
        assert (method(ADDRESS).status_code, method(ADDRESS).headers["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    asked = strict.options(ADDRESS, headers={"Origin": "https://other.example"})
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, POST, OPTIONS"
    for below in ("/suggest/entity", "/suggest/type", "/suggest/property", "/properties", "/view", "/preview"):
        assert post(strict, ADDRESS + below, prefix="x").status_code == 405


@pytest.mark.parametrize("entries", [1, 30])
def test_a_batch_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    for number in range(entries):
        make_organisation(f"Riverbank Circle {number:02}")
    client.get(ADDRESS)
    batch = {str(one): {"query": f"Riverbank Circle {one:02}"} for one in range(MOST_QUERIES)}
    post(client, queries=batch)  # what is looked up once for all
    with django_assert_num_queries(2):
        post(client, queries=batch)
