"""The page at which an organisation answers by a link."""

import logging
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.languages import address_in, codes
from gsx_site.consent_page import LEVEL_WORDS
from places.levels import Level
from publishing.models import ConsentAnswer, ConsentLink, Edition
from publishing.safety.consent_links import make_link, revoke
from publishing.safety.publication import publish, restrict, withdraw
from tests.factories import make_network, make_organisation, make_practice
from tests.gsx_site.test_leaks import every_word
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def organisation(world):
    return make_organisation("Riverbank Circle", slug="riverbank-circle", about="It keeps the peace on the bank.")


def link_to(entry):
    """The address of a new consent link for `entry`."""
    return f"/consent/{make_link(entry, by=None)[1]}/"


def send(client, address, **values):
    return client.post(address, values, headers={"origin": "null"})


def consents(organisation):
    return [(one.role, one.means, one.until) for one in organisation.consents.all()]


# --- what it shows


@pytest.mark.parametrize("make", [make_organisation, make_network, make_practice])
def test_every_kind_of_entry_is_shown_as_the_public_reads_it(client, make):
    entry = make("Boats and bridges", slug="boats")
    public = get(client, f"/{entry.KIND}s/boats/")
    asked = get(client, link_to(entry))
    assert asked.h1() == public.h1()
    assert public.h2()[0] in asked.h2()
    assert "This is what everyone can read now. It is shown in full, with names." in asked.main


def test_what_editors_saved_since_is_not_shown(client, organisation):
    organisation.notes = "Zornhut said so"
    organisation.save()
    organisation.texts.update(about="Zornwald")
    organisation.consents.create(basis="agreement", role="zornsee", given_on=date(2026, 1, 1), means="letter")
    html = client.get(link_to(organisation)).content.decode().lower()
    assert "it keeps the peace" in html
    assert "zorn" not in html


def test_a_draft_is_shown_as_it_would_be_published(client):
    draft = make_organisation("Riverbank Circle", published=False, notes="Zornhut", level=Level.GENERALISED)
    page = get(client, link_to(draft))
    assert "This is not public. It would be published like this." in page.main
    assert "It works for calm streets." in page.main
    assert "Riverbank" not in page.words
    assert "Zornhut" not in page.words


def test_what_was_withdrawn_after_the_link_was_made_is_not_shown(client, organisation):
    address = link_to(organisation)
    withdraw(organisation)
    page = get(client, address)
    assert page.h1() == ["Nothing is public now"]
    assert "Riverbank" not in page.words


def test_who_asks_again_after_a_withdrawal_shows_what_would_be_published(client, organisation):
    withdraw(organisation)
    page = get(client, link_to(organisation))
    assert "This is not public. It would be published like this." in page.main
    assert page.h1() == ["Riverbank Circle"]


def test_of_what_is_withheld_nothing_is_shown(client, organisation):
    restrict(organisation, Level.WITHHELD)
    assert get(client, link_to(organisation)).h1() == ["Nothing is public now"]


def test_only_more_careful_levels_are_offered(client):
    for level, offered in ((Level.OPEN, 2), (Level.GENERALISED, 1), (Level.ANONYMISED, 0)):
        page = get(client, link_to(make_organisation(level=level)))
        words = [str(words) for words in LEVEL_WORDS.values()]
        choices = [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("name") == "level"]
        assert len(choices) == offered
        assert ("Show less of us" in page.main) == bool(offered)
        assert [one in page.main for one in words][2 - offered :] == [True] * offered


def test_the_title_and_the_description_of_the_page_say_nothing_of_the_entry(client, organisation):
    page = get(client, link_to(organisation))
    assert page.title == "A question to you – GSX directory"
    described = [attrs["content"] for _tag, attrs in page.tags if attrs.get("name") == "description"]
    assert described == ["A question from the editors of this directory."]


def test_a_text_in_another_language_is_one_link_away(client, organisation):
    organisation.texts.create(language="fr", origin="human", title="Cercle de la rive", about="Pour la paix.")
    publish(organisation)
    address = link_to(organisation)
    assert f"/fr{address}" in get(client, address).links
    assert "Pour la paix." in get(client, f"/fr{address}").main
    page = get(client, f"{address}?lang=fr")
    assert "Pour la paix." in page.main
    action = [attrs["action"] for tag, attrs in page.tags if tag == "form" and attrs.get("method") == "post"]
    assert action == [f"{address}?lang=fr#answer"]


# --- its manners


def test_no_reply_is_kept_indexed_or_told_to_others(client, organisation):
    address = link_to(organisation)
    used = link_to(organisation)
    send(client, used, answer="change", message="A word")
    for response in (
        client.get(address),
        client.head(address),
        send(client, address, answer=""),
        client.put(address),
        client.get(used),
        client.get("/consent/nothing/"),
        send(client, address, answer="change", message="A word"),
    ):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_the_page_holds_no_inline_script_and_no_inline_style(client, organisation):
    for response in (client.get(link_to(organisation)), send(client, link_to(organisation), answer="")):
        for tag, attrs in Page(response).tags:
            assert tag != "style"
            assert "style" not in attrs
            assert tag != "script" or attrs.get("src", "").startswith("/static/")
            assert not [name for name in attrs if name.startswith("on")]


def test_the_address_stands_in_the_page_as_the_target_of_its_form_and_in_other_languages_only(client, organisation):
    address = link_to(organisation)
    html = client.get(address).content.decode()
    assert html.count(address) == 1 + len(codes())
    assert [f'href="{address_in(code, address)}"' in html for code in codes()] == [True] * len(codes())
    assert f'action="{address}#answer"' in html


def test_an_answer_needs_no_cookie_and_no_token_of_a_session(organisation):
    strict = Client(enforce_csrf_checks=True)
    response = send(strict, link_to(organisation), answer="change", message="A word")
    assert response.status_code == 200
    assert ConsentAnswer.objects.count() == 1


def test_opening_the_page_uses_nothing_up(client, organisation):
    address = link_to(organisation)
    for _ in range(3):
        client.head(address)
        get(client, address)
    assert send(client, address, answer="change", message="A word").status_code == 200


def test_a_token_is_in_no_log_even_when_the_page_fails(client, organisation, caplog):
    address = link_to(organisation)
    token = address.split("/")[2]
    ConsentLink.objects.update(kind="nothing")  # which no input can bring about
    client.raise_request_exception = False
    assert client.get(address).status_code == 500
    handler = next(one for one in logging.getLogger("django").handlers if type(one) is logging.StreamHandler)
    written = "".join(handler.format(record) for record in caplog.records)
    assert "KeyError" in written
    assert token not in written


# --- a link that can't be answered


def test_a_link_that_was_used_says_when_and_nothing_of_the_entry(client, organisation):
    address = link_to(organisation)
    send(client, address, answer="change", message="A word")
    day = timezone.localdate()
    for response in (client.get(address), send(client, address, answer="withdraw")):
        assert response.status_code == 410
        page = Page(response)
        assert page.h1() == ["This link is closed"]
        assert f"This link was used on {day.day} {day:%b %Y}." in page.main
        assert "Riverbank" not in response.content.decode()
    organisation.refresh_from_db()
    assert organisation.level == Level.OPEN


def test_a_link_that_was_taken_back_says_so_and_nothing_of_the_entry(client, organisation):
    address = link_to(organisation)
    revoke(ConsentLink.objects.get())
    page = get(client, address, 410)
    assert "This link was taken back on " in page.main
    assert "Riverbank" not in page.words


def test_a_link_that_has_ended_says_when_and_nothing_of_the_entry(client, organisation):
    address = link_to(organisation)
    ConsentLink.objects.update(expires_on=date(2026, 1, 31))
    page = get(client, address, 410)
    assert "This link could be used until 31 Jan 2026." in page.main
    assert "Riverbank" not in page.words
    ConsentLink.objects.update(expires_on=timezone.localdate())
    get(client, address)


def test_a_link_whose_entry_was_deleted_leads_nowhere(client):
    draft = make_organisation(published=False)
    address = link_to(draft)
    draft.delete()
    assert "This link leads nowhere any more." in get(client, address, 410).main


@pytest.mark.parametrize("token", ["nothing", "a.b", "%00", "%F0%9F%98%80", "x" * 3000])
def test_an_address_that_is_no_link_is_not_found(client, token):
    page = get(client, f"/consent/{token}/", 404)
    assert page.h1() == ["There is nothing at this address"]


# --- the answers


def test_a_yes_is_written_down(client, organisation):
    address = link_to(organisation)
    until = timezone.localdate() + timedelta(days=365)
    page = Page(send(client, address, answer="confirm", role="director", translation="on", until=until.isoformat()))
    assert page.h1() == ["Thank you"]
    assert consents(organisation) == [("director", "link", until)]
    consent = organisation.consents.get()
    assert (consent.web, consent.exports, consent.translation, consent.photographs) == (True, False, True, False)
    assert "It keeps the peace" in get(client, "/organisations/riverbank-circle/").main


def test_a_wish_for_a_change_is_kept_as_it_was_written(client, organisation):
    words = "We began in 2016.\nAsk <b>us</b>: +254 700 123456"
    page = Page(send(client, link_to(organisation), answer="change", message=words.replace("\n", "\r\n")))
    assert page.h1() == ["Thank you"]
    assert ConsentAnswer.objects.get().message == words


def test_showing_less_takes_effect_at_once(client, organisation):
    page = Page(send(client, link_to(organisation), answer="careful", level="anonymised"))
    assert page.h1() == ["It is done"]
    assert str(LEVEL_WORDS[Level.ANONYMISED]) in page.main
    assert "Riverbank" not in page.words
    assert "Riverbank" not in every_word(client, f"/organisations/{organisation.uid}/")


def test_being_taken_out_takes_effect_at_once(client, organisation):
    page = Page(send(client, link_to(organisation), answer="withdraw"))
    assert page.h1() == ["It is done"]
    assert "Nothing of it is public any more" in page.main
    assert "Riverbank" not in every_word(client, f"/organisations/{organisation.uid}/")


def test_a_practice_is_answered_for_like_an_organisation(client):
    practice = make_practice("Evening football", slug="evening-football")
    send(client, link_to(practice), answer="careful", level="generalised")
    practice.refresh_from_db()
    assert practice.level == Level.GENERALISED
    get(client, "/practices/evening-football/", 404)


def test_a_draft_that_is_answered_for_is_not_said_to_have_been_public(client):
    for values, words in (
        ({"answer": "withdraw"}, "Nothing of it will be published."),
        ({"answer": "careful", "level": "generalised"}, "No more than this will be published."),
    ):
        page = Page(send(client, link_to(make_organisation(published=False)), **values))
        assert words in page.main
        assert "copied by others" not in page.main
    assert not Edition.objects.exists()
