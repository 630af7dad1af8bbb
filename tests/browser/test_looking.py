"""The eye of the other tests: it sees a fault wherever it comes first, in whatever way, and looks at nothing twice."""

import pytest
from playwright.sync_api import TimeoutError

from tests.browser import conftest, looking

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>Parts</title><style>
:root {{ color-scheme: light dark; background: light-dark(#fff, #000); color: light-dark(#000, #fff) }}
.pale {{ color: {pale} }} .box {{ background: {box} }}
</style><main><h1>Parts</h1><p class="pale">One</p><p class="pale">Two</p>
<div class="box"><p class="pale">Three</p></div></main></html>"""


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(looking, "_known", set())


@pytest.fixture
def show(watched):
    page = watched()

    def show(pale="inherit", box="inherit"):
        page.set_content(PAGE.format(pale=pale, box=box))
        page.evaluate(looking.SCRIPTS)
        return page

    return show


@pytest.mark.parametrize(
    ("way", "facts"),
    [
        ("light", {"pale": "light-dark(#aaa, #fff)"}),
        ("dark", {"pale": "light-dark(#000, #555)"}),
        ("light", {"box": "light-dark(#444, #000)"}),
        ("dark", {"box": "light-dark(#fff, #bbb)"}),
    ],
)
def test_a_word_that_is_hard_to_read_is_seen_by_day_and_by_night_also_after_pages_without_fault(show, way, facts):
    looking.check_with_axe(show(), 1280)
    with pytest.raises(AssertionError, match=f"^{way}, 1280"):
        looking.check_with_axe(show(**facts), 1280)


def test_what_was_looked_at_is_not_looked_at_again_and_a_fault_is_never_known(show):
    looking.check_with_axe(show(), 1280)
    known = set(looking._known)
    looking.check_with_axe(show(), 320)
    assert looking._known == known
    for _twice in range(2):
        with pytest.raises(AssertionError):
            looking.check_with_axe(show(pale="light-dark(#aaa, #fff)"), 1280)
    assert looking._known == known


def test_other_rules_are_asked_of_every_page(show):
    for _twice in range(2):
        page = show()
        page.locator("h1").evaluate("(one) => one.insertAdjacentHTML('afterend', '<img src=\"data:,\">')")
        with pytest.raises(AssertionError, match="image-alt"):
            looking.check_with_axe(page, 1280)


def test_a_page_is_looked_at_once_its_style_sheet_is_there(watched):
    page = watched()
    page.add_init_script(looking.SCRIPTS)
    held = []
    page.route("http://late.invalid/pale.css", lambda route: held.append(route))
    body = PAGE.format(pale="inherit", box="inherit").replace(
        "<style>", '<link rel="stylesheet" href="pale.css"><style>'
    )
    page.route("http://late.invalid/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto("http://late.invalid/", wait_until="commit")
    conftest.wait_until(page, lambda: held)
    page.set_default_timeout(100)
    with pytest.raises(TimeoutError):
        looking.look(page, "light", looking.RULES)
    page.set_default_timeout(30_000)
    held.pop().fulfill(body=".pale { color: #aaa !important }")
    with pytest.raises(AssertionError, match="^light"):
        looking.look(page, "light", looking.RULES)


def test_what_stands_beside_the_screen_is_seen_in_either_direction(show):
    page = show()
    looking.check_that_it_fits(page)
    page.locator(".box").evaluate("(one) => { one.style.width = '200vw' }")
    with pytest.raises(AssertionError, match="ltr: beside: div.box.*rtl, spaced: beside: div.box"):
        looking.check_that_it_fits(page)
