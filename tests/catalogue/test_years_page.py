"""A list in order of years: what a bar spans, where it ends in dots, and what stands apart."""

import re

import pytest

from catalogue.catalogue import current
from publishing.models import Edition
from tests.factories import make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def several():
    make_practice("In between", start_year=2012, end_year=2015, ongoing=False, countries=["UG"])
    make_practice("Long ago", start_year=1998)
    make_practice("Still there", start_year=2010, ongoing=True)
    make_practice("Until then", end_year=2016)
    make_practice("Nobody says when")


def bars(page):
    """[(title, path, dots, words), …] of the rows."""
    rows = re.findall(r'<th scope="row".*?</tr>', page.html, re.DOTALL)
    found = []
    for row in rows:
        paths = re.findall(r'<path( class="\w+")? d="(.*?)"', row)
        title, words = re.search(r"<a [^>]*>(.*?)</a>", row)[1], re.search(r'role="cell">(.*?)<', row)[1]
        lines = {kind.strip(): path for kind, path in paths}
        found.append((title, lines[""], lines.get('class="dots"', ""), words))
    return found


def test_the_oldest_comes_first_and_an_end_that_is_not_known_is_dotted(client, several):
    page, now = get(client, "/years/"), Edition.objects.latest("generation").published_at.year
    assert bars(page) == [
        ("Long ago", "M80 5H90", "M90 5H120", "from 1998"),
        ("Still there", f"M200 5H{(now + 1 - 1990) * 10}", "", "since 2010"),
        ("In between", "M220 5H260", "", "2012–2015"),
        ("Until then", "M260 5H270", "M230 5H260", "until 2016"),
    ]
    assert "No year told Nobody says when" in page.main
    assert [f"<span>{year}</span>" in page.html for year in (1980, 1990, 2020)] == [False, True, True]


def test_it_follows_the_selection_and_each_list_leads_to_it(client, several):
    page = get(client, "/years/?place=UG")
    assert [bar[0] for bar in bars(page)] == ["In between"]
    assert {"/practices/?place=UG", "/map/practices/?place=UG"} <= set(page.links)
    assert "/years/?place=UG" in get(client, "/practices/?place=UG").links
    assert "By years" not in get(client, "/networks/").main + get(client, "/search/").main


def test_a_list_of_earlier_times_leads_to_its_editions(client, several):
    assert "/practices/long-ago/editions/1/" in get(client, f"/years/?as_of={current().number}").links


@pytest.mark.parametrize(("query", "said"), [("?page=9", "There is no page “9”"), ("?colour=red", "“colour”")])
def test_what_it_does_not_know_is_named(client, several, query, said):
    assert said in get(client, f"/years/{query}").main


def test_an_empty_list_has_no_bars(client):
    assert "0 practices" in get(client, "/years/").main
