"""Every page of the admin: none needs inline script or style, and none complains in a real browser.

All pages are read as they are sent. In the browser stands one of each: so many that every script meets every template
that it meets anywhere.
"""

from itertools import product

import pytest

from tests.addresses import staff_patterns
from tests.browser.worlds import one_of_everything
from tests.pages import Page
from tests.second_database import cover
from tests.staff import StaffClient, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]

LEFT_OUT = ("logout", "jsi18n", "autocomplete", "template", "process_import", "apart", "view_on_site")
DATA = ("application/json", "application/ld+json", "text/html")  # which no browser runs


@pytest.fixture(scope="module")
def inhabited(served):
    """{address: response} of the pages of the admin that a link can lead to."""
    one_of_everything()
    client = StaffClient()
    client.force_login(make_staff("amina"))
    pages = [one for one in staff_patterns() if one.route.startswith("admin/") and not one.name.endswith(LEFT_OUT)]
    replies = {address: client.get(address) for address in sorted({one.addresses()[0] for one in pages})}
    return {address: reply for address, reply in replies.items() if reply.status_code == 200}


def scripts(response):
    return {attrs["src"] for tag, attrs in Page(response).tags if tag == "script" and "src" in attrs}


def one_of_each(pages):
    """The addresses of a few of `pages` with all that a script of theirs is loaded beside."""
    parts = {
        address: {*product(scripts(response), {template.name for template in response.templates})}
        for address, response in pages.items()
    }
    return sorted(cover(parts, dict.fromkeys(parts, 1)))


def test_no_page_of_the_admin_has_anything_inline_or_from_elsewhere(inhabited):
    for address, response in inhabited.items():
        for tag, attrs in Page(response).tags:
            assert tag not in ("style", "base", "iframe", "object", "embed"), address
            assert "style" not in attrs, (address, tag, attrs)
            assert not [name for name in attrs if name.startswith("on")], (address, tag, attrs)
            assert tag != "script" or "src" in attrs or attrs.get("type") in DATA, (address, attrs)
            for name in ("src", "srcset", "action", "formaction"):
                assert attrs.get(name, "/").startswith(("/", ".", "?", "data:image/")) or not attrs[name], (
                    address,
                    attrs,
                )
            if tag == "link":
                assert attrs["href"].startswith(("/", "data:")), (address, attrs)
            assert not attrs.get("href", "").startswith("javascript:"), (address, attrs)
    assert len(inhabited) > 60


def test_no_page_of_the_admin_breaks_the_policy(inhabited, open_page):
    page = open_page("about:blank", staff="amina")
    said = []
    # Hints, such as one for a better autocomplete of Django's own form, are not complaints.
    page.on("console", lambda message: message.type in ("error", "warning") and said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    opened = one_of_each(inhabited)
    for address in opened:
        assert page.goto(address).status == 200, address
        assert said == [], address
    assert len(opened) > 15
