"""What every public page has in common: one way to write its address, and who may keep a copy of it."""

import hashlib
from functools import wraps
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from pydantic import BaseModel, ConfigDict, Field

from catalogue.rules import made_by

# The page cache and other caches may keep it, but ask before they use it. A browser may show a page that is ten
# seconds old while it asks, and one that is an hour old when the site can't be reached.
KEPT = "public, max-age=0, stale-while-revalidate=10, stale-if-error=3600"
# Only the reader's own browser: what was searched for, what was mistyped, and addresses that may yet close.
NOT_KEPT = "private, no-cache"
# For what is made for other programs: pages of any other site may read what everybody may.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


class Moved(Exception):
    """What was asked for answers at another address now: its last part is `slug`."""

    def __init__(self, slug):
        super().__init__(slug)
        self.slug = slug

    def redirect(self, request, query=""):
        here = request.resolver_match
        url = reverse(here.view_name, kwargs={**here.captured_kwargs, "slug": self.slug})
        return HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)


def public_page(view):
    """Let `view` answer at canonical addresses only, and let its pages be kept. Old addresses (Moved) redirect.

    The number of pages that can be kept is finite: a page is kept at the address by which the site itself would link
    to it, and at no other. That address has no query string, unless the view sets `request.own_query` to it.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        sent = request.META.get("QUERY_STRING", "")
        query = canonical(request.GET)
        if query != sent:
            return to_canonical(request, query)
        request.own_query = ""
        try:
            response = view(request, *args, **kwargs)
        except Moved as moved:
            response = moved.redirect(request, query)
        kept = response.status_code == 200 and request.own_query == sent
        response.headers.setdefault("Cache-Control", KEPT if kept else NOT_KEPT)
        return response

    return answer


def to_canonical(request, query):
    path = escape_leading_slashes(escape_uri_path(request.path))  # with two slashes it would name a host
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    # A browser that kept it for ever would go in circles if the canonical form changed.
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def canonical(parameters):
    """The one way to write `parameters` (a QueryDict): sorted, nothing twice and nothing empty."""
    pairs = {(name, value) for name, values in parameters.lists() for value in values if value.strip()}
    return urlencode(sorted(pairs))


def entity_tag(request, catalogue):
    """The tag of what is made of `catalogue` at the address asked for: the same as long as nothing changes."""
    facts = f"{made_by()} {catalogue.mark} {request.get_full_path()}"
    return f'W/"{hashlib.blake2b(facts.encode(), digest_size=12).hexdigest()}"'


MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong (RFC 9457, 3.1). `parameter` is the one at fault; `formats` and others say what there is."""

    model_config = ConfigDict(extra="allow")

    type: str = Field("about:blank", description="What kind of problem it is: always that of its status.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The status of the reply.")
    detail: str = Field(description="What went wrong, in a sentence.")
    parameter: str = Field("", description="The parameter at fault; not there when it is none.")


def problem(status, detail, headers=None, **more):
    """The reply `status` with a problem document; `detail` is a sentence for people, `more` further members."""
    document = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, **more)
    body = document.model_dump_json(exclude_defaults=True)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE, headers=headers)


def problem_of(fault):
    """The reply 400 for a Fault of a filter set."""
    return problem(400, fault.refused or fault.words, parameter=fault.parameter)
