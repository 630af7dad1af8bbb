"""The way of a sheet in a real browser: the template, a slip that is named, the corrected file, three drafts."""

import io

import openpyxl
import pytest

from tests import factories
from tests.browser.conftest import PHONE
from tests.sheets import A_PRACTICE
from tests.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

LIST = "/admin/practices/practice/"


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    factories.make_practice("Evening football", slug="football")
    make_staff("amina")


@pytest.fixture
def editor(open_page):
    """A window of an editor at the list of practices; `said` collects what its console says."""

    def open_list(**options):
        page = open_page("about:blank", staff="amina", **options)
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.goto(LIST)
        return page

    return open_list


def filled(template, rows):
    """The XLSX `template` with `rows`, as an upload."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    headers = [cell.value for cell in book.worksheets[0][1]]
    for row in rows:
        book.worksheets[0].append([row.get(name) for name in headers])
    out = io.BytesIO()
    book.save(out)
    return {"name": "practices.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def test_a_template_is_filled_in_corrected_and_imported_with_the_keyboard(editor):
    page = editor()
    page.get_by_role("link", name="Template", exact=True).focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Template as XLSX")
    link.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    template = download.value.path().read_bytes()
    rows = [
        A_PRACTICE | {"title": title, "themes": theme, "countries": "Kenya"}
        for title, theme in (("Tea", "Sport, arts and culture"), ("Coffee", "Displacement and migraton"), ("Milk", ""))
    ]

    page.get_by_role("link", name="Import a sheet").focus()
    page.keyboard.press("Enter")
    page.locator("#id_import_file").set_input_files(filled(template, rows))
    page.get_by_role("button", name="Look at the file").press("Enter")
    page.get_by_role("heading", name="The file can't be imported yet").wait_for()
    row = page.locator(".sheet-rows tbody tr").first.inner_text()
    assert "themes: There is no theme “Displacement and migraton”. Did you mean: Displacement and migration?" in row
    assert page.get_by_role("button", name="Import these rows").count() == 0

    rows[1]["themes"] = "Displacement and migration"
    page.locator("#id_import_file").set_input_files(filled(template, rows))
    page.get_by_role("button", name="Look at the file").press("Enter")
    page.get_by_role("heading", name="What the file would do").wait_for()
    assert page.locator(".sheet-counts").inner_text() == "3 rows are new"
    page.get_by_role("button", name="Import these rows").press("Enter")
    page.get_by_text("3 new drafts.").wait_for()
    page.goto(f"{LIST}?state__exact=draft")
    titles = page.locator("#result_list .field-title").all_inner_texts()
    assert sorted(titles) == ["Coffee", "Milk", "Tea"]
    assert page.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_sheets_fit_on_a_phone(editor, scheme):
    page = editor(viewport=PHONE, color_scheme=scheme)
    for address in (LIST, f"{LIST}import/", f"{LIST}export/", f"{LIST}sheet/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"], address
    page.goto(f"{LIST}import/")
    rows = [A_PRACTICE | {"title": "Evening tea", "themes": "Displacement and migraton", "scale": "local"}]
    headers = list(rows[0])
    csv = ",".join(headers) + "\n" + ",".join(rows[0].values())
    page.locator("#id_import_file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": csv.encode()})
    page.get_by_role("button", name="Look at the file").click()
    page.get_by_text("Did you mean").wait_for()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    sentence = page.locator(".sheet-file li").bounding_box()
    assert sentence["x"] + sentence["width"] <= PHONE["width"], "what is wrong is read without scrolling aside"
    assert page.said == []
