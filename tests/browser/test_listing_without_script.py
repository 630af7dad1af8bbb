"""The list as plain HTML: a form, links, and elements that open by themselves."""

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
    lead, *_others = [make_organisation(f"Circle {number}") for number in range(10)]
    make_practice("Debates", countries=["BD"], groups=["women"], gender=["women-led"], youth=["youth-led"], lead=lead)
    for number in range(22):
        make_practice(f"Chess {number:02}", countries=["UG"], themes=["livelihoods-skills"])
    make_practice("Football", countries=["KE"], themes=["sport-arts-culture"])
    make_practice("Archery", countries=["KE"], themes=["sport-arts-culture", "livelihoods-skills"])


@pytest.fixture
def open_plainly(open_page):
    return lambda address, viewport=DESK: open_page(address, viewport=viewport, java_script_enabled=False)


def titles(page):
    page.wait_for_load_state()  # a click waits for the head of the page it leads to, and reading a list for nothing
    return page.locator(".results .card h3").all_inner_texts()


def heading(page):
    return page.locator("#results-words").inner_text()


def test_boxes_are_sent_by_the_button_and_taken_back_by_pills(open_plainly):
    page = open_plainly("/practices/")
    assert heading(page) == "25 practices"
    page.get_by_label("Sport, arts and culture").check()
    page.get_by_label("Livelihoods and skills").check()
    page.get_by_role("checkbox", name=re.compile("^Africa")).check()
    page.get_by_role("button", name="Show results").click()
    expect(page).to_have_url(re.compile(r"place=002.*theme=.*theme="))
    assert heading(page) == "24 practices"
    page.get_by_role("link", name="Remove filter Theme Livelihoods and skills").click()
    assert heading(page) == "2 practices"
    assert not page.get_by_label("Livelihoods and skills").is_checked()
    assert page.get_by_label("Sport, arts and culture").is_checked()
    page.get_by_role("link", name="Clear all").click()
    assert heading(page) == "25 practices"
    assert page.url.endswith("/practices/")


def test_a_country_is_chosen_on_the_page_of_all_places(open_plainly):
    page = open_plainly("/practices/values/place/")
    page.get_by_role("link", name="Kenya").click()
    assert titles(page) == ["Archery", "Football"]
    assert page.get_by_label("Kenya").is_checked()


def test_pages_follow_each_other_and_keep_the_choice(open_plainly):
    page = open_plainly("/practices/?sort=title&theme=livelihoods-skills")
    first = titles(page)
    assert len(first) == 20
    page.get_by_role("link", name="Next").click()
    second = titles(page)
    assert (first + second)[:2] == ["Archery", "Chess 00"]
    assert len(set(first + second)) == 23
    assert page.get_by_label("Livelihoods and skills").is_checked()
    page.get_by_role("link", name="Previous").click()
    assert titles(page) == first


def test_the_list_is_sorted_by_the_same_button(open_plainly):
    page = open_plainly("/practices/?theme=sport-arts-culture")
    page.get_by_label("Sort by").select_option("Title")
    page.get_by_role("button", name="Show results").click()
    assert titles(page) == ["Archery", "Football"]
    assert "theme=sport-arts-culture" in page.url


def test_on_a_phone_one_control_opens_the_facets_and_says_how_many_are_on(open_plainly):
    page = open_plainly("/practices/?place=KE", PHONE)
    assert page.locator(".filters").is_hidden()
    control = page.locator(".filters-toggle > summary")
    assert control.inner_text() == "Filter 1 on"
    assert control.bounding_box()["height"] >= 44
    control.click()
    assert page.get_by_label("Kenya").is_visible()
    assert page.get_by_role("button", name="Show results").is_visible()


def test_on_a_phone_a_facet_opens_by_itself_and_one_with_a_choice_is_open(open_plainly):
    page = open_plainly("/practices/?place=KE", PHONE)
    page.locator(".filters-toggle > summary").click()
    sport = page.get_by_label("Sport, arts and culture")
    assert sport.is_hidden()
    page.get_by_role("group", name="Theme").locator("summary").first.click()
    sport.check()
    page.get_by_role("button", name="Show results").click()
    assert titles(page) == ["Archery", "Football"]


def test_on_a_wide_screen_the_facets_used_most_are_open_and_the_others_a_click_away(open_plainly):
    page = open_plainly("/practices/")
    shown = [facet.locator("legend").inner_text() for facet in page.locator("fieldset:has(.options:visible)").all()]
    assert shown == ["Place", "Theme", "Works with", "Evidence"]
    organisation = page.get_by_role("group", name="Organisation")
    organisation.locator("summary").first.click()
    assert organisation.get_by_role("checkbox").first.is_visible()
    page.locator("summary", has_text="More filters").click()
    page.get_by_role("link", name="Gender focus").click()
    page.get_by_role("link", name="Women-led").click()
    assert titles(page) == ["Debates"]
    assert page.get_by_role("group", name="Gender focus").get_by_label("Women-led").is_checked()
    expect(page.locator(".filters-toggle")).to_be_hidden()


def test_on_a_phone_the_first_result_stands_on_the_first_screen(open_plainly):
    page = open_plainly("/practices/", {"width": 390, "height": 640})
    assert page.locator(".card .facts").first.bounding_box()["y"] < 560
    assert page.get_by_role("searchbox").count() == 1
