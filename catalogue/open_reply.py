"""Cross-origin replies (the Fetch standard, CORS): the API and files are read by pages of any site, never written."""

from functools import wraps

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from catalogue.public_page import NOT_KEPT, OPEN, problem

METHODS = "GET, HEAD, OPTIONS"
# What a browser is told that asks, for a page of another site, whether that may ask.
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Accept, If-None-Match, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
READABLE = {"Access-Control-Expose-Headers": "ETag, Link, Location, Content-Disposition"}


def read_by_any_site(view):
    """Let `view` be read by any site; another method than GET and HEAD is answered here."""

    @csrf_exempt  # there is nothing to write, and a refusal should say that
    @wraps(view)
    def answer(request, *args, **kwargs):
        return open_to_all(_refusal(request) or view(request, *args, **kwargs))

    return answer


def open_to_all(response):
    """`response`, which pages of any other site may read, kept by nobody unless it says otherwise."""
    response.headers.setdefault("Cache-Control", NOT_KEPT)
    for name, value in (OPEN | READABLE).items():
        response.headers[name] = value
    return response


def _refusal(request):
    """The reply to what does not read; None for what does."""
    if request.method == "OPTIONS":
        return HttpResponse(headers={"Allow": METHODS} | PREFLIGHT)
    if request.method not in ("GET", "HEAD"):
        return problem(405, _("This can only be read: %s.") % METHODS, {"Allow": METHODS})
    return None
