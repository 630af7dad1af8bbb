"""Places in the API. They draw on every room, so they stand on the top floor."""

from enum import StrEnum

from django.http import Http404
from django.urls import reverse
from ninja import Router
from pydantic import BaseModel, Field

from catalogue.api.answers import answered, refuse_unknown
from catalogue.entries import Moved
from catalogue.exported import exported
from catalogue.kinds import own_kinds
from places.tree import WORLD, tree

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
    kind: PlaceKind = Field(description="What it is.")
    parent: str | None = Field(description="The code of the region it lies in; null for none but the world.")
    members: list[str] = Field(description="The codes of the countries of a grouping.")
    counts: dict[str, int] = Field(description="For each list, how many entries there are in it for this place.")
    url: str = Field(description="Its page.")


class PlaceList(BaseModel):
    """All places as a tree: each comes before those that lie in it. Groupings come last."""

    generation: int = Field(description="The number of public changes so far.")
    results: list[PlaceData] = Field(description="The places.")


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
    code = tree().normal(slug)
    if code in (None, WORLD):
        raise Http404
    if code != slug:
        raise Moved(code)
    return answered(request, catalogue, lambda: _place(request, code, catalogue))


def _places(request, catalogue):
    codes = [*_below(WORLD), *_by_name(tree().groupings)]
    return PlaceList(generation=catalogue.number, results=[_place(request, code, catalogue) for code in codes])


def _below(code):
    for one in _by_name(tree().children(code)):
        yield one
        yield from _below(one)


def _by_name(codes):
    return sorted(codes, key=tree().name)


def _place(request, code, catalogue):
    places = tree()
    parent = places.parent(code)
    return PlaceData(
        code=code,
        name=places.name(code),
        kind=_kind(code),
        parent=None if parent in (None, WORLD) else parent,
        members=places.groupings[code].countries if code in places.groupings else [],
        counts={kind.namespace: len(catalogue.kinds[kind.name].having("place", code)) for kind in own_kinds()},
        url=request.build_absolute_uri(reverse("places:detail", args=[code])),
    )


def _kind(code):
    places = tree()
    if code in places.groupings:
        return PlaceKind.GROUPING
    return PlaceKind.COUNTRY if code in places.country_region else PlaceKind.REGION
