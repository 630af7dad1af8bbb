"""Which addresses may be asked at all: an address in a source must not reach into the network that the site runs in."""

import ipaddress
import socket

import httpx

PORTS = {"http": 80, "https": 443}


class Forbidden(Exception):
    """The address is none that this site asks; the text says why."""


def on_the_public_web(address, port, scheme):
    """Whether an IP address (a string) lies in the public internet and `port` is the usual one of `scheme`."""
    return port == PORTS.get(scheme) and _is_public(ipaddress.ip_address(address))


def _is_public(address):
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner or address in ipaddress.ip_network("64:ff9b::/96"):  # IPv4 in disguise, whatever it says of itself
            return False
    return address.is_global and not address.is_multicast


def located(url, allowed):
    """Where `url` is to be asked, and `url` itself: two httpx.URL, the first with an IP address in place of the name.

    What was looked up is what is asked, so that a second answer of the name server changes nothing. Raises Forbidden
    unless `allowed` (a function like on_the_public_web) holds for every IP address of the name, httpx.InvalidURL for
    what is no address, and OSError when the name is not known.
    """
    named = httpx.URL(url)
    port = named.port or PORTS.get(named.scheme)
    host = named.raw_host.decode("ascii")
    if not port or not host or named.userinfo:
        raise Forbidden("no plain address of the web")
    addresses = [where[0] for *_rest, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(allowed(address, port, named.scheme) for address in addresses):
        raise Forbidden("not in the public internet")
    return named.copy_with(host=addresses[0]), named
