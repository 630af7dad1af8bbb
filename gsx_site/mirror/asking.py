"""The site asked in this process, as the server of production asks it, but for one that keeps pages."""

import sys
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

DENYING = ("private", "no-store")


@dataclass(frozen=True)
class OpenReply:
    """A reply that has begun: `headers` is {name in lower case: value}, `pieces` the bytes that are still to come."""

    status: int
    headers: dict
    pieces: object

    @property
    def media_type(self):
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_for_all(self):
        """Whether it is whole and may be given to anybody."""
        told = self.headers.get("cache-control", "")
        return self.status == 200 and "set-cookie" not in self.headers and not any(word in told for word in DENYING)


class Site:
    """The site at `origin` (https://example.org)."""

    def __init__(self, origin):
        self.origin = origin
        self._application = WSGIHandler()

    @contextmanager
    def reply(self, address):
        """The OpenReply at `address`, open as long as the block lasts."""
        started = []
        content = self._application(self._environ(address), lambda *told: started.append(told))
        with closing(content):
            [(status, headers, *_fault)] = started
            yield OpenReply(int(status.split()[0]), {name.lower(): value for name, value in headers}, content)

    def request(self, address):
        """The request for `address`, for a template that is rendered without a view."""
        return WSGIRequest(self._environ(address))

    def _environ(self, address):
        """The environment of a request (PEP 3333)."""
        path, _mark, query = address.partition("?")
        parts = urlsplit(self.origin)
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": parts.hostname,
            "SERVER_PORT": str(parts.port or {"http": 80, "https": 443}[parts.scheme]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": parts.netloc,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": parts.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        if settings.SECURE_PROXY_SSL_HEADER:
            name, secure = settings.SECURE_PROXY_SSL_HEADER
            environ[name] = secure if parts.scheme == "https" else "http"
        return environ
