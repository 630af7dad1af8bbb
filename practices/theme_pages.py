"""The pages of the themes, and of the recommendations of the report."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.catalogue import current
from catalogue.page_head import render_page
from catalogue.public_page import public_page
from catalogue.schema_org import item_list
from catalogue.shapes import Count, Reference, largest_first
from catalogue.taken import site_of
from places.lists import listed
from places.names import from_left
from places.order import in_order
from places.tree import tree
from practices.cards import practice_card
from practices.filters import recommendations_above
from practices.linked_data import recommendation_data, theme_data, theme_set
from practices.models import KeyTheme, Recommendation
from publishing.models import Source

CARDS_SHOWN = 20
ILLUSTRATIONS_SHOWN = 60
NEIGHBOURS_SHOWN = 8
LEAST = "least"  # the order of recommendations that begins with those that fewest practices illustrate


def on_theme(catalogue, slug):
    """The practices on the theme `slug`, as a bitmap."""
    return catalogue.kinds["practice"].having("theme", slug)


def illustrating(catalogue, number):
    """The practices that illustrate the recommendation `number` or a point below it, as a bitmap."""
    return catalogue.kinds["practice"].having("recommendation", number)


@require_safe
@public_page
def theme_list(request):
    catalogue = current()
    themes = [
        {
            "reference": Reference(term.label, reverse("themes:detail", args=[term.slug])),
            "description": term.told,
            "count": len(on_theme(catalogue, term.slug)),
        }
        for term in in_order(catalogue.terms.get("themes", {}).values(), lambda term: term.label)
    ]
    context = {"page_title": _("Themes"), "themes": themes}
    linked = {"@type": "CollectionPage", "mainEntity": theme_set(catalogue, site_of(request))}
    return render_page(request, "themes/list.html", context, linked=linked)


@require_safe
@public_page
def theme_detail(request, slug):
    catalogue = current()
    if now := catalogue.former.get("themes", {}).get(slug):
        return HttpResponsePermanentRedirect(reverse("themes:detail", args=[now]))
    term = catalogue.terms.get("themes", {}).get(slug)
    if term is None:
        raise Http404
    index = catalogue.kinds["practice"]
    found = on_theme(catalogue, slug)
    theme = {
        "label": term.label,
        "description": term.told,
        "aliases": term.called,
        "un_area": catalogue.term("un_areas", term.codes["un_area"]).label if term.codes["un_area"] else "",
        "dac": term.codes["dac"],
        "count": len(found),
        "practices": catalogue.fullest_cards("practice", found, CARDS_SHOWN),
        "all_url": f"{reverse('practices:list')}?theme={slug}",
        "places": _countries(index, slug),
        "neighbours": _neighbours(catalogue, index, slug),
    }
    context = {
        "page_title": term.label,
        "theme": theme,
        "crumbs": [Reference(_("Themes"), reverse("themes:list"))],
    }
    linked = {"mainEntity": theme_data(term, site_of(request), whole=True)}
    return render_page(request, "themes/detail.html", context, linked=linked, description=term.told.words)


def _countries(index, slug):
    """Where the theme's practices are: countries, those with most practices first."""
    places = tree()
    counts = index.counts({"theme": [slug]}).get("place", {})
    found = [
        Count(places.name(code), count, f"{reverse('practices:list')}?place={code}&theme={slug}")
        for code, count in counts.items()
        if count and code in places.country_region
    ]
    return largest_first(found)


def _neighbours(catalogue, index, slug):
    """Themes that practices on this one are often about as well."""
    own = index.having("theme", slug)
    found = [
        Count(term.label, count, reverse("themes:detail", args=[other]))
        for other, term in catalogue.terms["themes"].items()
        if other != slug and (count := own.intersection_cardinality(index.having("theme", other)))
    ]
    return largest_first(found)[:NEIGHBOURS_SHOWN]


@require_safe
@public_page
def recommendation_list(request):
    catalogue, least = current(), request.GET.get("sort") == LEAST
    branches = _branches(catalogue, list(Recommendation.objects.all()), None)
    if least:
        request.own_query = f"sort={LEAST}"
        branches.sort(key=lambda one: one["count"])
    context = {
        "page_title": _("Recommendations"),
        "least": least,
        "recommendations": branches,
        "key_themes": [_point(one) for one in KeyTheme.objects.all()],
        "source": Source.objects.filter(slug="gsx2017").first(),
    }
    linked = {"@type": "CollectionPage", "mainEntity": item_list(len(branches))}
    return render_page(request, "recommendations/list.html", context, linked=linked)


@require_safe
@public_page
def recommendation_detail(request, number):
    catalogue = current()
    all_of_them = list(Recommendation.objects.all())
    at = next((at for at, one in enumerate(all_of_them) if one.number == number), None)
    if at is None:
        raise Http404
    one = all_of_them[at]
    parent = next((other for other in all_of_them if other.pk == one.parent_id), None)
    recommendation = {
        **_point(one),
        "label": from_left(one.label, get_language()),
        "parent": _reference(parent),
        "children": _branches(catalogue, all_of_them, one.pk),
        "all_practices": _all_practices(catalogue, number),
        "practices": _illustrations(catalogue, number, _printed(all_of_them)),
        "previous": _reference(all_of_them[at - 1] if at else None),
        "next": _reference(all_of_them[at + 1] if at + 1 < len(all_of_them) else None),
    }
    context = {
        "page_title": str(one),
        "recommendation": recommendation,
        "crumbs": [Reference(_("Recommendations"), reverse("recommendations:list"))],
    }
    linked = {"mainEntity": recommendation_data(one, parent, site_of(request))}
    return render_page(
        request, "recommendations/detail.html", context, linked=linked, description=one.said("gist").words
    )


def _printed(recommendations):
    return {one.number: from_left(one.label, get_language()) for one in recommendations}


def _point(one):
    """What a recommendation or key theme says, each a Said, and where in the report."""
    return {"title": one.said("title"), "gist": one.said("gist"), "locator": one.locator}


def _reference(recommendation):
    if recommendation is None:
        return None
    return Reference(str(recommendation), recommendation.get_absolute_url())


def _branches(catalogue, recommendations, parent):
    return [
        {
            **_point(one),
            "label": one.label,
            "url": one.get_absolute_url(),
            "count": len(illustrating(catalogue, one.number)),
            "children": _branches(catalogue, recommendations, one.pk),
        }
        for one in recommendations
        if one.parent_id == parent
    ]


def _all_practices(catalogue, number):
    """A link to the list of the practices that illustrate the recommendation when not all are shown."""
    if len(illustrating(catalogue, number)) <= ILLUSTRATIONS_SHOWN:
        return None
    return Reference(_("All of them, with filters"), f"{reverse('practices:list')}?recommendation={number}")


def _illustrations(catalogue, number, labels):
    """The practices that illustrate the recommendation or a point below it: those the report names for it come first,
    those that illustrate only a point below it last.

    `labels` is {number: label as printed} of all recommendations.
    """
    index = catalogue.kinds["practice"]
    named, itself, any_point = (index.having(name, number) for name in ("named", "illustrated", "recommendation"))
    groups = (named, itself - named, any_point - itself)
    numbers = [number for group in groups for number in index.ordered(group, "title", 0, ILLUSTRATIONS_SHOWN)]
    numbers = numbers[:ILLUSTRATIONS_SHOWN]
    return [
        {"card": practice_card(record, catalogue, edition.slug), "reason": _illustrates(record, number, labels)}
        for edition, record in catalogue.records("practice", numbers)
    ]


def _illustrates(record, number, labels):
    """In words, what `record` has to do with the recommendation `number`."""
    relations = {one.number: one.relation for one in record.recommendations}
    if number in relations:
        return _("named in the report") if relations[number] == "named" else _("illustrates it")
    below = [labels[one] for one in relations if number in recommendations_above(one)]
    return _("illustrates %s") % listed(below)
