"""Home and the information pages."""

import sys
from urllib.parse import urlencode

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from catalogue.catalogue import current
from catalogue.citing import directory
from catalogue.glossary import GLOSSARY
from catalogue.kinds import in_menu
from catalogue.open_reply import open_to_all
from catalogue.page_head import render_page
from catalogue.public_page import problem, public_page
from catalogue.schema_org import data_reference, site_reference
from catalogue.shapes import Count, Reference, largest_first
from catalogue.taken import site_of
from catalogue.world_map import WorldMap, country_counts
from gsx_site.given_back import may_come_back, not_now
from gsx_site.place_pages import place_url
from places.tree import tree
from practices.story import story

FULLEST_SHOWN = 4
NETWORKS_SHOWN = 4
# Where people of three kinds may begin: in words, and as a value of a facet.
DOORS = (
    (gettext_lazy("I work with young people"), "group", "young-people"),
    (gettext_lazy("I work for a town"), "theme", "local-prevention"),
    (gettext_lazy("I work with people who come back"), "theme", "rehabilitation-reintegration"),
)
QUESTIONS = (gettext_lazy("mothers"), gettext_lazy("prison"), gettext_lazy("trust in the police"))
NOT_NOW = {"Retry-After": "30", "Cache-Control": "no-store"}  # seconds


@require_safe
@public_page
def home(request):
    catalogue, site = current(), site_of(request)
    practices = catalogue.kinds["practice"]
    networks = catalogue.kinds["network"]
    # Of one that is not open, the place in the order would tell how many belong to it.
    named = [n for n in networks.everything if catalogue.open_document("network", networks.documents[n].uid)]
    members = catalogue.kinds["organisation"]
    largest = sorted(named, key=lambda number: -len(members.having("network", networks.documents[number].uid)))
    context = {
        "page_title": "",
        "counts": _counts(catalogue),
        "themes": largest_first(_themes(catalogue)),
        "groups": largest_first(_terms(catalogue, "groups", "group")),
        "evidence": _terms(catalogue, "evidence", "evidence"),
        "regions": largest_first(_regions(practices)),
        "map": WorldMap(country_counts(practices), place_url),
        "doors": list(_doors(practices)),
        "questions": [
            Reference(one, f"{reverse('search:list')}?{urlencode({'q': one})}") for one in map(str, QUESTIONS)
        ],
        "recommended": sum(
            1 for one in catalogue.terms.get("recommendations", {}) if practices.having("illustrated", one)
        ),
        "story": story(catalogue),
        "fullest": catalogue.fullest_cards("practice", practices.everything, FULLEST_SHOWN),
        "networks": catalogue.cards("network", largest[:NETWORKS_SHOWN]),
    }
    linked = {"isPartOf": _site_as_a_whole(site), "about": data_reference(site)}
    return render_page(request, "home.html", context, linked=linked)


def _site_as_a_whole(site):
    """The site at `site` in the words of schema.org, and how to search it."""
    target = f"{site}{reverse('search:list')}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        **site_reference(site),
        "url": site + reverse("home"),
        "name": directory(),
        "inLanguage": get_language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


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

    The API's own is a problem document. Where the database can't be reached, or is too busy, that is said, without a
    context: even that might ask the database.
    """
    unreachable = isinstance(sys.exception(), OperationalError | InterfaceError)
    match = request.resolver_match
    if match is not None and match.namespace == "api" and match.url_name != "documentation":
        gone = (503, _("The directory can't be read for the moment."), NOT_NOW)
        return open_to_all(problem(*gone) if unreachable else problem(500, _("This is a fault of ours.")))
    if unreachable and may_come_back(request):
        return not_now(request)
    if unreachable:
        return HttpResponse(render_to_string("503.html"), status=503, headers=NOT_NOW)
    return server_error(request)


def _counts(catalogue):
    found = [kind.figure(len(catalogue.kinds[kind.name]), kind.list_url) for kind in in_menu()]
    countries = [code for code in catalogue.kinds["practice"].values.get("place", {}) if code in tree().country_region]
    words = ngettext("%(n)s country", "%(n)s countries", len(countries)) % {"n": len(countries)}
    return [*found, Count(words, len(countries), reverse("places:list"))]


def _terms(catalogue, vocabulary, parameter):
    """The terms of `vocabulary` with their numbers of practices, each a link to the list of them."""
    index, url = catalogue.kinds["practice"], reverse("practices:list")
    return [
        Count(term.label, len(index.having(parameter, slug)), f"{url}?{parameter}={slug}", *term.told)
        for slug, term in catalogue.terms.get(vocabulary, {}).items()
    ]


def _themes(catalogue):
    """The themes with their numbers of practices, each a link to its page, as everything is that has one."""
    index = catalogue.kinds["practice"]
    return [
        Count(term.label, len(index.having("theme", slug)), reverse("themes:detail", args=[slug]))
        for slug, term in catalogue.terms.get("themes", {}).items()
    ]


def _regions(index):
    """The smallest regions with their numbers of practices, those without any too: gaps are part of the picture."""
    places = tree()
    smallest = [code for code in places.region_parent if not places.region_parent.keys() & places.children(code)]
    return [
        Count(places.name(code), len(index.having("place", code)), reverse("places:detail", args=[code]))
        for code in smallest
    ]


def _doors(index):
    """Where somebody may begin, each with the number of practices there; none that leads to nothing."""
    for label, facet, value in DOORS:
        if found := len(index.having(facet, value)):
            note = ngettext("%(n)s practice", "%(n)s practices", found) % {"n": found}
            yield Reference(str(label), f"{reverse('practices:list')}?{facet}={value}", note)
