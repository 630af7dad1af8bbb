"""The site in the languages of its readers: the path says which, and every page leads to the others."""

import re

import pytest
from django.conf import settings

from catalogue.alternates import offered as offered_forms
from catalogue.glossary import GLOSSARY
from catalogue.kinds import own_kinds
from catalogue.languages import address_in, codes, tag
from gsx_site import translations
from gsx_site.data_page import record_classes
from publishing.records.record import RECORDS
from publishing.safety.publication import publish
from tests import factories
from tests.factories import a_source, make_network, make_organisation, make_practice, make_recommendation
from tests.furniture import Furniture, LatinWords, Sentences
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


def named_alike_everywhere():
    """What is called the same in all languages: forms to take away, abbreviations, classes of records, our entries."""
    forms = {**offered_forms.of_lists(), **offered_forms.of_entries()}.values()
    yield from (form.label for form in forms if isinstance(form.label, str))
    yield from (name for one in GLOSSARY for name in (one.short, one.also))
    yield from (record.__name__ for kind in RECORDS for record in record_classes(kind))
    yield from (parameter for kind in own_kinds() for parameter in kind.filters.facets())
    yield from (name for _code, name in settings.LANGUAGES)
    yield from ("HXL", "IATI XML", "OAI-PMH")  # standards that /data/ says why it does not follow
    yield from ("Evening football", "Riverbank Circle", "Bridges", "Give youth a way in")


@pytest.mark.parametrize("code", codes())
def test_every_page_is_in_the_language_of_its_path_and_leads_to_itself_in_the_others(client, code):
    english = Sentences(translations.read(CATALOGUES[code])) if code in CATALOGUES else None
    latin = LatinWords(translations.read(CATALOGUES["ar"]), named_alike_everywhere()) if code == "ar" else None
    for address in PAGES:
        own = address_in(code, address)
        response = client.get(own)
        page = Page(response)
        words = Furniture(response.content.decode(), code).words
        assert english is None or english.among(words) == set(), own
        assert latin is None or latin.among(words) == set(), own
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
    for address in ("/fr/practices/", "/en/practices/", "/en-gb/practices/", "/ar-ly/practices/", "/FR/practices/"):
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


def test_an_entry_is_named_in_the_language_of_the_page_wherever_others_name_it(client):
    lead, hub = make_organisation("River youth", published=False), make_network("Hub")
    lead.texts.create(language="fr", origin="human", title="Jeunes du fleuve", about="Ils jouent.")
    lead.memberships.create(network=hub, role="member")
    publish(lead)
    make_practice("Long walk", lead=lead)
    for address in (
        "/practices/long-walk/",
        "/practices/",
        "/practices/?organisation=river-youth",
        "/practices/?q=Fleuve",
        "/practices/values/organisation/",
        "/networks/hub/",
        "/organisations/river-youth/editions/",
        "/suggest/correction/?entry=organisation%2Friver-youth",
    ):
        french, english = get(client, f"/fr{address}"), get(client, address)
        assert ("Jeunes du fleuve" in french.main, "River youth" in french.main) == (True, False), address
        assert ("Jeunes du fleuve" in english.main, "River youth" in english.main) == (False, True), address
        arabic = [attrs for tag, attrs in get(client, f"/ar{address}").tags if attrs.get("lang") == "en"]
        assert arabic or "q=" in address, address  # a name in no language of the page says in which
    for prefix, label, lang in (("/fr", "Jeunes du fleuve", "fr"), ("", "River youth", "en")):
        found = client.get(f"{prefix}/search/suggest/", {"q": label[:5]}).json()
        items = [item for group in found for item in group["items"]]
        assert {"label": label, "url": f"{prefix}/organisations/river-youth/", "lang": lang} in items


def test_a_translation_says_how_it_came_about_and_leads_to_who_mends_it(client):
    network = make_network("Hub", published=False)
    network.texts.create(language="fr", origin="machine", title="Carrefour", about="Ils se voient.")
    publish(network)
    french = get(client, "/fr/networks/hub/")
    assert "Traduit par une machine, non vérifié. Une erreur dans la traduction ?" in french.main.replace("\xa0", " ")
    [form] = [link for link in french.links if "network%2Fhub" in link][:1]
    assert get(client, form).h1() == ["Suggérer une correction"]
    assert (
        "/ar/suggest/correction/?entry=practice%2Fevening-football"
        in get(client, "/ar/practices/evening-football/").links
    )
    assert "translation?" not in get(client, "/networks/hub/").main


def test_what_a_translation_lacks_is_told_in_the_original_and_marked_so(client):
    text = {"lessons": "Go early.", "steps": "Walk\nRest", "team": "Two guides.", "years_note": "Each spring"}
    practice = make_practice("Long walk", published=False, text=text)
    practice.texts.create(language="fr", origin="machine", title="Longue marche", summary="On marche.")
    publish(practice)
    page = get(client, "/fr/practices/long-walk/")
    assert "Tout n’est pas encore traduit : le reste est l’original, en anglais." in page.main
    assert "traduit par une machine, non vérifié" in page.main
    [link] = [attrs for tag, attrs in page.tags if tag == "a" and attrs.get("href") == "/practices/long-walk/"][-1:]
    assert link
    for words in ("Go early.", "Walk", "Two guides.", "Each spring"):
        before = page.html.partition(words)[0]
        assert before.rpartition(' lang="')[2].startswith("en"), words
    assert "Ce qui a été appris anglais Go early." in page.main
    table = client.get("/fr/practices.csv").getvalue().decode()
    assert "not translated yet" in table
    assert "traduit" not in get(client, "/practices/long-walk/").main


def test_what_a_network_or_an_organisation_is_stands_in_the_original_where_a_translation_lacks_it(client):
    for make, address in ((make_network, "/fr/networks/hub/"), (make_organisation, "/fr/organisations/hub/")):
        entry = make("Hub", slug="hub", about="It meets by the river.", published=False)
        entry.texts.create(language="fr", origin="human", title="Carrefour")
        publish(entry)
        page = get(client, address)
        assert "Tout n’est pas encore traduit : le reste est l’original, en anglais." in page.main
        assert "anglais It meets by the river." in page.main
        assert page.html.partition("It meets")[0].rpartition(' lang="')[2].startswith('en" dir="ltr"')


def test_the_language_of_what_was_found_is_named_where_it_is_another_than_that_of_the_text(client):
    study = {"design": "mixed", "finding": "mixed", "result": "Trust rose.", "source": a_source()}
    figure = {"measure": "Calls", "value": 4, "unit": "%"}
    practice = make_practice(
        "Long walk",
        published=False,
        evidence="evaluated",
        text={"key_finding": "Calls fell.", "evidence_note": "One study."},
        rows={"evaluations": [study], "figures": [figure]},
    )
    practice.texts.create(language="fr", origin="human", title="Longue marche", summary="On marche.")
    publish(practice)
    french, english = (get(client, f"{prefix}/practices/long-walk/") for prefix in ("/fr", ""))
    for words in ("Calls fell.", "One study.", "Trust rose."):
        named, _found, _rest = french.main.partition(f" {words}")
        assert named.endswith("anglais"), words
        assert french.html.partition(words)[0].rpartition(' lang="')[2].startswith('en" dir="ltr"'), words
    assert "English" not in english.main.partition("What was found")[2].partition("Sources")[0]


def test_what_is_not_told_stands_in_a_row_with_the_comma_of_the_language(client):
    silences = get(client, "/ar/practices/evening-football/").html.partition('id="silences"')[2].partition("</p>")[0]
    assert "، " in silences
    assert ", " not in silences


def test_the_page_about_the_site_says_that_translations_are_not_reviewed(client):
    for code, words in (("fr", "locuteurs natifs"), ("ar", "متحدثون أصليون"), ("es", "hablantes nativos")):
        page = get(client, f"/{code}/about/")
        assert words in page.main
        assert f"/{code}/suggest/correction/" in page.links
