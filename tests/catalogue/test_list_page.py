"""The list pages as a reader meets them."""

import pytest

from publishing.safety.publication import publish
from tests.factories import (
    a_source,
    make_membership,
    make_network,
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


def test_every_facet_of_practices_filters(client):
    hub = make_network("Hub", slug="hub")
    lead = make_organisation("Lead", slug="lead")
    make_recommendation("4b")
    practice = make_practice(
        "Evening football",
        lead=lead,
        networks=[hub],
        countries=["KE"],
        themes=["sport-arts-culture"],
        gender=["women-and-girls"],
        youth=["youth-led"],
        groups=["women"],
        recommendations={"4b": "illustrates"},
        evidence="evaluated",
        scale="national",
        setting=["street"],
        mode=["group"],
        prevention=["primary"],
        age_from=12,
        age_to=17,
        start_year=2011,
        ongoing=True,
        partner=make_organisation("Partner", slug="partner"),
        funder=make_organisation("Funder", slug="funder"),
        rows={"evaluations": [{"design": "randomised", "finding": "mixed", "source": a_source()}]},
        published=False,
    )
    practice.texts.create(language="fr", origin="human", title="Football du soir", summary="On joue.")
    publish(practice)
    make_practice("Other", countries=["DE"], evidence="described", scale="local")
    chosen = {
        "place": "KE",
        "theme": "sport-arts-culture",
        "group": "women",
        "evidence": "evaluated",
        "finding": "mixed",
        "prevention": "primary",
        "setting": "street",
        "gender": "women-and-girls",
        "youth": "youth-led",
        "age": "12-17",
        "network": "hub",
        "organisation": "lead",
        "lead": "lead",
        "partner": "partner",
        "funder": "funder",
        "recommendation": "4b",
        "design": "randomised",
        "years": "2020-2024",
        "active": "yes",
        "scale": "national",
        "mode": "group",
        "language": "fr",
    }
    listing = client.get("/practices/").context["listing"]
    assert [facet.name for facet in listing.facets if facet.is_shown] == list(chosen)
    for name, wanted in chosen.items():
        page = get(client, f"/practices/?{name}={wanted}")
        assert ("1 practice" in page.main, value(page, name, wanted)) == (True, True), name


def test_every_facet_of_networks_filters(client):
    make_network("Hub", countries=["KE"], kind="city-network", scale="global", audiences=["cities"])
    make_network("Other", countries=["DE"])
    for query in ("place=014", "kind=city-network", "scale=global", "audience=cities"):
        page = get(client, f"/networks/?{query}")
        assert ("Hub" in page.main, "1 network" in page.main) == (True, True), query


def test_every_facet_of_organisations_filters(client):
    hub = make_network("Hub", slug="hub")
    lead = make_organisation("Lead", kind="foundation", women_led=True, youth_led=False, published=False)
    make_membership(lead, hub)
    publish(lead)
    make_organisation("Other", country="DE")
    for query in ("place=KE", "kind=foundation", "network=hub", "women_led=yes", "youth_led=no"):
        page = get(client, f"/organisations/?{query}")
        assert ("Lead" in page.main, "1 organisation" in page.main) == (True, True), query
    assert "1 organisation" in get(client, "/organisations/?women_led=not-known").main


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


def test_orders_are_newest_edition_title_and_start_year(client):
    early = make_practice("Élan", start_year=2001)
    make_practice("zebra", start_year=2020)
    make_practice("apple")
    publish(early)
    orders = {
        query: [row.card.title for row in client.get(f"/practices/{query}").context["listing"].rows]
        for query in ("", "?sort=title", "?sort=start")
    }
    assert orders == {
        "": ["Élan", "apple", "zebra"],
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


def test_long_facets_are_folded_but_what_is_chosen_is_seen(client):
    listing = client.get("/practices/?theme=victims-stigma").context["listing"]
    facet = next(one for one in listing.facets if one.name == "theme")
    assert facet.total == 24
    assert "victims-stigma" in [one.value for one in facet.first]
    assert "victims-stigma" not in [one.value for one in facet.rest]
    assert len(facet.first) + len(facet.rest) == 24


def test_a_facet_of_which_nothing_has_a_value_is_shown_only_when_it_is_chosen(client):
    make_practice(countries=["KE"])
    assert "Prevention" not in get(client, "/practices/").main
    page = get(client, "/practices/?prevention=primary")
    assert value(page, "prevention", "primary") is True
    make_practice(prevention=["primary"])
    assert value(get(client, "/practices/"), "prevention", "primary") is False


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


def test_rare_facets_are_folded_and_open_where_something_is_chosen(client):
    make_practice(youth=["youth-led"], gender=["women-led"], scale="local", lead=make_organisation("Lead"))
    assert folded(get(client, "/practices/?youth=youth-led")) == {
        "gender": False,
        "youth": True,
        "organisation": False,
        "lead": False,
        "scale": False,
        "language": False,
    }
    assert folded(get(client, "/organisations/")) == {}
