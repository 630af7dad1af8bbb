"""Asking the editors to be put in touch: moderated, without an address shown, and telling nothing of anybody."""

import pytest
from django.test import Client

from accounts.rate_limiter import FROM_ONE_SOURCE
from catalogue.public_page import NOT_KEPT
from gsx_site.suggest_forms import GREATEST_AGE, new_token
from gsx_site.suggest_pages import LARGEST
from places.levels import Level
from publishing.models import Suggestion
from publishing.safety.publication import publish, withdraw
from tests.admin_forms import fields
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import Page, get
from tests.suggesting import FORM, RELAY, send, token
from tests.walking import walk

pytestmark = pytest.mark.usefixtures("world")
ANSWERS = {"asker": "A youth club in Accra.", "wish": "How did you begin?", "contact": "club@example.org"}
CIRCLE = "organisation/riverbank-circle"
READER, OTHER = "9.9.9.9", "2620:fe:0:1::9"


@pytest.fixture
def circle(world):
    return make_organisation("Riverbank Circle", slug="riverbank-circle", website="https://circle.example/")


def ask(client, **answers):
    return send(client, RELAY, **ANSWERS | answers)


def at_level(entry, level):
    type(entry).objects.filter(pk=entry.pk).update(level=level)
    entry.refresh_from_db()
    publish(entry)
    return entry


def relay_links(page):
    return [link for link in page.links if link.startswith(RELAY)]


# --- where one may ask


def test_a_reader_asks_from_the_page_of_an_open_organisation_without_account_or_cookie(circle):
    strict = Client(enforce_csrf_checks=True)
    (link,) = relay_links(get(strict, "/organisations/riverbank-circle/"))
    page = strict.get(link)
    assert "Riverbank Circle" in Page(page).main
    answers = {name: values[0] for name, values in fields(page).items()}
    assert "whom" not in answers
    reply = ask(strict, **answers | ANSWERS | {"token": token()})
    held = Suggestion.objects.get()
    back = f"/suggest/contact/sent/?entry=organisation%2Friverbank-circle&reference={held.reference}"
    assert (reply.status_code, reply.url) == (302, back)
    assert not page.cookies
    assert not reply.cookies
    assert (page.headers["Cache-Control"], reply.headers["Cache-Control"]) == (NOT_KEPT, "no-store")
    assert (held.kind, held.state, held.contact) == ("relay", "waiting", "club@example.org")
    assert (held.entry_kind, held.uid) == ("organisation", circle.uid)
    assert held.words == {"asker": "A youth club in Accra.", "wish": "How did you begin?"}
    thanks = get(strict, reply.url)
    assert thanks.h1() == ["Thank you"]
    assert held.reference in thanks.main
    assert "We do not say whether it was passed on." in thanks.main


@pytest.mark.parametrize("level", [Level.OPEN, Level.GENERALISED, Level.ANONYMISED])
def test_a_reader_asks_from_the_page_of_a_practice_at_every_public_level(client, level):
    practice = make_practice("Zornhut plays", slug="zornhut-plays")
    if level != Level.OPEN:
        at_level(practice, level)
    slug = practice.uid if level == Level.ANONYMISED else "zornhut-plays"
    (link,) = relay_links(get(client, f"/practices/{slug}/"))
    page = get(client, link)
    assert ("Zornhut" in page.main) == (level != Level.ANONYMISED)
    assert ask(client, entry=f"practice/{slug}").status_code == 302
    assert Suggestion.objects.get().uid == practice.uid


def test_the_page_of_an_organisation_that_is_not_open_and_of_a_network_do_not_offer_it(client, circle):
    at_level(circle, Level.GENERALISED)
    make_network("Bridges", slug="bridges")
    assert relay_links(get(client, f"/organisations/{circle.uid}/")) == []
    assert relay_links(get(client, "/networks/bridges/")) == []


def test_a_preview_leads_to_no_form(admin_client, circle):
    assert relay_links(get(admin_client, f"/admin/networks/organisation/{circle.pk}/preview/")) == []


# --- nothing is told


def test_an_organisation_that_may_not_be_named_is_answered_as_one_that_is_not_there(client, circle):
    draft = make_organisation("Zornhut Draft", published=False)
    withdrawn = make_organisation("Zornhut Gone")
    withdraw(withdrawn)
    careful = at_level(make_organisation("Zornhut Circle", slug="zornhut-circle"), Level.GENERALISED)
    network = make_network("Zornhut Bridges")
    asked = [f"organisation/{one}" for one in (draft.slug, withdrawn.slug, "zornhut-circle", careful.uid)]
    asked += [f"network/{network.slug}", "organisation/nobody", "entry/x", "x", ""]
    for entry in asked:
        page = client.get(RELAY, {"entry": entry}, follow=True)
        assert page.status_code == 200
        told = page.content.decode().replace(fields(page)["token"][0], "").replace(entry or "nothing", "")
        assert "Whom do you want to reach?" in told
        assert "Zornhut" not in told
        reply = ask(client, entry=entry)
        assert (reply.status_code, "Say whom you want to reach." in Page(reply).main) == (422, True)
    assert not Suggestion.objects.exists()
    assert ask(client, whom="Zornhut Circle", entry=f"organisation/{careful.uid}").status_code == 302
    held = Suggestion.objects.get()
    assert (held.entry_kind, held.uid, held.words["whom"]) == ("", "", "Zornhut Circle")


def test_the_answer_is_the_same_whoever_is_asked_for(client, circle):
    """Neither the form nor the thanks tell a reachable organisation from another."""
    make_organisation("Lantern House", slug="lantern-house", contact="https://lantern.example/write")
    pages = []
    for name, slug in (("Riverbank Circle", "riverbank-circle"), ("Lantern House", "lantern-house")):
        page = client.get(RELAY, {"entry": f"organisation/{slug}"})
        reply = ask(client, entry=f"organisation/{slug}")
        thanks = client.get(reply.url).content.decode()
        found = page.content.decode() + thanks
        for one in (name, slug, fields(page)["token"][0], reply.url.partition("reference=")[2]):
            found = found.replace(one, "")
        pages.append(found)
    assert pages[0] == pages[1]
    for address in ("circle.example", "lantern.example"):
        assert address not in pages[0]


def test_nothing_of_a_request_is_public(client, circle):
    ask(client, entry=CIRCLE, asker="Zornberg", wish="Zorntal", contact="zornwald@example.org")
    held = Suggestion.objects.get()
    starts = ["/", f"/suggest/contact/sent/?reference={held.reference}", "/search/?q=zorntal"]
    for address, response in walk(client, *starts, "/organisations/riverbank-circle/").items():
        told = response.content.decode().lower()
        assert not [word for word in ("zornberg", "zornwald") if word in told], address
        assert "zorntal" not in told or "q=zorntal" in address, address


# --- what is wrong is said, and everything typed is given back


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("asker", "Say in a few words who you are."),
        ("wish", "Say in a few words what you want of them."),
        ("contact", "Say how you can be reached: else nobody can answer you."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_stays(client, circle, name, sentence):
    reply = ask(client, entry=CIRCLE, **{name: " "})
    assert reply.status_code == 422
    page = Page(reply)
    assert sentence in page.main
    assert f"#id_{name}" in page.links
    kept = {field: fields(reply)[field][0] for field in ANSWERS if field != name}
    assert kept == {field: words for field, words in ANSWERS.items() if field != name}
    assert fields(reply)["entry"] == [CIRCLE]


@pytest.mark.parametrize(("name", "most"), [("whom", 300), ("asker", 500), ("wish", 2000), ("contact", 200)])
def test_every_field_has_a_limit(client, name, most):
    reply = ask(client, **{"whom": "The circle", name: "ж" * (most + 1)})
    assert reply.status_code == 422
    assert f"Shorten this to {most} letters: it has {most + 1}." in Page(reply).main
    assert ask(client, **{"whom": "The circle", name: "ж" * most}).status_code == 302


def test_the_measures_of_the_other_forms_hold_here_too(client, circle):
    for wrong, sentence in (
        ({"token": token(GREATEST_AGE + 5)}, "This page was open for very long."),
        ({"token": str(new_token())}, "That was very quick"),
        ({"website": "https://spam.example"}, "A field that nobody can see was filled in"),
        ({"wish": "www.spam.example " * 11}, "Leave at most 10 links in the form."),
        ({"headers": {"Sec-Fetch-Site": "cross-site"}}, "This came from a page of another site."),
    ):
        reply = ask(client, entry=CIRCLE, **wrong)
        assert (reply.status_code, sentence in Page(reply).main) == (422, True), sentence
    assert client.post(RELAY, b"x" * (LARGEST + 1), content_type=FORM).status_code == 413
    assert client.post(RELAY, b"wish=x", content_type="text/plain").status_code == 415
    assert client.put(RELAY).status_code == 405
    assert not Suggestion.objects.exists()


def test_requests_and_suggestions_share_what_is_taken_in_an_hour(client, circle, settings):
    settings.PROXY_ADDRESS_HEADER = settings.PROXY_HTTPS_HEADER = ""
    for number in range(FROM_ONE_SOURCE - 1):
        assert ask(client, entry=CIRCLE, wish=f"Question {number}", sent_from=READER).status_code == 302
    assert send(client, what="Trees.", sent_from=READER).status_code == 302
    reply = ask(client, entry=CIRCLE, sent_from=READER)
    assert (reply.status_code, fields(reply)["wish"]) == (429, ["How did you begin?"])
    assert ask(client, entry=CIRCLE, sent_from=OTHER).status_code == 302


def test_a_second_click_is_one_request(client, circle):
    same = {"token": token(), "entry": CIRCLE}
    assert ask(client, **same).url == ask(client, **same).url
    assert Suggestion.objects.count() == 1
