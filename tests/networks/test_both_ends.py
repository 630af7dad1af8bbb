"""Relations are told from both ends: who supports and keeps a network, where its members are, what was paid for."""

import pytest
from django.contrib.auth.models import Permission

from networks.models import Membership, Organisation
from publishing.models import Edition
from publishing.safety.publication import is_news, publish
from tests.admin_forms import add_row, fields
from tests.factories import (
    make_careful,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_submitted,
    make_user,
)
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def ministry():
    return make_organisation("Ministry of Norway", slug="ministry", country="NO", kind="government")


def test_an_organisation_shows_the_networks_it_supports_and_keeps(client, ministry):
    hub = make_network("Hub", slug="hub", published=False)
    hub.secretariat = ministry
    hub.save()
    hub.supporters.set([ministry])
    publish(hub)
    page = get(client, "/organisations/ministry/")
    assert {"Networks it keeps running", "Networks it supports"} <= set(page.h2())
    assert page.main.count("Hub") == 2
    assert "Hub" in get(client, "/networks/?supporter=ministry").main
    place = get(client, "/places/NO/")
    assert "Networks supported or kept running from here Hub" in place.main


def test_a_country_shows_what_was_paid_for_from_it_elsewhere(client, ministry):
    make_practice("Evening football", slug="evening-football", funder=ministry, countries=["KE"])
    make_practice("At home", funder=ministry, countries=["NO"])
    page = get(client, "/places/NO/")
    assert "Practices elsewhere, paid for from here Evening football" in page.main
    assert "At home" not in page.main.partition("paid for from here")[2]


def test_a_network_is_present_through_its_members_and_that_is_said(client):
    hub = make_network("Hub", slug="hub")
    for name, country in (("One", "KE"), ("Two", "KE"), ("Three", "JO")):
        member = make_organisation(name, country=country, published=False)
        make_membership(member, hub)
        publish(member)
    assert "Networks present through members They have members here" in get(client, "/places/JO/").main
    assert "Members 3 organisations in 2 countries" in get(client, "/networks/hub/").main


def test_who_may_not_be_named_is_at_neither_end(client, ministry):
    hub = make_network("Hub", slug="hub", published=False)
    hub.supporters.set([ministry])
    publish(hub)
    make_practice("Evening football", funder=ministry, countries=["KE"])
    Organisation.objects.filter(pk=ministry.pk).update(level="generalised", slug=ministry.uid)
    publish(Organisation.objects.get(pk=ministry.pk))
    page = get(client, "/places/NO/")
    assert "Hub" not in page.main
    assert "Evening football" not in page.main
    assert "Hub" not in get(client, f"/organisations/{ministry.uid}/").main


def test_organisations_are_ordered_by_how_many_practices_they_take_part_in(client, ministry):
    other = make_organisation("Another", slug="another")
    make_practice(lead=ministry)
    make_practice(lead=ministry, partner=other)
    rows = client.get("/organisations/?sort=practices").context["listing"].rows
    assert [row.card.title for row in rows] == ["Ministry of Norway", "Another"]


# --- members that were added to a network


def test_new_members_are_public_when_the_network_is_published(client, ministry):
    hub = make_network("Hub", slug="hub")
    make_membership(ministry, hub, role="founder", since=2015)
    assert "Ministry of Norway" not in get(client, "/networks/hub/").main
    assert is_news(hub)
    publish(hub)
    page = get(client, "/networks/hub/")
    assert "Ministry of Norway" in page.main
    assert "founder" in page.main
    assert Edition.objects.current().of(ministry).get().number == 2
    assert not is_news(hub)
    assert not is_news(Organisation.objects.get(pk=ministry.pk))


def test_what_else_was_edited_in_the_organisation_waits_for_its_own_publication(client, ministry):
    hub = make_network("Hub", slug="hub")
    make_membership(ministry, hub)
    ministry.texts.update(about="A draft sentence.")
    publish(hub)
    page = get(client, "/organisations/ministry/")
    assert "Hub" in page.main
    assert "A draft sentence." not in page.main


@pytest.mark.parametrize(
    "facts",
    [{"level": "generalised"}, {"published": False}, {"unanswered": {"memberships": "withheld"}}],
)
def test_members_that_are_not_open_stay_out(client, facts):
    member = make_organisation("Riverbank Circle", **facts)
    hub = make_network("Hub", slug="hub")
    make_membership(member, hub)
    publish(hub)
    assert "Riverbank Circle" not in get(client, "/networks/hub/").main


def test_a_membership_that_is_kept_out_stays_out(client, ministry):
    hub = make_network("Hub", slug="hub")
    make_membership(ministry, hub, shown=False)
    publish(hub)
    assert "Ministry of Norway" not in get(client, "/networks/hub/").main


def add_member(client, user, entry, **facts):
    """Save the form of `entry` as `user` does, with a new membership."""
    client.force_login(user)
    address = f"/admin/networks/{entry.KIND}/{entry.pk}/change/"
    values = fields(client.get(address))
    add_row(values, "memberships", role="member", shown="on", **{name: str(one.pk) for name, one in facts.items()})
    assert client.post(address, values).status_code == 302
    client.logout()
    return Membership.objects.get()


def test_what_somebody_wrote_who_may_not_publish_is_not_public_with_the_network(client):
    author, hub = make_user("basil", "contributor"), make_network("Hub", slug="hub")
    author.user_permissions.add(Permission.objects.get(codename="review_organisation"))
    own = make_organisation("Riverbank Circle", created_by=author)
    add_member(client, author, own, network=hub)
    assert not is_news(hub)
    publish(hub)
    assert "Riverbank Circle" not in get(client, "/networks/hub/").main

    publish(Organisation.objects.get(pk=own.pk))  # somebody has looked at it
    assert "Riverbank Circle" in get(client, "/networks/hub/").main


def test_an_organisation_whose_country_asks_for_care_by_now_is_not_public_with_the_network(client, ministry):
    hub = make_network("Hub", slug="hub")
    make_membership(ministry, hub)
    make_careful("NO", "generalised")
    publish(hub)
    assert "Ministry of Norway" not in get(client, "/networks/hub/").main


def test_what_waits_for_review_is_not_public_with_the_network(client, ministry):
    hub = make_network("Hub", slug="hub")
    make_membership(ministry, hub)
    make_submitted(ministry)
    publish(hub)
    assert "Ministry of Norway" not in get(client, "/networks/hub/").main


def test_members_that_an_editor_adds_to_the_network_are_public_with_it(client, ministry):
    hub = make_network("Hub", slug="hub")
    add_member(client, make_user("amina", "editor"), hub, organisation=ministry)
    assert is_news(hub)
    publish(hub)
    assert "Ministry of Norway" in get(client, "/networks/hub/").main
