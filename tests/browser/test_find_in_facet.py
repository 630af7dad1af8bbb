"""A facet that has more values than stand beside the list: a box finds them by script, a page has them without."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.factories import make_organisation, make_practice, world

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
@transaction.atomic
def inhabited(served):
    world()
    for number in range(12):
        circle = make_organisation(f"Circle {number:02}")
        for evening in range(2 if number < 5 else 1):
            make_practice(f"Chess {number} {evening}", lead=circle, countries=["UG"])
    make_practice("Football", lead=make_organisation("Élan Vital"), countries=["KE"])


@pytest.fixture
def lists(open_page):
    """Opens the list of practices at a query, with the facet of organisations unfolded."""

    def opened(query="", viewport=DESK):
        page = open_page(f"/practices/{query}", viewport=viewport)
        if viewport == PHONE:
            page.locator(".filters-toggle > summary").click()
        facet = page.get_by_role("group", name="Organisation", exact=True)
        if not facet.locator(".options").is_visible():
            facet.locator("summary").first.click()
        return page, facet

    return opened


def shown(facet):
    return facet.locator("label.value:visible span")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_what_is_typed_finds_among_all_values_and_one_can_be_chosen(lists, viewport):
    page, facet = lists(viewport=viewport)
    expect(shown(facet)).to_have_count(5)
    facet.get_by_label("Find in Organisation").fill("elan")
    expect(shown(facet)).to_have_text(["Élan Vital"])
    expect(facet.get_by_role("status")).to_have_text("1 of 13")
    assert page.url.endswith("/practices/")  # typing is no choice
    facet.get_by_label("Élan Vital").check()
    expect(page.locator(".results .card h3")).to_have_text(["Football"])
    expect(page).to_have_url(re.compile(r"/practices/\?organisation=elan-vital$"))
    assert page.locator("#results-words").is_visible()


def test_the_keyboard_alone_finds_and_chooses(lists):
    page, facet = lists()
    facet.get_by_label("Find in Organisation").focus()
    page.keyboard.type("circle 1")
    found = ["Circle 01", "Circle 10", "Circle 11"]
    expect(shown(facet)).to_have_text(found)
    page.keyboard.press("Enter")
    expect(facet.get_by_label("Circle 01")).to_be_focused()
    page.keyboard.press("Tab")
    expect(facet.get_by_label("Circle 10")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#results-words")).to_have_text("1 practice")
    expect(facet.get_by_label("Circle 10")).to_be_focused()
    expect(shown(facet)).to_have_text(found)


def test_escape_brings_back_what_stood_there_and_what_was_chosen(lists):
    page, facet = lists()
    before = shown(facet).all_inner_texts()
    box = facet.get_by_label("Find in Organisation")
    box.fill("elan")
    facet.get_by_label("Élan Vital").check()
    expect(page.locator("#results-words")).to_have_text("1 practice")
    box.press("Escape")
    expect(box).to_have_value("")
    expect(shown(facet)).to_have_text([*before, "Élan Vital"])
    box.fill("nobody")
    expect(facet.get_by_role("status")).to_have_text("0 of 13")
    expect(shown(facet)).to_have_text(["Élan Vital"])  # what is chosen is never out of sight


def test_figures_are_those_under_what_else_is_chosen(lists):
    page, facet = lists("?place=KE")
    facet.get_by_label("Find in Organisation").fill("circle 11")
    expect(facet.locator("label.value:visible")).to_have_text([re.compile(r"Circle 11\s*0")])
    page.get_by_role("checkbox", name=re.compile("^Africa")).check()
    expect(page.locator("#results-words")).to_have_text("18 practices")
    expect(facet.get_by_label("Find in Organisation")).to_have_value("")
    facet.get_by_label("Find in Organisation").fill("circle 11")
    expect(facet.locator("label.value:visible")).to_have_text([re.compile(r"Circle 11\s*1")])


def test_a_found_choice_is_still_there_when_the_reader_comes_back_to_it(lists):
    page, facet = lists()
    box = facet.get_by_label("Find in Organisation")
    box.fill("elan")
    facet.get_by_label("Élan Vital").check()
    expect(page.locator("#results-words")).to_have_text("1 practice")
    page.go_back()
    expect(page.locator("#results-words")).to_have_text("18 practices")
    box.press("Escape")
    expect(facet.get_by_label("Élan Vital")).to_have_count(0)
    page.go_forward()
    expect(page.locator("#results-words")).to_have_text("1 practice")
    expect(facet.get_by_label("Élan Vital")).to_be_checked()


def test_without_script_a_link_leads_to_all_and_each_back_to_the_list(open_page):
    page = open_page("/practices/?place=KE", java_script_enabled=False)
    assert page.get_by_label("Find in Organisation").count() == 0
    page.get_by_role("group", name="Organisation", exact=True).locator("summary").first.click()
    page.get_by_role("link", name="All 13 – Organisation").click()
    page.get_by_label("Find in Organisation").fill("elan")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("#found")).to_have_text("1 of 13")
    page.get_by_role("link", name="Élan Vital").click()
    expect(page).to_have_url(re.compile(r"/practices/\?organisation=elan-vital&place=KE$"))
    assert page.locator(".results .card h3").all_inner_texts() == ["Football"]


def test_on_a_desk_the_few_results_left_are_in_sight_wherever_the_reader_was(lists):
    page, facet = lists()
    facet.get_by_label("Find in Organisation").fill("elan")
    expect(shown(facet)).to_have_text(["Élan Vital"])
    page.locator(".card").last.evaluate("(one) => one.scrollIntoView()")
    facet.get_by_label("Élan Vital").check()
    expect(page.locator(".results .card h3")).to_have_text(["Football"])
    expect(page.locator("#results-words")).to_be_in_viewport()
    expect(page.locator(".results .card")).to_be_in_viewport()


def test_on_a_phone_results_stand_below_the_open_facets(lists):
    page, facet = lists("?place=KE", viewport=PHONE)
    page.locator(".filters-toggle").evaluate("(one) => one.scrollIntoView()")
    box = facet.get_by_label("Circle 01")
    box.evaluate("(one) => one.click()")
    expect(page.locator("#results-words")).to_have_text("0 practices")
    expect(page.locator("#results-words")).to_be_in_viewport()
    expect(box).to_be_checked()
