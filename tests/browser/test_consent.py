"""An organisation answers by a link: on a phone, without script, with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from publishing.safety.consent_links import make_link
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.looking import check_page
from tests.browser.test_keyboard import tab, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("links")]

PLAIN = {"viewport": PHONE, "java_script_enabled": False}


@pytest.fixture(scope="module")
def links(served):
    """The addresses of links: one for each answer, two to look at, all for organisations of their own."""
    factories.world()
    made = {}
    for name in ("yes", "change", "less", "out", "looked at", "draft"):
        about = "It works for calm streets, and keeps boats for whoever has to cross the river at night."
        entry = factories.make_organisation(f"Circle {name}", about=about, published=name != "draft")
        factories.cite(entry)
        made[name] = f"/consent/{make_link(entry, by=None)[1]}/"
    return made


def go_to_the_answers(page):
    tab_to(page, lambda stop: stop["name"] == "Go to the answers")
    page.keyboard.press("Enter")
    assert tab(page)["id"] == "id_answer_confirm"


def choose(page, name):
    """Go on with the arrows from the first answer to the one called `name`, and choose it."""
    while page.evaluate("document.activeElement.id") != f"id_answer_{name}":
        page.keyboard.press("ArrowDown")
    expect(page.locator(f"#id_answer_{name}")).to_be_checked()


def send(page):
    tab_to(page, lambda stop: stop["name"] == "Send the answer", at_most=12)
    page.keyboard.press("Enter")


def test_less_is_shown_at_once(open_page, links):
    page = open_page(links["less"], **PLAIN)
    expect(page.locator("h1")).to_have_text("Circle less")
    go_to_the_answers(page)
    expect(page.locator("#id_level_anonymised")).to_be_hidden()
    choose(page, "careful")
    assert tab(page)["id"] == "id_level_generalised"
    page.keyboard.press("ArrowDown")
    expect(page.locator("#id_level_anonymised")).to_be_checked()
    assert tab(page)["id"] == "id_message"
    page.keyboard.type("Somebody asked who we are.")
    send(page)
    expect(page.locator("h1")).to_have_text("It is done")
    page.goto("/organisations/")
    assert "Circle less" not in page.content()
    assert page.goto("/organisations/circle-less/").status == 404
    assert page.goto(links["less"]).status == 410
    page.goto("/organisations/circle-yes/")
    expect(page.locator("h1")).to_have_text("Circle yes")


def test_what_is_missing_is_said_and_one_step_away(open_page, links):
    page = open_page(links["yes"], **PLAIN)
    go_to_the_answers(page)
    page.keyboard.press("Space")
    send(page)
    page.get_by_role("alert").wait_for()
    # Once the browser has gone to the answers, the next key goes on from there.
    page.wait_for_load_state()
    expect(page.locator(":target")).to_be_in_viewport()
    tab_to(page, lambda stop: stop["name"].startswith("Say in which role you agree"))
    page.keyboard.press("Enter")
    expect(page.locator("#id_role")).to_be_focused()
    page.keyboard.type("director")
    assert tab(page)["id"] == "id_exports"
    page.keyboard.press("Space")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")


@pytest.mark.parametrize(
    ("name", "answer", "words"), [("change", "change", "Thank you"), ("out", "withdraw", "It is done")]
)
def test_the_other_answers_are_as_near(open_page, links, name, answer, words):
    page = open_page(links[name], **PLAIN)
    go_to_the_answers(page)
    choose(page, answer)
    assert tab(page)["id"] == "id_message"
    page.keyboard.type("We began in 2016.")
    send(page)
    expect(page.locator("h1")).to_have_text(words)


@pytest.mark.parametrize("name", ["looked at", "draft"])
def test_the_question_is_accessible_whatever_is_chosen(open_page, links, name):
    page = open_page(links[name])
    for answer in ("confirm", "careful"):
        page.check(f"#id_answer_{answer}")
        check_page(page)
    page.check("#id_answer_confirm")
    page.fill("#id_role", "a@b.invalid")
    page.fill("#id_until", "2020-01-01")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("alert").wait_for()
    assert page.input_value("#id_until") == "2020-01-01"
    check_page(page)
    assert page.refused == []


def test_an_address_that_is_no_link_is_accessible(open_page, links):
    page = open_page("/consent/nothing/")
    check_page(page)
