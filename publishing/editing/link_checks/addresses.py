"""Which addresses may be asked at all: an address in a source must not reach into the network that the site runs in."""

import ipaddress
import socket

import httpx

PORTS = {"http": 80, "https": 443}
# IPv6 is public by a list of what is: global unicast. All else (IPv4 in disguise, as mapped, translated, NAT64 or
# compatible; segment routing; site-local; what is not given out yet) lies outside of it.
PUBLIC_SIX = ipaddress.ip_network("2000::/3")
# What IANA's registries of special-purpose addresses have inside the public ranges. Python calls some of it global:
# it may be routed, but no website is there, or the address holds another one.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments
        "192.31.196.0/24",  # AS112, answers for private names
        "192.52.193.0/24",  # AMT, multicast in a tunnel
        "192.88.99.0/24",  # relays of 6to4
        "192.175.48.0/24",  # AS112
        "2001::/23",  # protocol assignments: Teredo, ORCHID, AMT, AS112, benchmarks, identifiers of drones
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, IPv4 in disguise
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


class Forbidden(Exception):
    """The address is none that this site asks; the text says why."""


def on_the_public_web(address, port, scheme):
    """Whether an IP address (a string) lies in the public internet and `port` is the usual one of `scheme`."""
    return port == PORTS.get(scheme) and _is_public(ipaddress.ip_address(address))


def _is_public(address):
    if address.version == 6 and address not in PUBLIC_SIX:
        return False
    special = any(address in network for network in SPECIAL)
    return address.is_global and not address.is_multicast and not special


def located(url, allowed):
    """Where `url` is to be asked, and `url` itself: two httpx.URL, the first with an IP address in place of the name.

    What was looked up is what is asked, so that a second answer of the name server changes nothing. Raises Forbidden
    unless `allowed` (a function like on_the_public_web) holds for every IP address of the name, httpx.InvalidURL for
    what is no address, and OSError when the name is not known.
    """
    named = httpx.URL(url)
    port = named.port or PORTS.get(named.scheme)
    host = named.raw_host.decode("ascii")
    if port not in range(1, 65536) or not host or named.userinfo:
        raise Forbidden("no plain address of the web")
    addresses = [where[0] for *_rest, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(allowed(address, port, named.scheme) for address in addresses):
        raise Forbidden("not in the public internet")
    return named.copy_with(host=addresses[0]), named
