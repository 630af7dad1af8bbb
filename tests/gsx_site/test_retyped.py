"""Addresses as people retype and share them lead on to how the site writes them, and tell nothing on the way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.public_page import NOT_KEPT
from publishing.safety.publication import withdraw
from tests import factories
from tests.factories import make_practice

pytestmark = pytest.mark.usefixtures("world")


def led_to(client, address):
    """Where `address` leads by one redirect, and what is there: (address, status)."""
    response = client.get(address)
    assert response.status_code == 301, (address, response.status_code)
    assert response.headers["Cache-Control"] == NOT_KEPT
    location = response.headers["Location"]
    return location, client.get(location).status_code


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/Practices/", "/practices/"),
        ("/PRACTICES", "/practices/"),
        ("/practices/Evening-Football/", "/practices/evening-football/"),
        ("/practices/evening-football/.", "/practices/evening-football/"),
        ("/practices/evening-football).", "/practices/evening-football/"),
        ("/practices/evening-football%20/", "/practices/evening-football/"),
        ("/practices/evening-football/%E2%80%8B", "/practices/evening-football/"),
        ("/practices/evening-football%E2%80%9D", "/practices/evening-football/"),
        ("/practices///evening-football//", "/practices/evening-football/"),
        ("/Practices/Evening-Football?lang=sw", "/practices/evening-football/?lang=sw"),
        ("/practices/?sort=title.", None),
        ("/Practices.CSV?place=KE", "/practices.csv?place=KE"),
        ("/practices/evening-football.json/", "/practices/evening-football.json"),
        ("/api/v1/practices/", "/api/v1/practices"),
        ("/API/v1/Practices/Evening-Football/", "/api/v1/practices/evening-football"),
        ("/Fr/Practices/", "/fr/practices/"),
        ("/Places/KE.", "/places/KE/"),
        ("/AR/themes/sport-arts-culture)", "/ar/themes/sport-arts-culture/"),
        ("/es/about/.", "/es/about/"),
        ("/sitemap.xml/", "/sitemap.xml"),
    ],
)
def test_a_retyped_address_leads_on_by_one_redirect(typed, meant, client):
    make_practice("Evening football", slug="evening-football")
    if meant is None:  # something is there
        assert client.get(typed).status_code == 200
    else:
        assert led_to(client, typed) == (meant, 200)


@pytest.mark.parametrize(
    "address",
    [
        "/%5Cevil.example/",
        "/https://evil.example/",
        "/practices/%00/",
        "/no/such/page/",
        "/practices/none/",
        "/api/v1/none",
        "/api/v1/none/",
        "/" + "practices/" * 80,
        "/Consent/No-Such-Token/x",
    ],
)
def test_an_address_that_never_was_leads_nowhere_and_nothing_leads_to_another_host(address, client):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["//evil.example/practices/", "//evil.example", "/\\evil.example/", "//practices//"])
def test_no_path_leads_to_another_host(path, client):
    response = client.get("/", PATH_INFO=path)
    assert response.status_code == 404 or response.headers["Location"] == "/practices/"


def test_addresses_of_the_staff_and_secrets_stay_as_they_are(client):
    assert client.get("/admin/?utm_source=x").headers["Location"] == "/admin/login/?next=/admin/%3Futm_source%3Dx"
    assert client.get("/consent/AbC.").headers["Location"] == "/consent/AbC/"  # its capitals matter
    assert client.post("/Practices/").status_code == 404


@pytest.mark.parametrize("rest", ["/", "/editions/", "/editions/1/", ".json"])
def test_a_closed_address_is_tidied_as_one_that_never_was(rest, client):
    withdraw(make_practice("Evening football", slug="closed"))
    for typed in ("{}.", "{}//"):
        answers = {}
        for slug in ("closed", "never"):
            response = client.get("/Practices/" + typed.format(f"{slug.title()}{rest}"))
            answers[slug] = (response.status_code, response.headers["Location"].replace(slug, "x"))
            assert client.get(response.headers["Location"]).status_code == 404
        assert answers["closed"] == answers["never"]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/practices/",
        "/fr/practices/evening-football/",
        "/practices.csv",
        "/ar/practices.atom",
        "/api/v1/practices",
    ],
)
def test_what_follows_a_reader_is_taken_off_a_link_by_one_redirect(address, client):
    make_practice("Evening football", slug="evening-football")
    followed = "utm_source=a&utm_medium=b&fbclid=c&gclid=d&mc_eid=e&mc_cid=f&msclkid=g"
    assert led_to(client, f"{address}?{followed}") == (address, 200)


def test_what_was_chosen_stays_when_what_follows_is_taken_off(client):
    assert led_to(client, "/practices/?utm_id=1&theme=x&place=KE&fbclid=2") == ("/practices/?place=KE&theme=x", 200)
    assert client.get("/practices/?utmost=1").status_code == 200  # another word


def test_tidying_asks_the_database_nothing(client):
    factories.make_practice("Evening football", slug="evening-football")
    client.get("/practices/")
    with CaptureQueriesContext(connection) as tidied:
        assert client.get("/Practices/").status_code == 301
    with CaptureQueriesContext(connection) as never:
        assert client.get("/Practises/").status_code == 404
    assert len(tidied) == len(never)
