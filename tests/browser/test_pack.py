"""An offline pack as its reader has it: a file on a disk, in a browser without a network."""

import re
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from catalogue.search.words import fold
from tests.browser.looking import check_page, open_all_details
from tests.browser.worlds import one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

ARABIC = "كرة القدم في المساء"
# Each is found by what the site's own search makes of it.
SPELLINGS = [
    *("Ångström", "STRASSE", "straße", "Ἀθήνα", "ΣΊΣΥΦΟΣ", "İzmir", "ısı", "й", "ё", "ﬁn", "Ⅳ"),
    *("أَحْمَد", "إِلى", "کتاب", "٢٠١٦", "۲۰۱۶", "२०१६", "২০১৬"),
]


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


@pytest.fixture(scope="module")
def packs(served, inhabited, tmp_path_factory):
    """A folder with the packs of everything and of the practices, as they were downloaded."""
    folder = tmp_path_factory.mktemp("stick")
    for name in ("search", "practices"):
        with urlopen(f"{served}/{name}.html") as reply:
            (folder / f"{name}.html").write_bytes(reply.read())
    return folder


@pytest.fixture
def opened(watched, packs):
    """Opens a pack from its file, without a network."""

    def opened(name="search", **options):
        page = watched(offline=True, **options)
        page.goto((packs / f"{name}.html").as_uri())
        return page

    return opened


def shown(page):
    return [one.strip() for one in page.locator("article h2").filter(visible=True).all_inner_texts()]


def number_of(page):
    return page.locator("article").filter(visible=True).count()


def facet(page, name):
    return page.locator(".facet").filter(has=page.locator("legend", has_text=re.compile(f"^{name}$")))


def choice(page, name, label):
    return facet(page, name).locator("label").filter(has=page.locator("span", has_text=re.compile(f"^{label}$")))


def open_facet(page, name):
    facet(page, name).locator("summary").click()


def test_a_whole_visit_asks_for_nothing_but_the_file(opened, packs):
    page = opened()
    page.get_by_label("Search in this page").fill("football")
    expect(page.get_by_role("status")).to_have_text(re.compile("of 2[0-9] shown"))
    open_facet(page, "Place")
    choice(page, "Place", "Kenya").click()
    page.get_by_role("button", name="Show all").click()
    page.locator("nav a").first.click()
    page.locator("article a").first.click()
    assert page.asked == [(packs / "search.html").as_uri()]
    assert page.said == []
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


def test_search_finds_any_spelling_in_any_language_and_says_how_many(opened):
    page = opened("practices")
    total = number_of(page)
    for words in ("FOOTBALL evening", "كُرة القَدَم", "football المساء"):
        page.get_by_label("Search in this page").fill(words)
        expect(page.get_by_role("status")).to_have_text(f"1 of {total} shown")
        assert shown(page) == ["Evening football"]
        assert page.locator("nav li").filter(visible=True).count() == 1
    for words in ("football nowhere", "not looked up yet", "What was learnt", "edition"):
        page.get_by_label("Search in this page").fill(words)
        expect(page.get_by_role("status")).to_have_text(f"0 of {total} shown")
        page.get_by_label("Search in this page").fill("football")
        expect(page.get_by_role("status")).to_have_text(f"1 of {total} shown")
    page.get_by_label("Search in this page").fill("nowhere")
    expect(page.get_by_role("status")).to_have_text(f"0 of {total} shown")
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_role("status")).to_have_text(f"{total} practices")
    assert number_of(page) == total


def test_spellings_are_compared_as_the_site_compares_them(opened):
    page = opened("practices")
    articles = page.locator("article")
    assert articles.count() >= len(SPELLINGS)
    articles.evaluate_all("(all, words) => words.forEach((word, at) => all[at].replaceChildren(word))", SPELLINGS)
    for word, article in zip(SPELLINGS, articles.all(), strict=False):
        page.get_by_label("Search in this page").fill(fold(word))
        expect(article).to_be_visible()
        expect(page.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* of"))


def test_counts_follow_the_selection_and_leave_the_neighbours_in_place(opened):
    page = opened("practices")
    open_facet(page, "Place")
    open_facet(page, "Theme")
    kenya, bangladesh = choice(page, "Place", "Kenya"), choice(page, "Place", "Bangladesh")
    before = bangladesh.locator("b").inner_text()
    kenya.click()
    expect(bangladesh.locator("b")).to_have_text(before)
    in_kenya = int(kenya.locator("b").inner_text())
    assert number_of(page) == in_kenya
    theme = choice(page, "Theme", "Education and critical thinking")
    of_theme = int(theme.locator("b").inner_text())
    assert of_theme < in_kenya
    theme.click()
    assert number_of(page) == of_theme
    expect(page.get_by_role("status")).to_have_text(re.compile(f"^{of_theme} of"))
    expect(facet(page, "Place").locator("summary")).to_have_text("Place (1)")
    bangladesh.click()
    assert number_of(page) >= of_theme


def test_all_of_it_works_by_keyboard(opened):
    page = opened("practices")
    total = number_of(page)
    for _step in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("football")
    expect(page.get_by_role("status")).to_have_text(f"1 of {total} shown")
    page.keyboard.press("Enter")
    expect(page.locator("#contents")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("article").filter(visible=True).locator("h2")).to_be_in_viewport()
    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(f"{total} practices")
    page.keyboard.press("Tab")  # Filter
    page.keyboard.press("Tab")  # its first facet
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"of {total} shown"))


def test_a_link_leads_to_an_article_that_was_narrowed_away(opened):
    page = opened()
    page.get_by_label("Search in this page").fill("They play")
    expect(page.get_by_role("status")).to_have_text(re.compile("^1 of"))
    page.locator("article").filter(visible=True).get_by_role("link", name="Riverbank Circle").click()
    heading = page.locator("article h2").filter(has_text="Riverbank Circle")
    expect(heading).to_be_in_viewport()
    assert page.get_by_label("Search in this page").input_value() == ""


@pytest.mark.parametrize("how", ["button", "keys"])
def test_it_closes_at_once(opened, how):
    page = opened()
    if how == "button":
        page.get_by_role("button", name="Close this page").click()
    else:
        for _press in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("about:blank")
    assert page.locator("body").inner_text() == ""


def test_without_script_everything_is_there_to_read_and_nothing_that_does_not_work(opened):
    page = opened(java_script_enabled=False)
    assert number_of(page) == page.locator("article").count() > 20
    assert not page.locator("form").is_visible()
    assert page.locator("button").filter(visible=True).count() == 0
    page.locator("nav a").filter(has_text="Riverbank Circle").click()
    expect(page.locator("article h2").filter(has_text="Riverbank Circle")).to_be_in_viewport()


@pytest.mark.parametrize("name", ["search", "practices"])
def test_it_is_accessible_and_fits_a_phone_in_both_directions(opened, name):
    page = opened(name)
    open_all_details(page)
    check_page(page, height=900)


def test_a_text_from_right_to_left_stands_right_and_speaks_its_language(opened):
    page = opened("practices")
    title = page.locator("article h3").filter(has_text=ARABIC)
    styles = title.evaluate("(one) => [getComputedStyle(one).direction, one.lang]")
    assert styles == ["rtl", "ar"]


def test_on_paper_there_are_the_articles_and_no_controls(opened):
    page = opened("practices", color_scheme="dark")
    page.get_by_label("Search in this page").fill("football")
    expect(page.get_by_role("status")).to_have_text(re.compile("^1 of"))
    printed = page.pdf(outline=True, tagged=True)
    titles = re.findall(rb"/Title \((.*?)\)", printed)
    assert b"Evening football" in titles
    assert b"Quiet work" not in titles
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("form").is_visible()
    assert not page.locator(".bar").is_visible()
    colours = "[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.body).color]"
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
