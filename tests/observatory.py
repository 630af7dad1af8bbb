"""The score that the MDN HTTP Observatory would give a page, by its public table.

The table is the one of mdn/mdn-http-observatory as of September 2026: algorithm 5 (October 2025, X-Frame-Options
counts) with the tests of Cross-Origin-Opener-Policy and -Embedder-Policy that its pull request 498 added in 2026.
Every site starts at 100. Each test gives one modifier; bonuses count only where the penalties leave 90 or more.
Only what this site could come to is written down here; anything that is not understood counts as the worst.
"""

from html.parser import HTMLParser
from urllib.parse import urlsplit

# What every reply carries.
NAMES = {
    "Content-Security-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}
BASE, LEAST_FOR_BONUS = 100, 90
HALF_A_YEAR = 15_768_000
BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"}
UNSAFE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
LEAKY = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


def score(page, over_http, *, preloaded=False):
    """The score of `page`, a response over HTTPS; `over_http` is the one to the same request over HTTP.

    `preloaded` says that the host is in the browsers' list of hosts that are only reached over HTTPS.
    """
    modifiers = modifiers_of(page, over_http, preloaded=preloaded).values()
    penalised = BASE + sum(one for one in modifiers if one < 0)
    return max(0, BASE + sum(modifiers) if penalised >= LEAST_FOR_BONUS else penalised)


def modifiers_of(page, over_http, *, preloaded=False):
    """{test: modifier}"""
    headers = page.headers
    return {
        "content-security-policy": _policy(headers),
        "cookies": _cookies(page.cookies.values(), headers),
        "cross-origin-resource-sharing": _sharing(headers),
        "redirection": _redirection(over_http),
        "referrer-policy": _referrer(headers),
        "strict-transport-security": 5 if preloaded else _transport(headers),
        "subresource-integrity": _integrity(page),
        "x-content-type-options": 0 if headers.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": _framing(headers),
        "cross-origin-resource-policy": _one_of(
            headers.get("Cross-Origin-Resource-Policy"), {"same-origin": 10, "same-site": 10, "cross-origin": 0}
        ),
        "cross-origin-opener-policy": _one_of(
            headers.get("Cross-Origin-Opener-Policy"),
            {"same-origin": 10, "same-origin-allow-popups": 10, "noopener-allow-popups": 10, "unsafe-none": 0},
        ),
        "cross-origin-embedder-policy": _one_of(
            headers.get("Cross-Origin-Embedder-Policy"), {"require-corp": 10, "credentialless": 10, "unsafe-none": 0}
        ),
    }


def _one_of(value, worth):
    """Not sent is worth nothing, not understood costs 5."""
    return 0 if value is None else worth.get(value, -5)


def directives(headers):
    """The Content-Security-Policy as {directive: set of sources}."""
    parts = [part.split() for part in headers.get("Content-Security-Policy", "").split(";") if part.strip()]
    return {name: set(sources) for name, *sources in parts}


def _policy(headers):
    policy = directives(headers)
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script, style, embedded = (policy.get(name, default) for name in ("script-src", "style-src", "object-src"))
    if script & (BROAD | UNSAFE) or embedded & BROAD:
        return -20
    if any(source.startswith(("http:", "ftp:")) for sources in policy.values() for source in sources):
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if style & (BROAD | UNSAFE):
        return 0
    return 10 if default == {"'none'"} else 5


def _cookies(cookies, headers):
    """Each cookie is secure; one of a session is kept from scripts; none comes along from other sites."""
    if not cookies:
        return 0
    for cookie in cookies:
        if not cookie["secure"]:
            return -10 if _transport(headers) == 0 else -40
        if "sess" in cookie.key.lower() and not cookie["httponly"]:
            return -30
        if "csrf" in cookie.key.lower() and not cookie["samesite"]:
            return -20
    return 5 if all(cookie["samesite"] for cookie in cookies) else 0


def _sharing(headers):
    return -50 if headers.get("Access-Control-Allow-Credentials") == "true" else 0


def _redirection(over_http):
    """HTTP leads to HTTPS on the same host at once."""
    to = urlsplit(over_http.headers.get("Location", ""))
    if over_http.status_code not in (301, 302, 307, 308) or to.scheme != "https":
        return -20
    return 0 if to.hostname == over_http.wsgi_request.get_host() else -5


def _referrer(headers):
    value = headers.get("Referrer-Policy")
    return 5 if value in PRIVATE else 0 if value is None else -5


def _transport(headers):
    parts = [part.strip().lower() for part in headers.get("Strict-Transport-Security", "").split(";")]
    ages = [part.removeprefix("max-age=") for part in parts if part.startswith("max-age=")]
    if len(ages) != 1 or not ages[0].isdecimal():
        return -20
    return 0 if int(ages[0]) >= HALF_A_YEAR else -10


def _framing(headers):
    if "frame-ancestors" in directives(headers) or headers.get("X-Frame-Options") in ("DENY", "SAMEORIGIN"):
        return 5
    return -20


class _Scripts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag == "script" and dict(attrs).get("src"):
            self.found.append(dict(attrs))


def _integrity(page):
    """Scripts of the site itself cost nothing, and earn a bonus when the page holds the hash of one."""
    if not page.headers.get("Content-Type", "").startswith("text/html"):
        return 0
    scripts = _Scripts()
    scripts.feed(page.content.decode())
    if any(not one["src"].startswith("/") or one["src"].startswith("//") for one in scripts.found):
        return -50
    return 5 if any(one.get("integrity") for one in scripts.found) else 0
