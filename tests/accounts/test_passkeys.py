"""What of passkeys needs no browser: nonsense, and removing them. The rest is in tests/browser/test_signing_in.py."""

import json
from base64 import urlsafe_b64encode

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.pages import Page, get
from tests.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db
LETTERS = st.text(alphabet="ABCDwxyz-_=019 ", max_size=12)
PART = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), LETTERS)
VALUE = st.recursive(PART, lambda one: st.lists(one, max_size=2) | st.dictionaries(LETTERS, one, max_size=2))
PARTS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
CREDENTIAL = st.one_of(
    VALUE,
    st.fixed_dictionaries(
        {},
        optional={
            "id": VALUE,
            "rawId": st.one_of(LETTERS, VALUE),
            "type": st.one_of(st.just("public-key"), VALUE),
            "clientExtensionResults": VALUE,
            "response": st.one_of(VALUE, st.fixed_dictionaries({}, optional=dict.fromkeys(PARTS, LETTERS | VALUE))),
        },
    ),
)


def encoded(content):
    return urlsafe_b64encode(content).decode().rstrip("=")


def almost_right(**parts):
    """What a browser would send, but for `parts` of the response, which are bytes."""
    client = json.dumps({"type": "webauthn.create", "challenge": "AAAA", "origin": "http://testserver"}).encode()
    response = {"clientDataJSON": encoded(client)} | {name: encoded(content) for name, content in parts.items()}
    return {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response, "clientExtensionResults": {}}


@example(0)
@example(False)
@example(almost_right(attestationObject=b""))
@example(almost_right(attestationObject=b"\xa0"))
@example(almost_right(attestationObject=b"\x81" * 5000))
@example(almost_right(attestationObject=b"\xa3cfmtdnonegattStmt\xa0hauthDataD1234"))
@example(almost_right(authenticatorData=b"1234", signature=b"", userHandle=b"Mw"))
@example(almost_right(authenticatorData=b"\0" * 37, signature=b"x", userHandle=b"\xff"))
@example(almost_right(authenticatorData=b"\0" * 32 + b"\x40" + b"\0" * 22, signature=b"x", userHandle=b"9" * 99))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(credential=CREDENTIAL)
def test_nonsense_for_a_passkey_is_refused_on_every_page(nonsense_pages, credential):
    for browser, address in nonsense_pages:
        response = browser.post(address, {"credential": json.dumps(credential), "name": "Phone"})
        assert response.status_code in (200, 302, 429), address
        if response.status_code == 302:
            assert response.url == "/account/sign-in/", address
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.fixture
def nonsense_pages(db):
    """(browser, address) of every page that takes a passkey, each in the midst of its work."""
    make_staff("amina")
    make_staff("badra")
    door, second, own = Client(), Client(), Client()
    door.get("/account/sign-in/passkey/", HTTP_ACCEPT="application/json")
    second.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
    second.get("/account/sign-in/second-step/")
    sign_in(own, "badra")
    own.get("/account/second-step/passkey/")
    return [
        (door, "/account/sign-in/passkey/"),
        (second, "/account/sign-in/second-step/"),
        (own, "/account/second-step/passkey/"),
    ]


@pytest.mark.parametrize("credential", ["", "{", "[]", "null", '"x"', "7", "NaN", "\x00", "{" * 5000])
def test_what_is_no_json_is_refused_too(credential):
    browser = Client()
    response = browser.post("/account/sign-in/passkey/", {"credential": credential})
    assert response.url == "/account/sign-in/"
    assert "This passkey could not be read, or is not known here." in get(browser, response.url).words


def test_nobody_removes_a_passkey_of_somebody_else():
    theirs = Authenticator.objects.create(user=make_staff("badra"), type="webauthn", data={"name": "Phone"})
    make_staff("amina")
    browser = Client()
    sign_in(browser)
    assert browser.post(f"/account/second-step/passkey/{theirs.pk}/remove/").status_code == 404
    assert browser.get(f"/account/second-step/passkey/{theirs.pk}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()


def test_one_removes_a_passkey_as_long_as_another_second_step_is_left():
    amina = make_staff()
    passkey = Authenticator.objects.create(user=amina, type="webauthn", data={"name": "Phone", "credential": {}})
    browser = Client()
    sign_in(browser)
    address = f"/account/second-step/passkey/{passkey.pk}/remove/"
    assert get(browser, address).h1() == ["Remove the passkey “Phone”?"]
    assert browser.post("/account/second-step/app/remove/").url == "/account/"
    assert "This is your only second step." in Page(browser.post(address)).words
    assert list(Authenticator.objects.filter(user=amina)) == [passkey]
