"""Consents for editors: the ledger in the form of an entry, its links, and what was answered."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from publishing.models import ConsentAnswer, ConsentLink, Edition, Event
from publishing.safety.consent_links import Answer, Reply, answer, find_link, make_link
from tests.admin_forms import add_row, fields, messages, save
from tests.factories import agree, cite, make_network, make_organisation, make_practice, rest_on_source
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")

ANSWERS = "/admin/publishing/consentanswer/"


def page_of(entry, name="change"):
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_{name}", args=[entry.pk])


@pytest.fixture
def amina(client):
    user = get_user_model().objects.create_superuser("amina", password="a long password")
    client.force_login(user)
    return user


@pytest.fixture
def staff(client):
    """Signs in somebody of the staff who has the permissions with the given names only."""

    def sign_in(*names):
        user = get_user_model().objects.create_user("basil", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def organisation(world):
    return make_organisation("Riverbank Circle", slug="riverbank-circle")


def with_row(client, entry, **facts):
    """The fields of the form of `entry` with one more line in its ledger."""
    values = fields(client.get(page_of(entry)))
    add_row(values, "consents", **facts)
    return values | {"_save": "x"}


AGREEMENT = {"basis": "agreement", "role": "director", "given_on": "2026-01-15", "means": "call", "web": "on"}


# --- the ledger


@pytest.mark.parametrize("make", [make_organisation, make_network, make_practice])
def test_an_agreement_is_written_into_the_form_of_every_kind_of_entry(client, amina, make):
    entry = make()
    response = client.post(page_of(entry), with_row(client, entry, **AGREEMENT, until="2030-12-31"))
    assert response.status_code == 302
    consent = entry.consents.get()
    assert (consent.basis, consent.role, consent.given_on, consent.means) == (
        "agreement",
        "director",
        date(2026, 1, 15),
        "call",
    )
    assert (consent.web, consent.exports, consent.until) == (True, False, date(2030, 12, 31))
    assert consent.recorded_by == amina
    assert timezone.now() - consent.recorded_at < timedelta(minutes=5)


def test_who_changed_a_line_last_is_written_down_and_other_lines_keep_theirs(client, amina, organisation):
    other = get_user_model().objects.create_user("basil")
    kept, changed = agree(organisation, recorded_by=other), agree(organisation, recorded_by=other, role="board")
    assert save(client, page_of(organisation), **{"consents-0-role": "the board"}).status_code == 302
    kept.refresh_from_db()
    changed.refresh_from_db()
    assert (changed.role, changed.recorded_by, kept.recorded_by) == ("the board", amina, other)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (
            {"role": "a.name@circle.invalid"},
            "Write the role only: “a.name@circle.invalid” looks like an e-mail address.",
        ),
        ({"role": "director +254 700 123456"}, "Write the role only: “+254 700 123456” looks like a phone number."),
        ({"role": ""}, "Say who agreed (their role), when and by what means."),
        ({"given_on": "2999-01-01"}, "This day is still to come."),
        ({"means": "link"}, "link is not one of the available choices"),
    ],
)
def test_what_may_not_stand_in_the_ledger_is_refused_and_given_back(client, amina, organisation, facts, words):
    response = client.post(page_of(organisation), with_row(client, organisation, **AGREEMENT | facts))
    page = Page(response)
    assert response.status_code == 200
    assert words in page.words
    assert fields(response)["consents-0-given_on"] == [facts.get("given_on", "2026-01-15")]
    assert not organisation.consents.exists()


def test_what_an_organisation_agreed_to_by_a_link_can_be_ended_but_not_rewritten_or_deleted(
    client, amina, organisation
):
    answer(make_link(organisation, by=None)[0], Reply(Answer.CONFIRM, role="director", exports=False))
    values = fields(client.get(page_of(organisation))) | {
        "consents-0-role": "someone else",
        "consents-0-exports": "on",
        "consents-0-until": "2030-12-31",
        "consents-0-DELETE": "on",
        "_save": "x",
    }
    assert client.post(page_of(organisation), values).status_code == 302
    consent = organisation.consents.get()
    assert (consent.role, consent.exports, consent.until) == ("director", False, date(2030, 12, 31))
    assert (consent.means, consent.recorded_by) == ("link", None)
    assert "the organisation" in get(client, page_of(organisation)).words


def test_the_ledger_is_written_by_who_may_change_the_entry_and_read_by_who_may_look(staff, organisation):
    agree(organisation, role="the whole board")
    client = staff("view_organisation", "review_organisation")
    page = get(client, page_of(organisation))
    assert "the whole board" in page.words
    assert "consents-0-role" not in fields(client.get(page_of(organisation)))


def test_a_permission_on_the_entry_is_enough_to_write_in_its_ledger(staff, organisation):
    client = staff("change_organisation", "review_organisation")
    agree(organisation)
    assert save(client, page_of(organisation), **{"consents-0-role": "the board"}).status_code == 302
    assert organisation.consents.get().role == "the board"


def test_the_page_of_an_entry_says_on_what_it_rests(client, amina, organisation):
    def said():
        words = get(client, page_of(organisation)).words
        return words[words.index("Consent ") :][:120]

    assert "Nobody's agreement is written down, nor that it rests on a published source." in said()
    agree(organisation, until=date(2026, 2, 1))
    assert "The agreement ended on 1 Feb 2026." in said()
    rest_on_source(organisation)
    cite(organisation)
    assert "It rests on a published source." in said()
    agree(organisation, given_on=date(2026, 3, 1), role="board", until=date(2999, 1, 1))
    assert "Agreed by: board, on 1 Mar 2026, until 1 Jan 2999." in said()
    agree(organisation, given_on=date(2026, 4, 1), role="board")
    assert "Agreed by: board, on 1 Apr 2026." in said()


# --- links


def made(response):
    """The address on the page that shows a link which was just made."""
    return fields_of_id(response, "address")


def fields_of_id(response, name):
    return next(attrs["value"] for _tag, attrs in Page(response).tags if attrs.get("id") == name)


def test_an_editor_makes_a_link_and_sees_its_address_once(client, amina, organisation):
    page = get(client, page_of(organisation))
    assert page_of(organisation, "consent") in page.links
    response = client.post(page_of(organisation, "consent"), {"make": "x"})
    address = made(response)
    assert "no-store" in response.headers["Cache-Control"]
    assert address.startswith("http://testserver/consent/")
    link = ConsentLink.objects.get()
    assert find_link(address.split("/")[4]) == link
    assert link.made_by == amina
    letter = response.content.decode().split("<textarea")[1]
    assert address in letter
    assert "Dear colleagues," in letter
    assert "Riverbank" not in letter
    page = get(client, page_of(organisation, "consent"))
    assert "Not answered yet" in page.words
    assert address.split("/")[4] not in client.get(page_of(organisation, "consent")).content.decode()
    assert LogEntry.objects.get().change_message == "Made a consent link."


def test_the_letter_and_the_page_it_leads_to_are_in_the_language_of_the_entry(client, amina, organisation):
    organisation.texts.update(language="fr")
    organisation.original_language = "fr"
    organisation.save()
    response = client.post(page_of(organisation, "consent"), {"make": "x"})
    assert made(response).startswith("http://testserver/fr/consent/")
    letter = response.content.decode().split("<textarea")[1]
    assert made(response) in letter
    assert "Chers collègues, chères collègues," in letter


def test_looking_at_the_page_makes_no_link(client, amina, organisation):
    get(client, page_of(organisation, "consent"))
    assert not ConsentLink.objects.exists()


def test_earlier_links_are_listed_with_their_state(client, amina, organisation):
    used, ended, revoked, _open = [make_link(organisation, by=amina)[0] for _ in range(4)]
    make_link(make_organisation(), by=amina)
    answer(used, Reply(Answer.CHANGE, message="A word"))
    ConsentLink.objects.filter(pk=ended.pk).update(expires_on=date(2026, 1, 31))
    response = client.post(page_of(organisation, "consent"), {"revoke": revoked.pk})
    assert messages(response) == ["The link is taken back."]
    page = get(client, page_of(organisation, "consent"))
    for words in (
        "Not answered yet",
        "Answered: Something should be changed",
        "Ended without an answer",
        "Taken back",
    ):
        assert page.words.count(words) == 1
    buttons = [attrs for tag, attrs in page.tags if tag == "button" and attrs.get("name") == "revoke"]
    assert len(buttons) == 1


@pytest.mark.parametrize("links", [1, 4])
def test_the_list_of_links_takes_a_fixed_number_of_queries(
    client, amina, organisation, links, django_assert_num_queries
):
    for _ in range(links):
        answer(make_link(organisation, by=amina)[0], Reply(Answer.CHANGE, message="A word"))
    with django_assert_num_queries(12):
        client.get(page_of(organisation, "consent"))


def test_a_link_of_another_entry_can_not_be_taken_back_here(client, amina, organisation):
    link, _token = make_link(make_organisation(), by=amina)
    for key in (link.pk, "0", "x", "9" * 30, "²"):
        assert client.post(page_of(organisation, "consent"), {"revoke": key}).status_code == 404
        assert client.post(page_of(organisation, "consent"), {"handled": key}).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_links_are_for_those_who_may_change_the_entry(staff, organisation):
    client = staff("view_organisation", "review_organisation", "change_practice", "add_organisation")
    assert page_of(organisation, "consent") not in get(client, page_of(organisation)).links
    assert client.get(page_of(organisation, "consent")).status_code == 403
    assert client.post(page_of(organisation, "consent"), {"make": "x"}).status_code == 403
    assert not ConsentLink.objects.exists()


def test_strangers_are_asked_to_sign_in(client, organisation):
    response = client.post(page_of(organisation, "consent"), {"make": "x"})
    assert response.url.startswith("/admin/login/")
    assert not ConsentLink.objects.exists()


# --- answers


@pytest.fixture
def said(organisation):
    reply = Reply(Answer.CHANGE, message="We <b>began</b> in 2016.\nAsk us.")
    return answer(make_link(organisation, by=None)[0], reply)


def test_answers_are_shown_on_the_page_of_the_entry_and_marked_as_dealt_with(client, amina, organisation, said):
    response = client.get(page_of(organisation))
    assert "We &lt;b&gt;began&lt;/b&gt; in 2016.<br>Ask us." in response.content.decode()
    response = client.post(page_of(organisation, "consent"), {"handled": said.pk})
    assert response.url == page_of(organisation)
    assert messages(response) == ["The answer is marked as dealt with."]
    said.refresh_from_db()
    assert said.handled_by == amina
    assert "Dealt with on " in get(client, page_of(organisation)).words
    assert "Mark as dealt with" not in get(client, page_of(organisation)).words


def test_the_level_that_was_asked_for_is_shown(client, amina, organisation):
    answer(make_link(organisation, by=None)[0], Reply(Answer.CAREFUL, level="anonymised"))
    assert "Show less of us Anonymised" in get(client, page_of(organisation)).words
    assert Event.objects.of(organisation).first().what == "answered"


def test_answers_are_listed_and_read_but_never_written(client, amina, organisation, said):
    page = get(client, ANSWERS)
    assert "Something should be changed" in page.words
    assert page_of(organisation) in page.links
    page = get(client, f"{ANSWERS}{said.pk}/change/")
    assert "We <b>began</b> in 2016." in page.words
    assert "message" not in fields(client.get(f"{ANSWERS}{said.pk}/change/"))
    assert client.get(f"{ANSWERS}add/").status_code == 403
    assert client.post(f"{ANSWERS}{said.pk}/delete/", {"post": "yes"}).status_code == 403


def handle_all(client):
    keys = list(ConsentAnswer.objects.values_list("pk", flat=True))
    return client.post(ANSWERS, {"action": "handle_selected", "_selected_action": keys})


def test_answers_are_marked_from_their_list(client, amina, said):
    assert messages(handle_all(client)) == ["1 answer was marked as dealt with."]
    said.refresh_from_db()
    assert said.handled_by == amina
    assert "0 answers of organisations" in get(client, f"{ANSWERS}?handled=no").words
    assert "1 answer of an organisation" in get(client, f"{ANSWERS}?handled=yes").words


def test_who_may_not_change_the_entry_marks_nothing(staff, said):
    client = staff("view_consentanswer", "view_organisation", "review_organisation", "change_practice")
    assert messages(handle_all(client)) == ["0 answers were marked as dealt with."]
    assert ConsentAnswer.objects.waiting().exists()


@pytest.mark.parametrize("answers", [1, 5])
def test_the_list_of_answers_takes_a_fixed_number_of_queries(client, amina, answers, django_assert_num_queries):
    for _ in range(answers):
        for make in (make_organisation, make_practice):
            answer(make_link(make(), by=None)[0], Reply(Answer.CHANGE, message="A word"))
    with django_assert_num_queries(13):
        client.get(ANSWERS)


def test_an_answer_for_an_entry_that_was_deleted_is_still_there(client, amina):
    draft = make_organisation(published=False)
    answer(make_link(draft, by=None)[0], Reply(Answer.CHANGE, message="A word"))
    draft.delete()
    assert "It was deleted." in get(client, ANSWERS).words
    assert messages(handle_all(client)) == ["1 answer was marked as dealt with."]


def test_that_it_rests_on_its_sources_is_said_on_the_page_that_publishes(client, amina):
    practice = make_practice(published=False)
    cite(practice)
    address = f"/admin/practices/practice/{practice.pk}/publish/"
    shown = client.get(address)
    assert "Its basis are the published sources" in shown.text
    stop = '<a href="#id_sources">It has no basis: write down who agreed, or that it rests on a published source.</a>'
    assert stop in shown.text
    assert f"/admin/practices/practice/{practice.pk}/change/#consents-group" in Page(shown).links
    answers = {
        "version": practice.version,
        "naming": "no",
        "place": "no",
        "people": "no",
        "empty": "on",
        "sources": "on",
    }
    client.post(address, answers)
    assert Edition.objects.get().entry_id == practice.pk
    [consent] = practice.consents.all()
    assert (consent.basis, consent.recorded_by) == ("source", amina)
    assert "Its basis are the published sources" not in client.get(address).text


def test_what_an_organisation_agreed_to_or_nobody_cites_rests_on_no_source_by_a_click(client, amina):
    uncited, agreed = make_practice(published=False), make_practice(published=False)
    cite(agreed)
    agreed.consents.create(
        basis="agreement", means="letter", given_on="2020-01-15", until="2021-01-15", role="director"
    )
    for practice in (uncited, agreed):
        address = f"/admin/practices/practice/{practice.pk}/publish/"
        assert "Its basis are the published sources" not in client.get(address).text
        client.post(address, {"version": practice.version, "sources": "on"})
        assert not practice.consents.filter(basis="source").exists()
