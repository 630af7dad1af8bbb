"""Signing in with a passkey: what it needs beside the passkey, and that nothing of it counts twice."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from accounts import challenge
from accounts.models import Session, SignInEvent
from tests.passkeys import Passkey
from tests.staff import make_staff, sign_in

pytestmark = pytest.mark.django_db
DOOR = "/account/sign-in/passkey/"


@pytest.fixture
def passkey():
    return Passkey(make_staff("amina"))


def asked(browser):
    """The challenge that the page gives to the browser's script."""
    response = browser.get(DOOR, headers={"accept": "application/json"})
    return response.json()["request_options"]["publicKey"]["challenge"]


def is_in(browser):
    return browser.get("/account/").status_code == 200


def test_a_passkey_opens_the_door(passkey):
    browser = Client()
    browser.post(DOOR, {"credential": passkey.answer(asked(browser))})
    assert is_in(browser)
    assert SignInEvent.objects.filter(what=SignInEvent.What.SIGNED_IN).count() == 1
    assert not browser.cookies[challenge.COOKIE].value


def test_who_asks_for_a_challenge_leaves_no_session_behind():
    browser = Client()
    asked(browser)
    asked(browser)
    assert not Session.objects.exists()
    assert list(browser.cookies) == [challenge.COOKIE]
    kept = browser.cookies[challenge.COOKIE]
    assert (kept["httponly"], kept["samesite"], kept["path"], kept["max-age"]) == (True, "Strict", "/", 300)


def test_what_was_sent_once_lets_nobody_in_again(passkey):
    browser, thief = Client(), Client()
    sent = passkey.answer(asked(browser))
    thief.cookies[challenge.COOKIE] = browser.cookies[challenge.COOKIE].value
    browser.post(DOOR, {"credential": sent})
    assert is_in(browser)
    thief.post(DOOR, {"credential": sent})
    assert not is_in(thief)


def test_an_answer_counts_only_in_the_browser_that_asked(passkey):
    browser, thief = Client(), Client()
    sent = passkey.answer(asked(browser))
    thief.post(DOOR, {"credential": sent})
    assert not is_in(thief)
    asked(thief)
    thief.post(DOOR, {"credential": sent})
    assert not is_in(thief)


def test_a_challenge_that_nobody_signed_or_that_is_too_old_does_not_count(passkey, monkeypatch):
    browser = Client()
    sent = passkey.answer(asked(browser))
    kept = browser.cookies[challenge.COOKIE].value
    browser.cookies[challenge.COOKIE] = kept[:-1] + ("A" if kept[-1] != "A" else "B")
    browser.post(DOOR, {"credential": sent})
    assert not is_in(browser)
    monkeypatch.setattr(challenge, "SECONDS", -1)
    browser.cookies[challenge.COOKIE] = kept
    browser.post(DOOR, {"credential": sent})
    assert not is_in(browser)


def test_what_is_no_passkey_is_slowed_down_and_a_right_one_costs_nothing(passkey):
    browser = Client()
    for _ in range(6):
        browser.post(DOOR, {"credential": passkey.answer(asked(browser))})
        assert is_in(browser)
        browser.post("/account/sign-out/")
    stranger = Client()
    replies = [stranger.post(DOOR, {"credential": "{}"}).status_code for _ in range(6)]
    assert replies == [302] * 5 + [429]


def test_the_challenge_of_the_second_step_opens_no_door(passkey):
    browser = Client()
    step = sign_in(browser, secret="").url
    options = unescape(re.search(r'data-options="([^"]+)"', browser.get(step).content.decode())[1])
    sent = passkey.answer(json.loads(options)["publicKey"]["challenge"])
    browser.post(DOOR, {"credential": sent})
    assert not is_in(browser)
