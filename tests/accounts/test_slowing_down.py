from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts.events import forget_old
from accounts.models import Counted, DaySecret, UsedCode
from accounts.rate_limiter import LONGEST_FOR_OTHERS, LONGEST_WAIT, wait_after
from tests.pages import Page
from tests.staff import PASSWORD, code, make_staff, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(db):
    return make_staff()


def browser_at(address):
    return Client(REMOTE_ADDR=address)


def fail(browser, times, name="amina"):
    """The statuses of so many wrong passwords, one after the other."""
    return [sign_in(browser, name, "wrong").status_code for _ in range(times)]


def pass_time(seconds):
    Counted.objects.update(at=F("at") - timedelta(seconds=seconds))
    UsedCode.objects.update(at=F("at") - timedelta(seconds=seconds))


def test_after_a_few_slips_one_waits_and_is_told_how_long(amina):
    browser = browser_at("198.51.100.7")
    assert fail(browser, 5) == [200] * 5
    slowed = sign_in(browser)
    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "5")
    page = Page(slowed)
    assert page.h1() == ["Please wait"]
    assert "Wait 5 seconds, then try again." in page.words
    assert slowed.headers["Cache-Control"] == "no-store"


def test_the_wait_grows_and_ends_growing(amina):
    waits = [wait_after(failures, LONGEST_WAIT) for failures in (0, 4, 5, 6, 7, 8, 9, 10, 11, 10**6)]
    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300]


def test_the_right_password_gets_in_after_waiting_however_often_it_failed(amina):
    browser = browser_at("198.51.100.7")
    fail(browser, 5)
    for _ in range(8):
        pass_time(300)
        assert fail(browser, 2) == [200, 429]
    pass_time(299)
    assert sign_in(browser).status_code == 429
    pass_time(2)
    assert sign_in(browser).url == "/admin/"


def test_attempts_while_waiting_do_not_make_it_longer(amina):
    browser = browser_at("198.51.100.7")
    fail(browser, 5)
    assert fail(browser, 20) == [429] * 20
    pass_time(6)
    assert sign_in(browser).url == "/admin/"


def test_what_others_do_keeps_nobody_out(amina):
    for number in range(8):
        fail(browser_at(f"203.0.113.{number}"), 5)
    for steps, address in enumerate(("198.51.100.7", "203.0.113.77", "2001:db8::1")):
        assert sign_in(browser_at(address), steps=steps - 1).url == "/admin/"


# Two clients as a proxy, or a listener for IPv4 and IPv6, may spell them.
TWO = [
    ("::ffff:203.0.113.9", "::ffff:198.51.100.7"),
    ("203.0.113.9:50000", "198.51.100.7:50000"),
    ("[2001:db8::1]:443", "[2001:db8:1::1]:443"),
    ('for="[2001:db8::1]:443";proto=https', "for=198.51.100.7;proto=https"),
    ("64:ff9b::203.0.113.9", "64:ff9b::198.51.100.7"),
    ("64:ff9b:1::203.0.113.9", "64:ff9b:1::198.51.100.7"),
    ("2001:0:c000:201:8000:63bf:34ff:8ef6", "2001:0:c000:201:8000:63bf:399b:9bf8"),  # Teredo
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_wrong_tries_of_one_keep_no_other_out_however_a_proxy_spells_them(amina, settings, one, other):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    assert fail(Client(HTTP_X_FORWARDED_FOR=one), 6) == [200] * 5 + [429]
    assert sign_in(Client(HTTP_X_FORWARDED_FOR=other)).url == "/admin/"


def test_nor_where_ipv4_comes_in_by_a_listener_of_ipv6(amina):
    assert fail(browser_at("::ffff:203.0.113.9"), 6) == [200] * 5 + [429]
    assert fail(browser_at("203.0.113.9"), 1) == [429]
    assert sign_in(browser_at("::ffff:198.51.100.7")).url == "/admin/"


def test_another_spelling_is_no_other_source(amina, settings):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    spellings = ["203.0.113.9", "203.0.113.9:1024", "[::ffff:203.0.113.9]:9", '"203.0.113.9"', "for=203.0.113.9"]
    assert [fail(Client(HTTP_X_FORWARDED_FOR=said), 1) for said in spellings] == [[200]] * 5
    assert fail(Client(HTTP_X_FORWARDED_FOR="64:ff9b::203.0.113.9"), 1) == [429]


@pytest.mark.parametrize(
    ("network", "many"),
    [("203.0.113.{}", 10), ("2001:db8:0:{:x}::1", 6), ("2001:db8:0:{:x}00::1", 12)],
)
def test_who_fails_in_a_network_of_many_failures_waits_sooner_and_who_does_not_fail_never(amina, network, many):
    for number in range(1, many + 1):
        assert fail(browser_at(network.format(number)), 1, f"name{number}") == [200]
    assert fail(browser_at(network.format(1)), 1, "another") == [429]
    assert sign_in(browser_at(network.format(99))).url == "/admin/"
    assert fail(browser_at("198.51.100.7"), 2, "yet another") == [200, 200]


@pytest.mark.parametrize("header", ["", "unknown"])
def test_where_addresses_can_not_be_told_the_wait_stays_short(amina, settings, header):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    browser = Client(HTTP_X_FORWARDED_FOR=header)
    fail(browser, 5)
    for _ in range(8):
        pass_time(LONGEST_FOR_OTHERS)
        assert fail(browser, 2) == [200, 429]
    pass_time(LONGEST_FOR_OTHERS)
    assert sign_in(browser).url == "/admin/"


def test_who_fails_on_an_account_that_others_fail_on_waits_sooner(amina):
    make_staff("badra")
    for number in range(4):
        fail(browser_at(f"203.0.113.{number}"), 3)
    assert fail(browser_at("198.51.100.7"), 2) == [200, 429]
    assert fail(browser_at("198.51.100.8"), 2, "badra") == [200, 200]


def test_many_names_from_one_source_are_slowed_down_too(amina):
    browser = browser_at("198.51.100.7")
    assert [sign_in(browser, f"name{number}", "wrong").status_code for number in range(7)] == [200] * 5 + [429] * 2


def test_a_network_of_ipv6_is_one_source(amina):
    fail(browser_at("2001:db8::1"), 5)
    assert fail(browser_at("2001:db8::2"), 1) == [429]
    assert fail(browser_at("2001:db8:0:1::1"), 1) == [200]


def test_behind_a_proxy_the_last_address_that_it_names_counts(amina, settings):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    proxy = "192.0.2.1"
    fail(Client(REMOTE_ADDR=proxy, HTTP_X_FORWARDED_FOR="1.1.1.1, 198.51.100.7"), 5)
    assert fail(Client(REMOTE_ADDR=proxy, HTTP_X_FORWARDED_FOR="2.2.2.2, 198.51.100.7"), 1) == [429]
    assert fail(Client(REMOTE_ADDR=proxy, HTTP_X_FORWARDED_FOR="198.51.100.8"), 1) == [200]
    assert fail(Client(REMOTE_ADDR="nonsense"), 1) == [200]


def test_signing_in_does_not_count_as_failing(amina):
    for steps in (-1, 0, 1):
        assert sign_in(browser_at("198.51.100.7"), steps=steps).url == "/admin/"
    for _ in range(10):
        assert sign_in(browser_at("198.51.100.7"), secret="").status_code == 302
    assert not Counted.objects.exists()
    fail(browser_at("198.51.100.7"), 1)
    assert Counted.objects.exists()


def test_codes_are_slowed_down_from_wherever_they_come(amina):
    for number in range(5):
        browser = browser_at(f"203.0.113.{number}")
        browser.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
        assert browser.post("/account/sign-in/second-step/", {"code": "abc"}).status_code == 200
    browser = browser_at("198.51.100.7")
    slowed = sign_in(browser)
    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "5")
    pass_time(6)
    assert browser.post("/account/sign-in/second-step/", {"code": code(steps=1)}).url == "/admin/"


def test_guessing_the_password_of_an_open_session_is_slowed_down(amina):
    browser = browser_at("198.51.100.7")
    sign_in(browser)
    change = {"oldpassword": "wrong", "password1": "a", "password2": "a"}
    assert [browser.post("/account/password/", change).status_code for _ in range(6)] == [200] * 5 + [429]


def test_nobody_can_tell_from_the_table_who_it_was_and_it_is_forgotten(amina):
    fail(browser_at("198.51.100.7"), 1)
    first = set(Counted.objects.values_list("source", flat=True))
    assert len(first) == 4  # the address, two networks round it, the account
    assert all(len(key) == 64 and int(key, 16) for key in first)
    DaySecret.objects.update(day=timezone.now().date() - timedelta(days=1))
    fail(browser_at("198.51.100.7"), 1)
    second = set(Counted.objects.values_list("source", flat=True))
    assert len(second) == 4  # the same four, under the secret of another day
    assert not first & second
    assert DaySecret.objects.count() == 1  # and the secret of yesterday is gone
    sign_in(browser_at("198.51.100.7"))
    assert UsedCode.objects.exists()
    pass_time(25 * 60 * 60)
    forget_old()
    assert not Counted.objects.exists()
    assert not UsedCode.objects.exists()
