"""Places, on pages and in the API: what is there, and what is not. They draw on every room, so they stand on top."""

from enum import StrEnum
from functools import reduce
from operator import or_

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import Router
from pydantic import BaseModel, Field
from pyroaring import BitMap

from catalogue.api.answers import answered, refuse_unknown
from catalogue.catalogue import current
from catalogue.exported import exported
from catalogue.kinds import KINDS, in_menu, own_kinds
from catalogue.page_head import render_page
from catalogue.public_page import Moved, public_page
from catalogue.schema_org import filled, place
from catalogue.shapes import Count, Reference
from catalogue.taken import site_of
from catalogue.world_map import WorldMap, countries_in, country_counts
from gsx_site.place_practices import practices_there
from places.names import LANGUAGES
from places.order import in_order
from places.outlines import borders
from places.translated import Said
from places.tree import WORLD, tree

PRESENT_SHOWN = 60
router = Router(tags=["places"])


class PlaceKind(StrEnum):
    """What a place is."""

    REGION = "region"
    COUNTRY = "country"
    GROUPING = "grouping"


class PlaceData(BaseModel):
    """A region, a country or a grouping of countries, and how many entries there are."""

    code: str = Field(
        description="How records and parameters write it: the M49 code of a region, the ISO 3166-1 code of a country "
        "(XK for Kosovo), the slug of a grouping."
    )
    name: str = Field(description="What it is called.")
    names: dict[str, str] = Field(description="What it is called in each language of the site, by language tag.")
    kind: PlaceKind = Field(description="What it is.")
    parent: str | None = Field(description="The code of the region it lies in; null for none but the world.")
    members: list[str] = Field(description="The codes of the countries of a grouping.")
    counts: dict[str, int] = Field(description="For each list, how many entries there are in it for this place.")
    url: str = Field(description="Its page.")


class PlaceList(BaseModel):
    """All places as a tree: each comes before those that lie in it. Groupings come last."""

    generation: int = Field(description="The number of public changes so far.")
    results: list[PlaceData] = Field(description="The places.")


@require_safe
@public_page
def list_page(request):
    """All regions and the countries with something in them, and the groupings."""
    catalogue, places = current(), tree()
    regions = [code for code in _sorted(places.children(WORLD)) if code in places.region_parent]
    groupings = [(code, places.groupings[code].said("note")) for code in _sorted(places.groupings)]
    context = {
        "page_title": _("Places"),
        "map": _map(catalogue),
        "regions": [_branch(catalogue, code) for code in regions],
        "groupings": [_leaf(catalogue, code) | {"note": note} for code, note in groupings],
    }
    return render_page(request, "places/list.html", context, linked={"@type": "CollectionPage"})


@require_safe
@public_page
def page(request, code):
    catalogue, places = current(), tree()
    known = places.coded(code)
    if known == WORLD:
        return HttpResponsePermanentRedirect(reverse("places:list"))
    if known is None:
        raise Http404
    if known != code:
        return HttpResponsePermanentRedirect(place_url(known))
    grouping = places.groupings.get(code)
    kinds = {
        PlaceKind.REGION: _("Region"),
        PlaceKind.COUNTRY: _("Country"),
        PlaceKind.GROUPING: _("Grouping of countries"),
    }
    found = {
        "name": places.name(code),
        "kind": kinds[_kind(code)],
        "note": grouping.said("note") if grouping else Said(""),
        "counts": _kinds_present(catalogue, code),
        **practices_there(catalogue, code, place_url),
        "organisations": _present(catalogue, "organisation", code),
        "all_organisations": _all(catalogue, "organisation", code),
        "networks": _present(catalogue, "network", code),
        "all_networks": _all(catalogue, "network", code),
        "through_members": _through_members(catalogue, code),
        "supported": _supported_elsewhere(catalogue, code),
        "networks_supported": _networks_supported(catalogue, code),
        "parts": _counted(catalogue, grouping.countries if grouping else places.children(code)),
        "neighbours": _counted(catalogue, _neighbours(catalogue, code)),
        "map": _map(catalogue, code),
        "groupings": [_link(slug) for slug in _sorted(places.groupings_of(code))],
    }
    above = [_link(region) for region in reversed(places.above(code))]
    crumbs = [Reference(_("Places"), reverse("places:list")), *above]
    context = {"page_title": found["name"], "place": found, "crumbs": crumbs}
    linked = {"@type": "CollectionPage", "mainEntity": _linked(code, site_of(request))}
    return render_page(request, "places/detail.html", context, linked=linked, description=found["note"].words)


def _linked(code, site):
    """The place in the words of schema.org, with the place that it lies in."""
    around = tree().parent(code)
    within = place(around, site) if around and around != WORLD else None
    return filled(place(code, site) | {"containedInPlace": within})


def _entries(catalogue, kind, code):
    """The entries of `kind` in the place, as a bitmap."""
    return catalogue.kinds[kind].having("place", code)


def _kinds_present(catalogue, code):
    """How many entries of each kind there are; that there is no practice is said too."""
    found = [
        kind.figure(len(_entries(catalogue, kind.name, code)), f"{kind.list_url}?place={code}") for kind in in_menu()
    ]
    return [one for one in found if one.count or one is found[0]]


def place_url(code):
    """The address of the page of a place."""
    return reverse("places:detail", args=[code])


def _link(code):
    return Reference(tree().name(code), place_url(code))


def _sorted(codes):
    return in_order(codes, tree().name)


def _kind(code):
    if code in tree().groupings:
        return PlaceKind.GROUPING
    return PlaceKind.COUNTRY if code in tree().country_region else PlaceKind.REGION


def _leaf(catalogue, code):
    counts = {KINDS[kind].namespace: len(_entries(catalogue, kind, code)) for kind in catalogue.kinds}
    return {"reference": _link(code), "counts": counts, "children": [], "countries": []}


def _branch(catalogue, code):
    """A region with the regions below it, and those of its countries that anything is told of."""
    regions = tree().region_parent
    below = _sorted(tree().children(code))
    countries = [_leaf(catalogue, one) for one in below if one not in regions]
    return _leaf(catalogue, code) | {
        "children": [_branch(catalogue, one) for one in below if one in regions],
        "countries": [country for country in countries if any(country["counts"].values())],
    }


def _neighbours(catalogue, code):
    """The countries that it borders on; for islands and regions, what lies around it as far as there are practices."""
    if around := borders().get(code):
        return around
    siblings = tree().children(tree().parent(code))
    alike = [other for other in siblings if other != code and _kind(other) == _kind(code)]
    return [other for other in alike if _entries(catalogue, "practice", other)]


def _counted(catalogue, codes):
    """A Count of the practices in each of `codes`, by name."""
    return [
        Count(tree().name(one), len(_entries(catalogue, "practice", one)), place_url(one)) for one in _sorted(codes)
    ]


def _map(catalogue, code=WORLD):
    """The map of practices, cut to a place; to a country with those around it."""
    within = () if code == WORLD else countries_in(code)
    if within == (code,):
        within = (code, *borders().get(code, ()))
    counts = country_counts(catalogue.kinds["practice"])
    return WorldMap(counts, place_url, chosen=frozenset([code]), within=within)


def _present(catalogue, kind, code):
    """References to the first entries of `kind` in the place, by title, that may be named."""
    index = catalogue.kinds[kind]
    numbers = index.ordered(_entries(catalogue, kind, code), "title", 0, PRESENT_SHOWN)
    return catalogue.references(kind, [index.documents[number].uid for number in numbers])


def _named_there(catalogue, code):
    """The uids of the organisations in the place that may be named."""
    index = catalogue.kinds["organisation"]
    uids = [index.documents[number].uid for number in index.having("place", code)]
    return [uid for uid in uids if catalogue.open_document("organisation", uid)]


def _through_members(catalogue, code):
    """References to the networks that are not said to be in the place, and have members or networks of theirs there."""
    networks = catalogue.kinds["network"]
    found = networks.having("through", code) - networks.having("place", code)
    return catalogue.references("network", [networks.documents[number].uid for number in found])


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
    if len(_entries(catalogue, kind, code)) <= PRESENT_SHOWN:
        return None
    return Reference(_("All of them, with filters"), f"{KINDS[kind].list_url}?place={code}")


# --- in the API


@router.get("", response=PlaceList, url_name="places", operation_id="places", summary="List places")
def place_list(request):
    """All regions, countries and groupings, with how many entries there are, where there are none too."""
    refuse_unknown(request)
    catalogue = exported()
    return answered(request, catalogue, lambda: _places(request, catalogue))


@router.get("/{slug:slug}", response=PlaceData, url_name="place", operation_id="place", summary="Read a place")
def place_detail(request, slug: str):
    """A place by its code."""
    refuse_unknown(request)
    catalogue = exported()
    code = tree().coded(slug)
    if code in (None, WORLD):
        raise Http404
    if code != slug:
        raise Moved(code)
    return answered(request, catalogue, lambda: _place(request, code, catalogue))


def _places(request, catalogue):
    codes = [*_below(WORLD), *_sorted(tree().groupings)]
    return PlaceList(generation=catalogue.number, results=[_place(request, code, catalogue) for code in codes])


def _below(code):
    for one in _sorted(tree().children(code)):
        yield one
        yield from _below(one)


def _place(request, code, catalogue):
    places = tree()
    parent = places.parent(code)
    return PlaceData(
        code=code,
        name=places.name(code),
        names={language: places.name(code, language) for language in LANGUAGES},
        kind=_kind(code),
        parent=None if parent in (None, WORLD) else parent,
        members=places.groupings[code].countries if code in places.groupings else [],
        counts={kind.namespace: len(_entries(catalogue, kind.name, code)) for kind in own_kinds()},
        url=request.build_absolute_uri(place_url(code)),
    )
