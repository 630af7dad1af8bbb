"""Consent links: signed, expiring, answered once; and what each answer does."""

import hashlib
from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from places.levels import Level
from publishing.models import Consent, ConsentAnswer, ConsentLink, Edition, Event
from publishing.safety.consent_links import Answer, LinkClosed, Reply, answer, find_link, handle, make_link, revoke
from publishing.safety.consents import allows, basis, consent_stops
from publishing.safety.publication import publish
from tests.factories import agree, make_organisation, make_picture, make_practice
from tests.pages import get
from tests.publishing.several import at_once

pytestmark = pytest.mark.usefixtures("world")

DAY = date(2026, 6, 1)


@pytest.fixture
def amina(world):
    return get_user_model().objects.create_user("amina")


@pytest.fixture
def organisation(world):
    return make_organisation("Riverbank Circle", slug="riverbank-circle")


def linked(entry, day=DAY):
    return make_link(entry, by=None, day=day)[0]


# --- the link


def test_only_the_digest_of_a_token_is_kept(organisation, amina):
    link, token = make_link(organisation, by=amina, day=DAY)
    link.refresh_from_db()
    assert link.digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str([list(ConsentLink.objects.values_list()), list(Event.objects.values_list())])
    assert len(token.split(".")[0]) >= 22  # 128 bits and more
    assert (link.made_by, link.expires_on) == (amina, date(2026, 7, 1))
    event = Event.objects.of(organisation).first()
    assert (event.what, event.by) == ("link-made", amina)


def test_a_token_finds_its_link(organisation):
    link, token = make_link(organisation, by=None)
    make_link(organisation, by=None)
    assert find_link(token) == link


def test_a_token_that_is_not_signed_by_the_site_finds_nothing_even_if_its_digest_is_stored(organisation):
    forged = "A" * 32
    ConsentLink.objects.create(
        kind="organisation", uid=organisation.uid, digest=hashlib.sha256(forged.encode()).hexdigest(), expires_on=DAY
    )
    with pytest.raises(ConsentLink.DoesNotExist):
        find_link(forged)


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: f"x{token}", lambda token: "", str.upper])
def test_a_token_that_was_changed_finds_nothing(organisation, change):
    _link, token = make_link(organisation, by=None)
    with pytest.raises(ConsentLink.DoesNotExist):
        find_link(change(token))


def test_a_link_can_be_answered_up_to_and_including_its_last_day(organisation):
    answer(linked(organisation), Reply(Answer.CHANGE, message="A word"), day=date(2026, 7, 1))
    late = linked(organisation)
    with pytest.raises(LinkClosed):
        answer(late, Reply(Answer.WITHDRAW), day=date(2026, 7, 2))
    assert late.state_on(date(2026, 7, 1)) == "open"
    assert late.state_on(date(2026, 7, 2)) == "expired"
    organisation.refresh_from_db()
    assert organisation.level == Level.OPEN


def test_a_link_can_be_answered_once(organisation):
    link = linked(organisation)
    answer(link, Reply(Answer.CHANGE, message="A word"), day=DAY)
    with pytest.raises(LinkClosed):
        answer(link, Reply(Answer.WITHDRAW), day=DAY)
    assert [said.answer for said in ConsentAnswer.objects.all()] == ["change"]
    organisation.refresh_from_db()
    assert organisation.level == Level.OPEN


def test_a_link_that_was_taken_back_can_not_be_answered(organisation):
    link = linked(organisation)
    revoke(link)
    with pytest.raises(LinkClosed):
        answer(link, Reply(Answer.WITHDRAW), day=DAY)
    link.refresh_from_db()
    assert link.state_on(DAY) == "revoked"


def test_an_answered_link_can_not_be_taken_back(organisation):
    link = linked(organisation)
    answer(link, Reply(Answer.CHANGE, message="A word"), day=DAY)
    revoke(link)
    link.refresh_from_db()
    assert (link.revoked_at, link.state_on(DAY)) == (None, "used")


def test_a_link_to_an_entry_that_was_deleted_can_not_be_answered(world):
    draft = make_organisation(published=False)
    link = linked(draft)
    draft.delete()
    with pytest.raises(LinkClosed):
        answer(link, Reply(Answer.WITHDRAW), day=DAY)
    link.refresh_from_db()
    assert link.used_at is None


ANSWER = """
from publishing.safety.consent_links import Answer, LinkClosed, Reply, answer
from publishing.models import ConsentLink
link = ConsentLink.objects.get(pk=int(sys.argv[3]))
start()
try:
    answer(link, Reply(Answer.CONFIRM, role=f"role {os.getpid()}"))
except LinkClosed:
    sys.exit(3)
"""


@pytest.mark.django_db(transaction=True)
def test_of_several_answers_at_the_same_moment_one_counts(tmp_path):
    organisation = make_organisation()
    links = [make_link(organisation, by=None)[0] for _ in range(2)]
    for number, link in enumerate(links):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert sorted(at_once(ANSWER, folder, [link.pk] * 3)) == [0, 3, 3]
    assert ConsentAnswer.objects.count() == organisation.consents.count() == len(links)


# --- the answers


def test_a_yes_becomes_an_agreement(organisation):
    reply = Reply(Answer.CONFIRM, role="director", photographs=True, until=date(2027, 1, 1))
    said = answer(linked(organisation), reply, day=DAY)
    consent = organisation.consents.get()
    assert (consent.basis, consent.means, consent.role) == ("agreement", "link", "director")
    assert (consent.given_on, consent.until, consent.recorded_by) == (DAY, date(2027, 1, 1), None)
    uses = ["web", "exports", "translation", "photographs"]
    assert [use for use in uses if allows(organisation, use, DAY)] == uses
    assert (said.answer, said.role, said.level) == ("confirm", "director", "")
    assert said.handled_at is not None
    assert Edition.objects.of(organisation).count() == 1
    event = Event.objects.of(organisation).first()
    assert (event.what, event.note, event.by) == ("answered", "It is right as it is", None)


def test_a_yes_without_exports_counts_at_once(organisation):
    answer(linked(organisation), Reply(Answer.CONFIRM, role="board", exports=False), day=DAY)
    assert not Edition.objects.current().of(organisation).get().read().exports
    assert not ConsentAnswer.objects.waiting().exists()


@pytest.mark.parametrize("photographs", [True, False])
def test_a_yes_without_photographs_takes_them_down_at_once(photographs):
    practice = make_practice(published=False)
    make_picture(practice)
    publish(practice)
    reply = Reply(Answer.CONFIRM, role="board", photographs=photographs)
    today = timezone.localdate()
    answer(linked(practice, today), reply, day=today)
    assert bool(Edition.objects.current().of(practice).get().read().pictures) == photographs


@pytest.mark.parametrize("more", [{"translation": False}, {"message": "One more thing"}])
def test_a_yes_that_leaves_work_waits_for_an_editor(organisation, more):
    answer(linked(organisation), Reply(Answer.CONFIRM, role="board", **more), day=DAY)
    assert ConsentAnswer.objects.waiting().exists()


def test_a_wish_for_a_change_waits_for_an_editor_and_changes_nothing(organisation, amina):
    said = answer(linked(organisation), Reply(Answer.CHANGE, message="We began in 2016."), day=DAY)
    assert list(ConsentAnswer.objects.waiting()) == [said]
    assert said.message == "We began in 2016."
    assert Edition.objects.of(organisation).count() == 1
    assert not organisation.consents.exists()
    handle(said, by=amina)
    said.refresh_from_db()
    assert said.handled_by == amina
    assert not ConsentAnswer.objects.waiting().exists()


def test_a_more_careful_level_counts_at_once(organisation, client):
    practice = make_practice(
        "Evening football", slug="evening-football", text={"context": "Riverbank Circle began it."}
    )
    organisation.texts.update(about="Not yet published.")
    said = answer(linked(organisation), Reply(Answer.CAREFUL, level="anonymised"), day=DAY)
    assert (said.level, said.entry.level) == ("anonymised", "anonymised")
    organisation.refresh_from_db()
    assert (organisation.level, organisation.state) == ("anonymised", "published")
    get(client, "/organisations/riverbank-circle/", 404)
    assert get(client, f"/organisations/{organisation.uid}/").h1() == ["An organisation in Eastern Africa"]
    assert "Riverbank" not in get(client, f"/practices/{practice.slug}/").words
    assert "Riverbank" not in "".join(Edition.objects.values_list("record", flat=True))
    assert ConsentAnswer.objects.waiting().exists()


def test_a_level_is_never_made_more_open_by_an_answer(organisation):
    type(organisation).objects.update(level=Level.ANONYMISED)
    publish(organisation)
    said = answer(linked(organisation), Reply(Answer.CAREFUL, level="generalised"), day=DAY)
    assert said.entry.level == Level.ANONYMISED


def test_who_asks_to_be_taken_out_is_out_at_once_and_no_agreement_counts_any_more(organisation, client):
    agree(organisation, given_on=date(2026, 1, 1))
    answer(linked(organisation), Reply(Answer.WITHDRAW), day=DAY)
    get(client, "/organisations/riverbank-circle/", 404)
    assert not Edition.objects.of(organisation).readable().exists()
    organisation.refresh_from_db()
    assert (organisation.level, organisation.state) == ("withheld", "withdrawn")
    assert basis(organisation, DAY) is None
    type(organisation).objects.update(level=Level.OPEN)
    organisation.refresh_from_db()
    assert len(consent_stops(organisation, DAY)) == 2


def test_who_was_taken_out_can_agree_again_on_the_same_day(organisation):
    agree(organisation, given_on=DAY)
    answer(linked(organisation), Reply(Answer.WITHDRAW), day=DAY)
    answer(linked(organisation), Reply(Answer.CONFIRM, role="director"), day=DAY)
    assert basis(organisation, DAY) == Consent.Basis.AGREEMENT


def test_a_draft_can_be_agreed_to_made_careful_and_taken_out_before_it_is_published(world):
    for reply, level in (
        (Reply(Answer.CONFIRM, role="director", exports=False), "open"),
        (Reply(Answer.CAREFUL, level="generalised"), "generalised"),
        (Reply(Answer.WITHDRAW), "withheld"),
    ):
        draft = make_organisation(published=False)
        answer(linked(draft), reply, day=DAY)
        draft.refresh_from_db()
        assert (draft.level, draft.state) == (level, "draft")
    assert not Edition.objects.exists()


def test_a_link_lasts_thirty_days_from_today_when_no_day_is_given(organisation):
    link, _token = make_link(organisation, by=None)
    assert link.expires_on - link.made_at.date() == timedelta(days=30)
