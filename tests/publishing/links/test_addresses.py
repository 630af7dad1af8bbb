"""What an address may lead to: the public web and nothing of our own network, whoever wrote the address."""

import httpx
import pytest

from publishing.editing.link_checks.asking import Answer, Asker, Forbidden, Pace, located, on_the_public_web
from publishing.models import LinkCheck

UNREACHABLE = Answer(LinkCheck.Outcome.UNREACHABLE)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.2.1",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001:db8::1",
        "3fff::1",
        # IPv4 in IPv6: translated, compatible, by NAT64 (the second prefix is for networks' own use), by Teredo
        "::ffff:0:127.0.0.1",
        "::ffff:0:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::10.0.0.1",
        "2001::1",
        # segments of a network, discarding, site-local, what IANA has not given out
        "5f00::1",
        "100::1",
        "100:0:0:1::1",
        "fec0::1",
        "4000::1",
        "8000::1",
        # protocol assignments and AS112, relays, tunnels: routed, but no website
        "192.0.0.9",
        "192.0.0.170",
        "192.31.196.1",
        "192.52.193.1",
        "192.88.99.1",
        "192.175.48.1",
        "198.51.100.1",
        "203.0.113.1",
        "240.0.0.1",
        "2001:1::1",
        "2001:2::1",
        "2001:3::1",
        "2001:4:112::1",
        "2001:10::1",
        "2001:20::1",
        "2001:30::1",
        "2620:4f:8000::1",
    ],
)
def test_what_is_not_public_is_never_asked(address):
    assert not on_the_public_web(address, 80, "http")


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_what_is_public_is_asked_on_the_usual_ports_only(address):
    allowed = [
        (scheme, port) for scheme in ("http", "https", "ftp") for port in (80, 443, 22, 8080)
        if on_the_public_web(address, port, scheme)
    ]  # fmt: skip
    assert allowed == [("http", 80), ("https", 443)]


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "https://192.168.0.1/",
        "http://8.8.8.8:22/",
        "https://8.8.8.8:80/",
        "https://8.8.8.8:99999/",
        "http://[::ffff:0:7f00:1]/",
        "http://[5f00::1]/",
        "ftp://8.8.8.8/",
        "gopher://8.8.8.8/",
        "file:///etc/hosts",
        "http://user@8.8.8.8/",
        "http://user:word@8.8.8.8/",
    ],
)
def test_an_address_into_our_network_or_by_another_way_is_forbidden(url):
    with pytest.raises((Forbidden, httpx.InvalidURL)):
        located(url, on_the_public_web)


def test_what_was_looked_up_is_what_is_asked():
    there, named = located("https://8.8.8.8/report?page=1", on_the_public_web)
    assert (str(there), str(named)) == ("https://8.8.8.8/report?page=1", "https://8.8.8.8/report?page=1")
    there, named = located("http://localhost/report", lambda address, port, scheme: True)
    assert there.host in ("127.0.0.1", "::1") and named.host == "localhost"


def test_the_small_site_is_not_asked_by_the_rules_of_the_command(site, clock):
    with Asker("Test", allowed=on_the_public_web, pace=Pace(now=clock.now, sleep=clock.sleep)) as asker:
        assert asker.ask(site.url("/")) == UNREACHABLE
    assert site.asked == []


def test_a_redirect_to_what_is_forbidden_is_not_followed(site, clock):
    """The site itself counts as public here; where it leads to does not."""
    site.pages["/out"] = (301, {"Location": f"http://localhost:{site.port}/secret"})
    site.pages["/secret"] = (200, {})
    asked = []

    def allowed(address, port, scheme):
        asked.append((address, port))
        return len(asked) <= 2  # robots.txt and /out

    with Asker("Test", allowed=allowed, pace=Pace(now=clock.now, sleep=clock.sleep)) as asker:
        assert asker.ask(site.url("/out")) == UNREACHABLE
    assert site.questions() == [("HEAD", "/out")]


@pytest.mark.parametrize("location", ["file:///etc/hosts", "ftp://127.0.0.1/", "http://[", "//", "http://a b/"])
def test_a_redirect_to_no_address_is_not_followed(site, asker, location):
    site.pages["/out"] = (302, {"Location": location})
    assert asker.ask(site.url("/out")).outcome in ("unreachable", "gone")
    assert site.questions()[0] == ("HEAD", "/out")


def test_robots_that_lead_into_our_network_are_not_followed(site, clock):
    site.pages["/robots.txt"] = (301, {"Location": f"http://127.0.0.2:{site.port}/secret"})

    def allowed(address, port, scheme):
        return address == "127.0.0.1"

    with Asker("Test", allowed=allowed, pace=Pace(now=clock.now, sleep=clock.sleep)) as asker:
        assert asker.ask(site.url("/report")) == UNREACHABLE
    assert [path for _method, path, _headers in site.asked] == ["/robots.txt"]
