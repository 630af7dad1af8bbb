"""Home and the information pages."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from catalogue.api.answers import open_to_all
from catalogue.catalogue import current
from catalogue.glossary import GLOSSARY
from catalogue.kinds import in_menu
from catalogue.page_head import render_page
from catalogue.problems import problem
from catalogue.public_page import public_page
from catalogue.schema_org import data_reference
from catalogue.shapes import Count
from catalogue.taken import site_of
from gsx_site.linked_data import site_as_a_whole
from places.tree import tree

NEWEST_SHOWN = 4
NETWORKS_SHOWN = 4
NOT_NOW = {"Retry-After": "30", "Cache-Control": "no-store"}  # seconds


@require_safe
@public_page
def home(request):
    catalogue = current()
    practices = catalogue.kinds["practice"]
    networks = catalogue.kinds["network"]
    # Of one that is not open, the place in the order would tell how many belong to it.
    named = [n for n in networks.everything if catalogue.open_document("network", networks.documents[n].uid)]
    members = catalogue.kinds["organisation"]
    largest = sorted(named, key=lambda number: -len(members.having("network", networks.documents[number].uid)))
    context = {
        "page_title": "",
        "counts": _counts(catalogue),
        "themes": _terms(catalogue, "themes", "theme", by_size=True),
        "groups": _terms(catalogue, "groups", "group", by_size=True),
        "evidence": _terms(catalogue, "evidence", "evidence"),
        "regions": _regions(practices),
        "newest": catalogue.newest_cards("practice", practices.everything, NEWEST_SHOWN),
        "networks": catalogue.cards("network", largest[:NETWORKS_SHOWN]),
    }
    site = site_of(request)
    linked = {"isPartOf": site_as_a_whole(site), "about": data_reference(site)}
    return render_page(request, "home.html", context, linked=linked)


@require_safe
@public_page
def page(request, template, title):
    """A page of words: nothing on it comes from the directory."""
    return render_page(request, template, {"page_title": title})


@require_safe
@public_page
def glossary(request):
    """What the abbreviations of the field stand for."""
    return render_page(request, "glossary.html", {"page_title": _("Glossary"), "glossary": GLOSSARY})


def fault(request):
    """The page for an exception that nobody caught, wherever it was raised: in a view, a template or a middleware.

    The API's own is a problem document.
    """
    unreachable = isinstance(sys.exception(), OperationalError | InterfaceError)
    if is_for_programs(request):
        return open_to_all(_said_unavailable() if unreachable else problem(500, _("This is a fault of ours.")))
    return unavailable() if unreachable else server_error(request)


def is_for_programs(request):
    """Whether the API is asked, and not for the page that describes it."""
    match = request.resolver_match
    return match is not None and match.namespace == "api" and match.url_name != "documentation"


def unavailable():
    """The database can't be reached, or is too busy. Rendered without a context: even that might ask the database."""
    return HttpResponse(render_to_string("503.html"), status=503, headers=NOT_NOW)


def _said_unavailable():
    response = problem(503, _("The directory can't be read for the moment."))
    for name, value in NOT_NOW.items():
        response.headers[name] = value
    return response


def _counts(catalogue):
    found = [Count(kind.label, len(catalogue.kinds[kind.name]), kind.list_url) for kind in in_menu()]
    countries = [code for code in catalogue.kinds["practice"].values.get("place", {}) if code in tree().country_region]
    return [*found, Count(_("Countries"), len(countries), reverse("places:list"))]


def _terms(catalogue, vocabulary, parameter, *, by_size=False):
    """The terms of `vocabulary` with their numbers of practices, each a link to the list of them."""
    index = catalogue.kinds["practice"]
    found = [
        Count(
            term.label,
            len(index.having(parameter, term.slug)),
            f"{reverse('practices:list')}?{parameter}={term.slug}",
            term.description,
        )
        for term in catalogue.terms.get(vocabulary, {}).values()
    ]
    return sorted(found, key=lambda one: (-one.count, one.label)) if by_size else found


def _regions(index):
    """The smallest regions with their numbers of practices, those without any too: gaps are part of the picture."""
    places = tree()
    smallest = [
        code for code in places.region_parent if not any(one in places.region_parent for one in places.children(code))
    ]
    found = [
        Count(places.name(code), len(index.having("place", code)), reverse("places:detail", args=[code]))
        for code in smallest
    ]
    return sorted(found, key=lambda one: (-one.count, one.label))
