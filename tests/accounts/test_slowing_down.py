from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from accounts import slowdown
from accounts.events import forget_old
from accounts.models import Attempts, DaySecret
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
    Attempts.objects.update(last=F("last") - timedelta(seconds=seconds))


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
    waits = [slowdown.wait_after(failures, slowdown.LONGEST_WAIT) for failures in (0, 4, 5, 6, 7, 8, 9, 10, 11, 10**6)]
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
    assert sign_in(browser_at("198.51.100.7")).url == "/admin/"


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
    assert set(Attempts.objects.values_list("failures", flat=True)) == {0}


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
    first = set(Attempts.objects.values_list("key", flat=True))
    assert len(first) == 2
    assert all(len(key) == 64 and int(key, 16) for key in first)
    DaySecret.objects.update(day=timezone.now().date() - timedelta(days=1))
    fail(browser_at("198.51.100.7"), 1)
    assert Attempts.objects.count() == 4  # the same two, under the secret of another day
    assert DaySecret.objects.count() == 1  # and the secret of yesterday is gone
    pass_time(25 * 60 * 60)
    forget_old()
    assert not Attempts.objects.exists()
