"""A name that nobody has, a wrong password and an account that may not sign in look and cost the same."""

import itertools

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.pages import Page
from tests.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db


class CountingHasher(hashers.MD5PasswordHasher):
    """Counts how often a password is hashed."""

    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def counted(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()


@pytest.fixture
def accounts(counted, db):
    make_staff("amina", email="amina@circle.invalid")
    make_staff("badra", is_active=False)
    make_staff("chidi", password=None)
    reader = make_staff("reader")
    reader.is_staff = False
    reader.save()


places = itertools.count(1)
FAILED = {
    "nobody": ("zuri", PASSWORD),
    "nobody's address": ("zuri@circle.invalid", PASSWORD),
    "wrong password": ("amina", "wrong"),
    "wrong password, address": ("amina@circle.invalid", "wrong"),
    "inactive": ("badra", PASSWORD),
    "no password": ("chidi", PASSWORD),
    "no staff": ("reader", PASSWORD),
}


def outcome(name, password):
    """What can be seen from outside of a failed sign-in, and what it cost: in hashes and in queries."""
    sign_in(Client(REMOTE_ADDR="192.0.2.99"), name, "other")  # the secret of the day is there, and a row for the name
    browser = Client(REMOTE_ADDR=f"203.0.113.{next(places)}")
    CountingHasher.count = 0
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = sign_in(browser, name, password)
    words = Page(response).words
    headers = {one: value for one, value in response.headers.items() if one not in ("Content-Length", "Expires")}
    return response.status_code, words, headers, CountingHasher.count, len(queries)


@pytest.mark.parametrize("case", FAILED)
def test_a_failed_sign_in_says_and_costs_the_same(accounts, case):
    expected = outcome("yusuf", "something else")
    assert expected[0] == 200
    assert expected[3] == 1
    found = outcome(*FAILED[case])
    assert found == expected


def test_a_password_that_is_too_long_is_not_hashed_for_anybody(accounts):
    CountingHasher.count = 0
    pages = [Page(sign_in(Client(), name, "x" * 1001)).words for name in ("amina", "zuri")]
    assert pages[0] == pages[1]
    assert "at most 1000 characters" in pages[0]
    assert CountingHasher.count == 0


def test_who_waits_is_told_the_same_for_a_name_that_nobody_has(accounts):
    for address, name in (("192.0.2.1", "amina"), ("192.0.2.2", "zuri")):
        browser = Client(REMOTE_ADDR=address)
        statuses = [sign_in(browser, name, "wrong").status_code for _ in range(7)]
        assert statuses == [200] * 5 + [429] * 2
