"""Lists and entries of each kind, their editions, and what all lists can be narrowed by."""

from django.http import HttpResponsePermanentRedirect, QueryDict
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Router

from catalogue import entries
from catalogue.alternates.data import EntryData, entry_data
from catalogue.api import shapes
from catalogue.api.answers import Refused, answered, language_query, refuse, refuse_unknown
from catalogue.exported import exported
from catalogue.facets import PlaceFacet
from catalogue.filters import AS_OF, BEST, FIELDS, IDS, LITERAL, PAGE, PAGE_SIZE, SIZE, SORT, WORDS
from catalogue.kinds import own_kinds
from catalogue.listing import Listing
from catalogue.public_page import problem
from catalogue.taken import site_of, taken_entry, taken_of

# The most entries on a page of the API.
LARGEST = 100
# The most values of a facet without end in a reply that holds a list. All are under /facets.
MOST_VALUES = 1000
ANY_OF = _("Given more than once, any of the values counts.")
UIDS = _(
    "Uids, or last parts of addresses, between commas, up to {most}: of the list, these entries alone. One that is not "
    "in it is not told."
)
SOME_FIELDS = _(
    "Names of fields between commas: of records and their texts, these alone, beside uid, level, language and origin."
)
# What is told of a record and of its texts whatever fields are asked for.
ALWAYS_TOLD, ALWAYS_TOLD_OF_TEXTS = {"uid", "level"}, {"language", "origin"}
facets_router = Router(tags=["facets"])


def entry_router(kind):
    """The Router of a Kind: its list, its entries, their histories and editions."""
    router = Router(tags=[kind.namespace])
    entry, one, many = shapes.entry_class(kind), kind.name, kind.namespace

    def get(path, response, name, summary, **options):
        described = {"url_name": f"{one}-{name}", "operation_id": f"{one}_{name}", "summary": summary}
        return router.get(path, response=response, auth=None, by_alias=False, **described, **options)

    parameters = {"parameters": list_parameters(kind.filters)}

    @get("", shapes.list_class(entry), "list", f"List {many}", openapi_extra=parameters)
    def entry_list(request):
        """A page of the list that the parameters describe, as the page of the same name on the site has it."""
        return _list_reply(request, kind)

    @get("/{slug:slug}", entry, "detail", f"Read one of the {many}")
    def entry_detail(request, slug: str):
        """An entry as it is now, by the last part of its address or by its uid."""
        return _entry_reply(request, kind, slug)

    @get("/{slug:slug}/editions", shapes.History, "editions", f"History of one of the {many}")
    def entry_history(request, slug: str):
        """All editions of an entry, the newest first, with those that are empty by now."""
        taken = _taken(request, kind, slug)
        return answered(request, taken.catalogue, lambda: _history(request, taken))

    @get("/{slug:slug}/editions/{int:number}", entry, "edition", f"Read an edition of one of the {many}")
    def entry_edition(request, slug: str, number: int):
        """An edition of an entry, without what was taken out or hidden since."""
        return _entry_reply(request, kind, slug, number)

    return router


def _list_reply(request, kind):
    filters = kind.filters(request.GET, exported(), largest=LARGEST, taken=True, offered=MOST_VALUES)
    if filters.moved is not None:
        raise Refused(HttpResponsePermanentRedirect(f"{request.path}?{filters.moved}"))
    if filters.faults:
        refuse(filters.faults[0])
    listing = Listing(filters, request.build_absolute_uri(request.path))
    told = _told(filters.fields)
    return answered(request, filters.catalogue, lambda: _list(listing, site_of(request)), listing.own_query, told)


def _told(fields):
    """What Pydantic is to include of an EntryList when `fields` are asked for; None for everything."""
    if not fields:
        return None
    record = dict.fromkeys((*ALWAYS_TOLD, *fields), True)
    record["texts"] = {"__all__": {*ALWAYS_TOLD_OF_TEXTS, *fields}} if "texts" not in fields else True
    entry = dict.fromkeys(EntryData.model_fields, True) | {"record": record}
    return dict.fromkeys(shapes.EntryList.model_fields, True) | {"results": {"__all__": entry}}


def _list(listing, site):
    filters, pages = listing.filters, listing.pages or {}
    return shapes.EntryList(
        count=listing.total,
        generation=filters.catalogue.number,
        facets={facet.name: _facet_values(facet).values for facet in listing.facets},
        results=[entry_data(one) for one in taken_of(filters.catalogue, filters.of, filters.numbers, site)],
        next=pages.get("next_url") or None,
        previous=pages.get("previous_url") or None,
    )


def _facet_values(facet):
    """The FacetValues of a FacetView."""
    values = [
        shapes.Value(value=v.value, label=v.label, count=v.count, selected=v.selected, toggle_url=facet.toggle_url(v))
        for v in facet.values
    ]
    return shapes.FacetValues(name=facet.name, label=str(facet.label), values=values)


def _entry_reply(request, kind, slug, number=None):
    taken = _taken(request, kind, slug, number)
    return answered(request, taken.catalogue, lambda: entry_data(taken))


def _taken(request, kind, slug, number=None):
    refuse_unknown(request)
    taken = taken_entry(kind.name, slug, number, site=site_of(request))
    if taken is None:
        raise Refused(problem(404, gettext("This entry can be read on its page only: it is not for taking away.")))
    return taken


def _history(request, taken):
    kind, uid, slug = taken.edition.kind, taken.edition.uid, taken.edition.slug
    query = language_query(request) and f"?{language_query(request)}"
    results = [
        shapes.HistoricEdition(
            number=one.number,
            generation=one.generation,
            published_at=one.published_at,
            current=one.current,
            note=one.note,
            url=request.build_absolute_uri(reverse(f"api:{kind}-edition", args=[slug, one.number]) + query),
        )
        for one in entries.history(taken.edition)
        if one.read().exports
    ]
    return shapes.History(uid=uid, generation=taken.catalogue.number, results=results)


@facets_router.get(
    "", response=shapes.Facets, url_name="facets", operation_id="facets", summary="What lists can be narrowed by"
)
def facets(request):
    """Every list with its facets, the values of each and how many entries have them."""
    refuse_unknown(request)
    catalogue = exported()
    return answered(request, catalogue, lambda: _facets(request, catalogue))


def _facets(request, catalogue):
    found = []
    for kind in own_kinds():
        url = request.build_absolute_uri(reverse(f"api:{kind.name}-list"))
        filters = kind.filters(QueryDict(language_query(request)), catalogue, LARGEST, offered=None)
        listing = Listing(filters, url)
        facets = [_facet_values(facet) for facet in listing.facets]
        found.append(shapes.ListFacets(kind=kind.name, url=listing.address(), count=listing.total, facets=facets))
    return shapes.Facets(generation=catalogue.number, results=found)


def parameter(name, description, **schema):
    """A parameter of the query string, which need not be given, as OpenAPI describes it."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "allowEmptyValue": True,  # as if it were not given, so that a form can be sent here
        "description": description,
        "schema": schema,
    }


def list_parameters(filters):
    """The parameters of the list whose filter set, which owns them, is the class `filters`."""
    # Without defaults, which generated clients would send: a list at its shortest address may be in a cache.
    orders = [BEST, *filters.usual_orders, *filters.rankings]
    size = format_lazy(_("Entries on a page: {usual} unless more or fewer are asked for."), usual=PAGE_SIZE)
    then = _("A generation, to read the list as it stood then. What was taken out or hidden since is not in it.")
    return [
        *(_of_facet(name, facet) for name, facet in filters.facets().items()),
        parameter(WORDS, _("Words to search for. The best matches come first."), type="string"),
        parameter(LITERAL, _("1 to search for these words only, without others that mean the same."), enum=["1"]),
        parameter(SORT, _("The order. “best” needs words to search for."), enum=orders),
        parameter(PAGE, _("The page, from 1."), type="integer", minimum=1),
        parameter(SIZE, size, type="integer", minimum=1, maximum=LARGEST),
        parameter(AS_OF, then, type="integer", minimum=1),
        parameter(IDS, format_lazy(UIDS, most=LARGEST), type="string"),
        parameter(FIELDS, SOME_FIELDS, type="string"),
    ]


def _of_facet(name, facet):
    if isinstance(facet, PlaceFacet):
        values = _("ISO 3166-1 codes of countries, M49 codes of regions or slugs of groupings, see /places.")
    else:
        values = format_lazy(_("The values are those under facets.{name} of any reply."), name=name)
    if facet.endless:
        more = _("Uids are taken too. A reply has the {most} values that most entries have, /facets has all.")
        values = format_lazy("{values} {more}", values=values, more=format_lazy(more, most=f"{MOST_VALUES:,}"))
    words = format_lazy("{label}. {values} {any_of}", label=facet.label, values=values, any_of=ANY_OF)
    return parameter(name, words, type="array", items={"type": "string"})
