"""The API, version 1: its routers, its OpenAPI document, its addresses."""

import json
from functools import lru_cache

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpResponse
from django.urls import path, re_path, reverse
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import ValidationError

from catalogue.api import changes, vocabularies
from catalogue.api.answers import api_view, nothing_here
from catalogue.api.entries import entry_router, facets_router, parameter
from catalogue.api.shapes import entry_class
from catalogue.filters import LANG
from catalogue.kinds import own_kinds
from catalogue.languages import codes, tag
from catalogue.public_page import KEPT, MEDIA_TYPE, Problem
from catalogue.reconciling import views as reconciling
from gsx_site import api_page, place_pages
from practices import api as practices_api

PREFIX = "api/v1/"
DESCRIPTION = (
    "Everything that the GSX directory shows in public and that may be taken away, as JSON: read-only, without a key, "
    "without a cookie. Entries refer to each other by uid. A level says how much of an entry is public, and unanswered "
    "why a field is empty. Names are matched with entries, places and themes at /api/v1/reconcile, which speaks the "
    "Reconciliation API 0.2 and describes itself; a question there may be sent by POST, and nothing is written."
)
LANGUAGE = "The language of labels and titles, and of the pages that addresses lead to; English when it is not given."
# What any operation may answer besides its own reply.
FAULTS = {
    400: "A parameter is not known, or has no such value: the problem document names it.",
    404: "There is nothing at this address.",
    405: "Only GET, HEAD and OPTIONS are answered.",
    410: "The since of a call for changes is of before something was taken back: read everything anew.",
    500: "A fault of ours.",
    503: "The directory can't be read for the moment: try again after Retry-After.",
}
WITHOUT_CONTENT = {
    301: "It is at another address now: see Location.",
    304: "Nothing has changed since the reply whose ETag was given as If-None-Match.",
}

api = NinjaAPI(title="GSX directory", version="1", description=DESCRIPTION, urls_namespace="api", openapi_url=None)
for kind in own_kinds():
    api.add_router(f"/{kind.namespace}", entry_router(kind))
api.add_router("/places", place_pages.router)
api.add_router("/themes", practices_api.themes)
api.add_router("/recommendations", practices_api.recommendations)
api.add_router("/facets", facets_router)
api.add_router("/vocabularies", vocabularies.router)
api.add_router("/changes", changes.changes_router([entry_class(kind) for kind in own_kinds()]))


@api.exception_handler(Exception)
@api.exception_handler(Http404)
@api.exception_handler(ValidationError)
def leave(request, error):
    """Errors are the business of `api_view`, which stands around every operation, and of the site's own handler."""
    raise error


def openapi():
    """The OpenAPI document (3.1), as what JSON can say. It is not for changing: it is made once a language."""
    return _openapi(reverse("api:documentation"), get_language())


@lru_cache(maxsize=8)
def _openapi(prefix, language):
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix=prefix), cls=DjangoJSONEncoder))
    document["info"]["license"] = {"name": settings.DATA_LICENCE_NAME, "url": settings.DATA_LICENCE_URL}
    document["servers"] = [{"url": "/", "description": "The site that this document is of."}]
    document["security"] = []  # no key is asked for
    document["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    others = {str(status): {"description": words} for status, words in WITHOUT_CONTENT.items()}
    others |= {str(status): {"description": words, "content": content} for status, words in FAULTS.items()}
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"] |= others
            operation["parameters"] = [*operation.get("parameters", []), language_parameter()]
    return document


def language_parameter():
    """The parameter of every operation that says the language of labels and pages."""
    return parameter(LANG, LANGUAGE, enum=[tag(code) for code in codes()], type="string")


def openapi_document(request):
    """The view of the OpenAPI document."""
    body = json.dumps(openapi(), indent=1)
    return HttpResponse(body, content_type="application/json", headers={"Cache-Control": KEPT})


def patterns():
    """The addresses of the API, below PREFIX."""
    operations, _app, _namespace = api.urls
    for pattern in operations:
        pattern.callback = api_view(pattern.callback)
    return [
        path("", api_page.documentation, {"openapi": openapi}, name="documentation"),
        path("openapi.json", api_view(openapi_document), name="openapi"),
        *(pattern for pattern in operations if pattern.name != "api-root"),
        *reconciling.patterns(),
        re_path("^", api_view(nothing_here), name="nothing"),
    ]
