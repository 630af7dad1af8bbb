"""What is new in a list since a generation or a day; and a list as of a day."""

from datetime import timedelta

import pytest

from catalogue.catalogue import current
from publishing.models import Edition
from publishing.safety.publication import publish, restrict, withdraw
from tests.factories import make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def two():
    """Two practices, and the generation at which there were no more."""
    return make_practice("Evening football"), make_practice("Morning chess", countries=["UG"]), current().number


def titles(page):
    return [one for one in ("Evening football", "Morning chess", "Night school") if one in page.main]


def since(client, number, more=""):
    return get(client, f"/practices/?{more}since={number}")


def test_what_was_published_or_changed_after_a_generation_is_new(client, two):
    football, _chess, then = two
    assert titles(since(client, then)) == []
    publish(football)
    make_practice("Night school", countries=["UG"])
    page = since(client, then)
    assert titles(page) == ["Evening football", "Night school"]
    assert f"What was published or changed after generation {then}." in page.main
    assert "/practices/" in page.links
    assert titles(since(client, then, "place=UG&")) == ["Night school"]
    assert titles(since(client, current().number)) == []


def test_a_restriction_is_no_news(client, two):
    football, chess, then = two
    restrict(football, "generalised")
    withdraw(chess)
    assert "0 practices" in since(client, then).main


def test_each_list_leads_to_what_will_be_new_in_it_from_today_on(client, two):
    assert f"/practices/?place=UG&since={two[2]}" in get(client, "/practices/?place=UG").links


def test_counts_files_and_other_views_follow(client, two):
    football, _chess, then = two
    publish(football)
    counts = since(client, then).main
    assert "Uganda 1" not in counts
    for address in ("/practices.csv", "/practices.atom"):
        answer = client.get(f"{address}?since={then}")
        words = (answer.getvalue() if answer.streaming else answer.content).decode()
        assert ("Evening football" in words, "Morning chess" in words) == (True, False)
    for address in ("/map/practices/", "/years/", "/brief/"):
        assert "Morning chess" not in get(client, f"{address}?since={then}").main
    assert f'name="since" value="{then}"' in get(client, f"/gaps/practices/?since={then}").html


def test_words_are_searched_for_among_what_is_new(client, two):
    football, _chess, then = two
    publish(football)
    page = since(client, then, "q=chess&")
    assert titles(page) == []
    assert "without the word" not in page.main


def test_a_day_stands_for_the_generation_that_was_reached_by_its_end(client, two):
    day = Edition.objects.latest("generation").published_at.date()
    for name in ("since", "as_of"):
        answer = client.get(f"/practices/?{name}={day}")
        assert (answer.status_code, answer.url) == (301, f"/practices/?{name}={two[2]}")
    before = day - timedelta(days=1)
    assert client.get(f"/practices/?since={before}").url == "/practices/"
    assert titles(get(client, client.get(f"/practices/?as_of={before}").url)) == []


def test_a_day_tells_nothing_of_what_was_taken_out(client, two):
    day = Edition.objects.latest("generation").published_at.date()
    withdraw(two[1])
    number = Edition.objects.filter(uid=two[0].uid).latest("generation").generation
    assert client.get(f"/practices/?since={day}").url == f"/practices/?since={number}"


@pytest.mark.parametrize("asked", ["99999", "2026-02-31", "yesterday", "-1"])
def test_what_is_no_generation_is_named(client, two, asked):
    page = since(client, asked)
    assert f"There is no generation “{asked}”; these are all, of whenever." in page.main
    assert titles(page) == ["Evening football", "Morning chess"]
    assert client.get(f"/practices.csv?since={asked}").status_code == 400


def test_such_a_list_is_cited_as_one(client, two):
    publish(two[0])
    assert f"new or changed since generation {two[2]}" in since(client, two[2]).main
