"""Suggesting a practice or a correction: no account, no cookie, nothing lost, nothing kept of where it came from."""

import logging
import re
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accounts.models import Counted, DaySecret
from accounts.rate_limiter import FROM_ONE_SOURCE, IN_ALL
from catalogue.public_page import NOT_KEPT
from gsx_site.suggest_forms import GREATEST_AGE, MOST_LINKS, new_token
from gsx_site.suggest_pages import LARGEST
from places.levels import Level
from publishing.models import Suggestion
from publishing.safety.publication import publish, withdraw
from tests.admin_forms import fields
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import Page, get
from tests.staff import make_staff, sign_in
from tests.suggesting import CORRECTION, FORM, PRACTICE, send, token

pytestmark = pytest.mark.usefixtures("world")
# Of a public resolver, as a reader's could be.
READER, OTHER = "9.9.9.9", "2620:fe:0:1::9"


@pytest.fixture
def practice(world):
    return make_practice("Evening football", slug="evening-football")


def the_one():
    return Suggestion.objects.get()


# --- the way of a suggestion


def test_a_practice_is_suggested_without_an_account_and_without_a_cookie():
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(PRACTICE)
    assert not page.cookies
    answers = fields(page) | {
        "token": token(),
        "what": "Neighbours plant trees.\r\nEvery week.",
        "country": "KE",
        "who": "  Riverbank \n Circle ",
        "sources": "https://report.example/one",
        "contact": "amina@example.org",
    }
    reply = strict.post(PRACTICE, urlencode(answers, doseq=True), content_type=FORM)
    held = the_one()
    assert (reply.status_code, reply.url) == (302, f"/suggest/sent/?reference={held.reference}")
    assert not reply.cookies
    assert reply.headers["Cache-Control"] == "no-store"
    assert (held.kind, held.state, held.contact) == ("practice", "waiting", "amina@example.org")
    assert held.words == {
        "what": "Neighbours plant trees.\nEvery week.",
        "country": "KE",
        "who": "Riverbank Circle",
        "sources": "https://report.example/one",
    }
    thanks = get(strict, reply.url)
    assert thanks.h1() == ["Thank you"]
    assert held.reference in thanks.main
    assert [attrs["content"] for _tag, attrs in thanks.tags if attrs.get("name") == "robots"] == ["noindex"]


def test_a_correction_is_sent_from_the_page_of_the_entry(practice, client):
    link = next(one for one in get(client, "/practices/evening-football/").links if one.startswith(CORRECTION))
    page = client.get(link)
    assert page.status_code == 200
    assert "Evening football" in Page(page).main
    answers = {name: values[0] for name, values in fields(page).items()}
    assert "page" not in answers
    reply = send(client, **(answers | {"address": CORRECTION, "token": token(), "wrong": "The year."}))
    assert reply.status_code == 302
    assert (the_one().kind, the_one().entry_kind, the_one().uid) == ("correction", "practice", practice.uid)
    assert the_one().words == {"wrong": "The year."}


@pytest.mark.parametrize("kind", ["organisations", "networks"])
def test_every_kind_of_entry_leads_to_its_correction(client, kind):
    entry = {"organisations": make_organisation, "networks": make_network}[kind]()
    link = f"/suggest/correction/?entry={entry.KIND}%2F{entry.slug}"
    assert link in get(client, f"/{kind}/{entry.slug}/").links
    assert str(entry) in get(client, link).main


def test_who_knows_what_is_not_looked_up_finds_entry_and_fields_named_and_comes_back(practice, client):
    link = next(one for one in get(client, "/practices/evening-football/").links if "fields=" in one)
    page = client.get(link)
    assert page.status_code == 200
    assert Page(page).h1() == ["Tell what you know"]
    answers = {name: values[0] for name, values in fields(page).items()}
    assert answers["wrong"].startswith("Not looked up yet: ")
    assert {"Steps", "Harm seen"} <= {*re.split(", | and ", answers["wrong"].partition(": ")[2])}
    again = send(client, **(answers | {"address": CORRECTION, "token": token(), "wrong": ""}))
    assert Page(again).h1() == ["Tell what you know"]
    reply = send(client, **(answers | {"address": CORRECTION, "token": token(), "right": "Ask, meet, play."}))
    assert the_one().words == {"wrong": answers["wrong"], "right": "Ask, meet, play."}
    thanks = get(client, reply.url)
    assert "Back to: Evening football" in thanks.main
    assert "/practices/evening-football/" in thanks.links


@pytest.mark.parametrize("names", ["notes", "level,uid", "<b>", ","])
def test_of_fields_that_no_reader_knows_nothing_is_said(practice, client, names):
    page = client.get(CORRECTION, {"entry": "practice/evening-football", "fields": names}, follow=True)
    assert Page(page).h1() == ["Suggest a correction"]
    assert fields(page)["wrong"] == [""]


def test_nobody_is_led_back_to_an_entry_that_is_hidden(client):
    withdraw(make_practice("Zornberg plays", slug="zornberg-plays"))
    page = get(client, "/suggest/sent/?entry=practice%2Fzornberg-plays")
    assert "Back to" not in page.main
    assert "/practices/zornberg-plays/" not in page.links


def test_without_an_entry_the_page_is_asked_for(practice, client):
    for query in ("", "?entry=practice%2Fnothing", "?entry=theme%2Fx", "?entry=entry%2Fevening-football", "?entry=x"):
        assert "Which page is it about?" in get(client, CORRECTION + query).main
    reply = send(client, CORRECTION, wrong="The year.")
    assert reply.status_code == 422
    assert "Say which page it is about." in Page(reply).main
    assert send(client, CORRECTION, wrong="The year.", page="/themes/").status_code == 302
    assert (the_one().uid, the_one().words["page"]) == ("", "/themes/")


def test_nothing_is_told_of_an_entry_that_is_hidden(client):
    hidden = make_practice("Zornhut plays", slug="zornhut-plays")
    withdraw(make_practice("Zornberg plays", slug="zornberg-plays"))
    make_practice("Zorntal plays", slug="zorntal-plays", published=False)
    hidden.level = Level.ANONYMISED
    hidden.save()
    publish(hidden)
    for slug in ("zornhut-plays", "zornberg-plays", "zorntal-plays"):
        page = get(client, f"{CORRECTION}?entry=practice%2F{slug}")
        assert "Which page is it about?" in page.main
        assert "plays" not in page.main
    assert "A practice in Eastern Africa" in get(client, f"{CORRECTION}?entry=practice%2F{hidden.uid}").main


def test_the_first_page_and_every_list_lead_to_the_form(client):
    for address in ("/", "/practices/", "/networks/", "/organisations/", "/search/"):
        assert PRACTICE in get(client, address).links


def test_a_second_click_sends_one_suggestion_and_other_words_another(client):
    same = {"token": token(), "what": "They plant trees."}
    first, again = send(client, **same), send(client, **same)
    assert first.url == again.url
    assert Counted.objects.count() == Suggestion.objects.count() == 1
    other = send(client, **(same | {"what": "They build a bridge."}))
    assert other.url != first.url
    assert {one.words["what"] for one in Suggestion.objects.all()} == {"They plant trees.", "They build a bridge."}


def test_the_page_of_thanks_says_back_only_what_can_be_a_reference(client):
    for wrong in ("dial+12345", "a" * 10, "%00", "bcdfghjkmnp"):
        page = get(client, f"/suggest/sent/?reference={wrong}")
        assert "Its reference" not in page.main
        assert "dial" not in page.main
    assert "Its reference" not in get(client, "/suggest/sent/").main
    assert client.post("/suggest/sent/").status_code == 405


# --- what is wrong is said, and everything typed is given back


def given_back(reply, name):
    return fields(reply)[name][0]


def test_what_is_missing_is_said_first_with_a_link_to_its_field(client):
    reply = send(client, what="", who="Riverbank Circle", country="KE", contact="amina@example.org")
    page = Page(reply)
    assert reply.status_code == 422
    assert page.title.startswith("Error: Suggest a practice")
    assert page.h2()[0] == "It was not sent yet"
    assert "#id_what" in page.links
    field = next(attrs for tag, attrs in page.tags if attrs.get("id") == "id_what")
    assert field["aria-invalid"] == "true"
    ids = {attrs.get("id") for _tag, attrs in page.tags}
    assert set(field["aria-describedby"].split()) <= ids
    assert (given_back(reply, "who"), given_back(reply, "country")) == ("Riverbank Circle", "KE")
    assert given_back(reply, "contact") == "amina@example.org"
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("address", "name", "most"),
    [
        (PRACTICE, "what", 3000),
        (PRACTICE, "who", 300),
        (PRACTICE, "outcomes", 3000),
        (PRACTICE, "sources", 2000),
        (PRACTICE, "contact", 200),
        (CORRECTION, "page", 300),
        (CORRECTION, "wrong", 2000),
        (CORRECTION, "right", 2000),
        (CORRECTION, "source", 1000),
    ],
)
def test_every_field_has_a_limit(client, address, name, most):
    answers = {"what": "Trees."} if address == PRACTICE else {"wrong": "The year.", "page": "/"}
    reply = send(client, address, **(answers | {name: "ж" * (most + 1)}))
    assert reply.status_code == 422
    assert f"Shorten this to {most} letters: it has {most + 1}." in Page(reply).main
    assert given_back(reply, name) == "ж" * (most + 1)
    assert send(client, address, **(answers | {name: "ж" * most})).status_code == 302


def test_the_longest_answers_in_the_widest_letters_are_taken(client):
    longest = {"what": 3000, "who": 300, "outcomes": 3000, "sources": 2000, "contact": 200}
    assert send(client, **{name: "𝟘" * most for name, most in longest.items()}).status_code == 302


def test_a_form_full_of_links_is_refused(client):
    ten = "\n".join(f"https://spam.example/{n}" for n in range(MOST_LINKS))
    reply = send(client, what="Trees.", sources=f"{ten}\nwww.spam.example")
    assert "Leave at most 10 links in the form." in Page(reply).main
    assert "#id_sources" in Page(reply).links
    assert "#id_sources" in Page(send(client, what=ten, sources="HTTP://spam.example")).links
    assert send(client, what="Trees.", sources=ten).status_code == 302


def test_what_is_no_text_is_taken_out(client):
    send(client, what="Tre\0es\x07 \u202egrow\u202c\u2028high e\u0301\ud83d".encode("utf-8", "replace"), who="A\tB\0")
    assert the_one().words == {"what": "Trees grow\nhigh é?", "who": "A B"}


def test_what_was_typed_is_text_on_every_page(client):
    reply = send(client, what="", who='<script>alert(1)</script>"><a href="//x.example">x</a>', country='"><b>')
    assert "<script>alert" not in reply.text
    assert "//x.example" not in Page(reply).links
    assert "Choose a country from the list." in Page(reply).main


# --- without cookies: the token, the trap, other sites


def refused(reply, sentence):
    assert reply.status_code == 422
    assert sentence in Page(reply).main
    assert given_back(reply, "what") == "Trees."
    assert not Suggestion.objects.exists()
    return given_back(reply, "token")


@pytest.mark.parametrize("wrong", ["", "x", "\0", "a:b:c", "é" * 9, "x" * 9999], ids=range(6))
def test_a_token_that_is_not_ours_is_renewed(client, wrong):
    renewed = refused(send(client, what="Trees.", token=wrong), "This page was open for very long.")
    assert renewed != wrong


def test_a_token_that_is_too_old_or_changed_is_renewed(client):
    refused(send(client, what="Trees.", token=token(GREATEST_AGE + 5)), "This page was open for very long.")
    forged = token()[:-1] + ("a" if token()[-1] != "a" else "b")
    refused(send(client, what="Trees.", token=forged), "This page was open for very long.")


def test_who_is_as_quick_as_a_program_is_asked_to_wait_and_then_heard(client):
    quick = str(new_token())
    kept = refused(send(client, what="Trees.", token=quick), "That was very quick")
    assert kept == quick  # so that it grows older


def test_who_falls_into_the_trap_is_asked_again_and_not_ignored(client):
    reply = send(client, what="Trees.", website="https://spam.example")
    refused(reply, "A field that nobody can see was filled in")
    assert given_back(reply, "website") == ""
    hidden = [attrs for tag, attrs in Page(reply).tags if tag == "div" and "hidden" in attrs]
    assert len(hidden) == 1


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 422), ("same-site", 422), ("same-origin", 302), ("none", 302)]
)
def test_a_form_on_another_site_can_not_send(client, site, status):
    reply = send(client, what="Trees.", headers={"Sec-Fetch-Site": site})
    assert reply.status_code == status
    assert Suggestion.objects.exists() == (status == 302)


def test_no_page_with_a_token_is_kept(practice, client):
    for address in (PRACTICE, CORRECTION, f"{CORRECTION}?entry=practice%2Fevening-football"):
        first, second = client.get(address), client.get(address)
        assert first.headers["Cache-Control"] == NOT_KEPT
        assert fields(first)["token"] != fields(second)["token"]
        assert not first.cookies
        assert "Cookie" not in first.headers.get("Vary", "")


# --- too much


@pytest.fixture
def direct(settings):
    settings.PROXY_ADDRESS_HEADER = settings.PROXY_HTTPS_HEADER = ""


@pytest.mark.usefixtures("direct")
def test_the_sixth_suggestion_in_an_hour_is_given_back_with_when_to_come_again(client):
    for n in range(FROM_ONE_SOURCE):
        assert send(client, what=f"Trees {n}.", sent_from=READER).status_code == 302
    reply = send(client, what="Trees.", who="Riverbank Circle", sent_from=READER)
    assert reply.status_code == 429
    assert 0 < int(reply.headers["Retry-After"]) <= 3601
    assert "Your words are still here: send them again in 60 minutes." in Page(reply).main
    assert given_back(reply, "what") == "Trees."
    assert send(client, what="Trees.", sent_from=OTHER).status_code == 302
    assert Suggestion.objects.count() == FROM_ONE_SOURCE + 1


@pytest.mark.usefixtures("direct")
def test_mistakes_do_not_count(client):
    for _ in range(FROM_ONE_SOURCE + 1):
        assert send(client, what="", sent_from=READER).status_code == 422
    assert send(client, what="Trees.", sent_from=READER).status_code == 302


def everything_stored():
    """All that the database holds, as text."""
    rows = [row for model in apps.get_models(include_auto_created=True) for row in model.objects.values_list()]
    return "\n".join(str(row) for row in rows)


@pytest.mark.usefixtures("direct")
def test_an_address_is_nowhere_in_the_database_and_nowhere_in_the_logs(client, caplog):
    caplog.set_level(logging.DEBUG)
    for n in range(FROM_ONE_SOURCE + 1):
        send(client, what=f"Trees {n}.", sent_from=READER, headers={"User-Agent": "Zornhut/1.0"})
    send(client, what="Trees.", sent_from=OTHER, headers={"User-Agent": "Zornhut/1.0"})
    for told in (everything_stored(), caplog.text):
        for secret in (READER, "2620:fe", "2620:00fe", "09090909", "Zornhut", str(0x09090909)):
            assert secret not in told
    assert Suggestion.objects.count() == FROM_ONE_SOURCE + 1
    assert DaySecret.objects.get().secret not in str(list(Suggestion.objects.values()))


def test_where_sources_can_not_be_told_all_of_them_share_a_generous_limit(client, monkeypatch):
    monkeypatch.setattr("accounts.rate_limiter.IN_ALL", FROM_ONE_SOURCE + 2)
    monkeypatch.setattr("accounts.rate_limiter.KEPT", 3)
    for n in range(FROM_ONE_SOURCE + 2):
        assert send(client, what=f"Trees {n}.", sent_from="127.0.0.1").status_code == 302
    assert send(client, what="Trees.", sent_from="10.0.0.1").status_code == 429
    assert set(Counted.objects.values_list("source", flat=True)) == {""}
    kept = [READER, OTHER, "203.0.113.9", "198.51.100.7"]  # three are for those whose address can be told
    assert [send(client, what="Trees.", sent_from=said).status_code for said in kept] == [302, 302, 302, 429]
    assert IN_ALL >= 10 * FROM_ONE_SOURCE


def correct(client, sent_from):
    return send(client, CORRECTION, entry="practice/evening-football", wrong="The year.", sent_from=sent_from)


@pytest.mark.usefixtures("direct")
def test_one_network_can_not_close_the_corrections_for_others(practice, client):
    flood = [correct(client, f"2001:db8:0:{number:x}::1").status_code for number in range(70)]  # one customer's /56
    assert (flood.count(302), set(flood)) == (9, {302, 429})
    for said in ("2001:db8:0:100::1", "2001:db8:1::1", READER, OTHER):
        assert correct(client, said).status_code == 302


@pytest.mark.usefixtures("direct")
def test_many_networks_can_not_close_the_corrections_for_a_reader_from_elsewhere(practice, client):
    flood = [correct(client, f"203.{provider}.{number}.1").status_code for provider in (1, 2) for number in range(45)]
    assert flood.count(302) == IN_ALL
    reply = correct(client, "203.2.99.1")
    assert reply.status_code == 429
    assert given_back(reply, "wrong") == "The year."
    assert correct(client, READER).status_code == 302


@pytest.mark.usefixtures("direct")
def test_wrong_passwords_close_no_form_and_suggestions_no_door(client):
    make_staff()
    for n in range(FROM_ONE_SOURCE):
        assert send(client, what=f"Trees {n}.", sent_from=READER).status_code == 302
    browser = Client(REMOTE_ADDR=READER)
    assert sign_in(browser).url == "/admin/"
    for _ in range(FROM_ONE_SOURCE + 1):
        last = sign_in(Client(REMOTE_ADDR=OTHER), password="wrong")
    assert last.status_code == 429
    assert send(client, what="Trees.", sent_from=OTHER).status_code == 302


# --- what no form of ours sends


def test_a_huge_body_is_refused_in_words(client):
    reply = send(client, what="x" * LARGEST)
    assert reply.status_code == 413
    assert Page(reply).h1() == ["This was not sent"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "é"])
def test_another_type_of_content_is_refused_in_words(client, kind):
    reply = client.post(PRACTICE, b'{"what": "Trees."}', content_type=kind)
    assert reply.status_code == 415
    assert Page(reply).h1() == ["This was not sent"]


@pytest.mark.parametrize("length", ["-1", "x", "9" * 5000, "1e3"])
def test_a_length_that_is_none_is_refused(client, length):
    assert client.post(PRACTICE, b"what=x", content_type=FORM, CONTENT_LENGTH=length).status_code == 413


def test_other_methods_are_refused(client):
    for method in (client.put, client.delete, client.patch):
        assert method(PRACTICE).status_code == 405
    assert client.head(PRACTICE).status_code == 200


@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([PRACTICE, CORRECTION]), st.binary(min_size=1, max_size=300))
def test_any_bytes_give_a_page(practice, client, address, body):
    assert client.post(address, body, content_type=FORM).status_code in (400, 422)


names = st.sampled_from(["what", "country", "who", "sources", "contact", "page", "wrong", "right", "entry", "website"])


@hypothesis_settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([PRACTICE, CORRECTION]), st.dictionaries(names, st.text(max_size=40)))
def test_any_words_are_taken_or_given_back(practice, client, address, answers):
    Counted.objects.all().delete()
    typed = {name: value.encode("utf-8", "replace") for name, value in answers.items()}
    assert send(client, address, **typed).status_code in (302, 422)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_entry_that_is_asked_for_gives_a_page(practice, client, entry):
    reply = client.get(CORRECTION, query_params={"entry": entry.encode("utf-8", "replace")}, follow=True)
    assert reply.status_code == 200
