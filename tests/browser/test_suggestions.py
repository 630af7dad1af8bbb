"""The search box: a plain form that, with a script, suggests while one types."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.factories import make_network, make_organisation, make_practice, world

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
@transaction.atomic
def inhabited(served):
    world()
    make_network("Lanterns Network")
    make_organisation("Lantern Makers", country="UG")
    make_practice("Lanterns on the river", slug="lanterns-on-the-river", countries=["KE"])
    make_practice("Evening football", slug="evening-football", countries=["KE"], themes=["sport-arts-culture"])


def box(page):
    return page.get_by_label("Search the whole directory", exact=True)


def suggested(page):
    return page.get_by_role("option")


def type_and_wait(page, letters, *expected):
    box(page).press_sequentially(letters)
    expect(suggested(page)).to_have_text(list(expected))


LANTERNS = ("Lanterns Network", "Lantern Makers", "Lanterns on the river")


def test_suggestions_are_grouped_and_their_number_is_said(open_page):
    page = open_page("/")
    type_and_wait(page, "lant", *LANTERNS)
    assert page.get_by_role("listbox").get_by_role("group").evaluate_all(
        "(all) => all.map((one) => document.getElementById(one.getAttribute('aria-labelledby')).textContent)"
    ) == ["Networks", "Organisations", "Practices"]
    expect(page.locator(".seek [role=status]")).to_have_text("Suggestions: 3")
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    expect(box(page)).to_have_attribute("aria-controls", page.get_by_role("listbox").get_attribute("id"))


def test_places_and_themes_lead_to_what_is_there(open_page):
    page = open_page("/")
    type_and_wait(page, "keny", "Kenya")
    suggested(page).first.click()
    expect(page).to_have_url(re.compile(r"/practices/\?place=KE$"))
    expect(page.locator(".results h2")).to_have_text("2 practices")


def test_arrows_go_through_suggestions_and_back_to_the_box_and_enter_opens_one(open_page):
    page = open_page("/")
    type_and_wait(page, "lant", *LANTERNS)
    for at in (0, 1, 2):
        box(page).press("ArrowDown")
        expect(suggested(page).nth(at)).to_have_attribute("aria-selected", "true")
        active = box(page).get_attribute("aria-activedescendant")
        assert active == suggested(page).nth(at).get_attribute("id")
    box(page).press("ArrowDown")
    assert box(page).get_attribute("aria-activedescendant") is None
    box(page).press("ArrowUp")
    expect(box(page)).to_be_focused()
    box(page).press("Enter")
    expect(page.locator("h1")).to_have_text("Lanterns on the river")


def test_enter_searches_for_what_was_typed_while_nothing_is_chosen(open_page):
    page = open_page("/")
    type_and_wait(page, "lantern", *LANTERNS)
    box(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=lantern$"))
    expect(page.locator(".results h2")).to_have_text("3 entries")


@pytest.mark.parametrize("leave", ["Escape", "Tab"])
def test_escape_and_leaving_the_box_close_the_suggestions_and_keep_what_was_typed(leave, open_page):
    page = open_page("/")
    type_and_wait(page, "lant", *LANTERNS)
    box(page).press(leave)
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("lant")


def test_what_is_not_there_suggests_nothing_and_stays_out_of_the_way(open_page):
    page = open_page("/")
    type_and_wait(page, "lant", *LANTERNS)
    box(page).press_sequentially("qqqq")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(suggested(page)).to_have_count(0)


def test_when_the_answer_does_not_come_the_form_still_works(open_page):
    page = open_page("/")
    page.route("**/search/suggest/**", lambda route: route.abort())
    box(page).press_sequentially("lantern")
    page.wait_for_timeout(400)
    expect(page.get_by_role("listbox")).to_be_hidden()
    box(page).press("Enter")
    expect(page.locator(".results h2")).to_have_text("3 entries")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_suggestions_are_accessible_and_fit_a_phone(scheme, open_page):
    page = open_page("/", viewport=PHONE, color_scheme=scheme)
    type_and_wait(page, "lant", *LANTERNS)
    box(page).press("ArrowDown")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    heights = suggested(page).evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().height)")
    assert min(heights) >= 36


def test_a_list_is_searched_in_place_and_keeps_its_filters(open_page):
    page = open_page("/practices/?theme=sport-arts-culture")
    page.get_by_label("Search this list").fill("football")
    page.get_by_label("Search this list").press("Enter")
    expect(page).to_have_url(re.compile(r"/practices/\?q=football&theme=sport-arts-culture$"))
    expect(page.locator(".results h2")).to_have_text("1 practice")
    expect(page.locator(".results mark")).to_have_text(["football"])
    expect(page.get_by_label("Sort by").locator("option:checked")).to_have_text("Best match")
    expect(page.locator("#results")).to_be_focused()


def test_without_script_the_boxes_are_plain_forms(open_page):
    page = open_page("/practices/?place=KE", java_script_enabled=False)
    page.get_by_label("Search this list").fill("lantern")
    page.get_by_label("Search this list").press("Enter")
    expect(page.locator(".results .card h3")).to_have_text(["Lanterns on the river"])
    page.get_by_role("link", name="Lanterns on the river").click()
    page.get_by_label("Search the whole directory").fill("lantern")
    page.get_by_label("Search the whole directory").press("Enter")
    expect(page.locator(".results h2")).to_have_text("3 entries")
