"""Entries side by side: what is chosen stands in the address, what each tells, and how each fits somewhere else."""

import re
from urllib.parse import urlencode

import pytest

from publishing.safety.publication import withdraw
from tests.factories import make_organisation, make_practice
from tests.pages import get, squeeze

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def football():
    return make_practice(
        "Evening football", slug="evening-football", countries=["KE"], groups=["young-people"], prevention=["primary"]
    )


@pytest.fixture
def radio():
    return make_practice(
        "Radio for peace", slug="radio", countries=["UG"], text={"steps": "Meet\nListen", "summary": "A drama."}
    )


def address(*entries, **more):
    pairs = {**more, "practice": ",".join(one.slug for one in entries)}
    return f"/compare/?{urlencode(sorted(pairs.items()))}"


def row(page, label):
    """The cells of a row, in words."""
    whole = page.html.partition(f">{label}")[2].partition("</tbody>")[0]
    cells = whole.split("<td ")[1:]
    return [
        squeeze("".join(part.rpartition(">")[2] if ">" in part else part for part in one.split("<"))) for one in cells
    ]


def test_entries_stand_side_by_side_field_by_field(client, football, radio):
    page = get(client, address(football, radio))
    assert page.h1() == ["2 practices side by side"]
    assert row(page, "Summary") == ["Neighbours play and talk on two evenings a week.", "A drama."]
    assert row(page, "Where") == ["Kenya", "Uganda"]
    assert row(page, "Steps") == ["Not looked up yet", "MeetListen"]


def test_what_one_has_a_row_for_and_another_has_not_is_not_said_to_be_not_looked_up(client, football, radio):
    copy = make_practice("Football elsewhere", slug="copy", adapted_from=football, countries=["UG"])
    assert row(get(client, address(copy, radio)), "Adapted from") == ["Evening football", "–"]


def test_what_is_the_same_in_all_is_said_to_be(client, football, radio):
    page = get(client, address(football, radio))
    assert "Scale the same in all Local Local" in page.main
    assert "Where the same in all" not in page.main


def test_what_none_of_them_tells_is_one_line(client, football, radio):
    line = get(client, address(football, radio)).main.partition("None of them tells:")[2]
    assert "Cost" in line
    assert "Steps" not in line


def test_each_can_be_taken_away_and_others_added(client, football, radio):
    page = get(client, address(football, radio))
    assert "/compare/?practice=evening-football" in page.links
    alone = get(client, "/compare/?find=radio&practice=evening-football")
    assert "/compare/?practice=evening-football%2Cradio" in alone.links
    nothing = get(client, "/compare/?find=weather&practice=evening-football")
    assert "Nothing else has these words." in nothing.main


def test_the_page_of_a_practice_leads_to_it(client, football):
    assert "/compare/?practice=evening-football" in get(client, "/practices/evening-football/").links


def test_uids_are_understood_and_told_nowhere(client, football, radio):
    page = get(client, f"/compare/?practice={football.uid}%2Cradio")
    assert page.h1() == ["2 practices side by side"]
    assert football.uid not in page.html.replace(f"practice={football.uid}", "")


def test_what_is_gone_is_named_as_such_while_the_rest_works(client, football, radio):
    withdraw(radio)
    page = get(client, address(football, radio))
    assert "One of those asked for is not here, or not any more; the others are." in page.main
    assert "Evening football" in page.main
    assert "Radio for peace" not in page.main


def test_what_never_was_reads_the_same(client, football, radio):
    withdraw(radio)
    gone = get(client, address(football, radio)).html
    never = get(client, "/compare/?practice=evening-football%2Cnobody").html
    assert gone.replace("%2Cradio", "%2Cnobody") == never


def test_no_more_than_six_stand_side_by_side(client):
    seven = [make_practice() for _number in range(7)]
    page = get(client, address(*seven))
    assert page.h1() == ["6 practices side by side"]
    assert "No more than 6 stand side by side: the first of them do." in page.main
    assert "Add one" not in page.main


def test_somebody_sees_how_each_would_fit(client, football, radio):
    page = get(client, address(football, radio, group="young-people", place="UG", prevention="primary"))
    fits = page.main.partition("What you look for")[2].partition("What to ask")[0]
    assert "Place Uganda near: Eastern Africa the same" in fits
    assert "Works with Young people the same not told" in fits


def test_a_condition_that_nobody_meets_is_different(client, football, radio):
    page = get(client, address(football, radio, place="NO", scale="national"))
    assert "Place Norway different different" in page.main
    assert "Scale National different different" in page.main


def test_who_may_not_be_named_is_not_named_here(client, football):
    lead = make_organisation("Riverbank Circle", level="generalised", slug="hidden-one")
    quiet = make_practice("Quiet work", slug="quiet", countries=["KE"], lead=lead)
    assert "Riverbank Circle" not in get(client, address(football, quiet)).main


def test_nothing_of_it_is_kept_anywhere(client, football, radio):
    response = client.get(address(football, radio))
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=red", "Not known here and left out: “colour”."),
        ("place=nowhere", "Place has no such value, so it was left out: “nowhere”."),
        ("practice=%2C%2C", "side by side"),
        ("practice=" + "x" * 5000, "One of those asked for is not here"),
    ],
)
def test_what_it_does_not_know_is_named(client, query, said):
    assert said in get(client, f"/compare/?{query}").main


def test_an_empty_comparison_says_how_to_begin(client, football):
    page = get(client, "/compare/")
    assert page.h1() == ["Practices side by side"]
    assert "Words in what you want to compare with" in page.main


def test_years_partners_and_costs_are_conditions_too(client):
    helper = make_organisation("A helper", slug="helper")
    rows = {"costs": [{"amount": 40_000, "currency": "KES", "per": "year"}]}
    make_practice("Evening football", slug="one", start_year=2012, end_year=2013, partner=helper, rows=rows)
    make_practice("Morning chess", slug="two", start_year=2021, ongoing=True)
    query = "cost=KES-year-10000&partner=helper&practice=one%2Ctwo&years=2010-2014"
    fits = re.findall(r'<td class="(\w+)">', get(client, f"/compare/?{query}").html)
    assert fits == ["same", "unknown", "same", "different", "same", "unknown"]
