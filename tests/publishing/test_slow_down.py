"""Slowing down a source without keeping its address."""

from datetime import UTC, datetime, timedelta

import pytest

from publishing import slow_down
from publishing.models import Sending, SourceKey
from publishing.slow_down import FROM_ONE_SOURCE, TooMuch, address_of, count_one, forget_sources

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock: `at(hours=1)` is one hour after noon."""

    def at(**later):
        monkeypatch.setattr(slow_down.timezone, "now", lambda: NOON + timedelta(**later))

    at()
    return at


def address(rf, said, **headers):
    return address_of(rf.get("/", REMOTE_ADDR=said, headers=headers))


def count(rf, said, times=1):
    for _ in range(times):
        count_one(address(rf, said))


def test_an_hour_later_the_same_source_is_heard_again(rf, at):
    count(rf, "9.9.9.9", FROM_ONE_SOURCE - 1)
    at(minutes=20)
    count(rf, "9.9.9.9")
    with pytest.raises(TooMuch) as refused:
        count(rf, "9.9.9.9")
    assert refused.value.seconds == 40 * 60 + 1
    at(minutes=60)
    count(rf, "9.9.9.9", FROM_ONE_SOURCE - 1)
    with pytest.raises(TooMuch):
        count(rf, "9.9.9.9")


def test_all_addresses_of_one_ipv6_network_are_one_source(rf, at):
    for n in range(FROM_ONE_SOURCE):
        count(rf, f"2620:fe:0:1::{n}")
    with pytest.raises(TooMuch):
        count(rf, "2620:fe:0:1:ffff:ffff::1")
    count(rf, "2620:fe:0:2::1")


def test_an_ipv4_address_is_one_source_in_whatever_form(rf, at):
    assert address(rf, "::ffff:9.9.9.9") == address(rf, "9.9.9.9")


def test_what_was_counted_goes_after_an_hour_and_the_key_after_its_day(rf, at):
    count(rf, "9.9.9.9")
    forget_sources(NOON + timedelta(minutes=59))
    assert (Sending.objects.count(), SourceKey.objects.count()) == (1, 1)
    forget_sources(NOON + timedelta(minutes=60))
    assert (Sending.objects.count(), SourceKey.objects.count()) == (0, 1)
    forget_sources(NOON + timedelta(hours=12))
    assert SourceKey.objects.count() == 0


def test_on_another_day_nobody_can_tell_that_it_is_the_same_source(rf, at):
    at(hours=11, minutes=50)
    count(rf, "9.9.9.9")
    key, source = SourceKey.objects.get().key, Sending.objects.get().source
    at(hours=12, minutes=10)
    count(rf, "9.9.9.9")
    assert SourceKey.objects.get().key != key
    assert [one.source == "" for one in Sending.objects.order_by("at")] == [True, False]
    assert source not in Sending.objects.values_list("source", flat=True)


@pytest.mark.parametrize("said", ["", "127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fe80::1", "fd00::1", "x"])
def test_an_address_that_is_not_a_readers_is_none(rf, settings, said):
    assert address(rf, said) is None


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("9.9.9.9", "9.9.9.9"),
        ("6.6.6.6, 9.9.9.9", "9.9.9.9"),
        ("spoof,9.9.9.9 ", "9.9.9.9"),
        ("", None),
        ("9.9.9", None),
    ],
)
def test_behind_a_proxy_the_last_address_that_it_tells_counts(rf, settings, said, address):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    found = address_of(rf.get("/", REMOTE_ADDR="8.8.8.8", headers={"X-Forwarded-For": said}))
    assert (str(found) if found else None) == address


def test_behind_a_proxy_that_tells_no_address_there_is_none(rf, settings):
    settings.PROXY_HTTPS_HEADER = "X-Forwarded-Proto"
    assert address(rf, "8.8.8.8", **{"X-Forwarded-For": "9.9.9.9"}) is None


def test_a_header_that_nobody_named_counts_for_nothing(rf, settings):
    assert str(address(rf, "8.8.8.8", **{"X-Forwarded-For": "9.9.9.9"})) == "8.8.8.8"
