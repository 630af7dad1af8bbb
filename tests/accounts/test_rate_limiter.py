"""How much is sent in: of a source, of the networks round it, of all; and no address is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from accounts import rate_limiter
from accounts.client_address import read_address
from accounts.models import Counted, DaySecret
from accounts.rate_limiter import ALL, FROM_ONE_SOURCE, IN_ALL, KEPT, NETWORKS, SlowDown, count_sending, forget_old

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Sets the clock: `at(hours=1)` is one hour after noon."""

    def at(**later):
        monkeypatch.setattr(rate_limiter.timezone, "now", lambda: NOON + timedelta(**later))

    at()
    return at


def count(said, times=1):
    for _ in range(times):
        count_sending("suggestion", read_address(said))


def is_taken(said):
    try:
        count(said)
    except SlowDown:
        return False
    return True


def how_many(addresses):
    """How many of `addresses` are heard, one after the other, until one is not."""
    return next((number for number, said in enumerate(addresses) if not is_taken(said)), None)


def digests():
    return set(Counted.objects.exclude(source=ALL).values_list("source", flat=True))


def test_an_hour_later_the_same_source_is_heard_again(at):
    count("203.0.113.9", FROM_ONE_SOURCE - 1)
    at(minutes=20)
    count("203.0.113.9")
    with pytest.raises(SlowDown) as refused:
        count("203.0.113.9")
    assert refused.value.seconds == 40 * 60 + 1
    at(minutes=60)
    count("203.0.113.9", FROM_ONE_SOURCE - 1)
    with pytest.raises(SlowDown):
        count("203.0.113.9")


def test_what_is_refused_counts_nothing(at):
    count("203.0.113.9", FROM_ONE_SOURCE)
    before = Counted.objects.count()
    assert not is_taken("203.0.113.9")
    assert Counted.objects.count() == before


def test_all_addresses_of_one_ipv6_network_are_one_source(at):
    for n in range(FROM_ONE_SOURCE):
        count(f"2001:db8:0:1::{n}")
    with pytest.raises(SlowDown):
        count("2001:db8:0:1:ffff:ffff::1")
    count("2001:db8:0:2::1")


def test_an_ipv4_address_is_one_source_in_whatever_form(at):
    for said in ("203.0.113.9", "::ffff:203.0.113.9", "64:ff9b::203.0.113.9", "203.0.113.9:443", "for=203.0.113.9"):
        count(said)
    assert not is_taken("203.0.113.9")
    assert is_taken("::ffff:203.0.113.10")


@pytest.mark.parametrize(
    ("spelling", "heard"),
    [
        ("203.0.113.{}", 15),
        ("203.0.{}.9", 45),
        ("2001:db8:0:{:x}::1", 9),  # in one /56
        ("2001:db8:0:{:x}00::1", 18),  # in one /48
        ("2001:db8:{:x}::1", 45),  # in one /32
    ],
)
def test_a_wider_network_has_an_allowance_of_its_own(at, spelling, heard):
    assert how_many(spelling.format(number) for number in range(1, 255)) == heard
    assert is_taken("198.51.100.7")


@pytest.mark.parametrize(
    ("many", "neighbour"),
    [
        (["203.0.113.1", "203.0.113.2"], "203.0.113.3"),
        (["203.0.1.1", "203.0.1.2", "203.0.2.1", "203.0.2.2", "203.0.3.1", "203.0.3.2"], "203.0.4.1"),
        (["2001:db8:0:1::1", "2001:db8:0:2::1"], "2001:db8:0:3::1"),
        (["2001:db8:0:100::1", "2001:db8:0:200::1", "2001:db8:0:300::1"], "2001:db8:0:400::1"),
    ],
)
def test_a_neighbour_of_whom_nothing_came_yet_is_heard_when_others_used_their_network_up(at, many, neighbour):
    for _ in range(FROM_ONE_SOURCE + 1):
        taken = [is_taken(said) for said in many]
    assert taken == [False] * len(many)
    assert is_taken(neighbour)


def flood():
    """Send in as much as anybody can from two providers."""
    for provider in (1, 2):
        for number in range(60):
            is_taken(f"203.{provider}.{number}.1")


def test_a_flood_leaves_a_part_of_all_to_those_of_whom_nothing_came_yet(at):
    flood()
    assert Counted.objects.filter(source=ALL).count() == IN_ALL
    assert not is_taken("203.1.99.1")
    assert is_taken("198.51.100.7")
    assert not is_taken("198.51.100.8")  # that part is for each network once
    assert is_taken("2001:db8::1")


def test_in_all_there_is_an_end(at):
    flood()
    assert how_many(f"198.{number}.100.7" for number in range(1, 255)) == KEPT
    at(minutes=60)
    assert is_taken("203.1.99.1")


@pytest.mark.parametrize("said", ["127.0.0.1", "10.0.0.1", "nonsense"])
def test_everybodys_address_has_no_limit_but_that_of_all_and_no_part_in_what_is_kept(at, said):
    assert how_many([said] * (IN_ALL + 1)) == IN_ALL
    assert digests() == set()
    assert is_taken("198.51.100.7")


def test_one_thing_that_is_sent_in_does_not_use_up_another(at):
    count("203.0.113.9", FROM_ONE_SOURCE)
    count_sending("letter", read_address("203.0.113.9"))
    assert not is_taken("203.0.113.9")


def test_the_numbers_in_the_manual_are_those_that_count():
    manual = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text()
    for networks in NETWORKS.values():
        for bits, (allowed, kept) in networks.items():
            assert f"{allowed} and {kept} from a /{bits}" in manual
    assert f"{IN_ALL} and {KEPT} |" in manual


def test_what_was_counted_goes_after_an_hour_and_the_secret_after_its_day(at):
    count("203.0.113.9")
    at(minutes=59)
    forget_old()
    assert (Counted.objects.count(), DaySecret.objects.count()) == (4, 1)
    at(minutes=60)
    forget_old()
    assert (Counted.objects.count(), DaySecret.objects.count()) == (0, 1)
    at(hours=12)
    forget_old()
    assert DaySecret.objects.count() == 0


def test_on_another_day_nobody_can_tell_that_it_is_the_same_source(at):
    at(hours=11, minutes=50)
    count("203.0.113.9")
    secret, sources = DaySecret.objects.get().secret, digests()
    at(hours=12, minutes=10)
    count("203.0.113.9")
    assert DaySecret.objects.get().secret != secret
    assert Counted.objects.filter(source=ALL).count() == 2  # of all, both count
    assert (len(sources), len(digests())) == (3, 3)
    assert not sources & digests()


def test_what_somebody_sent_in_and_what_they_tried_has_no_digest_in_common(at):
    address = read_address("203.0.113.9")
    rate_limiter.try_password(address, "amina")
    tried = digests()
    count("203.0.113.9")
    assert len(tried) == 4
    assert len(digests()) == 7
