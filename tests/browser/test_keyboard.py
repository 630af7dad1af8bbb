import pytest
from playwright.sync_api import expect

from tests.browser.worlds import one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

# The element with the focus: what it says, its outline, and whether something lies over it.
FOCUSED = """() => {
    const one = document.activeElement;
    const { left, top, width, height } = one.getClientRects()[0];
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return {
        id: one.id,
        value: one.value,
        name: (one.labels?.[0] ?? one).textContent.trim(),
        outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        seen: Boolean(above) && (one.contains(above) || above.contains(one)),
    };
}"""


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


def tab(page):
    """The next stop; every one is outlined and in sight."""
    page.keyboard.press("Tab")
    stop = page.evaluate(FOCUSED)
    assert stop["outlined"], stop
    assert stop["seen"], stop
    return stop


def tab_to(page, found, at_most=150):
    for _ in range(at_most):
        stop = tab(page)
        if found(stop):
            return stop
    raise AssertionError(f"not reached in {at_most} stops")


def test_a_journey_with_the_keyboard_alone(open_page):
    page = open_page("/practices/")
    assert tab(page)["name"] == "Skip to the content"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    tab_to(page, lambda stop: stop["value"] == "sport-arts-culture")
    page.keyboard.press("Space")
    expect(page.locator(".results .pills")).to_contain_text("Sport, arts and culture")
    expect(page.locator('[name=theme][value="sport-arts-culture"]')).to_be_focused()
    tab_to(page, lambda stop: stop["name"].startswith("Show results"))
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()
    assert "Remove filter" in tab(page)["name"]
    result = tab_to(page, lambda stop: stop["name"].startswith("Morning chess"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(result["name"])
    page.wait_for_load_state()  # the style sheet too

    assert [tab(page)["name"] for _ in range(3)] == ["Skip to the content", "GSX directory", "Leave this site"]
    page.keyboard.press("Enter")
    expect(page).to_have_title("Weather")


@pytest.mark.parametrize("address", ["/", "/practices/evening-football/", "/places/014/", "/recommendations/"])
def test_every_stop_of_a_page_shows_where_one_is(address, open_page):
    page = open_page(address, viewport={"width": 800, "height": 500})
    stops = (
        page.locator(":is(a[href], button, select, input, summary):not([tabindex='-1'])").filter(visible=True).count()
    )
    assert len({tab(page)["name"] for _ in range(stops)}) > 10
