"""From a sheet to readers and out again, with four people: an author, a reviewer, an organisation, a reader.

With the keyboard alone, and with nothing on the way that the mouse could not do.
"""

import io

import openpyxl
import pytest

from networks.models import Network
from publishing.safety.publication import publish
from tests import factories
from tests.staff import make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

NAME = "Riverbank Circle"
TITLE = "Tea at the door"
SLUG = "tea-at-the-door"


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    # Contributors know the sources of what is public.
    factories.cite(factories.make_network("Bridges", published=False), "A yearbook")
    publish(Network.objects.get())
    for name, role in (("basil", "contributor"), ("amina", "editor")):
        make_staff(name, superuser=False)
        editor = factories.make_user(name, role)
    return factories.make_ready(factories.make_organisation(NAME, women_led=True), by=editor).uid


# Each control is pressed with the keyboard, after making sure that the mouse would have done the same: `trial` asks
# what Playwright asks before a click, that it is in sight, at rest and enabled, and that nothing lies over it. From
# there on a browser does for Enter and Space what it does for a click. What the admin's scripts do at a real click,
# test_editors sees.


def reach(page, target):
    target.click(trial=True)
    target.focus()
    assert target.evaluate("one => one === document.activeElement")


def press(page, target, key="Enter"):
    reach(page, target)
    page.keyboard.press(key)


def tick(page, target):
    press(page, target, "Space")


def answer_checklist(page):
    for question in ("naming", "place", "people"):
        tick(page, page.locator(f"#id_{question} input[value=no]"))
    tick(page, page.locator("#id_empty"))


def write(page, target, words):
    reach(page, target)
    page.keyboard.press("Control+a")
    page.keyboard.type(words)


def choose(page, target, label):
    reach(page, target)
    page.keyboard.type(label)
    page.keyboard.press("Tab")


def sheet(data, theme):
    """The template in `data` with three practices filled in."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    columns = [cell.value for cell in page[1]]
    for number, title in enumerate((TITLE, "Songs in the yard", "Games on the square"), start=1):
        facts = {
            "language": "en",
            "title": title,
            "summary": "Neighbours meet on two evenings a week.",
            "lessons": f"Ask the {NAME} first." if number == 1 else "Patience.",
            "countries": "Kenya",
            "scale": "local",
            "evidence": "reported",
            "themes": theme if number == 2 else "Sport, arts and culture",
            "lead": NAME,
            "sources": "A yearbook | page 3",
        }
        for column, words in facts.items():
            page.cell(row=number + 1, column=columns.index(column) + 1, value=words)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(page, data):
    field = page.locator("#id_import_file")
    with page.expect_file_chooser() as chooser:
        press(page, field)
    chooser.value.set_files({"name": "practices.xlsx", "mimeType": "application/octet-stream", "buffer": data})
    press(page, page.get_by_role("button", name="Look at the file"))


def everything(page, uid):
    """All that a reader can get hold of that could tell the name."""
    addresses = [
        "/",
        "/practices/",
        "/organisations/",
        "/places/KE/",
        f"/practices/{SLUG}/",
        f"/practices/{SLUG}/editions/",
        f"/practices/{SLUG}/editions/1/",
        f"/organisations/{uid}/",
        f"/organisations/{uid}/editions/",
        f"/organisations/{uid}/editions/1/",
        f"/organisations/{NAME.lower().replace(' ', '-')}/",
        "/search/?q=evenings",
        f"/search/suggest/?q={NAME[:5]}",
    ]
    return {address: page.request.get(address).text() for address in addresses}


def test_a_name_goes_in_by_a_sheet_and_out_by_the_organisations_own_word(inhabited, open_page):
    said = []

    def person(user="", address="/admin/", **options):
        page = open_page(address, staff=user, **options)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    # The author brings in three practices; one cell is wrong.
    author = person("basil")
    author.goto("/admin/practices/practice/")
    press(author, author.get_by_role("link", name="Template", exact=True))
    with author.expect_download() as download:
        press(author, author.get_by_role("link", name="Template as XLSX"))
    template = download.value.path().read_bytes()
    author.goto("/admin/practices/practice/")
    press(author, author.get_by_role("link", name="Import", exact=True))
    upload(author, sheet(template, "Sport, arts and kulture"))
    author.get_by_text("There is no theme “Sport, arts and kulture”.").wait_for()
    author.get_by_text("Sport, arts and culture").first.wait_for()
    upload(author, sheet(template, "Sport, arts and culture"))
    press(author, author.get_by_role("button", name="Import these rows"))
    press(author, author.get_by_role("link", name=TITLE).first)

    # The author says on what ground it may be public, answers the checklist, and submits.
    press(author, author.locator("#consents-group .add-row a"))
    choose(author, author.locator("#id_consents-0-basis"), "A published source")
    press(author, author.locator("[name=_submit]").first)
    answer_checklist(author)
    write(author, author.locator("#id_note"), "Please look at the lessons")
    press(author, author.locator(".submit-row input[type=submit]"))
    author.get_by_text("waits for its review").wait_for()

    # A second person finds it on the first page, sees the difference, answers for herself, and publishes.
    reviewer = person("amina")
    row = reviewer.get_by_role("link", name=TITLE)
    press(reviewer, row.first)
    reviewer.get_by_text("Please look at the lessons").wait_for()
    if "/publish/" not in reviewer.url:
        press(reviewer, reviewer.get_by_role("button", name="Review and publish …"))
    reviewer.get_by_role("heading", name="What readers would see changed").wait_for()
    assert f"Ask the {NAME} first." in reviewer.locator(".differences").inner_text()
    answer_checklist(reviewer)
    press(reviewer, reviewer.get_by_role("button", name="Keep answers and publish"))
    press(reviewer, reviewer.get_by_role("link", name="See it on the site"))
    assert reviewer.locator("h1").inner_text() == TITLE

    # A reader has it in the list within a second.
    reader = person(address="/practices/", viewport={"width": 320, "height": 640})
    reader.wait_for_timeout(1000)
    reader.reload()
    assert reader.get_by_role("link", name=TITLE).count() >= 1
    before = everything(reader, inhabited)
    assert NAME in before[f"/practices/{SLUG}/"]
    assert NAME in before["/organisations/"]
    assert NAME in before[f"/practices/{SLUG}/editions/1/"]

    # The reviewer sends the organisation a link.
    reviewer.goto("/admin/networks/organisation/")
    press(reviewer, reviewer.get_by_role("link", name=NAME))
    press(reviewer, reviewer.get_by_role("button", name="Consent link …"))
    press(reviewer, reviewer.get_by_role("button", name="Make a link"))
    link = reviewer.locator("#address").input_value()

    # The organisation, on a phone without script and without an account, asks for more care.
    organisation = person(address=link, viewport={"width": 320, "height": 640}, java_script_enabled=False)
    tick(organisation, organisation.locator("#id_answer_careful"))
    tick(organisation, organisation.locator("#id_level_generalised"))
    press(organisation, organisation.get_by_role("button", name="Send the answer"))
    organisation.get_by_role("heading", name="It is done").wait_for()
    assert organisation.context.cookies() == []

    # The name is gone from every page, list, answer and old edition.
    reader.wait_for_timeout(1000)
    after = everything(reader, inhabited)
    assert [address for address, text in after.items() if NAME in text] == []
    assert "Withheld for safety" in after[f"/practices/{SLUG}/"]

    # Editors find the answer, and where words still name the organisation, on their first page.
    reviewer.goto("/admin/")
    assert "Show less of us" in reviewer.locator("main, #content").first.inner_text()
    reviewer.get_by_role("heading", name="Still named in other entries").wait_for()
    assert said == []
