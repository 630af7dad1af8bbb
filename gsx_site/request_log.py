"""One line for each request, in JSON, on standard output. It tells how the site does, and nothing about who reads.

A line has the second, the method, the route, the status, how long it took (milliseconds until the reply began), how
large it is (bytes, null when that is not known before it is sent) and whether it came from the page cache. The route is
the name of a view and not the address, which would tell what somebody read. Network address, browser, query, cookies
and the page a reader came from are never looked at.
"""

import json
import os
import time
from contextlib import suppress

from django.conf import settings

# Keys of the WSGI environment by which the layers below say which view answered, and that nobody had to.
ROUTE, KEPT = "gsx.route", "gsx.kept"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class RequestLog:
    """`application` with a line about each of its replies, handed to `write` (a function of one text)."""

    def __init__(self, application, write=None):
        self._application = application
        self._write = write or write_out
        self._static = settings.STATIC_URL

    def __call__(self, environ, start_response):
        began, status, size = time.perf_counter(), "500", None

        def start(told, headers, exc_info=None):
            nonlocal status, size
            status = told
            size = next((int(value) for name, value in headers if name.lower() == "content-length"), None)
            return start_response(told, headers, exc_info) if exc_info else start_response(told, headers)

        try:
            return self._application(environ, start)
        finally:
            self._write(self._line(environ, status, size, time.perf_counter() - began))

    def _line(self, environ, status, size, seconds):
        method = environ["REQUEST_METHOD"]
        said = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "method": method if method in METHODS else "other",
            "route": environ.get(ROUTE) or ("static" if environ["PATH_INFO"].startswith(self._static) else ""),
            "status": int(status[:3]),
            "ms": round(seconds * 1000, 1),
            "bytes": size,
            "kept": environ.get(KEPT, False),
        }
        return json.dumps(said) + "\n"


def route_middleware(get_response):
    """Says to the layers above Django which view answered."""

    def noting(request):
        response = get_response(request)
        request.META[ROUTE] = route_of(request)
        return response

    return noting


def route_of(request):
    """The name of the view that answers `request`; empty where none does."""
    match = request.resolver_match
    return match.view_name if match else ""


def write_out(line):
    """Write `line` to standard output, at once and whole: several processes share it."""
    with suppress(OSError):  # nobody listens: no reason to fail a reader
        os.write(1, line.encode())
