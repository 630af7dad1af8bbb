"""Suggestions as editors handle them: text of strangers, never a link, never public."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from practices.models import Practice
from publishing.entries.suggestions import forget_old, handle, waiting_corrections, waiting_suggestions
from publishing.models import Edition, Source, Suggestion
from publishing.safety.publication import publish
from tests.admin_forms import fields
from tests.factories import make_careful, make_organisation, make_practice, make_user
from tests.pages import Page, get
from tests.suggesting import make_suggestion
from tests.walking import walk

pytestmark = pytest.mark.usefixtures("world")
LIST = "/admin/publishing/suggestion/"


def page_of(suggestion):
    return f"{LIST}{suggestion.pk}/change/"


@pytest.fixture
def staff(client):
    def sign_in(*names):
        user = get_user_model().objects.create_user("basil", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


# --- the list and the page


def test_those_that_wait_stand_first(admin_client, admin_user):
    done, declined, waiting = (make_suggestion(f"Zornhut {n}") for n in range(3))
    handle(done, Suggestion.State.TAKEN, by=admin_user)
    handle(declined, Suggestion.State.DECLINED, by=admin_user)
    newest = make_suggestion("The year.", kind="correction")
    shown = admin_client.get(LIST).context["cl"].result_list
    assert list(shown) == [newest, waiting, done, declined]


def test_words_are_shown_as_text_and_nothing_in_them_is_a_link(admin_client):
    evil = 'https://evil.example/x\n<a href="https://evil.example">y</a> www.evil.example amina@evil.example'
    suggestion = make_suggestion(evil, who=evil, sources=evil, outcomes=evil, contact=evil[:100])
    wrong = make_suggestion(evil, kind="correction", right=evil, source=evil, page=evil)
    practice = make_practice()
    beside = make_suggestion(evil, kind="correction", right=evil, source=evil, entry_kind="practice", uid=practice.uid)
    entry = f"/admin/practices/practice/{practice.pk}/change/"
    for address in (LIST, page_of(suggestion), page_of(wrong), page_of(beside), entry):
        page = get(admin_client, address)
        assert "evil.example" in page.words, address
        assert [link for link in page.links if "evil" in link] == [], address
        assert '<a href="https://evil' not in admin_client.get(address).text, address


def test_the_country_is_named_and_questions_without_an_answer_are_left_out(admin_client):
    words = get(admin_client, page_of(make_suggestion("Trees.", country="KE"))).words
    assert "Country Kenya" in words
    assert "Who did it" not in words


def test_a_page_that_is_not_there_is_not_found(admin_client):
    for pk in ("999999", "x", "9" * 30, "%00"):
        get(admin_client, f"{LIST}{pk}/change/", 404)


# --- who may


@pytest.mark.parametrize("names", [(), ("change_practice", "add_practice")])
def test_staff_without_permission_see_no_suggestion(staff, names):
    suggestion, practice = make_suggestion(), make_practice()
    make_suggestion("Zornhut", kind="correction", entry_kind="practice", uid=practice.uid)
    client = staff(*names)
    for address in (LIST, page_of(suggestion)):
        assert client.get(address).status_code == 403
    assert client.post(page_of(suggestion), {"draft": "x", "title": "Trees"}).status_code == 403
    if names:
        assert "Zornhut" not in client.get(f"/admin/practices/practice/{practice.pk}/change/").text


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("editor", 200), ("publisher", 200)])
def test_contributors_see_no_request_to_be_put_in_touch(client, role, status):
    request = make_suggestion("How did you begin?", kind="relay")
    client.force_login(make_user("basil", role))
    for address in (LIST, page_of(request)):
        assert client.get(address).status_code == status


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("editor", 200), ("publisher", 200)])
def test_editors_and_publishers_handle_suggestions_and_contributors_see_none(client, role, status):
    suggestion = make_suggestion()
    client.force_login(make_user("basil", role))
    for address in (LIST, page_of(suggestion)):
        assert client.get(address).status_code == status
    assert client.post(page_of(suggestion), {"title": "Trees", "draft": "x"}).status_code == {200: 302}.get(status, 403)
    assert Practice.objects.count() == (status == 200)
    assert ("Delete it at once" in client.get(page_of(suggestion)).text) == (role == "publisher")


def test_who_may_only_look_can_not_handle(staff):
    suggestion = make_suggestion()
    client = staff("view_suggestion", "add_practice")
    page = client.get(page_of(suggestion))
    assert page.status_code == 200
    assert "Decline" not in page.text
    for button in ("draft", "taken", "declined"):
        assert client.post(page_of(suggestion), {button: "x", "title": "Trees"}).status_code == 403
    assert waiting_suggestions().count() == 1


def test_who_may_not_add_practices_makes_no_draft(staff):
    suggestion = make_suggestion()
    client = staff("view_suggestion", "change_suggestion")
    assert "Make a draft of it" not in client.get(page_of(suggestion)).text
    assert client.post(page_of(suggestion), {"draft": "x", "title": "Trees"}).status_code == 200
    assert not Practice.objects.exists()


def test_nobody_adds_a_suggestion_by_hand(admin_client):
    assert admin_client.get(f"{LIST}add/").status_code == 403


# --- a draft


def test_a_suggested_practice_becomes_a_draft_for_an_editor(admin_client, admin_user):
    suggestion = make_suggestion(
        "They plant trees by the river every week.",
        country="KE",
        who="Zornhut Circle",
        outcomes="Fewer quarrels.",
        sources="https://report.example/one",
        contact="amina@example.org",
    )
    values = fields(admin_client.get(page_of(suggestion)))
    assert values["title"] == ["They plant trees by the river every week."]
    reply = admin_client.post(page_of(suggestion), {"title": "Trees by the river", "draft": "x"})
    practice = Practice.objects.get()
    assert reply.url == f"/admin/practices/practice/{practice.pk}/change/"
    text = practice.texts.get()
    assert (practice.state, practice.level, practice.slug) == ("draft", "open", "trees-by-the-river")
    assert (text.title, text.approach) == ("Trees by the river", "They plant trees by the river every week.")
    assert text.outcomes == "Fewer quarrels."
    assert [country.code for country in practice.countries.all()] == ["KE"]
    assert practice.created_by == admin_user
    for told in ("Zornhut Circle", "https://report.example/one", suggestion.reference):
        assert told in practice.notes
    assert "amina" not in practice.notes
    assert not Source.objects.exists()
    assert not practice.citations.exists()
    assert not Edition.objects.exists()

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.contact, suggestion.handled_by) == ("taken", "", admin_user)
    assert (suggestion.entry_kind, suggestion.uid) == ("practice", practice.uid)
    assert reply.url in get(admin_client, page_of(suggestion)).links
    admin_client.post(page_of(suggestion), {"title": "Trees again", "draft": "x"})
    assert Practice.objects.count() == 1


def test_a_draft_in_a_careful_country_begins_as_careful(admin_client):
    make_careful("SO", "anonymised")
    suggestion = make_suggestion("Trees.", country="SO")
    admin_client.post(page_of(suggestion), {"title": "Trees", "draft": "x"})
    assert Practice.objects.get().level == "anonymised"


@pytest.mark.parametrize("title", ["", "x" * 121])
def test_a_draft_without_a_title_that_fits_is_not_made(admin_client, title):
    suggestion = make_suggestion()
    page = Page(admin_client.post(page_of(suggestion), {"title": title, "draft": "x"}))
    assert page.h1()[-1] == f"Practice {suggestion.reference}"
    assert not Practice.objects.exists()


def test_a_long_beginning_is_cut_between_words(admin_client):
    title = fields(admin_client.get(page_of(make_suggestion("planting trees " * 20))))["title"][0]
    assert len(title) <= 120
    assert title.endswith(("planting", "trees"))
    assert len(fields(admin_client.get(page_of(make_suggestion("ж" * 500))))["title"][0]) == 120


def test_two_drafts_of_one_title_have_two_addresses(admin_client):
    for _ in range(2):
        admin_client.post(page_of(make_suggestion()), {"title": "Trees", "draft": "x"})
    assert set(Practice.objects.values_list("slug", flat=True)) == {"trees", "trees-2"}


# --- corrections, closing, forgetting


@pytest.mark.parametrize("make", [make_practice, make_organisation])
def test_a_correction_leads_to_its_entry_and_stands_beside_it(admin_client, make):
    entry = make()
    suggestion = make_suggestion("The year is wrong.", kind="correction", entry_kind=entry.KIND, uid=entry.uid)
    elsewhere = make_suggestion("Zornhut", kind="correction", entry_kind=entry.KIND, uid="bcdfghjkmn")
    link = next(one for one in get(admin_client, page_of(suggestion)).links if f"/{entry.pk}/change/" in one)
    page = get(admin_client, link)
    assert "The year is wrong." in page.words
    assert page_of(suggestion) in page.links
    assert page_of(elsewhere) not in page.links
    admin_client.post(page_of(suggestion), {"taken": "x", "note": "Put right."})
    assert "The year is wrong." not in get(admin_client, link).words
    assert not waiting_corrections(entry).exists()


@pytest.mark.parametrize(("button", "state"), [("taken", "taken"), ("declined", "declined")])
def test_what_is_closed_says_who_when_and_why_and_nobody_can_be_asked_back(admin_client, admin_user, button, state):
    suggestion = make_suggestion(contact="amina@example.org")
    assert "amina@example.org" in get(admin_client, page_of(suggestion)).words
    reply = admin_client.post(page_of(suggestion), {button: "x", "note": "In the directory already."})
    assert reply.url == LIST
    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.contact, suggestion.handled_by) == (state, "", admin_user)
    page = get(admin_client, page_of(suggestion))
    assert "In the directory already." in page.words
    assert "amina" not in page.words
    admin_client.post(page_of(suggestion), {"declined": "x", "note": "Otherwise."})
    suggestion.refresh_from_db()
    assert suggestion.note == "In the directory already."


def test_the_database_keeps_no_contact_of_what_is_handled():
    suggestion = make_suggestion(contact="amina@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Suggestion.objects.filter(pk=suggestion.pk).update(state="taken", handled_at=timezone.now())


def test_what_is_handled_is_forgotten_after_90_days_and_what_waits_is_not():
    old, newer, waiting = (make_suggestion() for _ in range(3))
    for suggestion in (old, newer):
        handle(suggestion, Suggestion.State.DECLINED, by=None)
    handled = datetime(2026, 1, 1, 12, tzinfo=UTC)
    Suggestion.objects.filter(pk=old.pk).update(handled_at=handled)
    Suggestion.objects.filter(pk=newer.pk).update(handled_at=handled + timedelta(days=1))
    Suggestion.objects.filter(pk=waiting.pk).update(received_at=handled - timedelta(days=900))
    assert forget_old(date(2026, 3, 31)) == 0
    assert forget_old(date(2026, 4, 1)) == 1
    assert set(Suggestion.objects.all()) == {newer, waiting}


# --- requests to be put in touch


def test_a_request_to_be_put_in_touch_stands_among_the_suggestions_as_a_kind_of_its_own(admin_client, admin_user):
    organisation = make_organisation("Riverbank Circle")
    about = {"entry_kind": "organisation", "uid": organisation.uid}
    request = make_suggestion("How did you begin?", kind="relay", asker="A club", contact="club@example.org", **about)
    make_suggestion("They plant trees.")
    listed = get(admin_client, f"{LIST}?kind__exact=relay").words
    assert "Request to be put in touch" in listed
    assert "How did you begin?" in listed
    assert "They plant trees." not in listed
    page = get(admin_client, page_of(request))
    assert page.h1()[-1] == f"Request to be put in touch {request.reference}"
    for told in ("About: Riverbank Circle", "Who asks A club", "What they want How did you begin?"):
        assert told in page.words
    assert "How to reach them" in page.words
    assert "club@example.org" in page.words
    assert "Make a draft of it" not in page.words
    admin_client.post(page_of(request), {"taken": "x", "note": "Written to their office."})
    request.refresh_from_db()
    assert (request.state, request.contact, request.handled_by) == ("taken", "", admin_user)
    assert "club@example.org" not in get(admin_client, page_of(request)).words


def test_a_request_is_no_correction_and_stands_on_no_page_of_an_entry(admin_client):
    practice = make_practice()
    make_suggestion("Zornhut asks.", kind="relay", entry_kind="practice", uid=practice.uid)
    assert not waiting_corrections(practice).exists()
    assert "Zornhut" not in get(admin_client, f"/admin/practices/practice/{practice.pk}/change/").words


def test_the_words_of_a_request_are_text_and_never_a_link(admin_client):
    evil = 'https://evil.example/x <a href="https://evil.example">y</a>'
    request = make_suggestion(evil, kind="relay", asker=evil, whom=evil, contact=evil)
    page = get(admin_client, page_of(request))
    assert "evil.example" in page.words
    assert [link for link in page.links if "evil" in link] == []


def test_the_daily_work_forgets_a_request_90_days_after_it_was_closed(admin_user):
    request, waiting = (make_suggestion("How did you begin?", kind="relay", contact="x") for _ in range(2))
    handle(request, Suggestion.State.TAKEN, by=admin_user)
    Suggestion.objects.filter(pk=request.pk).update(handled_at=timezone.now() - timedelta(days=91))
    call_command("daily", stdout=StringIO())
    assert list(Suggestion.objects.all()) == [waiting]


# --- nothing of it is public


def test_a_suggestion_is_on_no_public_page_whatever_became_of_it(admin_client, client):
    practice = make_practice("Evening football", slug="evening-football")
    secrets = {"who": "Zornberg", "outcomes": "Zorntal", "sources": "https://zornsee.example", "contact": "zornwald"}
    made = make_suggestion("Zornhut plants trees.", **secrets)
    make_suggestion("Zornhut waits.", **secrets)
    wrong = {"right": "Zorntal", "source": "https://zornsee.example", "entry_kind": "practice", "uid": practice.uid}
    handle(make_suggestion("Zornhut was wrong.", kind="correction", **wrong), Suggestion.State.TAKEN, by=None)
    make_suggestion("Zornhut is wrong.", kind="correction", **wrong)
    admin_client.post(page_of(made), {"title": "Zornhut plants", "draft": "x"})
    publish(practice)
    client.logout()
    starts = ["/", "/search/?q=Zornhut", "/practices/zornhut-plants/", f"/suggest/sent/?reference={made.reference}"]
    starts += ["/practices/evening-football/", "/practices/evening-football/editions/"]
    pages = walk(client, *starts)
    for word in ("Zornhut", "Zornberg", "Zorntal", "zornsee"):
        assert client.get("/search/suggest/", {"q": word}).json() == []
        listing = client.get("/search/", {"q": word}).context["listing"]
        assert (listing.total, listing.correction, listing.suggestion) == (0, None, None)
    for address, response in pages.items():
        told = response.content.decode().lower().replace("q=zornhut", "").replace("zornhut-plants", "")
        if address.startswith("/search/?q="):
            told = told.replace("zornhut", "")
        assert "zorn" not in told, address
        # The words of a search stand in the addresses of its files, and of its page where one asks for its oEmbed.
        headers = str(response.headers).lower().replace("q=zornhut", "").replace("q%3dzornhut", "")
        assert "zorn" not in headers, address
