"""The line to paste, on a page of another origin in a real browser."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.http import QueryDict

from catalogue.catalogue import current
from catalogue.embedding import embed_code
from catalogue.kinds import KINDS
from tests import factories
from tests.browser.conftest import PATIENCE, PHONE
from tests.browser.looking import HEIGHT, SCRIPTS, check_that_it_fits, check_with_axe, look
from tests.waiting import serving

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

PARTNER = """<!doctype html><html lang="en"><meta charset="utf-8">
<title>A partner</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<h1>Our partners' work</h1>{code}"""


@pytest.fixture(scope="module")
def inhabited(served):
    """More than a page of practices; and the line for them, made before the browser is there."""
    factories.world()
    for number in range(25):
        factories.make_practice(f"Evening football {number:02}", themes=["sport-arts-culture"])
    filters = KINDS["practice"].filters(QueryDict("theme=sport-arts-culture"), current())
    return embed_code(filters, served)


class PartnerHandler(SimpleHTTPRequestHandler):
    """Serves the partner's pages; one whose name says so isolates itself from other origins."""

    def end_headers(self):
        if "isolated" in self.path:
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        super().end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def partner(inhabited, served, tmp_path):
    """The address of a partner's site: other host, other port."""
    for name in ("page", "isolated"):
        (tmp_path / f"{name}.html").write_text(PARTNER.format(code=inhabited), "utf-8")
    (tmp_path / "shell.html").write_text(PARTNER.format(code=f'<iframe src="{served}/practices/"></iframe>'), "utf-8")
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(PartnerHandler, directory=tmp_path))
    with serving(httpd):
        yield f"http://localhost:{httpd.server_port}"


@pytest.fixture
def on_partner(browser, partner):
    """Opens a page of the partner; `page.said` holds what the browser complains of."""
    contexts = []

    def on_partner(name, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(f"{partner}/{name}.html")
        return page

    yield on_partner
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", ["page", "isolated"])
def test_the_line_shows_the_list_on_another_origin_and_on_one_that_isolates_itself(on_partner, name):
    page = on_partner(name, viewport=PHONE)
    assert page.evaluate("crossOriginIsolated") is (name == "isolated")
    frame = page.frame_locator("iframe")
    frame.get_by_role("heading", name="Practices", level=1).wait_for()
    assert frame.get_by_text("Theme: Sport, arts and culture").is_visible()
    # The style sheet came too: hyphens and bullets of lists are the browser's own otherwise.
    assert frame.locator(".cards").evaluate("(one) => getComputedStyle(one).listStyleType") == "none"
    assert page.said == []


def test_paging_stays_in_the_frame_and_entries_open_whole_in_a_window_of_their_own(on_partner, served):
    page = on_partner("page")
    frame = page.frame_locator("iframe")
    frame.get_by_role("link", name="Next").click()
    frame.get_by_role("link", name="Evening football 00").wait_for()
    assert len(page.context.pages) == 1
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Evening football 00").click()
    entry = opened.value
    entry.get_by_role("heading", name="Evening football 00", level=1).wait_for()
    assert entry.url == f"{served}/practices/evening-football-00/"
    assert entry.evaluate("[opener, document.referrer, typeof fetch]") == [None, "", "function"]
    # It is not held to the limits of the frame: its search can be sent.
    entry.fill("#seek", "football")
    entry.press("#seek", "Enter")
    entry.wait_for_url("**/search/?q=football")
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="The whole list").click()
    opened.value.wait_for_url(f"{served}/practices/?theme=sport-arts-culture")


def test_no_other_page_can_be_framed(on_partner):
    page = on_partner("shell")
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.reload()


def test_a_frame_is_accessible_and_fits_into_240_pixels(browser, served):
    context = browser.new_context(viewport={"width": 240, "height": HEIGHT})
    page = context.new_page()
    page.goto(f"{served}/practices/?embed=1&theme=sport-arts-culture")
    page.evaluate(SCRIPTS)
    for scheme, paper in (("light", "rgb(252, 252, 250)"), ("dark", "rgb(20, 24, 25)")):
        page.emulate_media(color_scheme=scheme)
        assert look(page, scheme) == paper
    check_with_axe(page, "240")
    check_that_it_fits(page)
    context.close()
