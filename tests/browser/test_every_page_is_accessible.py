"""Every type of page: the rules of axe-core, narrow screens, both directions of writing, spaced-out text."""

import pytest

from tests.browser.looking import check_page, open_all_details
from tests.browser.worlds import PAGES, one_of_everything

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


@pytest.fixture(scope="module")
def window(browser, served):
    """One window for all pages: each is opened once and looked at in every way."""
    context = browser.new_context(base_url=served)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(name, window):
    window.goto(PAGES[name])
    check_page(window, prepare=open_all_details)
