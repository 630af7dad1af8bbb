"""The pages of places: what is there, and what is not. They draw on every room, so they stand on the top floor."""

from functools import reduce
from operator import or_

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from catalogue.catalogue import current
from catalogue.kinds import KINDS, in_menu
from catalogue.page_head import render_page
from catalogue.public_page import public_page
from catalogue.schema_org import filled, place
from catalogue.shapes import Count, Crumb, Reference
from catalogue.taken import site_of
from places.tree import WORLD, tree

PRACTICES_SHOWN = 20
PRESENT_SHOWN = 60


@require_safe
@public_page
def place_list(request):
    """All regions and the countries with something in them, and the groupings."""
    catalogue, places = current(), tree()
    groupings = sorted(places.groupings.values(), key=lambda grouping: grouping.name)
    context = {
        "page_title": _("Places"),
        "regions": [_branch(catalogue, code) for code in _sorted(places.children(WORLD)) if _is_region(code)],
        "groupings": [_leaf(catalogue, one.slug) | {"note": one.note} for one in groupings],
    }
    return render_page(request, "places/list.html", context, linked={"@type": "CollectionPage"})


@require_safe
@public_page
def place_detail(request, code):
    catalogue, places = current(), tree()
    known = places.normal(code)
    if known == WORLD:
        return HttpResponsePermanentRedirect(reverse("places:list"))
    if known is None:
        raise Http404
    if known != code:
        return HttpResponsePermanentRedirect(_url(known))
    found = {
        "name": places.name(code),
        "kind": _kind(code),
        "note": places.groupings[code].note if code in places.groupings else "",
        "counts": _kinds_present(catalogue, code),
        **_practices(catalogue, code),
        "organisations": _present(catalogue, "organisation", code),
        "all_organisations": _all(catalogue, "organisation", code),
        "networks": _present(catalogue, "network", code),
        "all_networks": _all(catalogue, "network", code),
        "through_members": _through_members(catalogue, code),
        "supported": _supported_elsewhere(catalogue, code),
        "networks_supported": _networks_supported(catalogue, code),
        "parts": [_count(catalogue, part) for part in _sorted(_parts(code))],
        "neighbours": [_link(other) for other in _sorted(_neighbours(catalogue, code))],
        "groupings": [_link(slug) for slug in _sorted(places.groupings_of(code))],
    }
    context = {"page_title": found["name"], "place": found, "crumbs": _crumbs(code)}
    linked = {"@type": "CollectionPage", "mainEntity": _linked(code, site_of(request))}
    return render_page(request, "places/detail.html", context, linked=linked, description=found["note"])


def _linked(code, site):
    """The place in the words of schema.org, with the place that it lies in."""
    around = tree().parent(code)
    within = place(around, site) if around and around != WORLD else None
    return filled(place(code, site) | {"containedInPlace": within})


def _kinds_present(catalogue, code):
    """How many entries of each kind there are; that there is no practice is said too."""
    found = [
        Count(kind.label, len(catalogue.kinds[kind.name].having("place", code)), f"{kind.list_url}?place={code}")
        for kind in in_menu()
    ]
    return [one for one in found if one.count or one is found[0]]


def _practices(catalogue, code):
    """The practices in a place, and the themes that they are and are not about."""
    index = catalogue.kinds["practice"]
    list_url = f"{KINDS['practice'].list_url}?place={code}"
    themes = index.counts({"place": [code]}).get("theme", {})
    terms = catalogue.terms.get("themes", {}).values()
    with_some = [Count(t.label, themes[t.slug], f"{list_url}&theme={t.slug}") for t in terms if themes.get(t.slug)]
    return {
        "practices": catalogue.newest_cards("practice", index.having("place", code), PRACTICES_SHOWN),
        "all_practices_url": list_url,
        "themes": sorted(with_some, key=lambda one: (-one.count, one.label)),
        "gaps": [Reference(t.label, reverse("themes:detail", args=[t.slug])) for t in terms if not themes.get(t.slug)],
    }


def _url(code):
    return reverse("places:detail", args=[code])


def _link(code):
    return Reference(tree().name(code), _url(code))


def _sorted(codes):
    return sorted(codes, key=tree().name)


def _is_region(code):
    return code in tree().region_parent


def _kind(code):
    if code in tree().groupings:
        return _("Grouping of countries")
    return _("Region") if _is_region(code) else _("Country")


def _crumbs(code):
    above = [Crumb(tree().name(region), _url(region)) for region in reversed(tree().above(code))]
    return [Crumb(_("Places"), reverse("places:list")), *above]


def _counts(catalogue, code):
    return {KINDS[kind].namespace: len(index.having("place", code)) for kind, index in catalogue.kinds.items()}


def _leaf(catalogue, code):
    return {"reference": _link(code), "counts": _counts(catalogue, code), "children": [], "countries": []}


def _branch(catalogue, code):
    """A region with the regions below it, and those of its countries that anything is told of."""
    below = tree().children(code)
    countries = [_leaf(catalogue, one) for one in _sorted(below) if not _is_region(one)]
    return _leaf(catalogue, code) | {
        "children": [_branch(catalogue, one) for one in _sorted(below) if _is_region(one)],
        "countries": [country for country in countries if any(country["counts"].values())],
    }


def _parts(code):
    places = tree()
    return places.groupings[code].countries if code in places.groupings else places.children(code)


def _neighbours(catalogue, code):
    """The other places of the region around it, as far as there are practices."""
    around = tree().parent(code)
    siblings = tree().children(around) if around else ()
    index = catalogue.kinds["practice"]
    return [
        other
        for other in siblings
        if other != code and _is_region(other) == _is_region(code) and index.having("place", other)
    ]


def _count(catalogue, code):
    return Count(tree().name(code), len(catalogue.kinds["practice"].having("place", code)), _url(code))


def _present(catalogue, kind, code):
    """References to the first entries of `kind` in the place, by title, that may be named."""
    index = catalogue.kinds[kind]
    numbers = index.ordered(index.having("place", code), "title", 0, PRESENT_SHOWN)
    return catalogue.references(kind, [index.documents[number].uid for number in numbers])


def _named_there(catalogue, code):
    """The uids of the organisations in the place that may be named."""
    index = catalogue.kinds["organisation"]
    uids = [index.documents[number].uid for number in index.having("place", code)]
    return [uid for uid in uids if catalogue.open_document("organisation", uid)]


def _through_members(catalogue, code):
    """References to the networks that are not said to be in the place and have members there."""
    members, networks = catalogue.kinds["organisation"], catalogue.kinds["network"]
    here = members.having("place", code)
    there = {networks.documents[number].uid for number in networks.having("place", code)}
    uids = [uid for uid, found in members.values.get("network", {}).items() if found & here and uid not in there]
    return catalogue.references("network", [uid for uid in uids if catalogue.open_document("network", uid)])


def _supported_elsewhere(catalogue, code):
    """References to the practices outside the place that organisations in it pay for."""
    index = catalogue.kinds["practice"]
    paid = reduce(or_, (index.having("funder", uid) for uid in _named_there(catalogue, code)), BitMap())
    numbers = index.ordered(paid - index.having("place", code), "title", 0, PRESENT_SHOWN)
    return catalogue.references("practice", [index.documents[number].uid for number in numbers])


def _networks_supported(catalogue, code):
    """References to the networks that organisations in the place support or keep running."""
    index = catalogue.kinds["network"]
    found = BitMap()
    for uid in _named_there(catalogue, code):
        found |= index.having("supporter", uid) | index.having("secretariat", uid)
    return catalogue.references("network", [index.documents[number].uid for number in found])


def _all(catalogue, kind, code):
    """A link to the list of the entries of `kind` in the place when not all are shown."""
    if len(catalogue.kinds[kind].having("place", code)) <= PRESENT_SHOWN:
        return None
    return Reference(_("All of them, with filters"), f"{KINDS[kind].list_url}?place={code}")
