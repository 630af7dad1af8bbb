"""One address is one address however it is spelt, and two are never one."""

from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.conf import settings as site_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from accounts.client_address import client_address, complain_once, is_one_persons, read_address
from accounts.rate_limiter import quotas_of

many = hypothesis_settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def nothing_said_yet():
    complain_once.cache_clear()


# --- spellings

# How IPv4 addresses are carried in IPv6 ones: {network: the bits of an address from the bits of an IPv4 one}.
CARRIED = {
    "compatible": lambda bits: bits,
    "mapped": lambda bits: 0xFFFF << 32 | bits,
    "translated": lambda bits: 0xFFFF << 48 | bits,
    "NAT64": lambda bits: 0x0064FF9B << 96 | bits,
    "local NAT64": lambda bits: 0x0064FF9B0001 << 80 | 0xFFFE << 32 | bits,
    "local NAT64 behind 48 bits": lambda bits: 0x0064FF9B0001 << 80 | bits >> 16 << 64 | (bits & 0xFFFF) << 40,
    "local NAT64 behind 56 bits": lambda bits: 0x0064FF9B000107 << 72 | bits >> 24 << 64 | (bits & 0xFFFFFF) << 32,
    "local NAT64 behind 64 bits": lambda bits: 0x0064FF9B00010007 << 64 | bits << 24,
    "6to4": lambda bits: 0x2002 << 112 | bits << 80 | 7,
    "Teredo": lambda bits: 0x20010000CB007101 << 64 | 0x8000F227 << 32 | bits ^ 0xFFFFFFFF,
}
# No network's own address: nobody sends from one, and behind 56 bits its last octet is taken for the zeros.
ipv4 = st.integers(0x01000001, 0xDFFFFFFF).filter(lambda bits: bits & 0xFF).map(IPv4Address)
ipv6 = st.integers(0x2600 << 112, (0x3FFF << 112) - 1).map(IPv6Address)
ports = st.integers(1, 65535)


@st.composite
def spelt(draw, address):
    """A text that a proxy, or a listener, may write for `address`."""
    if address.version == 4 and (carry := CARRIED.get(draw(st.sampled_from(["", *CARRIED])))):
        address = IPv6Address(carry(int(address)))
    if address.version == 6:
        text = draw(st.sampled_from([str(address), address.exploded, str(address).upper()]))
        plain = [text, f"{text}%eth0", f"[{text}]", f"[{text}]:{draw(ports)}"]
    else:
        plain = [str(address), f"{address}:{draw(ports)}"]
    said = draw(st.sampled_from(plain))
    quoted = f'"{said}"'
    forwarded = [f"for={quoted}", f"For={quoted};proto=https", f'by=203.0.113.43; for={quoted};host="a;for=b"']
    if address.version == 4:
        forwarded.append(f"for={said}")
    return draw(st.sampled_from([said, f" {said} ", quoted, *forwarded]))


@many
@given(st.data(), ipv4 | ipv6)
def test_all_spellings_of_an_address_are_one(data, address):
    assert read_address(data.draw(spelt(address))) == address


@many
@given(st.data(), st.tuples(ipv4, ipv4).filter(lambda pair: pair[0] != pair[1]))
def test_two_clients_with_ipv4_are_never_one(data, pair):
    one, other = (read_address(data.draw(spelt(address))) for address in pair)
    assert one != other
    assert quotas_of(one)[0] != quotas_of(other)[0]


@pytest.mark.parametrize("carried", CARRIED)
def test_an_ipv4_address_is_taken_out_of_the_ipv6_one_that_carries_it(carried):
    bits = CARRIED[carried](int(IPv4Address("203.0.113.9")))
    assert str(read_address(str(IPv6Address(bits)))) == "203.0.113.9"


header_like = st.text('0123456789abcdef:.[]"=;, for%\\_\t', max_size=60)


@many
@given(st.text(max_size=60) | header_like | header_like.map("for=".__add__))
def test_any_text_is_an_address_or_none(rf, settings, said):
    assert read_address(said) is None or int(read_address(said)) >= 0
    settings.PROXY_ADDRESS_HEADER = ""
    client_address(rf.get("/", REMOTE_ADDR=said))
    settings.PROXY_ADDRESS_HEADER = "Forwarded"
    client_address(rf.get("/", headers={"Forwarded": said}))


# --- which address counts


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("9.9.9.9", "9.9.9.9"),
        ("6.6.6.6, 9.9.9.9", "9.9.9.9"),
        ("spoof,9.9.9.9 ", "9.9.9.9"),
        ("for=6.6.6.6, for=9.9.9.9;proto=https", "9.9.9.9"),
        ('for="6.6.6.6, for=9.9.9.9', "9.9.9.9"),
        ("", None),
        ("9.9.9", None),
        ("unknown", None),
        ("for=unknown", None),
        ("for=_hidden", None),
        ("proto=https;host=a", None),
        ("for=9.9.9.9;for=6.6.6.6", None),
    ],
)
def test_behind_a_proxy_the_last_address_that_it_tells_counts(rf, settings, said, address):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    found = client_address(rf.get("/", REMOTE_ADDR="8.8.8.8", headers={"X-Forwarded-For": said}))
    assert (str(found) if found else None) == address


@pytest.mark.parametrize("host", ["a,for=6.6.6.6;b=c", "a;for=6.6.6.6", "a,for=6.6.6.6;b=\\", "a,for=6.6.6.6;b=\\\\\\"])
def test_a_client_that_the_proxy_quotes_can_not_put_an_address_in_its_mouth(rf, settings, host):
    settings.PROXY_ADDRESS_HEADER = "Forwarded"
    said = f'for=9.9.9.9;host="{host}"'
    assert str(client_address(rf.get("/", headers={"Forwarded": said}))) in ("None", "9.9.9.9")


def test_behind_a_proxy_that_tells_no_address_there_is_none(rf, settings):
    settings.PROXY_HTTPS_HEADER = "X-Forwarded-Proto"
    assert client_address(rf.get("/", REMOTE_ADDR="8.8.8.8", headers={"X-Forwarded-For": "9.9.9.9"})) is None


def test_a_header_that_nobody_named_counts_for_nothing(rf):
    asked = rf.get("/", REMOTE_ADDR="8.8.8.8", headers={"X-Forwarded-For": "9.9.9.9", "Forwarded": "for=9.9.9.9"})
    assert str(client_address(asked)) == "8.8.8.8"


@pytest.mark.parametrize(
    "said",
    ["", "127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fe80::1", "fd00::1", "x", "::ffff:10.1.2.3", "100.64.1.2"],
)
def test_an_address_that_is_not_a_readers_is_everybodys(rf, said):
    assert not is_one_persons(client_address(rf.get("/", REMOTE_ADDR=said)))


@pytest.mark.parametrize("said", ["9.9.9.9", "2620:fe::9", "::ffff:9.9.9.9", "203.0.113.9", "2001:db8::1"])
def test_any_other_may_be_one_persons(rf, said):
    assert is_one_persons(client_address(rf.get("/", REMOTE_ADDR=said)))


def test_allauth_is_told_the_same_address(rf, settings):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    asked = rf.get("/", REMOTE_ADDR="8.8.8.8", headers={"X-Forwarded-For": "6.6.6.6, [::ffff:9.9.9.9]:443"})
    assert get_adapter(asked).get_client_ip(asked) == "9.9.9.9"
    assert get_adapter(asked).get_client_ip(rf.get("/", REMOTE_ADDR="8.8.8.8")) == ""


def test_one_module_asks_where_a_request_came_from():
    root = Path(site_settings.BASE_DIR)
    sources = [path for room in root.iterdir() if (room / "__init__.py").exists() for path in room.rglob("*.py")]
    asking = {
        path.relative_to(root).as_posix()
        for path in sources
        if "tests" not in path.relative_to(root).parts
        and any(word in path.read_text() for word in ("REMOTE_ADDR", "FORWARDED", "settings.PROXY_ADDRESS_HEADER"))
    }
    assert asking == {"accounts/client_address.py", "accounts/checks.py"}  # the check asks whether it is named


# --- what the operator is told


def test_a_header_that_can_not_be_read_is_told_of_once_and_not_what_it_held(rf, settings, caplog):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    for said in ("203.0.113.9 through a tunnel", "203.0.113.10 through a tunnel"):
        assert client_address(rf.get("/", headers={"X-Forwarded-For": said})) is None
    assert client_address(rf.get("/", headers={"X-Forwarded-For": "203.0.113.9"})) is not None
    [told] = caplog.records
    assert (told.name, told.levelname) == ("accounts.client_address", "WARNING")
    assert "PROXY_ADDRESS_HEADER is X-Forwarded-For, but the last part of it is no address." in told.getMessage()
    assert "203" not in caplog.text


def test_a_header_that_does_not_come_is_told_of_once(rf, settings, caplog):
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    assert [client_address(rf.get("/")) for _ in range(3)] == [None] * 3
    [told] = caplog.records
    assert "PROXY_ADDRESS_HEADER is X-Forwarded-For, but a request came without it." in told.getMessage()
