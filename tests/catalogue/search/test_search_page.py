"""A search on its pages: everything at once and each list, with facets, counts, order, pages and ways out."""

import pytest

from catalogue.filters import PAGE_SIZE
from tests.catalogue.search.finding import same
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


def listing(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.context["listing"]


def titles(client, address):
    filters = listing(client, address).filters
    return [filters.index.documents[number].title for number in filters.numbers]


def facet_counts(client, address, name):
    facet = next(one for one in listing(client, address).facets if one.name == name)
    return {value.label: value.count for value in facet.values if value.count}


@pytest.fixture
def directory(world):
    circle = make_organisation("Radio Circle", slug="radio-circle", country="KE")
    make_network("Radio Net", slug="radio-net", countries=["KE", "JO"])
    make_practice("Radio plays", slug="radio-plays", lead=circle, countries=["KE"], themes=["sport-arts-culture"])
    make_practice("Evening football", slug="evening-football", countries=["JO"], text={"summary": "Radio reports."})
    make_practice("Morning chess", slug="morning-chess", countries=["JO"], themes=["sport-arts-culture"])


def test_everything_is_searched_at_once(directory, client):
    page = get(client, "/search/?q=radio")
    assert page.h1() == ["Search"]
    assert "4 entries" in page.h2()
    for address in ("/organisations/radio-circle/", "/networks/radio-net/", "/practices/radio-plays/"):
        assert address in page.links
    assert "Morning chess" not in page.main


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/practices/?q=radio", ["Radio plays", "Evening football"]),
        ("/organisations/?q=radio", ["Radio Circle"]),
        ("/networks/?q=radio", ["Radio Net"]),
        ("/search/?kind=network&q=radio", ["Radio Net"]),
        ("/search/?kind=practice&place=JO&q=radio", ["Evening football"]),
        ("/search/?q=%22morning+radio%22", []),
    ],
)
def test_each_list_searches_its_own(directory, client, address, expected):
    assert titles(client, address) == expected


def test_counts_under_a_search_are_of_what_it_finds(directory, client):
    assert facet_counts(client, "/search/?q=radio", "kind") == {"Practices": 2, "Networks": 1, "Organisations": 1}
    places = facet_counts(client, "/search/?q=radio", "place")
    assert (places["Kenya"], places["Jordan"], places["Africa"]) == (3, 2, 3)
    assert facet_counts(client, "/practices/?q=radio", "theme") == {"Sport, arts and culture": 1}
    # A facet's own choice does not count for it.
    assert facet_counts(client, "/practices/?place=KE&q=radio", "place")["Jordan"] == 1
    assert facet_counts(client, "/practices/?place=KE&q=radio", "theme") == {"Sport, arts and culture": 1}
    assert facet_counts(client, "/practices/?place=JO&q=radio", "theme") == {}


@pytest.mark.parametrize("name", ["place", "theme", "organisation", "evidence"])
def test_every_count_is_what_choosing_it_shows(directory, client, name):
    facet = next(one for one in listing(client, "/practices/?q=radio").facets if one.name == name)
    chosen = {value.label: listing(client, facet.toggle_url(value)).total for value in facet.values if value.count}
    assert chosen == {value.label: value.count for value in facet.values if value.count} != {}


def test_a_search_and_its_selection_go_along_in_every_link(directory, client):
    one = listing(client, "/practices/?place=JO&q=radio")
    assert [pill["remove_url"] for pill in one.pills] == ["/practices/?q=radio"]
    assert one.clear_url == "/practices/?q=radio"
    themes = next(facet for facet in one.facets if facet.name == "theme")
    theme = themes.values[0]
    assert themes.toggle_url(theme) == f"/practices/?place=JO&q=radio&theme={theme.value}"


def test_the_best_match_is_the_usual_order_of_a_search_and_of_nothing_else(directory, client):
    def shown(address):
        return [tuple(order.values()) for order in listing(client, address).orders]

    assert shown("/practices/?q=radio") == [
        ("", "Best match", True),
        ("fullest", "Told most fully", False),
        ("newest", "Newest edition", False),
        ("title", "Title", False),
        ("start", "Start year", False),
        ("oldest", "Oldest first", False),
        ("evidence", "Evidence", False),
    ]
    usual = ["Told most fully", "Newest edition", "Title", "Start year", "Oldest first", "Evidence"]
    assert [label for _value, label, _selected in shown("/practices/")] == usual
    assert titles(client, "/practices/?q=radio&sort=title") == ["Evening football", "Radio plays"]
    assert titles(client, "/organisations/?q=radio&sort=newest") == ["Radio Circle"]
    assert "There is no order “best”; this is the usual one." in get(client, "/practices/?sort=best").main
    assert listing(client, "/practices/?q=radio&sort=fullest").address() == "/practices/?q=radio&sort=fullest"
    assert listing(client, "/practices/?q=radio&sort=fullest").address(words="") == "/practices/"
    assert listing(client, "/practices/?q=radio").address(page=2) == "/practices/?page=2&q=radio"


def test_the_pages_of_a_search_go_on_with_it(client):
    for number in range(PAGE_SIZE + 3):
        make_practice(f"Radio {number}")
    make_practice("Morning chess")
    first, second = listing(client, "/practices/?q=radio"), listing(client, "/practices/?page=2&q=radio")
    assert first.pages["next_url"] == "/practices/?page=2&q=radio"
    assert second.pages["previous_url"] == "/practices/?q=radio"
    assert (len(first.rows), len(second.rows), first.total) == (PAGE_SIZE, 3, PAGE_SIZE + 3)
    assert not set(first.filters.numbers) & set(second.filters.numbers)


def test_what_was_typed_stands_in_the_box_again(directory, client):
    page = get(client, "/search/?q=%3Cb%3E+%22radio%22++-chess")
    boxes = [attributes for tag, attributes in page.tags if tag == "input" and attributes.get("name") == "q"]
    assert {box["value"] for box in boxes if box.get("value")} == {'<b> "radio" -chess'}


@pytest.mark.parametrize(("words", "asked"), [("%3F%21", "?!"), ("%22%22", '""'), ("-", "-"), ("%00", "�")])
def test_signs_alone_are_said_to_be_no_words_and_everything_is_shown(directory, client, words, asked):
    page = get(client, f"/search/?q={words}")
    assert f"There is no word to search for in “{asked}”, so nothing was searched for." in page.main
    assert "5 entries" in page.main


@pytest.mark.parametrize("address", ["/search/", "/search/?literal=1"])
def test_without_words_everything_is_shown_and_nothing_said(directory, client, address):
    page = get(client, address)
    assert "5 entries" in page.main
    assert "nothing was searched for" not in page.main


def test_one_letter_is_a_word(directory, client):
    make_practice("Plan b")
    assert titles(client, "/practices/?q=b") == ["Plan b"]


@pytest.mark.parametrize("address", ["/search/", "/practices/", "/search/suggest/"])
@pytest.mark.parametrize("text", ["a" * 1_000_000, "radio " * 170_000])
def test_a_million_letters_are_answered(directory, client, address, text):
    response = client.get(address, {"q": text})
    assert response.status_code == 200
    # The foot of a page has its address, for those who print it.
    assert len(response.content) - len(response.wsgi_request.META["QUERY_STRING"]) < 200_000
    if address != "/search/suggest/":
        assert "That is much to search for at once: only the beginning was, “" in Page(response).main


def test_nothing_found_says_so_and_offers_less(directory, client):
    page = get(client, "/practices/?place=KE&q=reports+chess")
    assert "0 practices" in page.h2()
    assert "Nothing that matches these filters has “reports chess”." in page.main
    assert "With a little less asked for" in page.main


RELAXED = [
    "/practices/?place=KE&q=reports+chess",
    "/practices/?place=KE&q=radio+-plays",
    "/practices/?q=%22circle%22+%22chess%22",
    "/practices/?q=%22radio+reports%22+plays+%22chess%22",
    "/search/?kind=network&q=chess+morning",
    "/practices/?place=DE&q=wireless+chess",
    "/practices/?place=DE&q=long+wave+plays+chess",
    "/practices/?literal=1&place=DE&q=wireless+chess",
    "/practices/?place=DE&q=radio&theme=livelihoods-skills",
    "/practices/?place=DE&q=wireless+evening&theme=livelihoods-skills",
    "/practices/?place=KE&q=repots",
    "/practices/?place=KE&q=football+repo",
]


def test_each_way_out_of_nothing_shows_as_many_as_it_says(directory, client):
    same("radio", "wireless", "long wave")
    for address in RELAXED:
        one = listing(client, address)
        assert one.total == 0, address
        said = {relaxed.label: relaxed.count for relaxed in one.relaxations}
        assert said == {relaxed.label: listing(client, relaxed.url).total for relaxed in one.relaxations}, address
        assert said, address
        assert all(said.values()), address


def test_ways_out_are_named_and_the_nearest_comes_first(directory, client):
    one = listing(client, "/practices/?place=KE&q=reports+chess")
    assert [(relaxed.label, relaxed.count) for relaxed in one.relaxations] == [
        ("without Kenya", 2),
        ("without the words searched for", 1),
    ]
    one = listing(client, "/practices/?place=KE&q=radio+-plays")
    assert {relaxed.label for relaxed in one.relaxations} == {
        "without Kenya",
        "without the word “plays”",
        "without the words searched for",
    }


def test_where_no_single_choice_is_the_reason_two_are_taken_away(directory, client):
    one = listing(client, "/practices/?place=KE&q=reports&theme=livelihoods-skills")
    assert [(relaxed.label, relaxed.count) for relaxed in one.relaxations] == [
        ("without Kenya, Livelihoods and skills", 1),
        ("without Livelihoods and skills and without the words searched for", 1),
    ]


def test_a_word_that_is_nowhere_leads_to_what_there_is(directory, client):
    one = listing(client, "/practices/?q=zzzzz")
    assert one.total == 0
    assert one.relaxations == []
    page = get(client, "/practices/?q=zzzzz")
    assert "Nothing here has “zzzzz”. Show everything · Themes · Suggest a practice" in page.main


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/practices/?q=radio", False),
        ("/search/?q=radio", False),
        ("/practices/", True),
        ("/practices/?place=KE", True),
    ],
)
def test_machines_keep_no_searches(directory, client, address, kept):
    robots = [
        attributes.get("content") for tag, attributes in get(client, address).tags if attributes.get("name") == "robots"
    ]
    assert robots == ([] if kept else ["noindex"])


@pytest.mark.parametrize("address", ["/search/", "/search/suggest/", "/practices/"])
def test_a_search_is_only_read(client, address):
    assert client.post(address, {"q": "radio"}).status_code == 405
