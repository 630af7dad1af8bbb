"""Entries are found by the names of what belongs to them, and by none that may not be told of them."""

import pytest

from catalogue import catalogue, facets
from networks.models import Organisation
from places.levels import Level
from practices.models import Practice, Theme
from publishing.models import Generation
from publishing.safety.publication import publish, withdraw
from tests.catalogue.search.finding import hits, raised
from tests.factories import make_membership, make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")
CAREFUL = [Level.GENERALISED, Level.ANONYMISED, Level.WITHHELD]


def found(text):
    """Whether the practice “Evening football” is found by `text`."""
    return "Evening football" in hits(text)


PLACES = [
    "Kenya",
    "KENYA",
    "Eastern Africa",
    "sub-saharan africa",
    "Africa",
    "Horn of Africa",
    '"Great Lakes"',
    "great-lakes",
]


def test_a_practice_is_found_by_its_country_its_regions_and_its_groupings():
    make_practice("Evening football", countries=["KE"])
    make_practice("Elsewhere", countries=["DE"])
    assert {text: hits(text) for text in PLACES} == {text: ["Evening football"] for text in PLACES}


def test_a_place_without_entries_finds_nothing():
    make_practice("Evening football", countries=["KE"])
    assert hits("Germany") == []


def test_a_practice_is_found_by_its_themes_and_by_what_else_they_are_called():
    theme = Theme.objects.get(slug="sport-arts-culture")
    theme.aliases = ["zorngames", "play for peace"]
    theme.save()
    Generation.objects.advance(vocabulary=True)
    make_practice("Evening football", themes=["sport-arts-culture"])
    make_practice("Elsewhere", themes=["livelihoods-skills"])
    for text in ("sport", "arts", "zorngame", "Zorngames", '"play for peace"', "culture arts"):
        assert hits(text) == ["Evening football"], text
    assert hits('"for play"') == []


def test_a_practice_is_found_by_whom_it_works_with():
    make_practice("Evening football", groups=["women"])
    make_practice("Elsewhere", groups=["media"])
    assert hits("women") == ["Evening football"]


def test_a_practice_is_found_by_those_who_take_part_and_by_its_networks():
    lead = make_organisation("Zorn River Circle", acronym="ZRC", country="")
    network = make_network("Zorn Bridges", acronym="ZBR", countries=[])
    make_practice("Evening football", lead=lead, networks=[network], countries=[])
    make_practice("Elsewhere", countries=[])
    assert hits("ZRC") == hits('"river circle"') == ["Evening football", "Zorn River Circle"]
    assert hits("zbr") == hits("bridge") == ["Evening football", "Zorn Bridges"]


def test_an_organisation_is_found_by_its_networks():
    lead = make_organisation("Riverbank Circle", country="", published=False)
    make_membership(lead, make_network("Zorn Bridges", acronym="ZBR", countries=[]))
    publish(lead)
    assert hits("ZBR") == hits("zorn") == ["Riverbank Circle", "Zorn Bridges"]


@pytest.mark.parametrize("level", CAREFUL)
def test_nothing_is_found_by_an_organisation_that_becomes_careful_at_once(level):
    lead = make_organisation("Zornhut Circle", acronym="ZHC")
    make_practice("Evening football", lead=lead)
    assert found("zornhut") and found("ZHC")
    raised(lead, level)
    assert hits("zornhut") == hits("ZHC") == hits("zornhu", typing=True) == []
    raised(lead, Level.OPEN)
    assert found("zornhut") and found("ZHC")


@pytest.mark.parametrize("level", CAREFUL)
def test_nothing_else_is_found_by_a_network_that_becomes_careful_at_once(level):
    network = make_network("Zornhut Net", acronym="ZHN")
    lead = make_organisation("Riverbank Circle", published=False)
    make_membership(lead, network)
    publish(lead)
    make_practice("Evening football", lead=lead, networks=[network])
    assert hits("zornhut") == hits("ZHN") == ["Evening football", "Riverbank Circle", "Zornhut Net"]
    raised(network, level)
    # A generalised network still has its own name; nothing leads to it.
    assert hits("zornhut") == hits("ZHN") == (["Zornhut Net"] if level == Level.GENERALISED else [])


def test_nothing_is_found_by_those_whose_title_is_withheld():
    lead = make_organisation("Zornhut Circle", acronym="ZHC")
    make_practice("Evening football", lead=lead)
    assert found("zornhut")
    Organisation.objects.filter(pk=lead.pk).update(unanswered={"title": "withheld"})
    publish(lead)
    assert hits("zornhut") == []
    assert not found("ZHC")


def test_nothing_is_found_by_drafts_and_by_what_was_withdrawn():
    draft = make_organisation("Zornhut Circle", acronym="ZHC", published=False)
    network = make_network("Zornberg Net")
    make_practice("Evening football", partner=draft, networks=[network])
    assert hits("zornhut") == hits("ZHC") == []
    assert found("zornberg")
    withdraw(network)
    assert hits("zornberg") == []


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.ANONYMISED])
def test_a_careful_practice_is_found_by_nobody_who_took_part(level):
    lead = make_organisation("Zornhut Circle")
    practice = make_practice("Evening football", lead=lead, networks=[make_network("Zornberg Net")])
    assert found("zornhut") and found("zornberg")
    raised(practice, level)
    assert hits("zornhut") == ["Zornhut Circle"]
    assert hits("zornberg") == ["Zornberg Net"]


def test_an_anonymised_practice_is_found_by_its_region_and_by_no_country_or_grouping():
    practice = make_practice("Evening football", countries=["KE"], level=Level.ANONYMISED)
    assert practice.level == Level.ANONYMISED
    assert len(hits('"Eastern Africa"', "practice")) == 1
    assert hits("Kenya") == hits('"Horn of Africa"') == hits("football") == []


def test_withheld_places_and_themes_find_nothing():
    practice = make_practice("Evening football", countries=["KE"], themes=["sport-arts-culture"])
    assert found("Kenya") and found("sport")
    Practice.objects.filter(pk=practice.pk).update(unanswered={"places": "withheld", "themes": "withheld"})
    publish(practice)
    assert hits("Kenya") == hits("sport") == []


def test_a_word_in_the_titles_of_very_many_organisations_names_none_of_them(monkeypatch):
    make_practice("Evening football", lead=make_organisation("Lantern Makers"))
    make_organisation("Lantern Keepers")
    assert hits("lantern", "practice") == ["Evening football"]
    catalogue.forget()
    monkeypatch.setattr(facets, "MOST_NAMED", 1)
    assert hits("lantern", "practice") == []
    assert hits("makers", "practice") == ["Evening football"]
