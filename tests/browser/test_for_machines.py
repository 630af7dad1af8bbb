"""What pages tell machines costs readers no request, and breaks no policy: in a browser with a profile of its own."""

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer

from tests.browser.conftest import ARGUMENTS, PATIENCE, SilentHandler, wait_until
from tests.browser.worlds import one_of_everything
from tests.waiting import serving

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

# What a browser with a profile does by itself is switched off in tests, as a rule.
SWITCHED_OFF = ["--disable-background-networking", "--disable-extensions", "--disable-default-apps"]
# Milliseconds in which a browser asks for what it wants beside the page.
SETTLED = 2_000


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


@pytest.fixture
def counted(served, site):
    """The address of the site, and the paths that it was asked for: by the page or by the browser itself."""
    asked = []

    def application(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return site(environ, start_response)

    httpd = ThreadedWSGIServer(("127.0.0.1", 0), SilentHandler)
    httpd.set_app(application)
    with serving(httpd):
        yield f"http://127.0.0.1:{httpd.server_port}", asked


@pytest.fixture
def at_home(browser, whole_chromium, tmp_path):
    """A page of a browser as people have it, which keeps what it learns in a profile."""
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=whole_chromium, args=ARGUMENTS, ignore_default_args=SWITCHED_OFF
    )
    context.set_default_timeout(PATIENCE)
    yield context.pages[0]
    context.close()


@pytest.mark.parametrize(
    ("address", "more"),
    [("/practices/", []), ("/places/KE/", []), ("/", ["/manifest.webmanifest"])],
)
def test_a_first_visit_takes_four_requests_at_most_also_with_a_profile(at_home, counted, address, more):
    server, asked = counted
    at_home.goto(server + address, wait_until="networkidle")
    wait_until(at_home, lambda: {address, *more} <= set(asked))
    at_home.wait_for_timeout(SETTLED)
    assert len(asked) <= 4
    assert [path for path in asked if not path.startswith("/static/")] == [address, *more]


def test_linked_data_are_no_script_to_a_browser(open_page):
    page = open_page("about:blank")
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.add_init_script("addEventListener('securitypolicyviolation', (event) => console.log(event.violatedDirective))")
    for address in ("/", "/practices/", "/practices/evening-football/", "/organisations/riverbank-circle/", "/data/"):
        page.goto(address)
        block = page.locator("script:not([src])")
        assert block.count() == 1
        assert page.evaluate("JSON.parse(document.querySelector('script:not([src])').text)['@context']") == (
            "https://schema.org"
        )
    assert said == []
