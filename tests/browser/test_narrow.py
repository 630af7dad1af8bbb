"""Faults of a narrow screen that a machine can see: what lies beside it, and words that break."""

from itertools import pairwise

import pytest

from practices.models import Recommendation
from tests.browser.conftest import PHONE
from tests.browser.worlds import PAGES, one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()
    Recommendation.objects.filter(number="4b-i").update(label="4(b)(i)")


def test_all_that_is_compared_stands_on_a_phone_each_answer_under_its_name(open_page):
    page = open_page(PAGES["side by side"], viewport=PHONE)
    assert page.locator(".scroll").first.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0
    names = page.locator(".against thead th > a").all_inner_texts()
    said = (
        page.locator(".against tbody")
        .first.locator("td")
        .evaluate_all("(all) => all.map((one) => JSON.parse(getComputedStyle(one, '::before').content))")
    )
    assert said == names
    # In the direction of the page, though its first letters be of another one: no box of it can be measured.
    bidi = page.locator(".against tbody td").first.evaluate("(one) => getComputedStyle(one, '::before').unicodeBidi")
    assert bidi != "plaintext"


@pytest.mark.parametrize("name", ["practices filtered", "practices filtered, in Arabic"])
def test_the_label_of_a_filter_is_one_line(name, open_page):
    page = open_page(PAGES[name], viewport=PHONE)
    lines = page.locator(".pills small").evaluate_all(
        "(all) => all.map((one) => { const words = document.createRange(); words.selectNodeContents(one);"
        " return new Set([...words.getClientRects()].map(({ top }) => top)).size; })"
    )
    assert lines == [1, 1]


def test_sections_of_the_bar_stand_apart(open_page):
    page = open_page("/ar/", viewport={"width": 390, "height": 800})
    boxes = [one.bounding_box() for one in page.locator(".sections a").all()]
    gaps = [before["x"] - after["x"] - after["width"] for before, after in pairwise(boxes)]
    assert min(gaps) >= 8


def test_the_number_of_a_recommendation_stands_as_it_is_printed_in_arabic(open_page):
    number = open_page("/ar/recommendations/").locator(".number", has_text="4(b)(i)")
    first, last = number.evaluate(
        "(one) => [0, one.firstChild.length - 1].map((at) => { const letter = document.createRange();"
        " letter.setStart(one.firstChild, at); letter.setEnd(one.firstChild, at + 1);"
        " return letter.getBoundingClientRect().left; })"
    )
    assert first < last
