"""From a sheet to readers and out again, with four people: an author, a reviewer, an organisation, a reader.

Once with the mouse and once with the keyboard alone.
"""

import io

import openpyxl
import pytest

from networks.models import Network
from publishing.safety.publication import publish
from tests import factories
from tests.browser.staff import sign_in
from tests.staff import PASSWORD, SECRET, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

NAMES = {"mouse": "Riverbank Circle", "keyboard": "Hillside Guild"}


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    # Contributors know the sources of what is public.
    factories.cite(factories.make_network("Bridges", published=False), "A yearbook")
    publish(Network.objects.get())
    for name, role in (("basil", "contributor"), ("amina", "editor")):
        make_staff(name, superuser=False)
        editor = factories.make_user(name, role)
    uids = {}
    for name in NAMES.values():
        organisation = factories.make_ready(factories.make_organisation(name, women_led=True), by=editor)
        uids[name] = organisation.uid
    return uids


class Mouse:
    def press(self, page, target):
        target.click()

    tick = press

    def type(self, page, target, words):
        target.fill(words)

    def choose(self, page, target, label):
        target.select_option(label=label)


class Keyboard:
    def press(self, page, target, key="Enter"):
        target.focus()
        assert target.evaluate("one => one === document.activeElement")
        page.keyboard.press(key)

    def tick(self, page, target):
        self.press(page, target, "Space")

    def type(self, page, target, words):
        target.focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(words)

    def choose(self, page, target, label):
        target.focus()
        page.keyboard.type(label)
        page.keyboard.press("Tab")


def short(name):
    """What tells one journey's practices from another's, without the name that has to go."""
    return name.split()[0].lower()[:4]


def sheet(data, name, theme):
    """The template in `data` with three practices filled in."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    columns = [cell.value for cell in page[1]]
    for number, title in enumerate(("Tea at the door", "Songs in the yard", "Games on the square"), start=1):
        facts = {
            "language": "en",
            "title": f"{title} of {short(name)}",
            "summary": "Neighbours meet on two evenings a week.",
            "lessons": f"Ask the {name} first." if number == 1 else "Patience.",
            "countries": "Kenya",
            "scale": "local",
            "evidence": "reported",
            "themes": theme if number == 2 else "Sport, arts and culture",
            "lead": name,
            "sources": "A yearbook | page 3",
        }
        for column, words in facts.items():
            page.cell(row=number + 1, column=columns.index(column) + 1, value=words)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(page, hand, data):
    field = page.locator("#id_import_file")
    with page.expect_file_chooser() as chooser:
        hand.press(page, field)
    chooser.value.set_files({"name": "practices.xlsx", "mimeType": "application/octet-stream", "buffer": data})
    hand.press(page, page.get_by_role("button", name="Look at the file"))


def everything(page, name, slug, uid):
    """All that a reader can get hold of that could tell the name."""
    addresses = [
        "/",
        "/practices/",
        "/organisations/",
        "/places/KE/",
        f"/practices/{slug}/",
        f"/practices/{slug}/editions/",
        f"/practices/{slug}/editions/1/",
        f"/organisations/{uid}/",
        f"/organisations/{uid}/editions/",
        f"/organisations/{uid}/editions/1/",
        f"/organisations/{name.lower().replace(' ', '-')}/",
        "/search/?q=evenings",
        f"/search/suggest/?q={name[:5]}",
    ]
    return {address: page.request.get(address).text() for address in addresses}


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_name_goes_in_by_a_sheet_and_out_by_the_organisations_own_word(inhabited, open_page, way):
    hand, name = (Mouse() if way == "mouse" else Keyboard()), NAMES[way]
    title = f"Tea at the door of {short(name)}"
    slug = title.lower().replace(" ", "-")
    said = []

    def person(user=None, address="/admin/", **options):
        page = open_page(address, **options)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        if user:
            sign_in(page, user, PASSWORD, SECRET)
        return page

    # The author brings in three practices; one cell is wrong.
    author = person("basil")
    author.goto("/admin/practices/practice/")
    hand.press(author, author.get_by_role("link", name="Template", exact=True))
    with author.expect_download() as download:
        hand.press(author, author.get_by_role("link", name="Template as XLSX"))
    template = download.value.path().read_bytes()
    author.goto("/admin/practices/practice/")
    hand.press(author, author.get_by_role("link", name="Import", exact=True))
    upload(author, hand, sheet(template, name, "Sport, arts and kulture"))
    author.get_by_text("There is no theme “Sport, arts and kulture”.").wait_for()
    author.get_by_text("Sport, arts and culture").first.wait_for()
    upload(author, hand, sheet(template, name, "Sport, arts and culture"))
    hand.press(author, author.get_by_role("button", name="Import these rows"))
    hand.press(author, author.get_by_role("link", name=title).first)

    # The author says on what ground it may be public, answers the checklist, and submits.
    hand.press(author, author.locator("#consents-group .add-row a"))
    hand.choose(author, author.locator("#id_consents-0-basis"), "A published source")
    hand.press(author, author.locator("[name=_submit]").first)
    for question in ("naming", "place", "people"):
        hand.tick(author, author.locator(f"#id_{question} input[value=no]"))
    hand.tick(author, author.locator("#id_empty"))
    hand.type(author, author.locator("#id_note"), "Please look at the lessons")
    hand.press(author, author.locator(".submit-row input[type=submit]"))
    author.get_by_text("waits for its review").wait_for()

    # A second person finds it on the first page, sees the difference, and publishes.
    reviewer = person("amina")
    row = reviewer.get_by_role("link", name=title)
    hand.press(reviewer, row.first)
    reviewer.get_by_text("Please look at the lessons").wait_for()
    if "/publish/" not in reviewer.url:
        hand.press(reviewer, reviewer.get_by_role("button", name="Review and publish …"))
    reviewer.get_by_role("heading", name="What readers would see changed").wait_for()
    assert f"Ask the {name} first." in reviewer.locator(".differences").inner_text()
    hand.press(reviewer, reviewer.get_by_role("button", name="Publish", exact=True))
    hand.press(reviewer, reviewer.get_by_role("link", name="See it on the site"))
    assert reviewer.locator("h1").inner_text() == title

    # A reader has it in the list within a second.
    reader = person(address="/practices/", viewport={"width": 320, "height": 640})
    reader.wait_for_timeout(1000)
    reader.reload()
    assert reader.get_by_role("link", name=title).count() >= 1
    before = everything(reader, name, slug, inhabited[name])
    assert name in before[f"/practices/{slug}/"]
    assert name in before["/organisations/"]
    assert name in before[f"/practices/{slug}/editions/1/"]

    # The reviewer sends the organisation a link.
    reviewer.goto("/admin/networks/organisation/")
    hand.press(reviewer, reviewer.get_by_role("link", name=name))
    hand.press(reviewer, reviewer.get_by_role("button", name="Consent link …"))
    hand.press(reviewer, reviewer.get_by_role("button", name="Make a link"))
    link = reviewer.locator("#address").input_value()

    # The organisation, on a phone without script and without an account, asks for more care.
    organisation = person(address=link, viewport={"width": 320, "height": 640}, java_script_enabled=False)
    hand.tick(organisation, organisation.locator("#id_answer_careful"))
    hand.tick(organisation, organisation.locator("#id_level_generalised"))
    hand.press(organisation, organisation.get_by_role("button", name="Send the answer"))
    organisation.get_by_role("heading", name="It is done").wait_for()
    assert organisation.context.cookies() == []

    # The name is gone from every page, list, answer and old edition.
    reader.wait_for_timeout(1000)
    after = everything(reader, name, slug, inhabited[name])
    assert [address for address, text in after.items() if name in text] == []
    assert "Withheld for safety" in after[f"/practices/{slug}/"]

    # Editors find the answer, and where words still name the organisation, on their first page.
    reviewer.goto("/admin/")
    assert "Show less of us" in reviewer.locator("main, #content").first.inner_text()
    reviewer.get_by_role("heading", name="Still named in other entries").wait_for()
    assert said == []
