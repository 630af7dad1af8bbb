"""Words that mean the same: they widen a search, it says so, and they can be left aside. No page gains a word."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalogue.models import SynonymGroup
from tests.catalogue.search.finding import best, hits, same, search
from tests.factories import make_practice
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")
ALSO = "For “PVE” this also looked for “preventing violent extremism”, “prévention de l’extrémisme violent”."


@pytest.fixture
def directory(world):
    same("PVE", "preventing violent extremism", "prévention de l’extrémisme violent")
    make_practice("In short", text={"summary": "About PVE."})
    make_practice("In full", text={"summary": "It prevents violent extremism."})
    make_practice("Autrement", text={"summary": "Prevention de l'extremisme violent."})
    make_practice("Violent storms", text={"summary": "Preventing floods."})


EVERY = ["Autrement", "In full", "In short"]


@pytest.mark.parametrize(
    "text",
    ["PVE", "pve", "preventing violent extremism", "Prevented violent extremism", "prévention de l'extrémisme violent"],
)
def test_each_word_of_a_group_finds_what_uses_another(directory, text):
    assert hits(text) == EVERY


def test_words_beside_those_of_a_group_must_be_there_too(directory):
    make_practice("With floods", text={"summary": "PVE and floods."})
    assert hits("preventing violent extremism floods") == hits("floods PVE") == ["With floods"]
    assert hits("PVE -floods") == EVERY
    assert hits("floods -PVE") == ["Violent storms"]


@pytest.mark.parametrize("text", ['"PVE"', "PVE OR storms", "violent extremism preventing", "-PVE violent"])
def test_what_is_no_plain_word_of_a_group_is_not_widened(directory, text):
    assert search(text).others == []


def test_the_words_as_typed_can_be_asked_for(directory):
    assert hits("PVE", literal=True) == ["In short"]
    assert search("PVE", literal=True).others == []


def test_the_page_says_so_and_offers_the_way_back(directory, client):
    page = get(client, "/practices/?q=PVE")
    assert ALSO in page.main
    assert "3 practices" in page.main
    assert "/practices/?literal=1&q=PVE" in page.links
    literal = get(client, "/practices/?literal=1&q=PVE")
    assert "also looked for" not in literal.main
    assert "This looked only for the words typed." in literal.main
    assert "1 practice" in literal.main
    assert "/practices/?q=PVE" in literal.links


def test_no_page_gains_a_word(directory, client):
    response = client.get("/practices/?q=PVE")
    rows = {row.card.title: str(row.card.summary) + row.passage for row in response.context["listing"].rows}
    assert "PVE" not in rows["In full"] + rows["Autrement"]
    for slug in ("in-full", "autrement"):
        assert "PVE" not in Page(client.get(f"/practices/{slug}/")).words


def test_what_an_entry_was_found_by_is_marked(directory, client):
    html = client.get("/practices/?q=PVE").content.decode()
    assert "About <mark>PVE</mark>." in html
    assert "It <mark>prevents violent extremism</mark>." in html


def test_a_word_in_two_groups_stands_for_the_words_of_both():
    same("radio", "wireless")
    same("radio", "broadcast")
    for title in ("Radio", "Wireless", "Broadcast"):
        make_practice(title)
    assert hits("radio") == ["Broadcast", "Radio", "Wireless"]
    assert hits("wireless") == ["Radio", "Wireless"]


def test_the_longest_words_of_a_group_are_taken_together():
    same("peace talks", "negotiation")
    same("peace", "calm")
    make_practice("Negotiation")
    make_practice("Calm talks")
    assert search("peace talks").others == [("peace talks", ["negotiation"])]
    assert best("peace talks") == ["Negotiation"]


def test_a_word_of_one_language_is_meant_on_its_pages_alone():
    same("network", "red [es]")
    make_practice("Network")
    make_practice("Red roofs")
    assert (hits("network"), hits("red")) == (["Network"], ["Red roofs"])
    with translation.override("es"):
        assert hits("red") == hits("network") == ["Network", "Red roofs"]


def test_a_word_in_capitals_is_meant_where_it_is_typed_so():
    same("United Nations", "UN [AA]", "EI [fr AA]")
    make_practice("United Nations")
    make_practice("Un, deux, trois")
    assert hits("UN") == ["Un, deux, trois", "United Nations"]
    assert hits("un") == ["Un, deux, trois"]
    assert hits("united nations") == ["United Nations"]
    assert search("UN").others == [("UN", ["United Nations"])]
    assert hits("EI") == []
    with translation.override("fr"):
        assert hits("EI") == ["United Nations"]


def test_a_changed_group_is_seen_by_the_next_search():
    make_practice("Wireless nights")
    assert hits("radio") == []
    same("radio", "wireless")
    assert hits("radio") == ["Wireless nights"]


def test_a_line_without_a_word_is_passed_over():
    same("radio", "—", "wireless")
    make_practice("Wireless nights")
    assert hits("radio") == ["Wireless nights"]


@pytest.mark.parametrize("words", ["", "PVE", " PVE \n\n PVE", "\n"])
def test_a_group_has_two_words_or_more(words):
    with pytest.raises(ValidationError, match="two words or more"):
        SynonymGroup(words=words).full_clean()


def test_a_group_is_tidied():
    group = SynonymGroup(words="  PVE \r\n\r\nviolent   extremism\nPVE")
    group.full_clean()
    assert group.members() == ["PVE", "violent extremism"]
    assert str(group) == "PVE · violent extremism"
