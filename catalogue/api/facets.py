"""What all lists can be narrowed by."""

from django.http import QueryDict
from django.urls import reverse
from ninja import Router

from catalogue.api.answers import answered, refuse_unknown
from catalogue.api.entries import facet_values, list_view_name
from catalogue.api.shapes import Facets, ListFacets
from catalogue.exported import exported
from catalogue.kinds import own_kinds
from catalogue.listing import Listing

router = Router(tags=["facets"])


@router.get("", response=Facets, url_name="facets", operation_id="facets", summary="What lists can be narrowed by")
def facets(request):
    """Every list with its facets, the values of each and how many entries have them."""
    refuse_unknown(request)
    catalogue = exported()
    return answered(request, catalogue, lambda: _facets(request, catalogue))


def _facets(request, catalogue):
    found = [_of_list(request, kind, catalogue) for kind in own_kinds()]
    return Facets(generation=catalogue.number, results=found)


def _of_list(request, kind, catalogue):
    url = request.build_absolute_uri(reverse(f"api:{list_view_name(kind)}"))
    listing = Listing(kind.filters(QueryDict(), catalogue, offered=None), url)
    facets = [facet_values(facet) for facet in listing.facets]
    return ListFacets(kind=kind.name, url=url, count=listing.total, facets=facets)
