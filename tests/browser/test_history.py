"""Two editors and one entry in a real browser, with the keyboard: conflict, difference, restore, bin."""

import pytest

from tests import factories
from tests.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    lead = factories.make_organisation("Riverbank Circle")
    factories.make_practice("Evening football", slug="evening-football", lead=lead, published=False)
    for name in ("amina", "basil"):
        make_staff(name)


def press(page, target):
    """Press Enter on what the keyboard can reach; Chromium shows where the focus is."""
    target.focus()
    assert target.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")


def type_into(page, field, words):
    page.locator(field).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def open_list(open_page, name, **options):
    page = open_page("/admin/practices/practice/", staff=name, **options)
    page.get_by_role("link", name="Evening football").wait_for()
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def open_entry(page):
    press(page, page.get_by_role("link", name="Evening football"))
    page.locator("#id_texts-0-summary").wait_for()


def test_nothing_that_two_editors_type_is_lost(open_page):
    amina, basil = open_list(open_page, "amina"), open_list(open_page, "basil")
    for page in (amina, basil):
        open_entry(page)
    type_into(amina, "#id_texts-0-summary", "Neighbours play and sing.")
    press(amina, amina.locator("[name=_save]").first)
    amina.get_by_text("was changed successfully").wait_for()

    type_into(basil, "#id_texts-0-summary", "Neighbours play and drink tea.")
    press(basil, basil.locator("[name=_continue]").first)
    basil.locator(".wrong", has_text="amina saved “Evening football” meanwhile").wait_for()
    assert basil.input_value("#id_texts-0-summary") == "Neighbours play and drink tea."
    assert "sing" in basil.locator(".conflict ins").first.inner_text()
    press(basil, basil.locator("[name=_continue]").first)
    basil.get_by_text("was changed successfully").wait_for()

    press(basil, basil.get_by_role("link", name="History", exact=True))
    basil.get_by_role("heading", name="History of “Evening football”").wait_for()
    basil.locator("[name=new]").first.focus()
    basil.keyboard.press("Space")
    basil.locator("[name=old]").nth(1).focus()
    basil.keyboard.press("Space")
    press(basil, basil.get_by_role("button", name="Compare the chosen versions"))
    basil.get_by_role("heading", name="Two versions of “Evening football”").wait_for()
    assert "sing" in basil.locator("del").first.inner_text()
    assert basil.locator("ins").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "underline"
    assert basil.locator("del").first.evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"

    press(basil, basil.locator(".versions a").first)
    press(basil, basil.get_by_role("button", name="Restore this version"))
    basil.get_by_text("is again as it was on").wait_for()
    assert basil.input_value("#id_texts-0-summary") == "Neighbours play and sing."

    press(basil, basil.locator(".deletelink").first)
    press(basil, basil.get_by_role("button", name="Move to the bin"))
    press(basil, basil.get_by_role("link", name="Open the bin"))
    press(basil, basil.get_by_role("link", name="Evening football"))
    press(basil, basil.get_by_role("button", name="Restore"))
    basil.get_by_text("was restored from the bin").wait_for()
    assert basil.input_value("#id_texts-0-summary") == "Neighbours play and sing."
    assert "Riverbank Circle" in basil.locator("#participations-0").inner_text()
    assert amina.said == basil.said == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_the_history_are_no_wider_than_the_window(open_page, width):
    page = open_list(open_page, "amina", viewport={"width": width, "height": 800})
    open_entry(page)
    entry = page.url.split("?")[0].removesuffix("change/")
    for address in (f"{entry}history/", f"{entry}delete/", "/admin/practices/practice/bin/"):
        page.goto(address)
        page.locator("#content-main").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
