"""The ways up, out and around, where they are in danger: after a detour, on a low screen, on a narrow one."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

LIST = "/practices/?place=KE&sort=title"


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
    for title in ("Evening football", "Morning chess"):
        factories.make_practice(title, countries=["KE"], themes=["sport-arts-culture"])


def way_up(page):
    return page.get_by_role("navigation", name="Breadcrumb").get_by_role("link")


def test_the_way_up_leads_back_to_the_list_as_it_was_also_from_the_second_entry(open_page, served):
    page = open_page(LIST)
    page.get_by_role("link", name="Evening football").click()
    expect(page).to_have_url(f"{served}/practices/evening-football/")
    expect(way_up(page)).to_have_attribute("href", served + LIST)
    page.get_by_role("link", name="Morning chess").click()
    expect(page).to_have_url(f"{served}/practices/morning-chess/")
    page.reload()
    way_up(page).click()
    expect(page).to_have_url(served + LIST)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_no_other_site_is_told_which_list_was_read(open_page):
    page = open_page(LIST)
    hashes = page.evaluate("""() => ["https://elsewhere.invalid", ""].map((origin) => {
        const link = Object.assign(document.createElement("a"), { href: `${origin}/practices/evening-football/` });
        document.querySelector("main").append(link);
        addEventListener("click", (event) => event.preventDefault(), { once: true });
        link.click();
        return link.hash;
    })""")
    assert hashes == ["", f"#from={LIST}"]


def test_without_script_or_a_list_before_the_way_up_leads_to_the_whole_list(open_page):
    page = open_page(LIST, java_script_enabled=False)
    page.get_by_role("link", name="Evening football").click()
    expect(way_up(page)).to_have_attribute("href", "/practices/")
    expect(way_up(open_page("/practices/evening-football/"))).to_have_attribute("href", "/practices/")


@pytest.mark.parametrize("address", ["/", LIST, "/practices/evening-football/", "/ar/safety/"])
def test_on_a_low_screen_the_way_out_stays_in_sight_and_can_be_hit(address, open_page):
    page = open_page(address, viewport={"width": 640, "height": 320})
    leave = page.locator("[data-leave]")
    for down in (0, 1000):
        page.evaluate("(down) => scrollTo(0, down)", down)
        expect(leave).to_be_in_viewport(ratio=1)
        assert leave.evaluate("""(one) => {
            const { x, y, width, height } = one.getBoundingClientRect();
            return height >= 24 && document.elementFromPoint(x + width / 2, y + height / 2) === one;
        }""")


def test_on_the_narrowest_screen_the_sections_stand_in_one_row_in_every_language(open_page):
    """On a page of no section, on one of a short name, and on one of the longest name, which stands out."""
    for language in ("", "/fr", "/es", "/ar"):
        for address in ("about", "organisations", "themes"):
            page = open_page(f"{language}/{address}/", viewport=PHONE)
            heights = {box["y"] for one in page.locator(".sections li").all() if (box := one.bounding_box())}
            assert len(heights) == 1, (language, address)
