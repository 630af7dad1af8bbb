"""How the API answers: to whom, what is wrong, what is kept."""

import json

import pytest
from django.core.handlers.wsgi import WSGIHandler

from catalogue.public_page import KEPT, NOT_KEPT
from gsx_site.page_cache import PageCache
from publishing.safety.publication import withdraw
from tests.factories import (
    make_practice,
    make_recommendation,
)
from tests.gsx_site.test_api import get
from tests.wsgi import ask, in_one_transaction  # noqa: F401

pytestmark = pytest.mark.usefixtures("world")


READ = [
    "/api/v1/openapi.json",
    "/api/v1/practices",
    "/api/v1/practices/evening-football",
    "/api/v1/practices/evening-football/editions",
    "/api/v1/practices/evening-football/editions/1",
    "/api/v1/networks",
    "/api/v1/organisations",
    "/api/v1/places",
    "/api/v1/places/KE",
    "/api/v1/themes",
    "/api/v1/themes/sport-arts-culture",
    "/api/v1/recommendations",
    "/api/v1/recommendations/4b",
    "/api/v1/facets",
    "/api/v1/vocabularies",
    "/api/v1/changes",
]


@pytest.fixture
def entries(world):
    make_recommendation("4b")
    return make_practice("Evening football", slug="evening-football", themes=["sport-arts-culture"])


@pytest.mark.parametrize("address", READ)
def test_any_site_may_read_it_and_nobody_gets_a_cookie(client, entries, address):
    for response in (client.get(address), client.head(address), client.get(f"{address}?colour=red")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in response.headers
        assert not response.cookies
        assert "Vary" not in response.headers
    assert client.head(address).content == b""
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("address", READ)
def test_a_browser_that_asks_first_is_told_that_it_may_read(client, entries, address):
    response = client.options(address, headers={"Origin": "https://partner.invalid"})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", READ)
def test_nothing_can_be_written(client, entries, address):
    for method in (client.post, client.put, client.delete, client.patch):
        response = method(address)
        assert response.status_code == 405
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", READ[1:])
def test_who_has_a_reply_gets_it_again_only_when_the_directory_has_moved(client, entries, address):
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert again.headers["Access-Control-Allow-Origin"] == "*"
    make_practice("Morning chess")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


WRONG = [
    ("practices?colour=red", "colour", "colour"),
    ("practices?theme=nope", "theme", "nope"),
    ("practices?place=Atlantis", "place", "Atlantis"),
    ("practices?page=2", "page", "the last one is 1"),
    ("practices?page=0", "page", "0"),
    ("practices?page=%D9%A1", "page", "the last one is 1"),
    ("practices?page_size=101", "page_size", "1 to 100"),
    ("practices?page_size=0", "page_size", "1 to 100"),
    ("practices?page_size=x", "page_size", "“x”"),
    ("practices?sort=best", "sort", "best"),
    ("practices?q=!!!", "q", "!!!"),
    ("practices?literal=yes&q=football", "literal", "yes"),
    ("practices?as_of=999999", "as_of", "999999"),
    ("practices?ids=,", "ids", "between the commas"),
    ("practices?ids=" + ",".join(map(str, range(101))), "ids", "100 entries"),
    ("practices?fields=title,colour", "fields", "“colour”"),
    ("networks?fields=start_year", "fields", "“start_year”"),
    ("organisations?evidence=reported", "evidence", "evidence"),
    ("practices/evening-football?lang=xx", "lang", "There are: en, fr, ar, es."),
    ("practices/evening-football/editions?page=1", "page", "page"),
    ("places?kind=region", "kind", "kind"),
    ("themes?q=x", "q", "q"),
    ("recommendations/4b?x", "x", "x"),
    ("facets?place=KE", "place", "place"),
    ("changes?since=-1", "since", "-1"),
    ("changes?since=x", "since", "“x”"),
    ("changes?since=%D9%A1", "since", "“١”"),
    ("changes?since=00", "since", "00"),
    ("changes?since=" + "9" * 40, "since", "9999”"),
    ("changes?limit=101", "limit", "1 to 100"),
    ("changes?limit=0", "limit", "1 to 100"),
    ("changes?as_of=1", "as_of", "as_of"),
]


@pytest.mark.parametrize(("address", "parameter", "said"), WRONG)
def test_what_is_wrong_is_named(client, entries, address, parameter, said):
    found = get(client, f"/api/v1/{address}", 400)
    assert (found["title"], found["status"]) == ("Bad Request", 400)
    assert found["parameter"] == parameter
    assert said in found["detail"]
    assert "left out" not in found["detail"]
    assert "; this is" not in found["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/nothing",
        "/api/v1/practices/nothing",
        "/api/v1/practices/evening-football/editions/x",
        f"/api/v1/practices/evening-football/editions/{'9' * 30}",
        "/api/v1/places/Atlantis",
        "/api/v1/themes/nothing",
        "/api/v1/recommendations/99",
        "/api/v1/practices/%00",
        "/api/v1/changes/1",
    ],
)
def test_an_address_that_is_none_is_a_problem_too(client, entries, address):
    assert get(client, address, 404)["detail"] == "There is nothing at this address."


def test_replies_are_kept_at_the_addresses_that_the_api_links_to_and_no_search_is(client, entries):
    for address in [*READ[1:-1], "/api/v1/practices?theme=sport-arts-culture"]:
        assert client.get(address).headers["Cache-Control"] == KEPT, address
    for address in ("/api/v1/practices?q=football", "/api/v1/practices?as_of=1", "/api/v1/changes?since=0"):
        assert client.get(address).headers["Cache-Control"] == NOT_KEPT, address


@pytest.mark.usefixtures("in_one_transaction")
def test_the_page_cache_hands_out_what_django_would(entries):
    site = PageCache(WSGIHandler(), megabytes=8)
    first = ask(site, "/api/v1/practices", accept_encoding="br")
    again = ask(site, "/api/v1/practices", accept_encoding="gzip")
    assert first.content == again.content
    made = ask(PageCache(WSGIHandler(), megabytes=0), "/api/v1/practices")
    assert first.headers["etag"] == again.headers["etag"] == made.headers["etag"]
    assert made.headers["etag"].count('"') == 2
    assert again.headers["access-control-allow-origin"] == "*"
    assert ask(site, "/api/v1/practices", if_none_match=first.headers["etag"]).status == 304
    assert ask(site, "/api/v1/practices", method="OPTIONS").headers["allow"] == "GET, HEAD, OPTIONS"
    withdraw(entries)
    site.clear()
    assert json.loads(ask(site, "/api/v1/practices").content)["count"] == 0
