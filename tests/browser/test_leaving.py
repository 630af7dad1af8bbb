import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_without_script_the_link_leads_to_the_neutral_page(open_page):
    page = open_page("/safety/", java_script_enabled=False)
    page.get_by_role("link", name="Leave this site").click()
    expect(page).to_have_url(settings.LEAVE_URL)


def by_link(page):
    page.get_by_role("link", name="Leave this site").click()


def by_shift(page):
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [by_link, by_shift])
def test_with_script_the_page_is_replaced_and_back_does_not_lead_to_it(leave, open_page, served):
    page = open_page("/about/")
    page.goto("/safety/")
    before = page.evaluate("history.length")
    leave(page)
    expect(page).to_have_url(settings.LEAVE_URL)
    assert page.evaluate("history.length") == before
    page.go_back()
    expect(page).to_have_url(f"{served}/about/")


def test_nothing_of_the_page_is_left_on_the_screen_while_the_neutral_one_is_on_its_way(open_page):
    page = open_page("/safety/")
    page.evaluate("""() => addEventListener("beforeunload", () =>
        console.log(document.title, document.body.childNodes.length))""")
    with page.expect_console_message() as last:
        by_shift(page)
    assert last.value.text == "en.wikipedia.org 0"


def test_typing_capital_letters_and_going_backwards_do_not_leave(open_page):
    page = open_page("/practices/")
    page.get_by_label("Sort by").focus()
    for key in ("Shift+A", "Shift+B", "Shift+C", "Shift+Tab", "Shift+Tab", "Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text("Practices")
    page.keyboard.press("Shift")
    expect(page).to_have_url(settings.LEAVE_URL)
