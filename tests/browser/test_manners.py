"""What a visit leaves behind and whom it tells: nothing, nobody."""

from itertools import batched

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PATIENCE, wait_until
from tests.browser.worlds import PAGES, one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

# At once: half a second without a request passes for all of them together.
WINDOWS = 8


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


def test_a_journey_asks_nobody_else_stores_nothing_and_breaks_no_rule(open_page, served):
    page = open_page("/")
    context, said, failed, asked, under_way = page.context, [], [], [], set()
    context.set_default_timeout(PATIENCE)
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("requestfailed", lambda request: failed.append(request.url))
    context.on("request", lambda request: asked.append(request.url))
    context.on("request", lambda request: under_way.add(request))
    context.on("requestfinished", lambda request: under_way.discard(request))
    context.on("requestfailed", lambda request: under_way.discard(request))
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => console.log(`refused ${event.blockedURI}`))"
    )
    for addresses in batched(PAGES.values(), WINDOWS):
        windows = [context.new_page() for _address in addresses]
        answers = [window.goto(address) for window, address in zip(windows, addresses, strict=True)]
        for window in windows:
            window.wait_for_load_state("networkidle")
        wait_until(page, lambda: not under_way)  # what is on its way when one leaves fails
        assert said == [
            f"Failed to load resource: the server responded with a status of {answer.status} ({answer.status_text})"
            for answer in answers
            if answer.status != 200
        ]
        said.clear()
        for window in windows:
            window.close()
    page.goto("/practices/?sort=title")
    with page.expect_response("**/practices/?**"):
        page.get_by_label("Kenya").evaluate("(box) => box.click()")
    page.get_by_role("link", name="Evening football").click()
    expect(page.locator("h1")).to_have_text("Evening football")
    page.wait_for_load_state("networkidle")
    page.go_back(wait_until="networkidle")
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]
    assert page.evaluate("Promise.all([indexedDB.databases(), caches.keys()])") == [[], []]
    assert page.context.cookies() == []
    assert page.context.storage_state()["origins"] == []
    assert {url for url in asked if not url.startswith((served, "data:"))} == set()
    assert (said, failed, page.refused) == ([], [], [])
