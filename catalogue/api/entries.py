"""Lists and entries of each kind, and their editions."""

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Router

from catalogue import entries
from catalogue.alternates.data import entry_data
from catalogue.api.answers import Refused, answered, refuse, refuse_unknown
from catalogue.api.parameters import LARGEST, MOST_VALUES, list_parameters
from catalogue.api.shapes import (
    EntryList,
    FacetValues,
    HistoricEdition,
    History,
    Value,
    entry_class,
    list_class,
)
from catalogue.exported import exported
from catalogue.listing import Listing
from catalogue.problems import problem
from catalogue.taken import as_taken, site_of, taken_entry


def list_view_name(kind):
    return f"{kind.name}-list"


def entry_router(kind):
    """The Router of a Kind: its list, its entries, their histories and editions."""
    router = Router(tags=[kind.namespace])
    entry, one = entry_class(kind), kind.name
    read = {"auth": None, "by_alias": False}

    def described(name, summary):
        return read | {"url_name": f"{one}-{name}", "operation_id": f"{one}_{name}", "summary": summary}

    @router.get(
        "",
        response=list_class(entry),
        openapi_extra={"parameters": list_parameters(kind.filters)},
        **described("list", f"List {kind.namespace}"),
    )
    def entry_list(request):
        """A page of the list that the parameters describe, as the page of the same name on the site has it."""
        return list_reply(request, kind)

    @router.get("/{slug:slug}", response=entry, **described("detail", f"Read one of the {kind.namespace}"))
    def entry_detail(request, slug: str):
        """An entry as it is now, by the last part of its address or by its uid."""
        return entry_reply(request, kind, slug)

    @router.get(
        "/{slug:slug}/editions", response=History, **described("editions", f"History of one of the {kind.namespace}")
    )
    def entry_history(request, slug: str):
        """All editions of an entry, the newest first, with those that are empty by now."""
        return history_reply(request, kind, slug)

    @router.get(
        "/{slug:slug}/editions/{int:number}",
        response=entry,
        **described("edition", f"Read an edition of one of the {kind.namespace}"),
    )
    def entry_edition(request, slug: str, number: int):
        """An edition of an entry, without what was taken out or hidden since."""
        return entry_reply(request, kind, slug, number)

    return router


def list_reply(request, kind):
    filters = kind.filters(request.GET, exported(), largest=LARGEST, taken=True, offered=MOST_VALUES)
    if filters.moved is not None:
        raise Refused(HttpResponsePermanentRedirect(f"{request.path}?{filters.moved}"))
    if filters.faults:
        refuse(filters.faults[0])
    listing = Listing(filters, request.build_absolute_uri(request.path))
    return answered(request, filters.catalogue, lambda: _list(listing, site_of(request)), listing.own_query)


def _list(listing, site):
    filters, pages = listing.filters, listing.pages
    catalogue = filters.catalogue
    found = catalogue.records(listing.kind.name, filters.numbers)
    return EntryList(
        count=listing.total,
        generation=catalogue.number,
        facets={facet.name: facet_values(facet).values for facet in listing.facets},
        results=[entry_data(as_taken(edition, record, catalogue, site)) for edition, record in found],
        next=(pages and pages.next_url) or None,
        previous=(pages and pages.previous_url) or None,
    )


def facet_values(facet):
    """The FacetValues of a FacetView."""
    values = [
        Value(
            value=one.value, label=one.label, count=one.count, selected=one.selected, toggle_url=facet.toggle_url(one)
        )
        for one in facet.values
    ]
    return FacetValues(name=facet.name, label=str(facet.label), values=values)


def entry_reply(request, kind, slug, number=None):
    refuse_unknown(request)
    taken = _taken(request, kind, slug, number)
    return answered(request, taken.catalogue, lambda: entry_data(taken))


def history_reply(request, kind, slug):
    refuse_unknown(request)
    taken = _taken(request, kind, slug)
    return answered(request, taken.catalogue, lambda: _history(request, taken))


def _taken(request, kind, slug, number=None):
    taken = taken_entry(kind.name, slug, number, site=site_of(request))
    if taken is None:
        raise Refused(problem(404, _("This entry can be read on its page only: it is not for taking away.")))
    return taken


def _history(request, taken):
    editions = [one for one in entries.history(taken.edition) if one.read().exports]
    return History(
        uid=taken.edition.uid,
        generation=taken.catalogue.number,
        results=[_historic(request, one, taken.edition.slug) for one in editions],
    )


def _historic(request, edition, slug):
    url = reverse(f"api:{edition.kind}-edition", args=[slug, edition.number])
    return HistoricEdition(
        number=edition.number,
        generation=edition.generation,
        published_at=edition.published_at,
        current=edition.current,
        note=edition.note,
        url=request.build_absolute_uri(url),
    )
