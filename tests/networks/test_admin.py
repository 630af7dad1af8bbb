"""Editors keep organisations, networks, who belongs to what, and the least level of countries."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from networks.models import Membership, Network, Organisation
from places.models import Country
from publishing.models import Source
from tests.admin_forms import ANSWERS, add_row, fields, save
from tests.factories import make_membership, make_network, make_organisation, make_ready, term
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


def page_of(entry, name="change"):
    return reverse(f"admin:networks_{entry.KIND}_{name}", args=[entry.pk])


def test_an_organisation_is_added_with_its_memberships_and_stands_among_the_members(editor):
    network = make_network("Bridges", slug="bridges")
    source = Source.objects.create(slug="report", title="A public report")
    address = "/admin/networks/organisation/add/"
    values = fields(editor.get(address)) | {
        "texts-0-title": "Riverbank Circle",
        "kind": term("organisation_kinds", "civil-society").pk,
        "country": "KE",
        "women_led": "true",
    }
    add_row(values, "memberships", network=network.pk, role="founding partner", since=2017, shown="on")
    add_row(values, "citations", source=source.pk, locator="page 3", position=0)
    response = editor.post(address, values | {"_publish": "x"})
    organisation = Organisation.objects.get()
    assert response.url == page_of(organisation, "publish")
    assert get(editor, page_of(organisation, "preview")).h1() == ["Riverbank Circle"]

    organisation.consents.create(basis="source")
    editor.post(response.url, ANSWERS)
    page = get(editor, "/organisations/riverbank-circle/")
    assert "Bridges" in page.words
    assert "A public report" in page.words
    assert "Riverbank Circle" in get(editor, "/networks/bridges/").words


def test_a_network_is_added_with_its_members_who_are_public_with_it(editor):
    member = make_organisation("Riverbank Circle")
    address = "/admin/networks/network/add/"
    values = fields(editor.get(address)) | {
        "texts-0-title": "Bridges",
        "kind": term("network_kinds", "national-network").pk,
        "scale": term("scale", "national").pk,
        "countries": ["KE"],
        "supporters": [member.pk],
    }
    add_row(values, "memberships", organisation=member.pk, role="member", shown="on")
    editor.post(address, values | {"_save": "x"})
    network = Network.objects.get()
    assert Membership.objects.get().network == network
    make_ready(network)
    editor.post(page_of(network, "publish"), ANSWERS)
    page = get(editor, "/networks/bridges/")
    assert "Supported by Riverbank Circle" in page.words
    assert page.words.count("Riverbank Circle") == 2


def test_a_network_is_not_part_of_itself(editor):
    network = make_network()
    response = save(editor, page_of(network), parent=network.pk)
    assert "This network would be part of itself." in Page(response).words


def test_a_membership_has_its_own_page_for_its_sources(editor):
    membership = make_membership(make_organisation("Riverbank Circle"), make_network("Bridges"))
    address = reverse("admin:networks_membership_change", args=[membership.pk])
    assert address in get(editor, page_of(membership.organisation)).links
    source = Source.objects.create(slug="report", title="A public report")
    values = fields(editor.get(address))
    add_row(values, "citations", source=source.pk, locator="page 3", position=0)
    editor.post(address, values | {"_save": "x"})
    assert [str(citation) for citation in membership.citations.all()] == ["A public report, page 3"]


@pytest.mark.parametrize("kind", ["organisation", "network"])
def test_entries_are_found_by_their_acronym(editor, kind):
    make = {"organisation": make_organisation, "network": make_network}[kind]
    wanted = make("Riverbank Circle", acronym="RBC")
    make("Hill Circle")
    found = editor.get(f"/admin/networks/{kind}/", {"q": "rbc"}).context["cl"].result_list
    assert list(found) == [wanted]


@pytest.mark.parametrize(("kind", "queries"), [("organisation", 9), ("network", 10)])
def test_a_list_takes_as_many_queries_for_thirty_entries_as_for_one(editor, kind, queries, django_assert_num_queries):
    make = {"organisation": make_organisation, "network": make_network}[kind]
    make()
    editor.get(f"/admin/networks/{kind}/")
    with django_assert_num_queries(queries):
        editor.get(f"/admin/networks/{kind}/")
    for _number in range(29):
        make()
    with django_assert_num_queries(queries):
        editor.get(f"/admin/networks/{kind}/")


def test_the_preview_of_a_network_shows_it_at_its_level(editor):
    network = make_network("Bridges", published=False, level="anonymised", about="They meet.", notes="Secret notes")
    page = get(editor, page_of(network, "preview"))
    assert page.h1() == ["A network in Eastern Africa"]
    assert "Secret notes" not in page.words
    assert "Bridges" not in page.words


# --- places


def test_of_a_country_only_its_least_level_is_an_editors_to_set(editor):
    address = "/admin/places/country/KE/change/"
    values = fields(editor.get(address))
    assert set(values) - {"csrfmiddlewaretoken"} == {"least_level"}
    save(editor, address, least_level="anonymised", iso3="XXX")
    country = Country.objects.get(pk="KE")
    assert (country.least_level, country.iso3) == ("anonymised", "KEN")
    organisation = make_organisation(country="KE", published=False)
    assert "Entries in Kenya are published at level Anonymised" in get(editor, page_of(organisation)).words


def test_countries_and_groupings_are_neither_added_nor_deleted(editor):
    for address in ("country/add/", "country/KE/delete/", "grouping/add/", "grouping/sahel/delete/"):
        get(editor, f"/admin/places/{address}", status=403)
    assert fields(editor.get("/admin/places/grouping/sahel/change/")).keys() <= {"csrfmiddlewaretoken"}
    assert editor.post("/admin/places/grouping/sahel/change/", {"name": "Other"}).status_code == 403
    assert [row.code for row in editor.get("/admin/places/country/", {"q": "keny"}).context["cl"].result_list] == ["KE"]


@pytest.mark.parametrize("kind", ["organisation", "network"])
def test_other_names_are_kept_one_a_line_and_found_in_the_list(editor, kind):
    make = {"organisation": make_organisation, "network": make_network}[kind]
    wanted = make("Riverbank Circle")
    make("Hill Circle")
    save(editor, page_of(wanted), also_known_as="  Cercle de la  rive\r\n\r\nحلقة الضفة\r\nCercle de la rive")
    wanted.refresh_from_db()
    assert wanted.also_known_as == "Cercle de la rive\nحلقة الضفة"
    for typed in ("cercle", "الضفة"):
        found = editor.get(f"/admin/networks/{kind}/", {"q": typed}).context["cl"].result_list
        assert list(found) == [wanted]
    save(editor, page_of(wanted), also_known_as="Cercle")
    assert "also known as" in get(editor, page_of(wanted, "history")).words.lower()


def test_the_form_of_a_network_takes_as_many_queries_for_any_number_of_members(editor):
    network = make_network("Hub")
    address, counts = f"/admin/networks/network/{network.pk}/change/", []
    for number in range(12):
        make_membership(make_organisation(f"Circle {number:02}", published=False), network)
        if number in (1, 11):
            editor.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert f"Circle {number:02}" in editor.get(address).content.decode()
            counts.append(len(queries))
    assert counts[0] == counts[1]
