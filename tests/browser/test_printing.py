"""What somebody takes along on paper."""

import pytest

from tests.browser.worlds import PAGES, one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

A4 = 680  # pixels between margins of 15 mm
SHELL = ("Skip to the content", "Leave this site", "Organisations", "Safety and privacy")


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


@pytest.fixture
def printed(open_page):
    def printed(address):
        page = open_page(address)
        page.emulate_media(media="print", color_scheme="dark")
        return page

    return printed


@pytest.mark.parametrize("name", ["practices filtered", "practice", "region", "network", "recommendation"])
def test_a_printed_page_loses_the_shell_and_says_its_address(name, printed, served):
    page = printed(PAGES[name])
    for part in (".masthead .leave", ".sections", ".skip", ".foot nav", ".filters", ".filters-toggle"):
        assert not [one for one in page.locator(part).all() if one.is_visible()], part
    assert page.locator("h1").is_visible()
    address = page.locator(".print-address")
    assert address.is_visible()
    assert address.inner_text() == served + PAGES[name]


def test_a_printed_list_says_what_it_was_filtered_by(printed):
    page = printed(PAGES["practices filtered"])
    on_paper = page.locator(".pills li").filter(visible=True)
    assert [" ".join(words.split()) for words in on_paper.all_inner_texts()] == [
        "Remove filter Place Kenya",
        "Remove filter Theme Sport, arts and culture",
    ]


def test_a_printed_source_says_where_it_stands(printed):
    after = (
        printed(PAGES["practice"])
        .locator(".sources cite a")
        .evaluate("(one) => getComputedStyle(one, '::after').content")
    )
    assert "https://report.invalid/a-long-address-" in after


def test_paper_is_white_and_ink_is_black_by_night_too(printed):
    page = printed(PAGES["practice"])
    colours = page.evaluate("""() => {
        const { backgroundColor, color } = getComputedStyle(document.documentElement);
        return [backgroundColor, color];
    }""")
    assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


def test_the_printed_address_of_a_list_follows_the_choices(open_page, served):
    page = open_page("/practices/")
    with page.expect_response("**/practices/?**"):
        page.locator('[name=theme][value="sport-arts-culture"]').click()
    page.locator(".pills").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".print-address").inner_text() == page.url


@pytest.mark.parametrize(
    "name", ["home", "practices", "practice", "country", "gaps", "side by side", "brief", "suggest a practice"]
)
def test_paper_shows_nothing_to_press_or_unfold(name, printed):
    page = printed(PAGES[name])
    seen = page.locator("main :is(button, summary, [data-live])").filter(visible=True)
    assert seen.all_inner_texts() == []


def test_a_printed_practice_says_how_to_cite_it_and_leads_nowhere(printed):
    colophon = printed(PAGES["practice"]).locator(".colophon")
    colophon.evaluate("(one) => { one.open = true }")
    assert colophon.locator("dt").filter(visible=True).all_inner_texts() == ["Cite as"]


def test_a_printed_list_says_which_page_it_is(printed):
    page = printed("/practices/?page=2")
    pages = page.locator(".pages a").filter(visible=True)
    assert [" ".join(one.split()) for one in pages.all_inner_texts()] == ["Page 1", "Page 2"]
    assert page.locator(".pages [aria-current]").inner_text().split() == ["Page", "2"]


def test_what_a_phone_folds_is_printed(printed):
    page = printed(PAGES["home"])
    page.set_viewport_size({"width": 680, "height": 900})
    lists = page.locator(".index")
    assert lists.count() == lists.filter(visible=True).count()


@pytest.mark.parametrize("address", ["/gaps/practices/?rows=place&columns=theme", PAGES["brief"]])
def test_a_printed_table_is_as_wide_as_the_paper_at_most(address, printed):
    page = printed(address)
    page.set_viewport_size({"width": A4, "height": 1000})
    table = page.locator(".grid").bounding_box()
    assert table["x"] >= 0
    assert table["x"] + table["width"] <= A4


def test_every_number_of_a_printed_table_is_black(printed):
    cells = printed("/gaps/practices/").locator(".grid .n4")
    colours = cells.evaluate_all("(all) => all.map((one) => getComputedStyle(one).color)")
    assert set(colours) == {"rgb(0, 0, 0)"}
