"""The list pages as a reader meets them."""

import pytest

from places.levels import Level
from publishing.models import Edition
from publishing.safety.publication import publish
from tests.factories import (
    a_source,
    make_organisation,
    make_practice,
    make_recommendation,
)
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def value(page, name, wanted):
    """(count, checked) of the checkbox of the facet `name` with the value `wanted`."""
    box = next(
        attrs
        for tag, attrs in page.tags
        if tag == "input" and (attrs.get("name"), attrs.get("value")) == (name, wanted)
    )
    return "checked" in box


def titles(page):
    return [title for title in page.headings["h3"] if title]


def facet_counts(client, query, name):
    """{label: count} of a facet on the list of practices under `query`."""
    listing = client.get(f"/practices/{query}").context["listing"]
    facet = next(one for one in listing.facets if one.name == name)
    return {one.label: one.count for one in facet.values}


def test_an_empty_directory_has_empty_lists(client):
    assert "0 practices" in get(client, "/practices/").main
    assert "0 networks" in get(client, "/networks/").main
    assert "0 organisations" in get(client, "/organisations/").main


def test_a_row_says_what_where_who_and_on_what_evidence(client):
    lead = make_organisation("Riverbank Circle")
    make_practice(
        "Evening football",
        lead=lead,
        countries=["KE", "BD"],
        themes=["sport-arts-culture"],
        evidence="reasoned",
        start_year=2016,
        ongoing=True,
        text={"summary": "Neighbours play."},
    )
    words = get(client, "/practices/").main
    for said in ("Evening football", "Bangladesh", "Kenya", "Sport, arts and culture", "Riverbank Circle"):
        assert said in words
    assert "Reasoned" in words
    assert "since 2016" in words
    assert "Neighbours play." in words


def test_choosing_a_value_never_makes_its_neighbours_vanish(client):
    make_practice(countries=["KE"], themes=["sport-arts-culture"])
    make_practice(countries=["BD"], themes=["sport-arts-culture", "livelihoods-skills"])
    counts = facet_counts(client, "?place=KE", "place")
    assert (counts["Kenya"], counts["Bangladesh"]) == (1, 1)
    counts = facet_counts(client, "?place=KE", "theme")
    assert (counts["Sport, arts and culture"], counts["Livelihoods and skills"]) == (1, 0)


def test_a_second_relation_counts_a_practice_once(client):
    practice = make_practice(
        countries=["KE", "BD", "JO"], themes=["sport-arts-culture", "livelihoods-skills"], groups=["women", "media"]
    )
    assert facet_counts(client, "", "place")["Asia"] == 1
    assert (
        facet_counts(client, "?theme=livelihoods-skills&theme=sport-arts-culture", "theme")["Sport, arts and culture"]
        == 1
    )
    page = get(client, "/practices/?group=media&group=women&place=BD&place=KE")
    assert page.main.count(practice.texts.get().title) == 1


def test_values_of_one_facet_widen_and_facets_narrow(client):
    make_practice("In Kenya", countries=["KE"], groups=["women"])
    make_practice("In Jordan", countries=["JO"], groups=["women"])
    make_practice("In Jordan with media", countries=["JO"], groups=["media"])
    assert "2 practices" in get(client, "/practices/?group=women&place=JO&place=KE").main
    assert "1 practice" in get(client, "/practices/?group=media&place=JO").main


@pytest.mark.parametrize("place", ["KE", "014", "202", "002", "horn-of-africa", "great-lakes"])
def test_a_practice_counts_for_its_country_its_regions_and_its_groupings(client, place):
    make_practice("Evening football", countries=["KE"])
    make_practice("Elsewhere", countries=["DE"])
    page = get(client, f"/practices/?place={place}")
    assert "Evening football" in page.main
    assert "Elsewhere" not in page.main


def test_a_recommendation_is_found_by_the_one_it_stands_below(client):
    whole = make_recommendation("4", "Everyone takes part")
    point = make_recommendation("4b", "Youth", parent=whole)
    make_recommendation("4b-i", parent=point)
    make_practice("Evening football", recommendations={"4b-i": "illustrates"})
    for number in ("4", "4b", "4b-i"):
        assert "1 practice" in get(client, f"/practices/?recommendation={number}").main


def test_each_choice_stands_above_the_results_with_a_link_that_removes_it(client):
    make_practice(countries=["KE"], groups=["women"])
    listing = client.get("/practices/?group=women&page=1&place=KE&sort=title").context["listing"]
    assert [(pill["facet"], pill["label"], pill["remove_url"]) for pill in listing.pills] == [
        ("Place", "Kenya", "/practices/?group=women&sort=title"),
        ("Works with", "Women", "/practices/?place=KE&sort=title"),
    ]
    assert listing.clear_url == "/practices/?sort=title"
    page = get(client, "/practices/?group=women&place=KE")
    assert {"/practices/?group=women", "/practices/?place=KE", "/practices/"} <= set(page.links)


def test_pages_hold_twenty_and_a_changed_filter_starts_at_the_first(client):
    for number in range(45):
        make_practice(f"Practice {number:02}", groups=["women"])
    first = client.get("/practices/?sort=title").context["listing"]
    third = client.get("/practices/?page=3&sort=title").context["listing"]
    assert [len(listing.rows) for listing in (first, third)] == [20, 5]
    assert third.rows[-1].card.title == "Practice 44"
    assert [(link["number"], link["current"]) for link in third.pages["links"]] == [(1, False), (2, False), (3, True)]
    assert third.pages["next_url"] == ""
    assert third.pages["previous_url"] == "/practices/?page=2&sort=title"
    groups = next(facet for facet in third.facets if facet.name == "group")
    women = next(one for one in groups.values if one.value == "women")
    assert groups.toggle_url(women) == "/practices/?group=women&sort=title"


def test_those_of_which_most_is_told_and_known_stand_first_then_the_newest(client):
    make_practice("Known", rows={"evaluations": [{"source": a_source()}, {"source": a_source()}]})
    make_practice("Told", text={"steps": "Meet\nPlay"})
    make_practice("Older")
    make_practice("Newer")
    make_practice("Not told", unanswered={"steps": "withheld", "lessons": "not-reported"})
    page = get(client, "/practices/")
    titles = ["Known", "Told", "Not told", "Newer", "Older"]
    assert [row.card.title for row in client.get("/practices/").context["listing"].rows] == titles
    assert [one["title"] for one in client.get("/api/v1/practices").json()["results"]] == titles
    said = "Most answers and studies first, then the newest."
    assert said in page.main
    assert said not in get(client, "/practices/?sort=title").main


def test_orders_are_newest_edition_title_and_start_year(client):
    early = make_practice("Élan", start_year=2001)
    make_practice("zebra", start_year=2020)
    make_practice("apple")
    publish(early)
    orders = {
        query: [row.card.title for row in client.get(f"/practices/{query}").context["listing"].rows]
        for query in ("?sort=newest", "?sort=title", "?sort=start")
    }
    assert orders == {
        "?sort=newest": ["Élan", "apple", "zebra"],
        "?sort=title": ["apple", "Élan", "zebra"],
        "?sort=start": ["zebra", "Élan", "apple"],
    }


def test_nothing_found_offers_the_nearest_ways_out_with_their_counts(client):
    make_practice(countries=["KE"], groups=["women"])
    make_practice(countries=["KE"], groups=["women"])
    make_practice(countries=["DE"], groups=["media"])
    page = get(client, "/practices/?group=media&place=KE")
    assert "0 practices" in page.main
    assert {"/practices/?place=KE", "/practices/?group=media"} <= set(page.links)
    relaxations = client.get("/practices/?group=media&place=KE").context["listing"].relaxations
    assert [(one.label, one.count) for one in relaxations] == [("without Media people", 2), ("without Kenya", 1)]


def test_a_value_without_results_stays_and_can_be_chosen(client):
    make_practice(evidence="reported")
    page = get(client, "/practices/")
    assert value(page, "evidence", "replicated") is False
    assert facet_counts(client, "", "evidence")["Replicated"] == 0


def test_a_long_facet_shows_its_first_values_and_what_is_chosen_and_leads_to_all(client):
    page = get(client, "/practices/?theme=victims-stigma")
    themes = [attrs["value"] for tag, attrs in page.tags if tag == "input" and attrs.get("name") == "theme"]
    assert len(themes) == 8
    assert themes[-1] == "victims-stigma"
    assert "All 24" in page.main
    assert "/practices/values/theme/?theme=victims-stigma" in page.links


def test_a_facet_of_which_nothing_has_a_value_is_shown_only_when_it_is_chosen(client):
    make_practice(countries=["KE"])
    assert "Prevention" not in get(client, "/practices/").main
    page = get(client, "/practices/?prevention=primary")
    assert value(page, "prevention", "primary") is True
    make_practice(prevention=["primary"])
    assert "/practices/values/prevention/" in get(client, "/practices/").links


def test_a_question_that_nobody_answered_is_no_facet(client):
    make_organisation("Riverbank Circle")
    assert "Led by women" not in get(client, "/organisations/").main
    make_organisation("Hill Circle", women_led=False)
    assert value(get(client, "/organisations/"), "women_led", "not-known") is False


def folded(page):
    """{facet: whether it is open} of the facets that are folded on every screen."""
    found, inside, is_open = {}, False, False
    for tag, attrs in page.tags:
        classes = attrs.get("class", "").split()
        if tag == "fieldset":
            inside = "folded" in classes
        elif "toggle" in classes:
            is_open = "open" in attrs
        elif inside and tag == "input":
            found[attrs["name"]] = is_open
    return found


def test_rare_facets_are_links_to_their_values_until_something_of_them_is_chosen(client):
    make_practice(youth=["youth-led"], gender=["women-led"], scale="local", lead=make_organisation("Lead"))
    page = get(client, "/practices/?youth=youth-led")
    assert folded(page) == {"youth": True, "organisation": False}
    links = {f"/practices/values/{name}/?youth=youth-led" for name in ("gender", "lead", "scale", "language")}
    assert links <= set(page.links)
    assert not any("/values/youth/" in link for link in page.links)
    assert folded(get(client, "/organisations/")) == {}


def test_a_country_is_one_step_from_the_list_among_those_of_its_continent(client):
    for code in ("KE", "UG", "BD", "JO", "DE", "BR", "ML"):
        make_practice(countries=[code], groups=["women"])
    page = get(client, "/practices/?group=women")
    assert {"Africa", "Asia", "Europe", "Americas"} <= set(facet_counts(client, "", "place"))
    assert "Kenya" not in facet_counts(client, "", "place")
    assert "/practices/values/place/?group=women" in page.links
    values = client.get("/practices/values/place/?group=women").context["values"]
    groups = {heading: [(value.label, url) for value, url in group] for heading, group in values.groups}
    assert list(groups)[:2] == ["Africa", "Americas"]
    assert [label for label, _url in groups["Africa"]] == [
        *("Africa", "Eastern Africa", "Sub-Saharan Africa", "Western Africa"),
        *("Kenya", "Mali", "Uganda"),
    ]
    assert dict(groups["Africa"])["Kenya"] == "/practices/?group=women&place=KE"
    assert "Kenya" in facet_counts(client, "?place=KE", "place")


def test_a_mark_that_says_nothing_is_left_to_the_page_and_themes_are_links(client):
    make_practice("Football", slug="football", themes=["sport-arts-culture"])
    page = get(client, "/practices/")
    assert "/themes/sport-arts-culture/" in page.links
    assert "How sure" in page.main
    assert "What it takes" not in page.main
    assert "What it takes Not told" in get(client, "/practices/football/").main


def test_a_card_that_is_remembered_is_not_shown_of_who_becomes_careful_at_this_moment(client):
    make_practice("Evening football")
    make_practice("Weekly tea")
    assert "Evening football" in get(client, "/practices/").main
    # As another process does it, before this one hears of it.
    Edition.objects.filter(title="Evening football").update(level=Level.ANONYMISED)
    page = get(client, "/practices/")
    assert "Weekly tea" in page.main
    assert "Evening football" not in page.main


def test_a_card_that_is_remembered_loses_the_words_that_its_edition_loses_at_this_moment(client):
    make_practice("Evening football", text={"summary": "Zornhut plays."})
    assert "Zornhut plays." in get(client, "/practices/").main
    edition = Edition.objects.get()
    Edition.objects.update(record=edition.record.replace("Zornhut plays.", "Neighbours play."))
    assert "Neighbours play." in get(client, "/practices/").main


def test_remembered_cards_are_of_their_language(client):
    make_practice("Evening football", countries=["DE"])
    shown = [get(client, address).main for address in ("/practices/", "/fr/practices/", "/practices/")]
    assert shown[0] == shown[2]
    assert ("Germany" in shown[0], "Allemagne" in shown[1], "Germany" in shown[1]) == (True, True, False)
