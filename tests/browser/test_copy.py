"""A copy of the site in a real browser: from a folder, and from a plain web server."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings
from django.test import override_settings

from tests import factories
from tests.browser.conftest import PHONE, look_at
from tests.gsx_site.mirror.copies import SECRETS, export, inhabit, short_pages
from tests.waiting import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def copy(served, tmp_path_factory):
    """The folder with the copy, made before the browser is there."""
    factories.world()
    inhabit()
    path = tmp_path_factory.mktemp("stick") / "copy"
    with override_settings(LANGUAGES=[("en-gb", "English"), ("ar", "العربية")]), short_pages():  # all takes its time
        export(path)
    return path


class SilentFiles(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def on_a_server(copy):
    """The address of the copy on a web server that knows nothing but files, in a folder below its top."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(SilentFiles, directory=copy.parent))
    with serving(httpd):
        yield f"http://127.0.0.1:{httpd.server_port}/copy/"


@pytest.fixture
def opened(copy, watched):
    """Opens a page of the copy; a neutral page stands in for the one that "Leave this site" leads to."""

    def opened(address, **options):
        page = watched(**options)
        leaving = "<title>Weather</title>"
        page.context.route(settings.LEAVE_URL, lambda route: route.fulfill(body=leaving, content_type="text/html"))
        page.goto(address)
        return page

    return opened


def journey(page):
    """Home, list, its second page, an entry with a picture, its Arabic text, a place, a file."""
    page.get_by_role("link", name="Practices", exact=True).click()
    page.get_by_role("link", name="Next").click()
    page.get_by_role("link", name="Previous").click()
    page.get_by_role("link", name="Evening football").click()
    look_at(page.locator(".pictures img"))
    page.get_by_role("link", name="العربية").first.click()
    page.get_by_role("heading", name="كرة القدم في المساء").wait_for()
    page.go_back()
    page.locator(".glance").get_by_role("link", name="Kenya").click()
    page.get_by_role("heading", name="Kenya", level=1).wait_for()
    page.go_back()
    page.get_by_text("Cite, files, corrections").click()
    file = page.locator(".files").get_by_role("link", name="JSON", exact=True).get_attribute("href")
    return page.evaluate("(link) => new URL(link, location.href).href", file)


def test_it_is_read_from_a_folder_without_a_network(opened, copy):
    page = opened((copy / "index.html").as_uri(), viewport=PHONE)
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "flex"
    file = journey(page)
    assert file.startswith("file://")
    page.goto(file)
    assert '"kind": "practice"' in page.content()
    assert {one.partition(":")[0] for one in page.asked} <= {"file", "data"}
    assert page.said == []
    assert not [secret for secret in SECRETS if secret in page.content()]


def test_it_is_read_from_any_web_server(opened, on_a_server):
    page = opened(on_a_server)
    page.goto(journey(page))
    assert page.said == []
    assert all(one.startswith((on_a_server, "data:")) for one in page.asked)


def test_what_it_does_not_carry_is_explained_and_one_leaves_it_as_the_site(opened, copy):
    page = opened((copy / "practices/index.html").as_uri())
    assert page.locator("form").count() == 0
    page.get_by_role("link", name="Filters and forms need the site itself").click()
    page.get_by_role("heading", name="About this copy", level=1).wait_for()
    assert page.get_by_role("link", name="http://localhost", exact=True).is_visible()
    page.go_back()
    page.get_by_role("link", name="Suggest a practice").click()
    page.get_by_role("heading", name="About this copy", level=1).wait_for()
    for _press in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(settings.LEAVE_URL)
    page.goto((copy / "index.html").as_uri())
    page.get_by_role("link", name="Leave this site").click()
    page.wait_for_url(settings.LEAVE_URL)
