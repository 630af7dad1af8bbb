import re

import pytest
from django.test import Client

from tests.browser.worlds import PAGES, one_of_everything
from tests.walking import view_of, walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def inhabited(served):
    one_of_everything()


def page_type(address):
    """The name of its view; histories, earlier editions, maps and gap tables look the same for all kinds of entries."""
    return re.sub(r"^\w+:(editions?|map|gaps)$", r"\1", view_of(address))


STATUSES = {"not found": 404}


def test_the_browser_sees_a_page_of_every_type_and_each_is_what_its_name_says(inhabited):
    client = Client()
    found = {page_type(address) for address in walk(client, *PAGES.values())}
    assert {page_type(address) for address in PAGES.values()} == found
    assert {name: client.get(address).status_code for name, address in PAGES.items()} == {
        name: STATUSES.get(name, 200) for name in PAGES
    }
