"""Asking one address after another: slowly, by the rules of each site, with as little of its work as can be."""

import asyncio
import ipaddress
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from publishing.models import LinkCheck

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
Outcome = LinkCheck.Outcome
BETWEEN = 5.0  # seconds between two questions to one host, at least
LONGEST_WAIT = 60.0  # seconds: a site that asks for longer pauses is left alone
SILENCE = httpx.Timeout(10.0)  # seconds without a byte
STEP = 30.0  # seconds that looking up a name, or one request with its answer, may take in all
WHOLE = 300.0  # seconds for an address: its robots.txt, its redirects, and the pauses between
REDIRECTS = 5
ROBOTS_BYTES = 500_000  # of robots.txt are read, as RFC 9309 has it at least
FIRST_BYTES = {"Range": "bytes=0-1023"}
PERMANENT = {301, 308}
TEMPORARY = {302, 303, 307}
GONE = {404, 410}
REFUSALS = {401, 403, 407, 429, 451}
ETAG = re.compile(r'(W/)?"[!#-~]{0,190}"')
NO_HEAD = {400, 403, 404, 405, 406, 410, 501}  # what servers say to HEAD and would not say to GET


class Forbidden(Exception):
    """The address is none that this site asks; the text says why."""


def on_the_public_web(address, port, scheme):
    """Whether an IP address (a string) lies in the public internet and `port` is the usual one of `scheme`."""
    found = ipaddress.ip_address(address)
    special = any(found in network for network in SPECIAL) or (found.version == 6 and found not in PUBLIC_SIX)
    return port == PORTS.get(scheme) and found.is_global and not found.is_multicast and not special


def located(url, allowed):
    """`url` with an `allowed` IP address for the name, and as it is: what was looked up is asked. Raises Forbidden."""
    named = httpx.URL(url)
    port = named.port or PORTS.get(named.scheme)
    host = named.raw_host.decode("ascii")
    if port not in range(1, 65536) or not host or named.userinfo:
        raise Forbidden("no plain address of the web")
    addresses = [where[0] for *_rest, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not all(allowed(address, port, named.scheme) for address in addresses):
        raise Forbidden("not in the public internet")
    return named.copy_with(host=addresses[0]), named


@dataclass(frozen=True)
class Answer:
    """What an address answered; `moved_to` is where all that moved for good leads, `etag` names what was seen."""

    outcome: Outcome
    status: int | None = None
    moved_to: str = ""
    etag: str = ""


class NotAsked(Exception):
    """The site asks programs to stay away from the address, or its turn comes too late."""


@dataclass
class Pace:
    """Keeps `BETWEEN` seconds between questions to one host; `now` and `sleep` are in seconds."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    last: dict[str, float] = field(default_factory=dict)

    def turn(self, host, between=BETWEEN):
        """When `host` may be asked next, by `now`."""
        return max(self.now(), self.last[host] + between) if host in self.last else self.now()

    def wait(self, host, between=BETWEEN):
        if host in self.last:
            self.sleep(self.turn(host, between) - self.now())

    def asked(self, host):
        self.last[host] = self.now()


class Asker:
    """Asks addresses, one at a time. `agent` names the site and how to reach it; `allowed` is as in `located`.

    Deadlines: `step` and `whole` are in seconds (STEP, WHOLE). Timeouts for each read would let a server that sends a
    byte now and then go on for ever, so each step runs in asyncio, which can cancel it at any point.
    """

    def __init__(self, agent, *, allowed, pace=None, step=STEP, whole=WHOLE):
        self.agent, self.allowed, self.pace = agent, allowed, pace or Pace()
        self.step, self.whole, self.until = step, whole, 0.0
        self.robots = {}
        # Uncompressed: a few bytes on the way are not to become many here.
        headers = {"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"}
        # Nothing of this machine's environment: a proxy would look the names up anew.
        self.client = httpx.AsyncClient(headers=headers, timeout=SILENCE, trust_env=False, follow_redirects=False)
        self.loop = asyncio.Runner()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with self.loop:
            self.loop.run(self.client.aclose())

    def ask(self, url, etag=""):
        """The Answer of `url`; `etag` is that of the last one. Raises nothing that an address can cause."""
        self.until = self.pace.now() + self.whole
        try:
            return self._follow(url, etag)
        except NotAsked:
            return Answer(Outcome.REFUSED)
        except (Forbidden, OSError, httpx.HTTPError, httpx.InvalidURL, ValueError):
            return Answer(Outcome.UNREACHABLE)

    def _follow(self, url, etag):
        moved_to, for_good = "", True
        for _step in range(REDIRECTS + 1):
            status, headers = self._first_answer(url, etag)
            if status not in PERMANENT | TEMPORARY or "location" not in headers:
                return _answer(status, headers, moved_to)
            url = urljoin(url, headers["location"])
            for_good = for_good and status in PERMANENT
            moved_to = url if for_good else moved_to
        return Answer(Outcome.UNREACHABLE, status)

    def _first_answer(self, url, etag):
        """(status, headers) of `url`: by HEAD, and where a server takes no HEAD, by the first bytes of GET.

        With the pauses that its site asks for. Raises NotAsked where it asks for none to come, or for too long ones.
        """
        rules = self._rules(url)
        between = float(rules.crawl_delay(self.agent) or 0)
        if not rules.can_fetch(self.agent, url) or between > LONGEST_WAIT:
            raise NotAsked
        known = {"If-None-Match": etag} if etag else {}
        status, headers, _body = self._send("HEAD", url, max(BETWEEN, between), known)
        if status in NO_HEAD:
            status, headers, _body = self._send("GET", url, max(BETWEEN, between), known | FIRST_BYTES)
        return status, headers

    def _rules(self, url):
        """The rules of the site of `url`, read once. A site that did not answer for them is not asked again."""
        parts = urlsplit(url)
        site = (parts.scheme, parts.netloc)
        if site not in self.robots:
            self.robots[site] = None
            self.robots[site] = self._read_robots(f"{parts.scheme}://{parts.netloc}/robots.txt")
        if self.robots[site] is None:
            raise TimeoutError
        return self.robots[site]

    def _read_robots(self, url):
        """The rules of a site. Without a file all is allowed; while it cannot be read, nothing is (RFC 9309, 2.3.1)."""
        rules = RobotFileParser(url)
        for _step in range(REDIRECTS + 1):
            status, headers, body = self._send("GET", url, BETWEEN, {}, most=ROBOTS_BYTES)
            if status not in PERMANENT | TEMPORARY or "location" not in headers:
                break
            url = urljoin(url, headers["location"])
        if status == 200:
            rules.parse(body.decode("utf-8", "replace").splitlines())
        elif 400 <= status < 500 and status != 429:
            rules.allow_all = True
        else:
            rules.disallow_all = True
        return rules

    def _send(self, method, url, between, headers, most=0):
        """(status, headers, up to `most` bytes of the body) of one request."""
        there, named = self._in_time(asyncio.to_thread(located, url, self.allowed))
        if self.pace.turn(named.host, between) > self.until:  # too late for this address
            raise NotAsked
        self.pace.wait(named.host, between)
        request = self.client.build_request(
            method,
            there,
            headers={"Host": named.netloc.decode("ascii"), **headers},
            extensions={"sni_hostname": named.raw_host.decode("ascii")},
        )
        try:
            return self._in_time(self._exchange(request, most))
        finally:
            self.client.cookies.clear()
            self.pace.asked(named.host)

    def _in_time(self, work):
        """What `work` (a coroutine) returns. Raises TimeoutError, an OSError, when the time for it is over."""
        return self.loop.run(asyncio.wait_for(work, min(self.step, self.until - self.pace.now())))

    async def _exchange(self, request, most):
        response, body = await self.client.send(request, stream=True), b""
        try:
            if most:
                async for part in response.aiter_raw():
                    body += part
                    if len(body) >= most:
                        break
            return response.status_code, response.headers, body[:most]
        finally:
            await response.aclose()


def _answer(status, headers, moved_to):
    """What a last status means. 304 is the answer to an `etag`; 416 to a page of fewer bytes than were asked for."""
    if status in GONE:
        return Answer(Outcome.GONE, status)
    if status in REFUSALS:
        return Answer(Outcome.REFUSED, status)
    if status < 400 or status == 416:
        etag = headers.get("etag", "")
        can_be_sent_back = bool(ETAG.fullmatch(etag))
        outcome = Outcome.MOVED if moved_to else Outcome.FINE
        return Answer(outcome, status, moved_to, etag if can_be_sent_back else "")
    return Answer(Outcome.UNREACHABLE, status)
