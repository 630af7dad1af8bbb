"""The list where scripts are allowed: a choice is answered in place."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.factories import make_practice, world

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
@transaction.atomic
def inhabited(served):
    world()
    make_practice("Football", countries=["KE"], themes=["sport-arts-culture"])
    make_practice("Theatre", countries=["BD"], themes=["sport-arts-culture", "education-critical-thinking"])
    make_practice("School talks", countries=["BD"], themes=["education-critical-thinking"])
    for number in range(21):
        make_practice(f"Chess {number}", countries=["UG"], themes=["livelihoods-skills"])


def titles(page):
    return page.locator(".results .card h3")


def count_beside(page, value):
    return page.locator(f"label:has([value={value}]) b")


def boxes(page):
    """Every box of the form: what stands beside it and whether it is checked."""
    return page.locator("form label:has(input)").evaluate_all(
        "(all) => all.map(({ control, textContent }) => [control.name, control.value, textContent, control.checked])"
    )


def heard(page):
    """Everything that the live region beside the form has said, in order."""
    return page.evaluate("() => heard")


def listen(page):
    assert page.locator("#listing-words").get_attribute("role") == "status"
    page.evaluate("""() => {
        const region = document.getElementById("listing-words");
        window.heard = [];
        new MutationObserver(() => heard.push(region.textContent)).observe(region, { childList: true });
    }""")


def test_a_choice_changes_results_counts_and_address_and_leaves_the_reader_where_she_was(open_page):
    page = open_page("/practices/")
    listen(page)
    page.locator("summary").filter(has_text="Parts of Africa").click()
    shown = page.locator("form details[open]").count()
    assert shown
    sport = page.locator('[name=theme][value="sport-arts-culture"]')
    sport.focus()
    page.keyboard.press("Space")
    expect(titles(page)).to_have_text(["Theatre", "Football"])
    expect(page).to_have_url(re.compile(r"/practices/\?theme=sport-arts-culture$"))
    expect(count_beside(page, "KE")).to_have_text("1")
    expect(count_beside(page, "UG")).to_have_text("0")
    expect(count_beside(page, "education-critical-thinking")).to_have_text("2")
    expect(sport).to_be_focused()
    expect(sport).to_be_checked()
    expect(page.locator("form details[open]")).to_have_count(shown)
    assert heard(page) == ["2 practices"]
    expect(page.locator("#listing-active")).to_have_text("1 on")


def test_back_and_forward_restore_boxes_and_results_and_the_address_opens_the_same_page(open_page):
    page = open_page("/practices/")
    sport, kenya = page.locator('[name=theme][value="sport-arts-culture"]'), page.locator('[name=place][value="KE"]')
    sport.click()
    expect(titles(page)).to_have_text(["Theatre", "Football"])
    kenya.evaluate("(box) => box.click()")
    expect(titles(page)).to_have_text(["Football"])
    both = page.url

    page.go_back()
    expect(titles(page)).to_have_text(["Theatre", "Football"])
    expect(sport).to_be_checked()
    expect(kenya).not_to_be_checked()
    page.go_back()
    expect(titles(page)).to_have_count(20)
    expect(sport).not_to_be_checked()
    page.go_forward()
    page.go_forward()
    expect(titles(page)).to_have_text(["Football"])
    expect(sport).to_be_checked()
    expect(kenya).to_be_checked()

    anew = open_page(both)
    assert titles(anew).all_inner_texts() == ["Football"]
    assert anew.locator(".results").inner_text() == page.locator(".results").inner_text()
    assert boxes(anew) == boxes(page)


def test_coming_back_from_a_result_finds_the_list_as_it_was(open_page):
    page = open_page("/practices/")
    page.locator('[name=theme][value="sport-arts-culture"]').click()
    expect(titles(page)).to_have_count(2)
    page.get_by_role("link", name="Football").click()
    expect(page.locator("h1")).to_have_text("Football")
    page.go_back()
    expect(titles(page)).to_have_text(["Theatre", "Football"])
    expect(page.locator('[name=theme][value="sport-arts-culture"]')).to_be_checked()


def test_the_last_of_several_quick_choices_is_what_is_shown(open_page):
    page = open_page("/practices/")
    page.evaluate("""() => {
        for (const value of ["sport-arts-culture", "livelihoods-skills", "sport-arts-culture"])
            document.querySelector(`[name=theme][value=${value}]`).click();
    }""")
    expect(page).to_have_url(re.compile(r"\?theme=livelihoods-skills$"))
    expect(page.locator("#results-words")).to_have_text("21 practices")
    expect(page.locator('[name=theme][value="sport-arts-culture"]')).not_to_be_checked()


def test_a_choice_on_a_later_page_shows_the_first(open_page):
    page = open_page("/practices/?page=2")
    page.locator('[name=theme][value="livelihoods-skills"]').click()
    expect(page.locator("#results-words")).to_have_text("21 practices")
    expect(page).to_have_url(re.compile(r"/practices/\?theme=livelihoods-skills$"))


def test_sorting_is_answered_in_place(open_page):
    page = open_page("/practices/?theme=education-critical-thinking")
    expect(titles(page)).to_have_text(["School talks", "Theatre"])
    listen(page)
    page.get_by_label("Sort by").select_option("Title")
    expect(page).to_have_url(re.compile(r"sort=title"))
    page.get_by_label("Sort by").select_option("Newest edition")
    expect(page).to_have_url(re.compile(r"theme=education-critical-thinking&?$|sort=newest"))
    assert set(heard(page)) == {"2 practices"}


def test_nothing_found_offers_ways_out_that_work(open_page):
    page = open_page("/practices/?place=KE")
    page.locator('[name=theme][value="livelihoods-skills"]').click()
    expect(page.locator("#results-words")).to_have_text("0 practices")
    page.get_by_role("link", name="without Kenya").click()
    expect(page.locator("#results-words")).to_have_text("21 practices")
    expect(page.locator('[name=place][value="KE"]')).not_to_be_checked()


def test_when_the_answer_is_a_fault_the_browser_asks_by_itself(open_page):
    page = open_page("/practices/")

    def fail_the_script(route):
        if route.request.is_navigation_request():
            route.continue_()
        else:
            route.fulfill(status=503, body="away")

    page.route("**/practices/?**", fail_the_script)
    with page.expect_navigation(url="**/practices/?theme=sport-arts-culture**"):
        page.locator('[name=theme][value="sport-arts-culture"]').click()
    assert titles(page).all_inner_texts() == ["Theatre", "Football"]
    assert page.locator('[name=theme][value="sport-arts-culture"]').is_checked()


def test_without_a_network_the_list_stays_and_says_so_until_it_is_there_again(open_page):
    page = open_page("/fr/practices/", viewport=PHONE)
    held = []
    page.route("**/practices/?**", lambda route: held.append(route))
    page.locator('[name=theme][value="sport-arts-culture"]').evaluate("(box) => box.click()")
    state = page.locator("#listing-state")
    expect(state).to_have_text("Mise à jour…")
    held.pop().abort()
    expect(state).to_have_text("Pas de connexion. Réessayer.")
    expect(state).to_be_in_viewport()
    expect(page.locator('[name=theme][value="sport-arts-culture"]')).to_be_checked()
    assert "theme" not in page.url
    assert titles(page).count() == 20
    page.unroute("**/practices/?**")
    state.get_by_role("button").click()
    expect(page).to_have_url(re.compile("theme=sport-arts-culture$"))
    expect(titles(page)).to_have_count(2)
    expect(state).to_be_empty()
    expect(page.locator("#results")).to_be_focused()


def test_on_a_phone_the_button_closes_the_facets_and_leads_to_the_results(open_page):
    page = open_page("/practices/", viewport=PHONE)
    page.locator(".filters-toggle > summary").click()
    button = page.locator(".apply button")
    expect(button).to_have_text(re.compile("Show 24 practices"))
    page.get_by_role("group", name="Theme").locator("summary").first.click()
    page.locator('[name=theme][value="sport-arts-culture"]').check()
    page.get_by_role("button", name="Show 2 practices", exact=True).click()
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator("#results")).to_be_focused()
    expect(page.locator("#results-words")).to_be_in_viewport()


def test_where_choices_are_answered_at_once_no_bar_stands_over_the_facets(open_page):
    page = open_page("/practices/")
    bar = page.locator(".apply")
    assert bar.bounding_box()["height"] <= 1
    bar.locator("button").focus()  # the keyboard still leads from the facets to the results
    assert bar.bounding_box()["height"] > 40


def test_a_rare_facet_stays_while_the_reader_is_in_it_and_comes_back_with_its_choice(open_page):
    page = open_page("/practices/?scale=local")
    scale = page.get_by_role("group", name="Scale")
    scale.get_by_label("Local").uncheck()
    expect(page).to_have_url(re.compile(r"/practices/$"))
    expect(scale).to_be_visible()
    page.locator('[name=theme][value="sport-arts-culture"]').click()
    expect(titles(page)).to_have_count(2)
    expect(scale).to_have_count(0)
    page.go_back()
    page.go_back()
    expect(scale.get_by_label("Local")).to_be_checked()
