"""The page cache: a WSGI application before Django's, which keeps the public pages that Django has made.

It does what any shared cache would (RFC 9111): it keeps what says `Cache-Control: public` and nothing else. Its pages
are all of one state of the directory. When that moves, they go: a name that was taken out does not come back.
"""

import threading
import time
from collections import OrderedDict

from django.conf import settings

from gsx_site.kept_page import KeptPage, compressed, encoding_for, length, without
from gsx_site.known_state import KnownState
from gsx_site.request_log import KEPT, ROUTE

WORTH_COMPRESSING = 300  # bytes


class PageCache:
    """`application`, Django's, with its public pages kept in up to `megabytes` of memory. `clock` gives seconds."""

    def __init__(self, application, *, megabytes, clock=time.monotonic):
        self._application = application
        self._pages = PageStore(megabytes * 2**20)
        self._state = KnownState(clock, self._pages.next)
        self._static = settings.STATIC_URL
        self._session_cookie = settings.SESSION_COOKIE_NAME
        # What tells one page from another. The language is in the path.
        https_header = (settings.SECURE_PROXY_SSL_HEADER or ("",))[0]  # one of two values: see `own_address`
        self._told_by = ("PATH_INFO", "QUERY_STRING", "HTTP_HOST", "wsgi.url_scheme", https_header)

    def __call__(self, environ, start_response):
        if not self._is_of_a_reader(environ):
            return self._application(environ, start_response)
        fresh = self._state.is_fresh()
        key = tuple(map(environ.get, self._told_by))
        if page := self._pages.get(key):
            environ[ROUTE], environ[KEPT] = page.route, True
            return page.answer(environ, start_response, stale=not fresh)
        if environ["REQUEST_METHOD"] == "HEAD":  # a page is kept from a GET, which surely has its body
            return self._application(environ, start_response)
        return self._made(key, environ, start_response)

    def clear(self):
        """Keep nothing of what was, and ask for the state of the directory at the next request."""
        self._state.forget()

    def _is_of_a_reader(self, environ):
        """Whether somebody who is not signed in asks for a page. (Static files are WhiteNoise's, and never change.)"""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ["PATH_INFO"].startswith(self._static):
            return False
        cookies = environ.get("HTTP_COOKIE")
        return not cookies or self._session_cookie not in cookies

    def _made(self, key, environ, start_response):
        """Let Django make the page. Keep it if it may be; compress it in any case."""
        # Before Django is asked: the page is of this state of the directory or a newer one, never an older one.
        turn = self._pages.turn
        made = ReplyHead()
        content = self._application(environ, made.start)
        if not made.is_open(content):
            start_response(made.status, made.headers)
            return content
        try:
            body = b"".join(content)
        finally:
            content.close()
        if made.is_public() and self._pages.limit and is_written_plainly(environ):
            page = KeptPage(made.headers, body, environ.get(ROUTE, ""))
            self._pages.put(key, page, turn)
            return page.answer(environ, start_response)
        return compressed_answer(made, body, environ, start_response)


class PageStore:
    """Pages of one state of the directory in up to `limit` bytes; those not read for longest make room for others."""

    def __init__(self, limit):
        self.limit, self.size = limit, 0
        self.turn = 0  # counts the states of the directory seen
        self._pages = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key):
        with self._lock:
            page = self._pages.get(key)
            if page:
                self._pages.move_to_end(key)
            return page

    def put(self, key, page, turn):
        """Keep `page`, made after `turn` was read, unless the directory has moved since."""
        with self._lock:
            if turn != self.turn or weight(key, page) > self.limit:
                return
            self._drop(key)
            self._pages[key] = page
            self.size += weight(key, page)
            while self.size > self.limit:
                self._drop(next(iter(self._pages)))

    def next(self):
        """Begin a new turn, without a page."""
        with self._lock:
            self.turn += 1
            self._pages.clear()
            self.size = 0

    def _drop(self, key):
        if page := self._pages.pop(key, None):
            self.size -= weight(key, page)

    def __len__(self):
        return len(self._pages)


def weight(key, page):
    return page.size + sum(len(part) for part in key if part)


class ReplyHead:
    """The status and headers of a reply that is not sent yet."""

    status, headers = "", []

    def start(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def of(self, name):
        """The value of a header, in lower case; empty when there is none."""
        return ", ".join(value for one, value in self.headers if one.lower() == name).lower()

    def is_open(self, content):
        """Whether `content` is whole and for everybody, so that it may be compressed; pictures are already."""
        if getattr(content, "streaming", True) or self.of("content-type").startswith("image/"):
            return False
        return not (self.of("set-cookie") or self.of("content-encoding") or "cookie" in self.of("vary"))

    def is_public(self):
        """Whether it may be kept and given to others who ask for the same address."""
        says = {part.strip().partition("=")[0] for part in self.of("cache-control").split(",")}
        varies = self.of("vary") not in ("", "accept-encoding")
        return self.status == "200 OK" and "public" in says and not says & {"private", "no-store"} and not varies


def is_written_plainly(environ):
    """Whether the host is given in lower case: the same page is not kept once for every way to write it."""
    host = environ.get("HTTP_HOST", "")
    return host != "" and host == host.lower()


def compressed_answer(made, body, environ, start_response):
    """Answer with a page that is not kept: a search, an old address, an error."""
    if len(body) < WORTH_COMPRESSING:
        start_response(made.status, made.headers)
        return (body,)
    coding = encoding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
    body = compressed(body, coding)
    headers = [*without(made.headers, "content-length"), length(body)]
    if "accept-encoding" not in made.of("vary"):
        headers.append(("Vary", "Accept-Encoding"))
    if coding != "identity":
        headers.append(("Content-Encoding", coding))
    start_response(made.status, headers)
    return (body,)
