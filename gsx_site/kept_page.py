"""A page as the page cache keeps it: compressed once, and answered in the encoding that a reader's browser takes."""

import gzip
import hashlib
import re
from functools import lru_cache
from itertools import count

import brotli

# Measured on our pages (13 to 69 kB): 0.3 to 1.1 ms each. Brotli's best is 13 % smaller and takes 60 times as long: it
# is for pages that are read AGAIN, from that answer on.
BROTLI_QUALITY, BROTLI_BEST, GZIP_LEVEL = 5, 11, 6
AGAIN = 3
# What a page takes beside its bytes: the page, its lists of headers and its place in the store.
OVERHEAD = 4096
PREFERRED = ("br", "gzip", "identity")
# Headers that are about the body, which a 304 does not have.
OF_THE_BODY = ("content-type", "content-language")
STALE = [("Cache-Status", "gsx; hit; detail=stale"), ("Warning", '110 - "Response is Stale"')]
ACCEPTED = re.compile(r"\s*(?P<coding>[\w.*-]+)\s*(?:;\s*q\s*=\s*(?P<weight>[01](?:\.\d{0,3})?)\s*)?", re.ASCII)
TAG = re.compile(r'(?:W/)?("[^"]*")')


class KeptPage:
    """The reply "200 OK" with `headers` (a list of pairs) and `body` (bytes), by the view whose name is `route`.

    The body is kept as Brotli and as gzip only. The few readers who take neither get it unpacked, which takes 0.2 ms.
    """

    def __init__(self, headers, body, route=""):
        self.route = route
        self.tag = tag_given(headers) or tag_of(headers, body)
        common = [*without(headers, "content-length", "vary", "etag"), ("ETag", f"W/{self.tag}")]
        common.append(("Vary", "Accept-Encoding"))
        self._common, self._asked = common, count(1)
        self._whole = [*common, length(body)]
        self._packed = {coding: self._as(coding, compressed(body, coding)) for coding in ("br", "gzip")}
        self._unchanged = without(common, *OF_THE_BODY)
        bodies = sum(len(packed) for _headers, packed in self._packed.values())
        self.size = OVERHEAD + bodies + sum(len(n) + len(v) for n, v in headers)

    def answer(self, environ, start_response, *, stale=False):
        """Answer a GET or HEAD as a WSGI application does; `stale` says that the directory may have moved on."""
        if self.is_known_to(environ.get("HTTP_IF_NONE_MATCH")):
            status, headers, body = "304 Not Modified", self._unchanged, ()
        else:
            status = "200 OK"
            headers, packed = self._reply(encoding_for(environ.get("HTTP_ACCEPT_ENCODING", "")))
            body = () if environ["REQUEST_METHOD"] == "HEAD" else (packed,)
        # A copy: servers add to the list that they are given.
        start_response(status, headers + STALE if stale else headers[:])
        return body

    def is_known_to(self, if_none_match):
        """Whether the reader has this very page; weak tags and strong ones count alike (RFC 9110, 13.1.2)."""
        if if_none_match is None:
            return False
        return if_none_match.strip() == "*" or self.tag in TAG.findall(if_none_match)

    def _reply(self, coding):
        """(headers, body) in `coding`."""
        if coding == "identity":
            return self._whole, self._unpacked()
        # Counted in one step: of readers in several threads, one is that one.
        if coding == "br" and next(self._asked) == AGAIN:
            self._packed["br"] = self._as("br", packed_best(self._unpacked()))
        return self._packed[coding]

    def _as(self, coding, packed):
        return [*self._common, ("Content-Encoding", coding), length(packed)], packed

    def _unpacked(self):
        return gzip.decompress(self._packed["gzip"][1])


def tag_given(headers):
    """The quoted entity tag that the view gave its reply; None without one."""
    return next((TAG.search(value)[1] for name, value in headers if name.lower() == "etag"), None)


def tag_of(headers, body):
    """The quoted entity tag: equal pages under equal headers have the same one, whatever happened in between."""
    digest = hashlib.blake2b(body, digest_size=12)
    for name, value in sorted(headers):
        digest.update(f"\n{name}: {value}".encode())
    return f'"{digest.hexdigest()}"'


def packed_best(body):
    """`body` in Brotli as those get it who read what others have read."""
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_BEST)


def compressed(body, coding):
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if coding == "gzip" else body


def length(body):
    return ("Content-Length", str(len(body)))


def without(headers, *names):
    return [(name, value) for name, value in headers if name.lower() not in names]


@lru_cache(maxsize=128)  # browsers send a handful of different ones
def encoding_for(accept_encoding):
    """The best of br, gzip and identity for an Accept-Encoding header (RFC 9110, 12.5.3); what is not read is left out.

    A reader who refuses all three gets identity: a page that a browser may not be able to show is better than none.
    """
    weights = {}
    for part in accept_encoding.lower().split(","):
        if match := ACCEPTED.fullmatch(part):
            weights.setdefault(match["coding"].removeprefix("x-"), float(match["weight"] or 1))
    anything = weights.get("*", 0)
    # Identity that is not named is always acceptable, and never better than what is.
    unnamed = {"br": anything, "gzip": anything, "identity": anything or 0.0001}
    liked = {coding: weights.get(coding, unnamed[coding]) for coding in PREFERRED}
    best = max(PREFERRED, key=liked.get)
    return best if liked[best] else "identity"
