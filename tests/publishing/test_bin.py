"""Deleted entries: what may go into the bin, what comes out of it, and what is destroyed."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from practices.models import Practice
from publishing.editing.bin import NotRestorable, StillReferredTo, binned, bring_back, empty, throw_away
from publishing.editing.differences import describe
from publishing.entries.history import saved_snapshot
from publishing.models import Event, Version
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def amina(db):
    return get_user_model().objects.create_user("amina")


def age(versions, days):
    versions.update(at=timezone.now() - timedelta(days=days))


def test_a_deleted_entry_lies_in_the_bin_with_who_and_when(amina):
    practice = make_practice("Evening football", published=False)
    throw_away(practice, by=amina)
    assert not Practice.objects.exists()
    [found] = binned()
    assert (found.title, found.by, found.days_left) == ("Evening football", amina, 90)
    assert found.was().uid == practice.uid
    assert list(Event.objects.of(practice).values_list("what", "by")) == [("deleted", amina.pk)]


def test_it_comes_back_whole_with_its_uid_and_relations(amina):
    organisation = make_organisation("Riverbank Circle")
    practice = make_practice(
        "Evening football", published=False, lead=organisation, themes=["sport-arts-culture"], created_by=amina
    )
    practice.texts.create(language="fr", title="Le foot", summary="On joue.")
    practice.consents.create(basis="source")
    cite(practice, "A public report")
    [before] = describe(saved_snapshot(practice))
    throw_away(practice)
    [found] = binned()
    assert bring_back(found.snapshot, by=amina).left_out == []
    restored = Practice.objects.get()
    [after] = describe(saved_snapshot(restored))
    assert after == before
    assert (restored.pk, restored.uid, restored.created_by) == (practice.pk, practice.uid, amina)
    assert abs(restored.created_at - practice.created_at) < timedelta(milliseconds=1)
    assert not binned()
    assert [event.what for event in Event.objects.of(restored)] == ["restored", "deleted"]


def test_an_organisation_comes_back_with_its_memberships_and_their_sources():
    organisation = make_organisation("Riverbank Circle", published=False)
    cite(make_membership(organisation, make_network("Hub")), "Members")
    throw_away(organisation)
    [found] = binned()
    bring_back(found.snapshot, by=None)
    membership = type(organisation).objects.get(uid=organisation.uid).memberships.get()
    assert membership.citations.get().source.title == "Members"


def test_it_is_brought_back_once_only():
    throw_away(make_practice(published=False))
    [found] = binned()
    bring_back(found.snapshot, by=None)
    with pytest.raises(NotRestorable, match="restored already"):
        bring_back(found.snapshot, by=None)


def test_it_comes_back_under_its_uid_when_its_address_was_taken():
    practice = make_practice(slug="football", published=False)
    throw_away(practice)
    make_practice(slug="football")
    [found] = binned()
    assert bring_back(found.snapshot, by=None).left_out == ["The address “football” belongs to another entry now."]
    assert Practice.objects.get(uid=practice.uid).slug == practice.uid


def test_whose_account_is_gone_is_forgotten_without_a_word(amina):
    practice = make_practice(published=False, created_by=amina)
    throw_away(practice)  # nothing that is saved tells of her any more, or the account would be kept
    amina.delete()
    [found] = binned()
    assert bring_back(found.snapshot, by=None).left_out == []
    assert Practice.objects.get().created_by is None


@pytest.mark.parametrize("way", ["participation", "secretariat", "supporter", "adaptation", "network", "parent"])
def test_what_others_refer_to_is_not_deleted(way):
    organisation, network = make_organisation(published=False), make_network(published=False)
    practice = make_practice(published=False)
    entry, other = {
        "participation": lambda: (organisation, make_practice(partner=organisation)),
        "secretariat": lambda: (organisation, make_network(secretariat=organisation)),
        "supporter": lambda: (organisation, make_network(supporters=[organisation])),
        "adaptation": lambda: (practice, make_practice(adapted_from=practice)),
        "network": lambda: (network, make_practice(networks=[network])),
        "parent": lambda: (network, make_network(parent=network)),
    }[way]()
    with pytest.raises(StillReferredTo) as refused:
        throw_away(entry)
    assert refused.value.others == [other]
    assert type(entry).objects.filter(pk=entry.pk).exists()
    assert not Version.objects.exists()


def test_after_ninety_days_an_entry_is_destroyed_with_all_its_versions():
    old, young, alive = (make_practice(name, published=False) for name in ("Old", "Young", "Alive"))
    for practice in (old, young):
        throw_away(practice)
    first, second = binned()[::-1]
    age(Version.objects.filter(pk=first.pk), 91)
    age(Version.objects.filter(pk=second.pk), 89)
    throw_away(alive)
    [third] = [found for found in binned() if found.title == "Alive"]
    bring_back(third.snapshot, by=None)
    age(Version.objects.of(alive), 400)

    assert empty() == 1
    assert [found.title for found in binned()] == ["Young"]
    assert Practice.objects.get().uid == alive.uid
    assert not Version.objects.of(old).exists()
    assert Version.objects.filter(title="Alive").exists()
    assert Event.objects.of(old).count() == 1
