"""The way from an author to a reviewer and to readers, as both walk it in the admin."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from networks.models import Organisation
from places.models import Country
from practices.models import Practice
from publishing.models import Care, Edition, Event
from publishing.safety.publication import NotPublishable, publish, restrict
from publishing.safety.review import needs_second_person, submit
from tests.admin_forms import ANSWERS, fields, messages, save
from tests.factories import (
    make_careful,
    make_organisation,
    make_practice,
    make_ready,
    make_submitted,
    make_user,
)
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


def page_of(entry, name="change"):
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_{name}", args=[entry.pk])


@pytest.fixture
def sign_in(client):
    def sign_in(name, *roles):
        client.force_login(make_user(name, *roles))
        return client

    return sign_in


def draft_of(name, title="Evening football", **facts):
    practice = make_practice(title, slug="evening-football", published=False, **facts)
    Practice.objects.filter(pk=practice.pk).update(created_by=make_user(name, "contributor"))
    practice.refresh_from_db()
    return practice


# --- submitting


def test_an_author_answers_the_checklist_and_submits(sign_in):
    practice = draft_of("basil")
    client = sign_in("basil", "contributor")
    page = get(client, page_of(practice, "submit"))
    assert page.h1() == ["Submit “Evening football” for review"]
    assert "There is no source: add at least one." in page.main or "There is no source" in page.words

    response = client.post(page_of(practice, "submit"), ANSWERS)
    assert "There is no source: add at least one." in Page(response).words
    assert "A safety question is open" not in Page(response).words
    assert fields(response)["naming"] == ["no"]

    make_ready(practice)
    response = client.post(page_of(practice, "submit"), ANSWERS | {"note": "Please look at the years"})
    assert messages(response) == ["“Evening football” waits for its review."]
    practice.refresh_from_db()
    assert (practice.state, practice.submitted_by.username) == ("review", "basil")
    event = Event.objects.of(practice).get()
    assert (event.what, event.by.username, event.note) == ("submitted", "basil", "Please look at the years")


def test_what_looks_private_is_confirmed_where_the_checklist_is_answered(sign_in):
    practice = draft_of("basil", text={"lessons": "Open at 12 Long Street."})
    make_ready(practice)
    client = sign_in("basil", "contributor")
    response = client.post(page_of(practice, "submit"), ANSWERS)
    assert "holds “12 Long Street”, which looks like a street address" in Page(response).words
    client.post(page_of(practice, "submit"), ANSWERS | {"confirmed": ["12 Long Street"]})
    practice.refresh_from_db()
    assert (practice.state, practice.confirmed) == ("review", ["12 Long Street"])


def test_an_author_does_not_change_what_is_in_review(sign_in):
    practice = draft_of("basil")
    make_submitted(practice)
    client = sign_in("basil", "contributor")
    page = get(client, page_of(practice))
    assert "In review" in page.words
    assert "_save" not in [attrs.get("name") for _tag, attrs in page.tags]
    assert client.post(page_of(practice, "submit"), ANSWERS).status_code == 403


# --- reviewing


def test_a_reviewer_sees_who_submitted_what_and_every_change_that_readers_would_see(sign_in):
    lead = make_organisation("Riverbank Circle")
    practice = make_practice("Evening football", slug="evening-football", text={"lessons": "Patience."})
    practice.texts.update(lessons="Patience and tea.", summary="Neighbours drink tea.")
    practice.participations.create(organisation=lead, role="lead")
    make_submitted(practice)
    words = get(sign_in("amina", "editor"), page_of(practice, "publish")).words
    assert "Submitted by basil on" in words
    differences = words.partition("What readers would see changed")[2].partition("Checklist")[0]
    for words in (
        "Summary Neighbours [deleted: play and talk on two evenings a week] [inserted: drink tea] .",
        "What was learnt [deleted: Patience] [inserted: Patience and tea] .",
        "Who ran it [deleted: Not looked up yet] [inserted: Riverbank Circle]",
        "Sources [inserted: A public report, A publisher, page 3]",
    ):
        assert words in differences
    assert "Where" not in differences


def test_a_reviewer_reads_what_is_told_and_what_is_empty_in_a_line(sign_in):
    practice = draft_of("basil", text={"lessons": "Patience."}, unanswered={"youth": "not-reported"})
    make_submitted(practice)
    words = get(sign_in("amina", "editor"), page_of(practice, "publish")).words
    differences, _heading, rest = words.partition("What readers would see changed")[2].partition("Empty:")
    assert "What was learnt [inserted: Patience.]" in differences
    assert "Not looked up yet" not in differences
    assert rest.startswith(" Not looked up yet (30) · Not applicable (3) · Not reported (1) ")
    assert "Not reported Youth focus" in rest


def test_a_second_person_answers_what_the_author_answered(sign_in):
    practice = draft_of("basil", text={"lessons": "Open at 12 Long Street."})
    Practice.objects.filter(pk=practice.pk).update(confirmed=["12 Long Street"])
    make_submitted(practice)
    amina = sign_in("amina", "editor")
    shown = amina.get(page_of(practice, "publish"))
    assert "basil answered these questions. Read it and answer them yourself." in Page(shown).words
    assert {"naming", "place", "people", "empty", "confirmed"}.isdisjoint(fields(shown))
    amina.post("/admin/practices/practice/", {"action": "publish_selected", "_selected_action": [practice.pk]})
    amina.post(page_of(practice, "publish"), fields(shown))
    with pytest.raises(NotPublishable, match="A safety question is open"):
        publish(make_ready(practice, by=practice.created_by), by=get_user_model().objects.get(username="amina"))
    assert not Edition.objects.exists()
    amina.post(page_of(practice, "publish"), ANSWERS | {"confirmed": ["12 Long Street"]})
    assert Edition.objects.of(practice).count() == 1


def test_an_author_finds_her_own_answers_again(sign_in):
    practice = make_ready(draft_of("basil"), by=make_user("basil", "contributor"))
    shown = fields(sign_in("basil", "contributor").get(page_of(practice, "submit")))
    assert (shown["naming"], shown["empty"]) == (["no"], ["on"])


def test_who_submitted_takes_it_back_until_somebody_else_begins(sign_in):
    practice = draft_of("basil")
    make_submitted(practice)
    basil = sign_in("basil", "contributor")
    assert page_of(practice, "take_back") in basil.get(page_of(practice)).text
    basil.post(page_of(practice, "take_back"))
    practice.refresh_from_db()
    assert (practice.state, [event.what for event in Event.objects.of(practice)]) == (
        "draft",
        ["taken-back", "submitted"],
    )
    assert basil.get(page_of(practice, "submit")).status_code == 200

    make_submitted(practice)
    assert sign_in("rosa", "contributor").post(page_of(practice, "take_back")).status_code == 403
    save(sign_in("amina", "editor"), page_of(practice), notes="I look at it.")
    basil = sign_in("basil", "contributor")
    assert page_of(practice, "take_back") not in basil.get(page_of(practice)).text
    basil.post(page_of(practice, "take_back"))
    practice.refresh_from_db()
    assert practice.state == "review"


def test_answers_of_a_reviewer_are_a_beginning_too(sign_in):
    practice = draft_of("basil")
    make_submitted(practice)
    sign_in("amina", "editor").post(page_of(practice, "publish"), {"naming": "yes"})
    sign_in("basil", "contributor").post(page_of(practice, "take_back"))
    practice.refresh_from_db()
    assert practice.state == "review"


@pytest.mark.parametrize("state", ["draft", "review", "published"])
def test_a_contributor_is_led_nowhere_that_is_closed(sign_in, state):
    practice = draft_of("basil")
    if state == "review":
        submit(practice, by=make_user("basil"))
    if state == "published":
        publish(practice)
        restrict(practice, "generalised")
        care = Care.objects.get_or_create(kind=practice.KIND, uid=practice.uid)[0]
        care.mentions.create(kind="practice", uid="x", field="summary")
    client = sign_in("basil", "contributor")
    links = set(get(client, page_of(practice)).links) | set(get(client, "/admin/").links)
    inside = {link.partition("#")[0] for link in links if link.startswith("/admin/")} - {""}
    assert page_of(practice) in inside or state == "published"
    closed = {link for link in inside if client.get(link).status_code >= 400}
    assert closed == set()


def test_a_reviewer_gives_it_back_with_words_that_the_author_finds(sign_in):
    practice = draft_of("basil")
    make_submitted(practice)
    editor = sign_in("amina", "editor")
    assert "This field is required." in Page(editor.post(page_of(practice, "give_back"), {"note": ""})).words
    editor.post(page_of(practice, "give_back"), {"note": "Which years?"})
    practice.refresh_from_db()
    assert practice.state == "draft"
    author = sign_in("basil", "contributor")
    assert "Given back by amina on" in get(author, page_of(practice)).words
    assert "Which years?" in get(author, page_of(practice)).words
    save(author, page_of(practice), **{"start_year": "2019"})
    practice.refresh_from_db()
    assert practice.start_year == 2019


def test_what_was_published_before_stays_published_when_it_is_given_back(sign_in):
    practice = make_practice("Evening football", slug="evening-football")
    practice.texts.update(summary="Other words.")
    make_submitted(practice)
    client = sign_in("amina", "editor")
    assert get(client, "/practices/evening-football/").h1() == ["Evening football"]
    client.post(page_of(practice, "give_back"), {"note": "No"})
    practice.refresh_from_db()
    assert practice.state == "published"


def test_publishing_ends_the_review(sign_in):
    practice = draft_of("basil")
    make_submitted(practice)
    sign_in("amina", "editor").post(page_of(practice, "publish"), ANSWERS)
    practice.refresh_from_db()
    assert (practice.state, practice.submitted_by) == ("published", None)
    assert [event.what for event in Event.objects.of(practice)] == ["published", "submitted"]


# --- who may publish what


def test_an_editor_publishes_her_own_open_entry(sign_in):
    practice = make_ready(make_practice("Evening football", slug="evening-football", published=False))
    Practice.objects.update(created_by=make_user("amina", "editor"), edited_by=make_user("amina", "editor"))
    sign_in("amina", "editor").post(page_of(practice, "publish"), ANSWERS)
    assert Edition.objects.of(practice).count() == 1


@pytest.mark.parametrize(
    ("roles", "author", "submitted", "refusal"),
    [
        (["editor"], "basil", True, "At this level, or for this place, only a publisher publishes"),
        (["publisher"], "basil", False, "It needs a second person: submit it for review, and somebody else"),
        (["publisher"], "amina", True, "It needs a second person: you wrote or submitted it"),
        (["publisher"], "basil", True, None),
    ],
)
@pytest.mark.parametrize("why", ["level", "place", "opening"])
def test_careful_entries_need_a_publisher_who_is_not_the_author(sign_in, roles, author, submitted, refusal, why):
    practice = make_practice("Evening football", slug="evening-football", published=False, level="generalised")
    if why == "place":
        make_careful("KE", "generalised")
    if why == "opening":
        publish(practice)
        Practice.objects.update(level="open")
    make_ready(practice)
    before = Edition.objects.count()
    if submitted:
        make_submitted(practice, by=author)
    client = sign_in("amina", *roles)
    response = client.post(page_of(practice, "publish"), ANSWERS)
    if refusal:
        assert refusal in Page(response).words
        assert Edition.objects.count() == before
    else:
        assert Edition.objects.count() == before + 1


def test_who_last_changed_an_entry_is_an_author_too(sign_in):
    practice = make_submitted(make_practice(published=False, level="generalised"))
    Practice.objects.update(edited_by=make_user("amina", "publisher"))
    with pytest.raises(NotPublishable, match="you wrote or submitted it"):
        publish(practice, by=make_user("amina", "publisher"))
    chandra = make_user("chandra", "publisher")
    assert publish(make_ready(practice, by=chandra), by=chandra).number == 1


def test_an_open_entry_in_an_open_country_needs_nobody_else():
    assert not needs_second_person(make_practice())
    Country.objects.filter(pk="KE").update(least_level="generalised")
    assert needs_second_person(make_practice(published=False))


def test_contributors_see_and_change_their_own_drafts_only(sign_in):
    mine, others = draft_of("basil"), make_practice("Morning chess", published=False)
    client = sign_in("basil", "contributor")
    listed = get(client, "/admin/practices/practice/").words
    assert "Evening football" in listed
    assert "Morning chess" not in listed
    for name in ("change", "preview", "submit", "publish", "withdraw", "restrict", "give_back"):
        for answer in (client.get(page_of(others, name)), client.post(page_of(others, name))):
            assert answer.status_code in (302, 403), name  # Django's change page redirects to the index
            assert answer.status_code == 403 or answer.url == "/admin/"
    assert client.get(page_of(mine, "publish")).status_code == 403


def test_contributors_link_only_to_organisations_that_everybody_reads_by_name(sign_in):
    make_organisation("Riverbank Circle")
    make_organisation("Riverbank Draft", published=False)
    make_organisation("Riverbank Quiet", level="anonymised")
    raised = make_organisation("Riverbank Raised")
    Organisation.objects.filter(pk=raised.pk).update(level="generalised")
    asked = {"term": "Riverbank", "app_label": "practices", "model_name": "participation", "field_name": "organisation"}
    for name, roles, found in (
        ("basil", ["contributor"], {"Riverbank Circle"}),
        ("amina", ["editor"], {"Riverbank Circle", "Riverbank Draft", "Riverbank Quiet", "Riverbank Raised"}),
    ):
        reply = sign_in(name, *roles).get("/admin/autocomplete/", asked).json()
        assert {one["text"] for one in reply["results"]} == found


# --- levels


def test_only_a_publisher_makes_an_entry_more_open(sign_in):
    practice = make_practice(published=False, level="generalised")
    response = save(sign_in("amina", "editor"), page_of(practice), level="open")
    assert "Only a publisher makes an entry more open than “Generalised”." in Page(response).words
    save(sign_in("amina", "editor"), page_of(practice), level="anonymised")
    practice.refresh_from_db()
    assert practice.level == "anonymised"
    save(sign_in("chandra", "publisher"), page_of(practice), level="open")
    practice.refresh_from_db()
    assert practice.level == "open"


def test_an_editor_makes_an_entry_more_careful_at_once_and_is_shown_who_names_it(sign_in):
    lead = make_organisation("Zornhut Circle", slug="zornhut-circle")
    practice = make_practice("Evening football", slug="evening-football", text={"lessons": "Ask Zornhut Circle."})
    client = sign_in("amina", "editor")
    response = client.post(page_of(lead, "restrict"), {"level": "generalised", "note": "They were threatened"})
    page = get(client, response.url)
    assert page.h1() == ["Where “Zornhut Circle” is still named"]
    assert "Evening football" in page.main
    assert "What was learnt" in page.main
    assert page_of(practice) in page.links
    assert "Words elsewhere still name this entry" in get(client, page_of(lead)).words
    assert "Zornhut" not in get(client, "/practices/evening-football/").words

    refused = client.post(response.url, {"mention": fields(client.get(response.url))["mention"], "answer": "reworded"})
    assert messages(refused) == ["The words still name it: reword them first."]
    practice.texts.update(lessons="Ask a circle.")
    answered = client.post(response.url, {"mention": fields(client.get(response.url))["mention"], "answer": "reworded"})
    assert messages(answered) == ["Answered: Reworded"]
    assert "Words elsewhere still name this entry" not in get(client, page_of(lead)).words


def test_only_a_publisher_says_that_words_may_stay(sign_in):
    lead = make_organisation("Trust")
    make_practice("Evening football", text={"lessons": "It takes trust."})
    client = sign_in("amina", "editor")
    care = client.post(page_of(lead, "restrict"), {"level": "generalised", "note": ""}).url
    mention = fields(client.get(care))["mention"]
    assert client.post(care, {"mention": mention, "answer": "harmless"}).status_code == 403
    assert sign_in("chandra", "publisher").post(care, {"mention": mention, "answer": "harmless"}).status_code == 302
    for nonsense in ({"mention": "x", "answer": "harmless"}, {"mention": mention, "answer": "x"}, {}):
        assert client.post(care, nonsense).status_code == 404


def test_entries_that_a_country_has_become_too_careful_for_are_listed(sign_in):
    make_practice("Evening football", countries=["KE", "SO"])
    make_practice("Morning chess", countries=["KE"])
    make_practice("Quiet tea", countries=["SO"], level="anonymised")
    make_practice("Draft songs", countries=["SO"], published=False)
    make_careful("SO", "generalised")
    words = get(sign_in("amina", "editor"), "/admin/practices/practice/?todo=too-open").words
    assert "Evening football" in words
    for other in ("Morning chess", "Quiet tea", "Draft songs"):
        assert other not in words
