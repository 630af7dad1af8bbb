"""Every facet of every list narrows it to what it says."""

import pytest

from publishing.safety.publication import publish
from tests.catalogue.test_list_page import value
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
    at_hand = ["place", "theme", "group", "evidence", "finding", "organisation"]
    assert [facet.name for facet in listing.beside] == at_hand
    assert [facet.name for facet in listing.rare] == [name for name in chosen if name not in at_hand]
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
