"""A real server and a real browser.

The tests of a module only read, so they share one world: a module has a fixture that fills the database of `served`.
The browser is one for all modules that come one after another, and ends before other tests: as long as it runs, so does
an event loop in this thread.
"""

import os
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from playwright.sync_api import expect, sync_playwright

from gsx_site.page_cache import PageCache
from places.models import Country
from tests.browser.late import late
from tests.browser.staff import session_of
from tests.waiting import serving

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}
# Milliseconds after which what was waited for will not come. Nobody waits as long where all is well: a page that takes
# a second takes ten on a machine with other work, and no test is about that.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


def look_at(image):
    """Scroll to an image and wait until the browser can paint it; a broken one is an error.

    Waiting for a JavaScript condition, as Playwright offers it, would be an `eval` that the site's policy refuses.
    """
    image.scroll_into_view_if_needed()
    image.evaluate("(one) => one.decode()")


def wait_until(page, condition):
    """Wait until `condition()`, which asks nothing of the page, is true: for what the browser tells us by events."""
    for _turn in range(PATIENCE // 20):
        if condition():
            return
        page.wait_for_timeout(20)
    pytest.fail("what was waited for did not come")


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def site():
    return PageCache(WSGIHandler(), megabytes=16)


@pytest.fixture(scope="session")
def server(static_files, site):
    """The address of the site as production serves it: from the page cache, with hashed and compressed files."""
    httpd = ThreadedWSGIServer(("127.0.0.1", 0), SilentHandler)
    httpd.set_app(late(site) if os.environ.get("LATE_PAGES") else site)
    with serving(httpd):
        yield f"http://127.0.0.1:{httpd.server_port}"


@pytest.fixture(scope="module")
def served(server, site, django_db_setup, django_db_blocker):
    """The address of the site, with a database that stays as it is until the module is through; then it is emptied."""
    with django_db_blocker.unblock():
        assert not Country.objects.exists(), "this database is somebody's, and it would be emptied"
        site.clear()
        # Rows that are written again (tests/replay.py) refer to each other by numbers: these begin at one each time.
        # PostgreSQL goes on counting where tests stopped whose rows were taken back.
        call_command("flush", interactive=False, verbosity=0)
        yield server
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def browser(chromium):
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Where an event loop runs, Django suspects that its database is used from a coroutine. Playwright's loop has
        # a greenlet of its own, and nothing of Django's is called from there.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "on")
        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield running
        running.close()
        connections.close_all()  # beside that loop the thread has others than without it


@pytest.fixture
def watched(browser):
    """A page in a window of its own, with keywords of a browser context.

    `page.asked` holds every address asked for, `page.said` the browser's complaints.
    """
    contexts = []

    def watched(**options):
        context = browser.new_context(**({"viewport": DESK} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.asked, page.said = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        return page

    yield watched
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(browser, served):
    """Opens an address of the site in a window of its own, as the account named `staff` or as a reader; other keywords
    are those of a browser context.

    The neutral page stands in for the one that "Leave this site" leads to. Every other host is out of reach, and
    `page.refused` holds what was asked of them.
    """
    contexts = []

    def open_page(address, *, staff="", **options):
        context = browser.new_context(base_url=served, **({"viewport": DESK} | options))
        contexts.append(context)
        if staff:
            context.add_cookies([session_of(staff, served)])
        refused = []

        def elsewhere(route):
            if route.request.url == settings.LEAVE_URL:
                route.fulfill(body="<title>Weather</title>", content_type="text/html")
            else:
                refused.append(route.request.url)
                route.abort()

        host = urlsplit(served).netloc
        context.route(lambda url: urlsplit(url).netloc not in (host, ""), elsewhere)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.refused = refused
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
