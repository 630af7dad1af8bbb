"""A network is present where its members and the networks that belong to it are: found there, and told as such."""

import csv
import io

import pytest

from catalogue import catalogue
from networks.models import Membership, Organisation
from places.levels import Level
from publishing.safety.publication import keep_from_exports, publish, restrict, withdraw
from tests.factories import make_membership, make_network, make_organisation
from tests.linked import block_of
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def hub(world):
    """A network said to be in Kenya, with a member in Norway."""
    hub = make_network("Hub", slug="hub", countries=["KE"])
    member("Fjord House", hub, "NO")
    return hub


def member(name, network, country, **facts):
    organisation = make_organisation(name, country=country, published=False, **facts)
    make_membership(organisation, network)
    publish(organisation)
    return organisation


def found(client, query, address="/networks/"):
    return [row.card.title for row in client.get(f"{address}{query}").context["listing"].rows]


def test_the_list_leads_from_a_place_to_those_present_there_through_members(client, hub):
    page = get(client, "/networks/?place=NO")
    assert "0 networks" in page.main
    assert "1 network is present there through members or networks that belong to it." in page.main
    assert "/networks/?through=NO" in page.links
    assert found(client, "?through=NO") == ["Hub"]
    assert found(client, "?through=154") == ["Hub"]  # Northern Europe
    assert found(client, "?through=KE") == []
    assert "present there through" not in get(client, "/networks/?through=NO").main


def test_the_way_keeps_what_else_is_chosen_and_is_not_shown_where_it_leads_to_nothing_more(client, hub):
    assert "/networks/?kind=city-network&through=NO" not in get(client, "/networks/?kind=city-network&place=NO").links
    both = make_network("Both", slug="both", countries=["NO"], kind="city-network")
    member("Harbour", both, "NO")
    assert "present there through" not in get(client, "/networks/?kind=city-network&place=NO").main
    assert "2 networks are present there through" in get(client, "/networks/?place=NO").main


def test_a_network_is_present_where_networks_that_belong_to_it_are_however_far_below(client, hub):
    roof = make_network("Roof", slug="roof", published=False)
    hub.parent = roof
    hub.save()
    publish(roof)
    publish(hub)
    assert found(client, "?sort=title&through=NO") == ["Hub", "Roof"]
    assert found(client, "?through=KE") == ["Roof"]
    assert "Hub" not in get(client, "/places/NO/").main.partition("through members")[0]
    assert "Hub Roof" in get(client, "/places/NO/").main


def test_networks_that_belong_to_each_other_in_a_circle_come_to_an_end(client, hub):
    other = make_network("Other", slug="other", published=False)
    type(hub).objects.filter(pk=hub.pk).update(parent=other)
    type(hub).objects.filter(pk=other.pk).update(parent=hub)
    for one in (hub, other):
        one.refresh_from_db()
        publish(one)
    assert found(client, "?sort=title&through=NO") == ["Hub", "Other"]
    assert "Present through members" in get(client, "/networks/other/").main


def test_search_finds_them_after_those_that_are_there_themselves_and_says_by_what(client, hub):
    make_network("Northerners", countries=["NO"])
    for address in ("/networks/", "/search/"):
        titles = found(client, "?q=Norway", address)
        assert [title for title in titles if title in ("Northerners", "Hub")] == ["Northerners", "Hub"]
    assert "Found by Norway, through members" in get(client, "/networks/?q=Norway").main


def test_card_page_table_linked_data_and_api_tell_it_as_such(client, hub):
    card = get(client, "/networks/").main
    assert "Present through members: Norway" in card
    [row] = [one for one in client.get("/networks/hub/").context["network"]["glance"] if "through" in one.label]
    assert [(one.label, one.url) for one in row.items] == [("Norway", "/places/NO/")]
    file = b"".join(client.get("/networks.csv").streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(file))
    assert (line["countries"], line["through_countries"], line["through_country_codes"]) == ("Kenya", "Norway", "NO")
    linked = block_of(client.get("/networks/hub/"))["mainEntity"]
    assert [one["name"] for one in linked["areaServed"]] == ["Kenya"]
    assert [(one["name"], one["disambiguatingDescription"]) for one in linked["location"]] == [
        ("Norway", "Present through members")
    ]
    reply = client.get("/api/v1/networks?through=NO").json()
    assert [one["uid"] for one in reply["results"]] == [hub.uid]
    assert {one["value"]: one["count"] for one in reply["facets"]["through"]}["NO"] == 1


def test_what_changes_in_a_member_changes_where_the_network_is(client, hub):
    house = Organisation.objects.get(slug="fjord-house")
    house.country_id = "JO"
    house.save()
    publish(house)
    assert (found(client, "?through=NO"), found(client, "?through=JO")) == ([], ["Hub"])
    Membership.objects.all().delete()
    publish(Organisation.objects.get(pk=house.pk))
    assert found(client, "?through=JO") == []


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.ANONYMISED, Level.WITHHELD])
def test_a_member_that_became_careful_lends_no_place(client, hub, level):
    assert found(client, "?through=NO") == ["Hub"]
    house = Organisation.objects.get(slug="fjord-house")
    restrict(house, level)
    everywhere = ("?through=NO", "?through=154", "?through=150", "?q=Norway")
    assert [found(client, query) for query in everywhere] == [[]] * 4
    told = [get(client, address).main for address in ("/networks/?place=NO", "/networks/hub/", "/networks/")]
    assert [words for words in told if "through" in words] == []


def test_a_member_that_left_lends_no_place(client, hub):
    Membership.objects.update(until=2020)
    publish(Organisation.objects.get(slug="fjord-house"))
    assert found(client, "?through=NO") == []
    assert "Fjord House" in get(client, "/networks/hub/").main


def test_a_member_that_was_withdrawn_or_waits_lends_no_place(client, hub):
    make_membership(make_organisation("Draft", country="JO", published=False), hub)
    assert found(client, "?through=JO") == []
    withdraw(Organisation.objects.get(slug="fjord-house"))
    assert found(client, "?through=NO") == []


def test_a_careful_network_is_present_nowhere_through_others_and_lends_nothing_to_the_one_above(client, hub):
    roof = make_network("Roof", slug="roof", published=False)
    hub.parent = roof
    hub.save()
    publish(roof)
    publish(hub)
    restrict(hub, Level.GENERALISED)
    assert found(client, "?through=NO") == []
    assert found(client, "?through=KE") == []
    assert "through" not in Page(client.get(f"/networks/{hub.uid}/")).main


def test_what_may_not_be_taken_away_lends_no_place_to_what_is(client, hub):
    keep_from_exports(Organisation.objects.get(slug="fjord-house"))
    assert found(client, "?through=NO") == ["Hub"]
    assert client.get("/api/v1/networks?through=NO").json()["count"] == 0
    assert b"Norway" not in b"".join(client.get("/networks.csv").streaming_content)


def test_an_earlier_list_tells_the_members_of_then(client, hub):
    then = catalogue.current().number
    member("Cedar House", hub, "JO")
    assert found(client, "?through=JO") == ["Hub"]
    assert found(client, f"?as_of={then}&through=JO") == []
    assert found(client, f"?as_of={then}&through=NO") == ["Hub"]
