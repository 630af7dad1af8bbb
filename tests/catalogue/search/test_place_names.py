"""Places are found by whatever they are called, and their pages are results themselves."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.catalogue import current
from places.levels import Level
from places.tree import tree
from tests.catalogue.search.finding import best, hits, raised, search
from tests.factories import make_practice, real_directory
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")
# What is typed, and the place meant. Of these, something is told in the directory that comes with the site …
TOLD = {
    "كينيا": "KE",
    "لبنان": "LB",
    "Liban": "LB",
    "Allemagne": "DE",
    "Britain": "GB",
    "Holland": "NL",
    "DRC": "CD",
    "Kenyan": "KE",
    "tunisien": "TN",
    "Tchad": "TD",
}
# … and of these nothing.
SILENT = {"Turkey": "TR", "Ivory Coast": "CI", "Swaziland": "SZ", "Viet Nam": "VN"}


def listing(client, words, address="/search/"):
    return client.get(address, {"q": words}).context["listing"]


def offered(client, words, address="/search/"):
    """The places offered: [(name, how much there is)]"""
    places = listing(client, words, address).places
    return [(one.label, one.count) for one in places.found] if places else []


def suggested(client, words):
    """{group: addresses}"""
    groups = json.loads(client.get("/search/suggest/", {"q": words}).content)
    return {group["label"]: [item["url"] for item in group["items"]] for group in groups}


def test_in_the_real_directory_a_place_is_found_by_all_its_names_and_what_is_silent_is_said(client):
    real_directory()
    index = current().kinds["practice"]
    for words, code in TOLD.items():
        one = listing(client, words, "/practices/")
        assert index.having("place", code) <= one.filters.found, words
        page = one.places.found[0]
        assert (page.url, page.label, page.count) == (
            f"/places/{code}/",
            tree().name(code),
            len(index.having("place", code)),
        )
        assert one.correction is None
        assert suggested(client, words)["Places"][0] == f"/places/{code}/", words
    for words, code in SILENT.items():
        (silence,) = listing(client, words, "/practices/").places.nothing
        assert (silence.place.url, silence.place.label) == (f"/places/{code}/", tree().name(code)), words
        assert listing(client, words, "/practices/").correction is None
    # What only holds the name comes after.
    assert [label for label, _count in offered(client, "Tchad")] == ["Chad", "Lake Chad Basin"]
    western = len(index.having("place", "011"))
    page = get(client, "/practices/?q=Ivory+Coast")
    assert f"Nothing recorded in Côte d’Ivoire. Western Africa: {western}." in page.main
    assert {"/places/CI/", "/places/011/"} <= set(page.links)


@pytest.mark.parametrize(
    "words", ["Turkey", "turkey", "Türkiye", "TURQUIE", "la Turquie", "تركيا", "Turquía", "Turkish", "turque"]
)
def test_a_practice_is_found_by_any_name_of_its_country(words, client):
    make_practice("Evening football", countries=["TR"])
    make_practice("Elsewhere", countries=["DE"])
    assert hits(words, "practice") == ["Evening football"]
    assert offered(client, words) == [("Türkiye", 1)]


@pytest.mark.parametrize(
    "words, code",
    [("Ivory Coast", "CI"), ("Trinidad and Tobago", "TT"), ("Corne de l'Afrique", "KE"), ("Isle of Man", "IM")],
)
def test_a_name_of_several_words_needs_no_quotation_marks(words, code, client):
    make_practice("Evening football", countries=[code])
    make_practice("Elsewhere", countries=["DE"])
    assert hits(words, "practice") == hits(f"football {words}", "practice") == ["Evening football"]
    assert hits(f"lantern {words}", "practice") == []
    assert len(offered(client, f"football {words}")) == 1


def test_a_name_of_two_places_offers_both_and_finds_the_practices_of_both(client):
    make_practice("Evening football", countries=["CD"])
    make_practice("Morning chess", countries=["CG"])
    assert hits("Congo", "practice") == ["Evening football", "Morning chess"]
    assert offered(client, "Congo") == [("Congo - Kinshasa", 1), ("Congo - Brazzaville", 1)]
    assert suggested(client, "Congo")["Places"] == ["/places/CD/", "/places/CG/"]


def test_what_is_usually_called_so_comes_before_what_is_sometimes(client):
    make_practice("Evening football", countries=["GN"])
    make_practice("Morning chess", countries=["GW"])
    assert best("Guinea", "practice") == ["Evening football", "Morning chess"]
    assert [label for label, _count in offered(client, "Guinea")] == ["Guinea", "Guinea-Bissau"]


def test_the_place_asked_for_comes_before_those_whose_name_holds_it():
    make_practice("Evening football", countries=["TD"])
    make_practice("Morning chess", countries=["NG"])
    assert best("Tchad", "practice")[0] == best("Chad", "practice")[0] == "Evening football"


@pytest.mark.parametrize("words", ["us", "car", "opt", "jordan football", "شباب مالي", "malaise"])
def test_an_everyday_word_is_no_place_where_it_is_written_as_a_word(words, client):
    make_practice("Evening football", countries=["US", "CF", "PS", "JO", "ML", "MY"])
    assert offered(client, words) == []


@pytest.mark.parametrize("words, code", [("US", "US"), ("CAR", "CF"), ("Turkey football", "TR"), ("مالي", "ML")])
def test_an_everyday_word_is_a_place_where_it_is_written_as_a_name(words, code, client):
    make_practice("Evening football", countries=[code])
    assert offered(client, words) == [(tree().name(code), 1)]


def test_a_contested_name_finds_its_place_and_is_never_shown(client):
    make_practice("Evening football", countries=["SO"])
    one = listing(client, "Somaliland")
    assert hits("Somaliland", "practice") == ["Evening football"]
    assert offered(client, "Somaliland") == [("Somalia", 1)]
    assert [row.names for row in one.rows] == ["Somalia"]
    assert "Somaliland" not in {value.label for facet in one.facets for value in facet.values}
    assert suggested(client, "Somalil") == {"Place": ["/practices/?place=SO"]}
    assert search("Somaliladn").taken is None or "somaliland" not in search("Somaliladn").taken.text


def test_a_name_that_is_known_is_never_taken_for_another(client):
    make_practice("Evening football", countries=["NG"])
    for words in ("Niger", "Nigerien", "Germany", "Mali"):
        one = listing(client, words, "/practices/")
        assert (one.total, one.correction, one.suggestion) == (0, None, None), words
        assert len(one.places.nothing) == 1


def test_a_place_is_excluded_by_any_of_its_names():
    make_practice("Evening football", countries=["TR"])
    make_practice("Morning football", countries=["DE"])
    assert hits("football -Turquie", "practice") == ["Morning football"]
    assert hits("Turquie OR Allemagne", "practice") == ["Evening football", "Morning football"]
    assert hits('football "Turkey"', "practice") == ["Evening football"]


def test_only_the_words_typed_are_looked_for_where_that_is_asked_for(client):
    make_practice("Evening football", countries=["CI"])
    one = client.get("/practices/?literal=1&q=Ivory+Coast").context["listing"]
    assert (one.total, one.places) == (0, None)


@pytest.mark.parametrize("level", [Level.ANONYMISED, Level.WITHHELD])
def test_a_place_says_no_more_of_careful_entries_than_its_page(level, client):
    practice = make_practice("Evening football", countries=["CI"])
    assert offered(client, "Ivory Coast") == [("Côte d’Ivoire", 1)]
    raised(practice, level)
    assert offered(client, "Ivory Coast") == []
    assert "Places" not in suggested(client, "Ivory Coast")
    assert hits("Ivory Coast", "practice") == hits("ivoirien", "practice") == []


def test_names_of_places_ask_the_database_nothing_more(client):
    make_practice("Evening football", countries=["CI"])

    def asked(words):
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/practices/", {"q": words}).status_code == 200
        return len(queries)

    asked("football")  # what is remembered of the directory is read once
    assert asked("Swaziland") <= asked("chess")
    assert asked("Ivory Coast") == asked("ivoirien") <= asked("evening")
