"""The site in the languages of its readers: the path says which, and every page leads to the others."""

import re

import pytest
from django.conf import settings

from catalogue.languages import address_in, codes, tag
from gsx_site import translations
from publishing.safety.publication import publish
from tests import factories
from tests.factories import make_network, make_organisation, make_practice, make_recommendation
from tests.furniture import Furniture, Sentences
from tests.pages import Page, get

SITE = "http://testserver"
# A page of every sort, at its address in English.
PAGES = (
    "/",
    "/about/",
    "/accessibility/",
    "/data/",
    "/glossary/",
    "/safety/",
    "/practices/",
    "/practices/?place=KE&sort=title",
    "/practices/?q=football",
    "/practices/?place=FR",
    "/practices/values/organisation/",
    "/map/practices/",
    "/gaps/practices/",
    "/about/borders/",
    "/practices/evening-football/",
    "/practices/evening-football/editions/",
    "/practices/evening-football/editions/1/",
    "/networks/",
    "/networks/bridges/",
    "/organisations/",
    "/organisations/riverbank-circle/",
    "/places/",
    "/places/KE/",
    "/themes/",
    "/themes/sport-arts-culture/",
    "/recommendations/",
    "/recommendations/4b-i/",
    "/search/?q=football",
    "/suggest/",
    "/suggest/correction/?entry=practice%2Fevening-football",
)
CATALOGUES = translations.sources(settings.LOCALE_PATHS[0])

pytestmark = pytest.mark.usefixtures("directory")


@pytest.fixture(scope="module")
def whole(kept):
    """An entry of each kind; the practice has a text in Arabic too, and one in Swahili."""
    factories.world()
    make_recommendation()
    make_organisation("Riverbank Circle")
    make_network("Bridges")
    practice = make_practice(
        "Evening football", slug="evening-football", themes=("sport-arts-culture",), published=False
    )
    practice.texts.create(language="ar", origin="machine", title="كرة القدم", summary="يلعب الجيران.")
    practice.texts.create(language="sw", origin="human", title="Kandanda", summary="Majirani hucheza.")
    publish(practice)


@pytest.fixture
def directory(whole, db):
    """It, in a savepoint."""


def tag_of(page, name):
    return next(attrs for tag, attrs in page.tags if tag == name)


def alternates(page):
    """{language: address} of the forms in other languages that the head of `page` names."""
    return {attrs["hreflang"]: attrs["href"] for tag, attrs in page.tags if tag == "link" and "hreflang" in attrs}


def canonical(page):
    return [attrs["href"] for tag, attrs in page.tags if attrs.get("rel") == "canonical"]


def offered(page):
    """[(name's language, address, whether it is this one)] of the languages that `page` offers to be read in."""
    tags = [attrs for tag, attrs in page.tags if tag == "a" and "hreflang" in attrs and "dir" in attrs]
    return [(one["lang"], one["href"], "aria-current" in one) for one in tags[: len(codes())]]


def test_four_languages_are_offered_each_by_its_own_name():
    assert dict(settings.LANGUAGES) == {"en-gb": "English", "fr": "Français", "ar": "العربية", "es": "Español"}


@pytest.mark.parametrize("code", codes())
def test_every_page_is_in_the_language_of_its_path_and_leads_to_itself_in_the_others(client, code):
    english = Sentences(translations.read(CATALOGUES[code])) if code in CATALOGUES else None
    for address in PAGES:
        own = address_in(code, address)
        response = client.get(own)
        page = Page(response)
        if english:
            assert english.among(Furniture(response.content.decode(), code).words) == set(), own
        assert response.status_code == 200, own
        html = tag_of(page, "html")
        assert (html["lang"], html["dir"]) == (code, "rtl" if code == "ar" else "ltr"), own
        assert offered(page) == [(tag(one), address_in(one, address), one == code) for one in codes()], own
        # All that leads on stays in the language.
        inner = [link for link in page.links if link.startswith("/") and link not in {to for _, to, _ in offered(page)}]
        elsewhere = [link for link in inner if not re.match(rf"{address_in(code, '/')}|/(api|static|pictures)/", link)]
        assert elsewhere == [] or address.startswith("/practices/evening-football/"), own


@pytest.mark.parametrize(
    "headers", [{"Accept-Language": "fr"}, {"Cookie": "django_language=fr"}, {"Cookie": "lang=fr", "DNT": "1"}]
)
def test_nothing_but_the_path_says_the_language(client, headers):
    english = client.get("/practices/", headers=headers)
    french = client.get("/fr/practices/", headers={**headers, "Accept-Language": "ar"})
    for response, lang in ((english, "en-gb"), (french, "fr")):
        assert tag_of(Page(response), "html")["lang"] == lang
        assert "Vary" not in response.headers or response.headers["Vary"] == "Accept-Encoding"
        assert not response.cookies
        assert "Content-Language" not in response.headers


def test_only_languages_that_are_offered_have_addresses(client, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("ar", "العربية")]
    assert client.get("/ar/practices/").status_code == 200
    for address in ("/fr/practices/", "/en/practices/", "/en-gb/practices/", "/AR/practices/", "/ar-ly/practices/"):
        assert client.get(address).status_code == 404
    settings.LANGUAGES = [("en-gb", "English")]
    page = get(client, "/practices/")
    assert (alternates(page), offered(page)) == ({}, [])
    assert client.get("/ar/practices/").status_code == 404


def test_what_is_not_there_is_said_in_the_language_of_the_path(client):
    page = get(client, "/fr/nothing/", status=404)
    assert tag_of(page, "html")["lang"] == "fr"
    assert page.h1() == ["Il n’y a rien à cette adresse"]
    assert [address for _lang, address, _own in offered(page)] == ["/", "/fr/", "/ar/", "/es/"]


def test_an_address_without_its_slash_leads_on_in_its_language(client):
    for asked, leads in (("/fr", "/fr/"), ("/ar/practices", "/ar/practices/")):
        response = client.get(asked)
        assert (response.status_code, response.headers["Location"]) == (301, leads)


def test_a_page_names_itself_in_all_languages_to_machines_and_goes_by_its_own_address(client):
    for address in ("/", "/about/", "/practices/", "/practices/?place=KE&sort=title", "/places/KE/"):
        named = {tag(code): SITE + address_in(code, address) for code in codes()} | {"x-default": SITE + address}
        for code in codes():
            page = get(client, address_in(code, address))
            assert alternates(page) == named
            assert canonical(page) == [named[tag(code)]]
    assert alternates(get(client, "/fr/search/?q=football")) == {}


# --- entries


def test_an_entry_is_shown_in_the_language_of_the_page_and_else_as_it_was_written(client):
    arabic = get(client, "/ar/practices/evening-football/")
    assert arabic.h1() == ["كرة القدم"]
    french = get(client, "/fr/practices/evening-football/")
    assert french.h1() == ["Evening football"]
    heading = tag_of(french, "h1")
    assert (heading["lang"], heading["dir"]) == ("en", "ltr")


def test_an_entry_names_to_machines_the_languages_that_it_really_has(client):
    bare = f"{SITE}/practices/evening-football/"
    arabic = f"{SITE}/ar/practices/evening-football/"
    named = {"en": bare, "ar": arabic, "sw": f"{bare}?lang=sw", "x-default": bare}
    for address, own in (
        ("/practices/evening-football/", bare),
        ("/ar/practices/evening-football/", arabic),
        ("/practices/evening-football/?lang=sw", f"{bare}?lang=sw"),
        ("/fr/practices/evening-football/?lang=sw", f"{bare}?lang=sw"),
        ("/fr/practices/evening-football/", bare),  # in English, as that page is
    ):
        page = get(client, address)
        assert (alternates(page), canonical(page)) == (named, [own]), address


def test_the_text_in_a_language_of_the_site_is_read_on_the_page_in_that_language(client):
    for asked, leads in (
        ("/practices/evening-football/?lang=ar", "/ar/practices/evening-football/"),
        ("/ar/practices/evening-football/editions/1/?lang=en", "/practices/evening-football/editions/1/"),
    ):
        response = client.get(asked)
        assert (response.status_code, response.headers["Location"]) == (302, leads)


def test_the_texts_of_an_entry_are_read_in_their_languages_or_beside_the_page(client):
    found = get(client, "/fr/practices/evening-football/").links
    assert "/ar/practices/evening-football/" in found
    assert "/practices/evening-football/" in found
    assert "/fr/practices/evening-football/?lang=sw" in found
    page = get(client, "/fr/practices/evening-football/?lang=sw")
    assert page.h1() == ["Kandanda"]
    assert offered(page)[0][1] == "/practices/evening-football/"  # whoever changes the language means the text too


def test_files_of_a_language_follow_its_path(client):
    links = get(client, "/ar/practices/evening-football/").links
    assert "/ar/practices/evening-football.txt" in links
    text = client.get("/ar/practices/evening-football.txt").getvalue().decode()
    assert "كرة القدم" in text
    assert f"{SITE}/ar/practices/evening-football/editions/1/" in text
    feed = client.get("/ar/practices.atom").getvalue().decode()
    assert 'xml:lang="ar"' in feed
    assert f"{SITE}/ar/practices/evening-football/" in feed
    pack = client.get("/ar/practices.html").getvalue().decode()
    assert 'lang="ar" dir="rtl"' in pack


def test_an_entry_that_is_not_translated_says_in_which_language_it_is(client):
    said = "Pas encore traduit : voici l’original, en anglais."
    for address in ("/fr/practices/evening-football/", "/fr/networks/bridges/", "/fr/organisations/riverbank-circle/"):
        assert said in get(client, address).main
    assert said not in get(client, "/fr/practices/evening-football/?lang=sw").main
    assert "original" not in get(client, "/networks/bridges/").main
    assert "النص الأصلي" not in get(client, "/ar/practices/evening-football/").main


def test_what_a_translation_lacks_is_not_translated_yet_and_one_link_away(client):
    practice = make_practice("Long walk", published=False, text={"lessons": "Go early."})
    practice.texts.create(language="fr", origin="machine", title="Longue marche", summary="On marche.")
    publish(practice)
    page = get(client, "/fr/practices/long-walk/")
    assert "Pas encore traduit: Ce qui en a été appris" in page.main or "Pas encore traduit" in page.main
    assert "traduit par une machine, non vérifié" in page.main
    [link] = [attrs for tag, attrs in page.tags if tag == "a" and attrs.get("href") == "/practices/long-walk/"][-1:]
    assert link
    assert "Lire en anglais" in page.main
    assert "Go early." not in page.main
    table = client.get("/fr/practices.csv").getvalue().decode()
    assert "not translated yet" in table
    assert "Lire en anglais" not in get(client, "/practices/long-walk/").main


def test_what_is_not_told_stands_in_a_row_with_the_comma_of_the_language(client):
    silences = get(client, "/ar/practices/evening-football/").html.partition('id="silences"')[2].partition("</p>")[0]
    assert "، " in silences
    assert ", " not in silences


def test_the_page_about_the_site_says_that_translations_are_not_reviewed(client):
    for code, words in (("fr", "locuteurs natifs"), ("ar", "متحدثون أصليون"), ("es", "hablantes nativos")):
        page = get(client, f"/{code}/about/")
        assert words in page.main
        assert f"/{code}/suggest/correction/" in page.links


# --- what machines read


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
