"""What somebody takes along on paper."""

import pytest

from tests.browser.worlds import PAGES, one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

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
