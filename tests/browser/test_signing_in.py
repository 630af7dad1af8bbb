"""The door in a real browser, under the site's policies: with an app, with a passkey, with the keyboard alone."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import DESK, PATIENCE
from tests.browser.looking import check_page
from tests.staff import PASSWORD, code, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

# What a virtual authenticator is: a phone or computer that holds passkeys and has seen its owner's finger.
PHONE_WITH_FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    make_staff("amina")
    make_staff("emeka")
    for name in ("badra", "chidi", "dalia"):
        make_staff(name, secret="")


@pytest.fixture
def by_name(browser, served):
    """A window of the site under the name localhost: a passkey belongs to a name, not to a number."""
    context = browser.new_context(base_url=served.replace("127.0.0.1", "localhost"), viewport=DESK)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


@contextmanager
def no_fault(page):
    """Fails if the page says anything on its console meanwhile: a script that broke, a policy that was hurt."""
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    # Chromium tells of having been asked to forget, and over plain HTTP by number and not by name does not do it.
    assert [words for words in said if not words.startswith("Clear-Site-Data header")] == []


def give_password(page, username):
    page.get_by_label("User name or e-mail address").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def heading(page):
    return page.locator("h1").inner_text()


def test_the_first_sign_in_sets_up_an_app_and_the_next_one_asks_for_its_code(open_page):
    page = open_page("/admin/places/")
    with no_fault(page):
        give_password(page, "badra")
        page.get_by_role("link", name="An authenticator app").click()
        assert page.get_by_role("img", name="The secret as a QR code").bounding_box()["width"] > 150
        secret = page.locator("code").inner_text()
        page.get_by_label("Code").fill(code(secret))
        page.get_by_role("button", name="Add the app").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        assert page.locator(".codes li").count() == 10
        recovery = page.locator(".codes li").first.inner_text()
        page.get_by_role("link", name="Go on to editing").click()
        page.wait_for_url("**/admin/")
        page.get_by_role("button", name="Log out").click()
        assert heading(page) == "You are signed out"
        page.get_by_role("link", name="Sign in again").click()
        give_password(page, "badra")
        page.get_by_label("Code").fill(recovery)
        page.get_by_role("button", name="Go on").click()
        page.wait_for_url("**/admin/")


def test_a_passkey_signs_in_by_itself_and_is_a_second_step(by_name):
    page = by_name
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE_WITH_FINGER})
    page.goto("/admin/")
    with no_fault(page):
        give_password(page, "chidi")
        page.get_by_role("link", name="A passkey").click()
        page.get_by_label("Name").fill("Phone")
        page.get_by_role("button", name="Add a passkey").click()
        page.get_by_role("heading", name="Recovery codes").wait_for()
        page.get_by_role("link", name="Your account").click()
        expect(page.get_by_role("listitem").filter(has_text="Passkey “Phone”")).to_have_count(1)

        page.get_by_role("button", name="Sign out").click()
        page.goto("/admin/places/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_url("**/admin/places/")

        page.get_by_role("button", name="Log out").click()
        page.goto("/admin/")
        give_password(page, "chidi")
        page.get_by_role("button", name="Use a passkey").click()
        page.wait_for_url("**/admin/")


def test_without_a_passkey_the_page_says_so_and_stays_usable(by_name):
    by_name.goto("/account/sign-in/")
    device = by_name.context.new_cdp_session(by_name)
    device.send("WebAuthn.enable")
    nobody_there = PHONE_WITH_FINGER | {"isUserVerified": False}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": nobody_there})
    by_name.get_by_role("button", name="Sign in with a passkey").click()
    by_name.get_by_text("The browser gave no passkey. Try again, or use another way.").wait_for()
    give_password(by_name, "amina")
    by_name.get_by_label("Code").wait_for()


def test_the_door_opens_with_the_keyboard_alone_and_without_script(open_page):
    page = open_page("/admin/", java_script_enabled=False)
    assert page.get_by_text("A passkey needs a browser with JavaScript.").is_visible()
    assert not page.get_by_role("button", name="Sign in with a passkey").is_visible()
    page.get_by_label("User name or e-mail address").focus()
    page.keyboard.type("emeka")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Second step", exact=True).wait_for()
    while page.evaluate("document.activeElement.name") != "code":
        page.keyboard.press("Tab")
    page.keyboard.type(code())
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def test_the_pages_of_the_door_are_accessible(open_page):
    page = open_page("/account/sign-in/")
    check_page(page)
    give_password(page, "zuri")
    assert page.get_by_role("alert").inner_text().startswith("These open no account here.")
    check_page(page)
    give_password(page, "dalia")
    page.get_by_role("heading", name="Set up a second step").wait_for()
    check_page(page)
    for path in ("second-step/app/", "second-step/passkey/", "password/", "sign-out/", ""):
        page.goto(f"/account/{path}")
        check_page(page)


def test_the_pages_of_ones_own_account_are_accessible(open_page):
    page = open_page("/account/")
    give_password(page, "amina")
    page.get_by_label("Code").fill(code())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/account/")
    for path in ("", "second-step/app/remove/", "recovery-codes/new/", "confirm/", "confirm/code/"):
        page.goto(f"/account/{path}")
        check_page(page)
    page.goto("/account/recovery-codes/new/")
    page.get_by_role("button", name="Make new codes").click()
    check_page(page)
    page.goto("/account/password/")
    page.get_by_label("Present password").fill("wrong")
    page.get_by_label("New password:", exact=True).fill("short")
    page.get_by_label("New password again").fill("other")
    page.get_by_role("button", name="Change it").click()
    field = page.get_by_label("New password:", exact=True)
    assert field.get_attribute("aria-invalid") == "true"
    described = [page.locator(f"#{one}").inner_text() for one in field.get_attribute("aria-describedby").split()]
    assert any("at least 15 characters" in words for words in described)
    check_page(page)
