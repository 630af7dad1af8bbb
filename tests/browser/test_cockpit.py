"""The first page of the admin in a real browser: it fits, it reads, and the keyboard reaches what waits."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from catalogue.likeness import find_all
from networks.models import Organisation
from publishing.safety.care import keep_back
from tests import factories
from tests.browser.conftest import DESK, PHONE
from tests.browser.looking import SCRIPTS
from tests.staff import make_staff
from tests.suggesting import make_suggestion

PAPER = "getComputedStyle(document.body).backgroundColor"
MAIN = "() => looking.violations({ include: [['#main']] })"
# The colours of links change slowly; of what is folded they wait until it is opened.
SEEN = "document.getAnimations().filter((one) => one.effect.target.checkVisibility())"
SETTLED = f"() => Promise.all({SEEN}.map((one) => one.finished)).then(() => null)"

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    make_staff("amina")
    for number in range(9):
        factories.make_practice(f"Evening football by the river, on the {number + 1}. square of the town")
    factories.make_organisation("Riverbank Circle")
    factories.make_organisation("Riverbank Circle!", slug="second")
    find_all(Organisation)
    factories.make_submitted(factories.make_network("Bridges Network", published=False))
    careful = factories.make_organisation("Zornhut Lanterns")
    factories.make_practice("Tea", text={"summary": "Zornhut Lanterns pours it."})
    Organisation.objects.filter(pk=careful.pk).update(level="anonymised")
    careful.refresh_from_db()
    with transaction.atomic():
        keep_back(careful)
    make_suggestion("They plant trees.")


@pytest.fixture
def page(open_page):
    return open_page("/admin/", staff="amina")


def test_the_page_fits_and_reads_at_every_width_and_in_both_colours(page):
    page.evaluate(SCRIPTS)
    papers = set()
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate("looking.overflowing()") == []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            papers.add(page.evaluate(PAPER))
            assert page.evaluate(MAIN) == [], (scheme, size["width"])
    assert len(papers) == 2


def test_the_keyboard_leads_from_the_top_into_the_first_list_and_to_where_it_is_dealt_with(page):
    first = page.locator(".work-list a").first
    address = first.get_attribute("href")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the shell: "Skip to main content"
    for _press in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.work-list') !== null"):
            break
    expect(first).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert address in page.url


def test_a_pair_is_said_to_be_two_with_the_keyboard(page):
    button = page.get_by_role("button", name="Not the same")
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_text("It is remembered that these are not the same.").is_visible()
    assert page.get_by_role("button", name="Not the same").count() == 0
