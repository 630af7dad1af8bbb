"""Every page of the admin in a real browser: none needs inline script or style, and none complains."""

import pytest

from tests.addresses import staff_patterns
from tests.browser.staff import sign_in
from tests.browser.worlds import one_of_everything
from tests.staff import PASSWORD, SECRET, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    """The addresses of all pages of the admin that a link can lead to."""
    one_of_everything()
    make_staff("amina")
    left_out = ("logout", "jsi18n", "autocomplete", "template", "process_import", "apart", "view_on_site")
    pages = [one for one in staff_patterns() if one.route.startswith("admin/") and not one.name.endswith(left_out)]
    return sorted({one.addresses()[0] for one in pages})


def test_no_page_of_the_admin_breaks_the_policy(inhabited, open_page):
    page = open_page("/admin/")
    sign_in(page, "amina", PASSWORD, SECRET)
    said = []
    # Hints, such as one for a better autocomplete of Django's own form, are not complaints.
    page.on("console", lambda message: message.type in ("error", "warning") and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    opened = 0
    for address in inhabited:
        answer = page.goto(address)
        if answer.status == 200:
            opened += 1
            assert said == [], address
        said.clear()  # what a browser says of a page that is not there
    assert opened > 60
