"""Somebody suggests a practice in a real browser: with and without script, and leaves no cookie behind."""

import pytest
from playwright.sync_api import expect

from gsx_site.suggest_forms import LEAST_AGE
from tests.browser.looking import check_page
from tests.browser.worlds import one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


def wait_as_a_reader_would(page):
    page.wait_for_timeout(LEAST_AGE * 1000 + 100)


@pytest.mark.parametrize("script", [True, False])
def test_a_suggestion_is_sent_and_no_cookie_is_left(open_page, script):
    page = open_page("/practices/", java_script_enabled=script)
    page.get_by_role("link", name="Suggest a practice").click()
    page.get_by_label("What was done?").fill("Neighbours plant trees.")
    page.get_by_label("In which country?").select_option(label="Kenya")
    wait_as_a_reader_would(page)
    page.get_by_role("button", name="Send the suggestion").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert page.context.cookies() == []
    assert page.refused == []
    assert not script or page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_correction_is_sent_from_the_entry_with_the_keyboard_alone(open_page):
    page = open_page("/practices/evening-football/")
    page.get_by_text("Cite, files, corrections").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Something wrong here?").focus()
    page.keyboard.press("Enter")
    page.get_by_text("About: Evening football").wait_for()
    page.get_by_label("What is wrong or missing?").focus()
    page.keyboard.type("The year.")
    for _ in range(3):
        page.keyboard.press("Tab")
    wait_as_a_reader_would(page)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you").wait_for()


def test_what_is_wrong_is_read_first_and_the_page_stays_accessible(open_page):
    page = open_page("/suggest/", bypass_csp=True)
    page.get_by_label("Who did it?").fill("x" * 301)
    page.get_by_role("button", name="Send the suggestion").click()
    page.get_by_role("heading", name="It was not sent yet").wait_for()
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=what]")).to_be_focused()
    assert page.input_value("#id_who") == "x" * 301
    page.fill("#id_who", "x")  # what is longer than its box is cut off there, as it should be
    check_page(page)
