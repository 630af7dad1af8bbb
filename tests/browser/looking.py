"""Accessibility of one page in a browser: axe-core's rules, contrast by day and by night, and whether it fits.

Contrast takes axe three quarters of its time, and pages are made of the same parts. So a part is looked at once a
process: one that stands under the same parts with the same classes, where it and all of them have the same colours,
sizes and weights, has the same contrast wherever it comes again (`painted` in looking.js). The colours are those that
the browser computed, so what the night, the width, the language or the state of a box changes is looked at again.
Every other rule is asked of every page.
"""

from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import DESK, PHONE

CONTRAST = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
# Beyond what axe looks at by itself: contrast of 7:1, and targets of 24 pixels.
RULES = {rule: {"enabled": False} for rule in CONTRAST} | {"target-size": {"enabled": True}}
# So high that the whole page is seen at once, and no bar lies over a target that the reader would scroll to.
HEIGHT = 16_000

SCRIPTS = AXE_SCRIPT + Path(__file__).with_name("looking.js").read_text("utf-8")
_known = set()  # numbers of the parts whose contrast was looked at


def check_page(page, *, height=HEIGHT, prepare=lambda page: None):
    """Every rule at both widths, contrast at both by day and by night; and that the page fits a phone however it is
    written. `prepare` is called before the last."""
    page.evaluate(SCRIPTS)
    for width in (DESK["width"], PHONE["width"]):
        page.set_viewport_size({"width": width, "height": height})
        check_with_axe(page, width)
    prepare(page)
    check_that_it_fits(page)


def check_with_axe(page, name):
    """The rules and the contrast of `page` as wide as it is, which stands for `name` in what is said of a fault."""
    page.emulate_media(color_scheme="light")
    day = look(page, f"light, {name}", RULES)
    # In the dark the page has the same parts in other colours.
    page.emulate_media(color_scheme="dark")
    assert look(page, f"dark, {name}") != day


def look(page, name, rules=None):
    """The colour of the paper, of a page in which nothing hurts the `rules`, nor what is to be asked of contrast."""
    page.wait_for_load_state()  # words can be found in a page before its style sheet is there
    found, fresh, paper = page.evaluate("(asked) => looking.look(...asked)", [rules, CONTRAST, list(_known)])
    assert not found, f"{name}: {found}"
    _known.update(fresh)
    return paper


def check_that_it_fits(page):
    page.wait_for_load_state()
    found = page.evaluate("looking.misfits()")
    assert not found, found


def open_all_details(page):
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true })")
