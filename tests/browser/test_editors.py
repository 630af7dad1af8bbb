"""The day of an editor in a real browser, under the policies of the site: forms post, the scripts of the admin run."""

import pytest

from publishing.models import Source
from tests import factories
from tests.staff import PASSWORD, code, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    factories.make_organisation("Riverbank Circle")
    Source.objects.create(slug="report", title="A public report")
    make_staff("amina")


def choose(page, row, words):
    """Pick what the autocomplete in `row` offers for `words`."""
    page.locator(f"{row} .select2-selection").click()
    page.keyboard.type(words)
    page.locator(".select2-results__option--highlighted", has_text=words).wait_for()
    page.keyboard.press("Enter")


def test_an_editor_signs_in_writes_a_practice_publishes_and_withdraws_it(open_page):
    page = open_page("/admin/")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.get_by_label("User name or e-mail address").fill("amina")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code())
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/admin/")

    page.goto("/admin/practices/practice/add/", wait_until="networkidle")
    page.fill("#id_texts-0-title", "Tea with the neighbours")
    page.fill("#id_texts-0-summary", "They drink tea and talk.")
    choose(page, ".field-countries", "Kenya")
    page.select_option("#id_scale", label="Local")
    page.select_option("#id_evidence", label="Described")
    for prefix, words in (
        ("participations", "Riverbank Circle"),
        ("theme_links", "Sport, arts and culture"),
        ("citations", "A public report"),
    ):
        page.click(f"#{prefix}-group .add-row a")
        choose(page, f"#{prefix}-0", words)
    page.click("#texts-group .add-row a")
    page.fill("#id_texts-1-title", "Thé")
    page.fill("#id_texts-1-language", "French")
    page.locator("[name=_publish]").first.click()

    page.get_by_text("This field is required.", exact=True).wait_for()
    assert page.input_value("#id_texts-1-title") == "Thé"
    assert page.locator("#theme_links-0 .select2-selection__rendered").inner_text() == "Sport, arts and culture"
    page.fill("#id_texts-1-summary", "Du thé.")
    assert page.locator("#id_texts-1-origin option:checked").inner_text() == "Human translation"
    page.locator("#consents-group .add-row a").click()
    page.select_option("#id_consents-0-basis", label="A published source")
    page.locator("[name=_publish]").first.click()
    for question in ("naming", "place", "people"):
        page.locator(f"#id_{question} input[value=no]").check()
    page.locator("#id_empty").check()
    page.locator(".submit-row input[type=submit]").click()
    page.get_by_role("link", name="See it on the site").click()
    assert page.locator("h1").inner_text() == "Tea with the neighbours"

    page.go_back()
    page.get_by_role("button", name="Withdraw …").click()
    page.get_by_label("Also empty the earlier editions").check()
    page.get_by_role("button", name="Withdraw").click()
    page.get_by_text("“Tea with the neighbours” was withdrawn.").wait_for()
    assert said == []


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_the_admin_are_no_wider_than_the_window(open_page, width):
    page = open_page("/admin/practices/practice/add/", staff="amina", viewport={"width": width, "height": 800})
    page.locator("#practice_form").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == width


# What stands beyond the edge of its section, by its name or class; templates of rows and what only readers hear do not.
BEYOND = """() => [...document.querySelectorAll(".inline-group")].flatMap((group) => {
  const edge = group.getBoundingClientRect().right + 1;
  const hidden = ".empty-form, .visually-hidden, .select2-selection";
  const parts = [...group.querySelectorAll("input, select, textarea, .select2-container, a")];
  return parts.filter((one) => !one.closest(hidden) && one.getBoundingClientRect().right > edge)
    .map((one) => one.name || one.className);
})"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_row_of_an_evaluation_stands_beyond_the_edge(open_page, width):
    page = open_page("/admin/practices/practice/add/", staff="amina", viewport={"width": width, "height": 800})
    page.click("#evaluations-group .add-row a")
    page.locator("#id_evaluations-0-result").fill("Fewer fights.")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate(BEYOND) == []
    assert page.locator("#evaluations-0 .select2-container").count() == 2


def test_on_a_phone_every_way_to_save_is_in_view_and_leaves_room(open_page):
    page = open_page("/admin/practices/practice/add/", staff="amina", viewport={"width": 390, "height": 800})
    buttons = page.locator(".submit-row input:visible")
    assert buttons.count() == 4
    for number in range(4):
        box = buttons.nth(number).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    assert page.locator(".submit-row").bounding_box()["height"] <= 120


def test_on_a_phone_the_filters_of_a_list_are_a_press_away(open_page):
    page = open_page("/admin/practices/practice/", staff="amina", viewport={"width": 390, "height": 800})
    page.get_by_role("link", name="Filter", exact=True).click()
    assert page.locator("#changelist-filter-header").bounding_box()["y"] < 400
