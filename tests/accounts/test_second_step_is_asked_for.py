"""Nothing of the admin is seen without a second step, whatever way somebody signed in."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import SignInEvent
from tests.pages import Page, get
from tests.staff import PASSWORD, code, make_staff, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser():
    return Client()


def admin_addresses():
    yield from map(reverse, ("admin:index", "admin:jsi18n", "admin:autocomplete"))
    for model in admin.site._registry:
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        yield reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def test_without_a_second_step_every_page_of_the_admin_leads_to_setting_one_up(browser):
    make_staff(secret="")
    assert sign_in(browser, secret="").url == "/admin/"
    addresses = list(admin_addresses())
    assert len(addresses) > 15
    for address in addresses:
        for response in (browser.get(address), browser.post(address)):
            assert (response.status_code, response.url) == (302, "/account/second-step/"), address
    assert get(browser, "/account/second-step/").h1() == ["Set up a second step"]


def test_a_session_that_went_round_the_second_step_is_sent_back_to_the_door(browser):
    browser.force_login(make_staff())
    assert browser.get("/admin/places/").url == "/account/sign-in/?next=%2Fadmin%2Fplaces%2F"
    assert browser.get("/account/").status_code == 302  # it is over


def test_setting_up_an_app_lets_in_at_once_and_gives_recovery_codes(browser):
    user = make_staff(secret="")
    sign_in(browser, secret="")
    page = browser.get("/account/second-step/app/")
    secret = page.context["form"].secret
    assert secret in Page(page).words
    assert any(attrs.get("src", "").startswith("data:image/svg+xml") for tag, attrs in Page(page).tags if tag == "img")
    assert "This is not the right code" in Page(browser.post("/account/second-step/app/", {"code": "abc"})).words
    done = browser.post("/account/second-step/app/", {"code": code(secret)})
    assert done.url == "/account/recovery-codes/"
    assert len(get(browser, done.url).tags) > 10
    assert browser.get("/admin/").status_code == 200
    other = Client()
    assert sign_in(other, secret=secret, steps=1).url == "/admin/"
    said = list(SignInEvent.objects.filter(by=user).order_by("pk").values_list("what", flat=True))
    assert said == ["signed-in", "factor-added", "signed-in"]


def test_the_last_second_step_cannot_be_removed(browser):
    user = make_staff()
    sign_in(browser)
    refused = browser.post("/account/second-step/app/remove/")
    assert "This is your only second step. Add another one first" in Page(refused).words
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_changing_second_steps_asks_again_who_one_is_when_signing_in_was_a_while_ago(browser):
    make_staff()
    sign_in(browser)
    later(browser, minutes=6)
    for address in (
        "/account/second-step/app/remove/",
        "/account/second-step/passkey/",
        "/account/recovery-codes/new/",
    ):
        asked = browser.get(address)
        assert asked.url.startswith("/account/confirm/?next="), address
        assert browser.post(address).url.startswith("/account/confirm/?next="), address
    confirm = browser.get(asked.url)
    assert Page(confirm).h1() == ["Is it still you?"]
    wrong = browser.post(asked.url, {"password": "wrong"})
    assert "This is not your password." in Page(wrong).words
    assert browser.post(asked.url, {"password": PASSWORD}).url == "/account/recovery-codes/new/"
    assert browser.post("/account/recovery-codes/new/").url == "/account/recovery-codes/"


def test_one_confirms_by_code_too(browser):
    make_staff()
    sign_in(browser)
    later(browser, minutes=6)
    done = browser.post("/account/confirm/code/", {"code": code(steps=1), "next": "/account/recovery-codes/new/"})
    assert done.url == "/account/recovery-codes/new/"
    assert browser.get(done.url).status_code == 200


def later(browser, *, minutes):
    """Make the session as much older."""
    session = browser.session
    session["begun"] -= minutes * 60
    session.save()


def test_the_admin_shows_no_second_step_and_its_header_leads_to_ones_own_account(client):
    client.force_login(make_staff())
    page = get(client, "/admin/")
    assert "/account/" in page.links
    assert "Authenticator" not in page.words
    assert client.get("/admin/mfa/authenticator/").status_code == 404
    assert client.get("/admin/password_change/").url == "/account/password/"
