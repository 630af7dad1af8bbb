"""Cross-origin replies (the Fetch standard, CORS): the API and files are read by pages of any site, never written.

Some questions are longer than an address and come by POST. Whoever answers one writes nothing.
"""

from functools import wraps

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from catalogue.public_page import NOT_KEPT, OPEN, problem

METHODS = "GET, HEAD, OPTIONS"
ASKING = "GET, HEAD, POST, OPTIONS"
# What a browser is told that asks, for a page of another site, whether that may ask.
PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, If-None-Match, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
READABLE = {"Access-Control-Expose-Headers": "ETag, Link, Location, Content-Disposition"}


def read_by_any_site(view):
    """Let `view` be read by any site; another method than GET and HEAD is answered here."""
    return _open(view, METHODS)


def asked_by_any_site(view):
    """The same for a `view` that answers questions, which may be sent by POST: it must not write anything."""
    return _open(view, ASKING)


def _open(view, methods):
    @csrf_exempt  # there is nothing to write, and a refusal should say that
    @wraps(view)
    def answer(request, *args, **kwargs):
        return open_to_all(_refusal(request, methods) or view(request, *args, **kwargs))

    return answer


def open_to_all(response):
    """`response`, which pages of any other site may read, kept by nobody unless it says otherwise."""
    response.headers.setdefault("Cache-Control", NOT_KEPT)
    for name, value in (OPEN | READABLE).items():
        response.headers[name] = value
    return response


def _refusal(request, methods):
    """The reply to a request by none of `methods`, or to one that asks for them; None for the others."""
    if request.method == "OPTIONS":
        return HttpResponse(headers={"Allow": methods, "Access-Control-Allow-Methods": methods} | PREFLIGHT)
    if request.method not in methods.split(", "):
        return problem(405, _("This can only be read: %s.") % methods, {"Allow": methods})
    return None
