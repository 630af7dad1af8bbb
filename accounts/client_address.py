"""Client address: where a request came from, as one value for all spellings of an address.

Behind a proxy its own word counts: the last part of the header that PROXY_ADDRESS_HEADER names, as X-Forwarded-For has
it or as Forwarded does (RFC 7239), with or without a port, brackets and quotes. This is the one place that asks where
somebody is. accounts.rate_limiter counts by it; it is kept nowhere and written down nowhere.
"""

import logging
import re
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings

logger = logging.getLogger(__name__)

# The address of a proxy, of a carrier's gateway, of a machine's own network: not one person's but everybody's.
SHARED = [
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "fc00::/7",
        "fe80::/10",
    )
]
# IPv6 addresses whose last 32 bits are an IPv4 address: compatible (RFC 4291), mapped (the same; every IPv4 client of a
# listener for both), translated (RFC 2765), and NAT64's (RFC 6052).
LAST_IS_IPV4 = [ip_network(network) for network in ("::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96")]
LOCAL_NAT64 = ip_network("64:ff9b:1::/48")  # RFC 8215
LAST_32 = 2**32 - 1

# One element of Forwarded. Backslashes are left out: no address needs them, and with them a client's words could end
# a quotation early.
PAIR = r'([A-Za-z-]+)=("[^"\\]*"|[^\s;,"\\]*)'
ELEMENT = re.compile(rf"{PAIR}(?:\s*;\s*{PAIR})*")


def client_address(request):
    """The IPv4Address or IPv6Address that `request` comes from; None when it can't be told."""
    name = settings.PROXY_ADDRESS_HEADER
    if name:
        return _told_by_proxy(name, request.headers.get(name, ""))
    if settings.PROXY_HTTPS_HEADER:
        return None  # there is a proxy, and the connection is its own
    return read_address(request.META.get("REMOTE_ADDR", ""))


def read_address(said):
    """The address that the text `said` spells, as it stands in a header; None when it spells none."""
    try:
        return _unwrapped(ip_address(_bare(said)))
    except ValueError:
        return None


def is_one_persons(address):
    """Whether `address`, as client_address gives it, may be one person's, and not everybody's behind a proxy."""
    return address is not None and not any(address in network for network in SHARED)


def _told_by_proxy(name, said):
    # A proxy adds to what the client sent: only the last part is its own word.
    last = said.rpartition(",")[2]
    address = read_address(last)
    if address is None:
        complain_once(name, "the last part of it is no address" if last.strip() else "a request came without it")
    return address


@cache
def complain_once(name, fault):
    """Tell the operator, once a process. What the header held is not told: it may be somebody's address."""
    logger.warning(
        "PROXY_ADDRESS_HEADER is %s, but %s. All such requests count as one source: whoever guesses passwords or sends "
        "in much slows down the others. Let the proxy set that header on every request, or name the one that it sets.",
        name,
        fault,
    )


def _bare(said):
    """`said` without port, brackets, quotes and what else Forwarded has beside the address."""
    text = said.strip()
    text = (_forwarded_for(text) if "=" in text else text).strip('" \t')
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _forwarded_for(element):
    """The value of `for` in an element of Forwarded; empty when there is not exactly one."""
    pairs = re.findall(PAIR, element) if ELEMENT.fullmatch(element) else []
    values = [value for name, value in pairs if name.lower() == "for"]
    return values[0] if len(values) == 1 else ""


def _unwrapped(address):
    """The IPv4 address that `address` is another spelling of; else itself, without a zone.

    6to4 (RFC 3056) and Teredo (RFC 4380) are unwrapped too, though hardly anybody uses them now: replies reach such a
    client through the IPv4 address in its own, so it can't make that up. Left as they are, one IPv4 address would have
    a /48 of 6to4 to itself, and all clients of a Teredo server would be in one /64.
    """
    if address.version == 4:
        return address
    plain = IPv6Address(int(address))
    if any(plain in network for network in LAST_IS_IPV4):
        return IPv4Address(int(plain) & LAST_32)
    if plain in LOCAL_NAT64:
        return IPv4Address(_in_local_nat64(int(plain)))
    return plain.sixtofour or (plain.teredo or [None, None])[1] or plain


def _in_local_nat64(bits):
    """The IPv4 address (32 bits) in a local NAT64 address (128 bits): RFC 6052, 2.2.

    Behind a prefix of 96 bits it comes last. Behind one of 48, 56 or 64 it stands round the octet that begins at bit
    64, and zeros follow.
    """
    if bits & 0xFFFFFF:
        return bits & LAST_32
    behind_48 = (bits >> 64 & 0xFFFF) << 56 | bits & (1 << 56) - 1
    zeros = next(zeros for zeros in (40, 32, 24) if behind_48 % (1 << zeros) == 0)
    return behind_48 >> zeros & LAST_32
