"""Every type of page: the rules of axe-core, narrow screens, both directions of writing, spaced-out text."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import DESK, PHONE
from tests.browser.worlds import PAGES, one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

# Beyond what axe looks at by itself: contrast of 7:1, and targets of 24 pixels.
RULES = {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
AXE = """async (options) => (await axe.run({ resultTypes: ["violations"], ...options })).violations
    .map(({ id, nodes }) => [id, nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`)])"""
# So high that the whole page is seen at once, and no bar lies over a target that the reader would scroll to.
HEIGHT = 12_000
PAPER = "getComputedStyle(document.documentElement).backgroundColor"

# WCAG 1.4.12. Constructed here, so that the site's policy needs no hole for the test.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`p { margin-block-end: 2em !important }
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
# What stands beside the screen, and what is cut off; text that only a screen reader reads is meant to be.
OVERFLOWING = """() => {
    const root = document.documentElement;
    const seen = [...document.body.querySelectorAll("*")].filter((one) => one.checkVisibility()
        && !one.closest(".visually-hidden, .skip, svg, option"));
    const name = (one) => `${one.localName}.${one.className} ${one.textContent.trim().slice(0, 40)}`;
    const beside = seen.filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        return width && (left < -1 || right > innerWidth + 1);
    });
    const cut = seen.filter((one) => getComputedStyle(one).overflow !== "visible"
        && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1));
    return [
        ...(root.scrollWidth > innerWidth ? [`scrolls to ${root.scrollWidth}`] : []),
        ...beside.map((one) => `beside: ${name(one)}`),
        ...cut.map((one) => `cut: ${name(one)}`),
    ];
}"""


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


@pytest.fixture(scope="module")
def window(browser, served):
    """One window for all pages: each is opened once and looked at in every way."""
    context = browser.new_context(base_url=served)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(name, window):
    window.emulate_media(color_scheme="light")
    window.goto(PAGES[name])
    window.evaluate(AXE_SCRIPT)
    for width in (DESK["width"], PHONE["width"]):
        window.set_viewport_size({"width": width, "height": HEIGHT})
        check_with_axe(window, width)
    open_all_details(window)
    for direction in ("ltr", "rtl"):
        check_that_it_fits(window, direction)


def check_with_axe(page, width):
    page.emulate_media(color_scheme="light")
    assert page.evaluate(AXE, {"rules": RULES}) == [], f"light, {width}"
    paper = page.evaluate(PAPER)
    # In the dark the page has the same parts in other colours.
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(PAPER) != paper
    assert page.evaluate(AXE, {"runOnly": COLOURS}) == [], f"dark, {width}"


def open_all_details(page):
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")


def check_that_it_fits(page, direction):
    page.evaluate("(direction) => { document.documentElement.dir = direction }", direction)
    assert page.evaluate(OVERFLOWING) == [], direction
    page.evaluate(SPACED)
    assert page.evaluate(OVERFLOWING) == [], f"{direction}, spaced"
    page.evaluate("() => { document.adoptedStyleSheets = [] }")
