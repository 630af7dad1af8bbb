"""The languages of the site, as machines read them: in the sitemap, the search of browsers and the API."""

import pytest

from catalogue.languages import address_in, codes
from tests.factories import make_practice
from tests.gsx_site.test_languages import SITE, directory, whole  # noqa: F401

pytestmark = pytest.mark.usefixtures("directory")


def test_the_sitemap_has_every_page_in_every_language_and_entries_where_they_have_a_text(client):
    pages = client.get("/sitemap-pages.xml").content.decode()
    for code in codes():
        for address in ("/", "/practices/", "/places/KE/", "/themes/sport-arts-culture/", "/about/"):
            assert f"<loc>{SITE}{address_in(code, address)}</loc>" in pages
    assert pages.count("/api/v1/</loc>") == 1
    entries = client.get("/sitemap-1.xml").content.decode()
    assert entries.count("evening-football/</loc>") == 2
    assert f"<loc>{SITE}/ar/practices/evening-football/</loc>" in entries
    assert entries.count("bridges/</loc>") == 1


def test_crawlers_are_asked_to_leave_out_searches_in_every_language(client):
    said = client.get("/robots.txt").content.decode().splitlines()
    for code in codes():
        assert f"Disallow: {address_in(code, '/search')}" in said
        assert f"Disallow: {address_in(code, '/suggest/correction/')}" in said


def test_the_search_of_browsers_and_the_manifest_are_of_a_language(client):
    assert "<Language>ar</Language>" in client.get("/ar/opensearch.xml").content.decode()
    assert f"{SITE}/ar/search/?q=" in client.get("/ar/opensearch.xml").content.decode()
    manifest = client.get("/ar/manifest.webmanifest").json()
    assert (manifest["lang"], manifest["dir"], manifest["start_url"]) == ("ar", "rtl", "/ar/")


# --- the API


def test_the_api_gives_labels_titles_and_pages_in_the_language_asked_for(client):
    found = client.get("/api/v1/practices?lang=ar").json()
    [practice] = found["results"]
    assert practice["title"] == "كرة القدم"
    assert practice["url"] == f"{SITE}/ar/practices/evening-football/"
    [kenya] = [one for one in found["facets"]["place"] if one["value"] == "KE"]
    assert kenya["label"] == "كينيا"
    assert kenya["toggle_url"] == f"{SITE}/api/v1/practices?lang=ar&place=KE"
    assert client.get("/api/v1/practices?lang=en").json()["results"][0]["title"] == "Evening football"


def test_links_of_the_api_stay_in_the_language_asked_for(client):
    make_practice("Night football", slug="night-football")
    assert client.get("/api/v1/practices?lang=fr&page_size=1").json()["next"].endswith("?lang=fr&page=2&page_size=1")
    [edition] = client.get("/api/v1/practices/evening-football/editions?lang=fr").json()["results"]
    assert edition["url"] == f"{SITE}/api/v1/practices/evening-football/editions/1?lang=fr"
    listed = client.get("/api/v1/facets?lang=fr").json()["results"]
    assert [one["url"].endswith("?lang=fr") for one in listed] == [True] * len(listed)


@pytest.mark.parametrize("address", ["/api/v1/practices", "/api/v1/places/KE", "/api/v1/changes", "/api/v1/themes"])
def test_the_api_names_a_language_that_it_does_not_have(client, address):
    refused = client.get(f"{address}?lang=xx")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "lang")
    assert "“xx”" in refused.json()["detail"]
    assert client.get(f"{address}?lang=es").status_code == 200
