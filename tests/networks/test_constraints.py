"""What the tables of organisations, networks and memberships refuse, as a form says it and as the database does."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from networks.models import Membership, Network, NetworkText, Organisation, OrganisationText
from tests.factories import make_network, make_organisation, term

pytestmark = pytest.mark.usefixtures("world")


def refused_by_the_form(row):
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


def refused_by_the_database(write, *arguments, match, **facts):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        write(*arguments, **facts)


def test_a_membership_can_not_end_before_it_began():
    organisation, network = make_organisation(), make_network()
    wrong = Membership(organisation=organisation, network=network, since=2019, until=2018)
    assert refused_by_the_form(wrong) == {"__all__": ["A membership can't end before it began."]}
    refused_by_the_database(wrong.save, match="membership_years_in_order")


@pytest.mark.parametrize("since, until", [(2019, 2019), (2018, 2019), (None, 2019), (2019, None), (None, None)])
def test_the_years_of_a_membership_may_be_equal_or_unknown(since, until):
    row = Membership(organisation=make_organisation(), network=make_network(), since=since, until=until)
    row.full_clean()
    row.save()
    row.refresh_from_db()
    assert (row.since, row.until) == (since, until)


def test_an_organisation_has_a_role_in_a_network_once():
    organisation, network = make_organisation(), make_network()
    Membership.objects.create(organisation=organisation, network=network, role="member")
    again = Membership(organisation=organisation, network=network, role="member")
    assert refused_by_the_form(again) == {"__all__": ["This organisation has this role in the network already."]}
    refused_by_the_database(again.save, match="(?i)unique")
    Membership.objects.create(organisation=organisation, network=network, role="secretariat")
    assert Membership.objects.count() == 2


@pytest.mark.parametrize("make", [make_organisation, make_network], ids=["organisation", "network"])
def test_an_entry_has_one_text_a_language(make):
    entry = make()
    again = entry.texts.model(entry=entry, language="en", title="Another name")
    assert refused_by_the_form(again) == {"__all__": ["The entry has a text in this language already."]}
    refused_by_the_database(again.save, match="(?i)unique")
    entry.texts.create(language="fr", title="Un autre nom")
    assert entry.texts.count() == 2


@pytest.mark.parametrize("text", [OrganisationText, NetworkText])
def test_the_origin_of_a_text_is_known(text):
    entry = make_organisation() if text is OrganisationText else make_network()
    refused_by_the_database(entry.texts.update, origin="invented", match="text_origin_known")


def test_a_network_is_not_part_of_itself():
    network = make_network()
    network.parent = network
    assert refused_by_the_form(network) == {"parent": ["This network would be part of itself."]}
    refused_by_the_database(network.save, match="network_not_its_own_parent")


def test_networks_are_not_parts_of_one_another_in_a_circle():
    top = make_network()
    middle = make_network(parent=top)
    top.parent = make_network(parent=middle)
    assert refused_by_the_form(top) == {"parent": ["This network would be part of itself."]}
    top.parent = make_network()
    top.full_clean()


def test_a_network_that_others_are_part_of_can_not_be_deleted():
    top = make_network()
    make_network(parent=top)
    with pytest.raises(ProtectedError):
        top.delete()
    assert Network.objects.count() == 2


def test_an_organisation_that_keeps_a_network_can_not_be_deleted():
    organisation = make_organisation()
    make_network(secretariat=organisation)
    with pytest.raises(ProtectedError):
        organisation.delete()
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("make", [make_organisation, make_network], ids=["organisation", "network"])
def test_levels_and_states_are_known_ones(make):
    entry = make()
    entry.level = "secret"
    assert refused_by_the_form(entry) == {"level": ["Value 'secret' is not a valid choice."]}
    table = type(entry).objects
    refused_by_the_database(table.update, level="secret", match="entry_level_known")
    refused_by_the_database(table.update, state="lost", match="entry_state_known")


@pytest.mark.parametrize("make", [make_organisation, make_network], ids=["organisation", "network"])
def test_addresses_and_uids_are_one_entrys_alone(make):
    first, second = make(), make()
    table = type(first).objects.filter(pk=second.pk)
    refused_by_the_database(table.update, slug=first.slug, match="(?i)unique")
    refused_by_the_database(table.update, uid=first.uid, match="(?i)unique")
    second.slug = first.slug
    name = first._meta.verbose_name.capitalize()
    assert refused_by_the_form(second) == {"slug": [f"{name} with this Address already exists."]}


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_lies_within_reach(year):
    network = make_network()
    network.founded_year = year
    assert list(refused_by_the_form(network)) == ["founded_year"]


def test_the_kind_of_a_network_is_a_term_of_its_own_vocabulary():
    network = make_network()
    network.kind = term("organisation_kinds", "civil-society")
    assert list(refused_by_the_form(network)) == ["kind"]
