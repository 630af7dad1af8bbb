"""Pages and lists that are called as somebody asks are results themselves: of themes, groups, kinds, other lists."""

import pytest
from django.utils.translation import override

from places.levels import Level
from tests.catalogue.search.finding import raised
from tests.factories import make_network, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def offered(client, words, address="/search/"):
    """[(name, what it is, address), …] of the pages offered."""
    return [(one.label, one.note, one.url) for one in client.get(address, {"q": words}).context["listing"].named]


def test_what_is_called_so_comes_first_and_then_what_only_holds_the_words(client):
    make_practice("Evening football", groups=["women"], themes=["womens-leadership"], gender=["women-led"])
    assert offered(client, "women") == [
        ("Women", "Works with", "/practices/?group=women"),  # the name that it is shown by
        ("Women leading prevention and peace", "Theme", "/themes/womens-leadership/"),  # another name that it has
        ("Women-led", "Gender focus", "/practices/?gender=women-led"),  # it only holds the word
    ]
    assert [row.card.title for row in client.get("/search/?q=women-led").context["listing"].rows] == [
        "Evening football"
    ]
    page = get(client, "/search/?q=women")
    assert "Pages with this name" in page.main
    assert {"/practices/?group=women", "/themes/womens-leadership/"} <= set(page.links)


@pytest.mark.parametrize(
    "words, language",
    [("women", "en"), ("les femmes", "fr"), ("mujer", "es"), ("النساء", "ar"), ("النساء", "en"), ("femmes", "es")],
)
def test_a_group_is_offered_by_its_names_in_every_language(words, language, client):
    make_practice("Evening football", groups=["women"])
    prefix = "" if language == "en" else f"/{language}"
    assert offered(client, words, f"{prefix}/search/")[0][2] == f"{prefix}/practices/?group=women"


def test_a_kind_of_entries_is_offered_by_its_name(client):
    make_network("Bridges", kind="youth-network")
    assert [url for _label, _note, url in offered(client, "networks")] == [
        "/networks/",
        "/networks/?kind=youth-network",
    ]
    assert offered(client, "réseaux", "/fr/practices/") == [("Réseaux", "", "/fr/networks/")]


def test_a_row_of_names_offers_each_and_a_sentence_none(client):
    make_practice("Evening football", groups=["women", "young-people"], countries=["ML"])
    both = [url for _label, _note, url in offered(client, "women youth Mali")]
    assert both == ["/practices/?group=women", "/practices/?group=young-people"]
    assert offered(client, "women play football") == []
    assert offered(client, '"women"') == offered(client, "women", "/networks/") == []


def test_a_list_offers_an_entry_of_another_kind_that_is_called_so(client):
    network = make_network("Strong Bridges Network", slug="bridges", acronym="SBN")
    make_practice("Evening football")
    for words in ("Strong Bridges", "SBN"):
        assert offered(client, words, "/practices/") == [("Strong Bridges Network", "Networks", "/networks/bridges/")]
        assert offered(client, words, "/networks/") == []
    for number in range(2):
        make_network(f"Strong Bridges {number}")
    assert offered(client, "Strong Bridges", "/practices/") == []  # it is no name any more
    raised(network, Level.ANONYMISED)
    assert offered(client, "SBN", "/practices/") == []


def test_labels_are_those_of_the_page(client):
    make_practice("Evening football", groups=["women"])
    with override("fr"):
        assert offered(client, "women", "/fr/search/")[0][:2] == ("Femmes", "Travaille avec")
