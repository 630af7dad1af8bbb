"""Reading leaves nothing behind: no address writes a row for who is not signed in, on either side of the door."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import addresses
from tests.factories import make_network, make_organisation, make_practice

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE)\b", re.IGNORECASE)
# As a browser asks, as a script of ours does, and with the cookie of a session that there is not.
WAYS = [{}, {"accept": "application/json"}, {"x-requested-with": "XMLHttpRequest"}]


@pytest.fixture
def inhabited(world):
    lead = make_organisation("Riverbank Circle")
    make_network("Hub")
    make_practice("Evening football", lead=lead, themes=["sport-arts-culture"])


def written_by(address, headers, cookies):
    browser = Client(raise_request_exception=False)
    browser.cookies.load(cookies)
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(address, headers=headers)
        getattr(response, "getvalue", bytes)()
    return [query["sql"] for query in queries if WRITES.match(query["sql"])]


def test_no_address_writes_a_row_for_somebody_who_only_reads(inhabited):
    found = [address for pattern in addresses.patterns() for address in pattern.addresses()[:3]]
    assert len(found) > 300
    assert {"/account/sign-in/passkey/", "/", "/suggest/", "/admin/login/"} <= set(found)
    for address in found:
        for headers in WAYS:
            assert written_by(address, headers, {}) == [], (address, headers)
        assert written_by(address, {}, {settings.SESSION_COOKIE_NAME: "of-nobody"}) == [], address
