"""An earlier version brought back: what returns, what stays, and what can't."""

import pytest
from django.contrib.auth import get_user_model

from networks.models import Membership
from practices.models import Practice
from publishing.editing.bin import NotRestorable, restore
from publishing.editing.differences import describe
from publishing.entries.history import keep, newest, saved_snapshot, versions_of
from publishing.models import Edition
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_recommendation

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def amina(db):
    return get_user_model().objects.create_user("amina")


def kept(entry):
    """A version of `entry` as it is now."""
    keep(entry, always=True)
    return newest(entry).snapshot


def described(entry):
    [found] = describe(saved_snapshot(entry))
    return found


def back(entry, snapshot, by=None):
    return restore(entry, snapshot, by=by, comment="Restored").left_out


def test_a_reason_for_a_field_that_is_told_does_not_return(amina):
    practice = make_practice(published=False, text={"outcomes": "Fewer fights."})
    Practice.objects.update(unanswered={"outcomes": "not-reported", "lessons": "not-reported"})
    then = kept(practice)
    Practice.objects.update(unanswered={})
    back(practice, then)
    practice.refresh_from_db()
    assert practice.unanswered == {"lessons": "not-reported"}


def test_everything_that_was_typed_returns(amina):
    make_recommendation("4b-i")
    practice = make_practice(
        "Evening football",
        published=False,
        lead=make_organisation("Riverbank Circle"),
        networks=[make_network("Hub")],
        themes=["sport-arts-culture"],
        groups=["women"],
        recommendations={"4b-i": "illustrates"},
        start_year=2016,
        verified_on="2026-03-01",
    )
    practice.texts.create(language="fr", title="Le foot", summary="On joue.")
    cite(practice, "A public report")
    then = kept(practice)
    before = described(practice)

    practice.texts.filter(language="fr").delete()
    practice.texts.update(title="Tea", summary="They drink tea.")
    practice.texts.create(language="ar", title="شاي", summary="يشربون الشاي.")
    practice.participations.all().delete()
    practice.theme_links.all().delete()
    practice.citations.update(locator="page 9")
    practice.illustrations.all().delete()
    practice.countries.set(["UG"])
    practice.groups.clear()
    practice.networks.clear()
    Practice.objects.update(start_year=None, notes="Called.", verified_on=None)

    assert back(practice, then, amina) == []
    assert described(practice) == before
    practice.refresh_from_db()
    assert (practice.version, practice.edited_by) == (2, amina)


def test_texts_that_changed_places_return_to_theirs():
    practice = make_practice("Tea")
    practice.texts.create(language="fr", title="Thé", summary="Du thé.")
    then = kept(practice)
    english, french = practice.texts.order_by("pk")
    practice.texts.filter(pk=english.pk).update(language="xx")
    practice.texts.filter(pk=french.pk).update(language="en")
    practice.texts.filter(pk=english.pk).update(language="fr")
    back(practice, then)
    assert list(practice.texts.order_by("language").values_list("language", "title")) == [("en", "Tea"), ("fr", "Thé")]


def test_memberships_return_with_their_sources():
    organisation = make_organisation("Riverbank Circle")
    membership = make_membership(organisation, make_network("Hub"), since=2019)
    cite(membership, "Members")
    then = kept(organisation)
    membership.delete()
    back(organisation, then)
    one = Membership.objects.get()
    assert (one.since, one.citations.get().source.title) == (2019, "Members")
    Membership.objects.update(since=2020)
    back(organisation, then)
    one = Membership.objects.get()
    assert (one.since, one.citations.get().source.title) == (2019, "Members")


def test_a_restored_version_is_a_new_one_and_what_was_saved_before_is_kept(amina):
    practice = make_practice("Evening football")
    then = kept(practice)
    practice.texts.update(title="Morning football")
    back(practice, then, amina)
    assert [(one.comment, one.by) for one in versions_of(practice)][:2] == [
        ("Restored", amina),
        ("Changed elsewhere, found before the next change", None),
    ]


def test_nothing_public_changes():
    practice = make_practice("Evening football")
    then = kept(practice)
    practice.texts.update(title="Morning football")
    editions = list(Edition.objects.values())
    back(practice, then)
    practice.refresh_from_db()
    assert practice.state == "published"
    assert list(Edition.objects.values()) == editions


def test_nothing_becomes_more_open(amina):
    organisation = make_organisation("Riverbank Circle", published=False, safety={"named": "no"}, unanswered={})
    membership = make_membership(organisation, make_network("Hub"))
    then = kept(organisation)
    type(organisation).objects.update(
        level="anonymised",
        unanswered={"about": "withheld"},
        safety={"named": "yes"},
        created_by=amina,
        state="review",
    )
    Membership.objects.filter(pk=membership.pk).update(shown=False)
    back(organisation, then)
    organisation.refresh_from_db()
    assert organisation.level == "anonymised"
    assert organisation.unanswered == {"about": "withheld"}
    assert organisation.safety == {"named": "yes"}
    assert (organisation.created_by, organisation.state) == (amina, "review")
    assert Membership.objects.get().shown is False


def test_a_version_may_be_more_careful_than_what_is_saved():
    practice = make_practice(level="anonymised")
    then = kept(practice)
    Practice.objects.update(level="open")
    back(practice, then)
    assert Practice.objects.get().level == "anonymised"


def test_consents_stay_as_they_are():
    practice = make_practice()
    practice.consents.create(basis="source")
    then = kept(practice)
    practice.consents.all().delete()
    practice.consents.create(basis="agreement", role="board", means="letter", given_on="2026-03-01")
    back(practice, then)
    assert [consent.role for consent in practice.consents.all()] == ["board"]


def test_what_refers_to_something_that_is_gone_is_left_out_and_named():
    organisation, network = make_organisation("Riverbank Circle", published=False), make_network("Hub", published=False)
    first = make_practice("First", published=False)
    practice = make_practice(partner=organisation, networks=[network], adapted_from=first)
    citation = cite(practice, "A public report")
    then = kept(practice)
    practice.participations.all().delete()
    organisation.delete()
    network.delete()
    citation.delete()
    citation.source.delete()
    Practice.objects.update(adapted_from=None)
    first.delete()
    assert set(back(practice, then)) == {
        "Participation “Riverbank Circle (Partner)”: left out, for what it refers to is no longer there.",
        "Source “A public report, page 3”: left out, for what it refers to is no longer there.",
        "Networks “a network that is no longer there”: left out, for what it refers to is no longer there.",
        "Adapted from “a practice that is no longer there”: left out, for what it refers to is no longer there.",
    }
    assert not practice.participations.exists()


def test_an_address_that_another_entry_took_stays_with_it():
    practice = make_practice(slug="football", published=False)
    then = kept(practice)
    Practice.objects.update(slug="football-in-the-evening")
    other = make_practice(slug="football")
    Practice.objects.filter(pk=other.pk).update(slug="tea")  # its old address leads on to it
    assert back(practice, then) == ["The address “football” belongs to another entry now."]
    practice.refresh_from_db()
    assert practice.slug == "football-in-the-evening"


def test_what_would_be_nonsense_today_is_refused_in_words_and_nothing_is_written():
    above, below = make_network("Above"), make_network("Below")
    type(above).objects.filter(pk=above.pk).update(parent=below)
    then = kept(above)
    type(above).objects.filter(pk=above.pk).update(parent=None)
    type(below).objects.filter(pk=below.pk).update(parent=above)
    with pytest.raises(NotRestorable, match=r"This network would be part of itself\."):
        back(above, then)
    above.refresh_from_db()
    assert above.parent is None


def test_a_membership_that_is_there_under_another_key_is_refused_in_words():
    organisation, network = make_organisation(), make_network()
    make_membership(organisation, network)
    then = kept(organisation)
    Membership.objects.all().delete()
    other = make_organisation()
    one = make_membership(other, network)
    Membership.objects.filter(pk=one.pk).update(organisation=organisation)
    assert back(organisation, then) == []  # the row of now gives way
    assert Membership.objects.count() == 1
