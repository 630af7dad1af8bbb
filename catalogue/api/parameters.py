"""The parameters of lists, as OpenAPI describes them. The filter sets own them: here they are only written down."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from catalogue.facets import PlaceFacet
from catalogue.filters import AS_OF, BEST, LITERAL, PAGE, PAGE_SIZE, SIZE, SORT, WORDS

# The most entries on a page of the API.
LARGEST = 100
# The most values of a facet without end in a reply that holds a list. All are under /facets.
MOST_VALUES = 1000


def parameter(name, description, **schema):
    """A parameter of the query string, which need not be given."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "allowEmptyValue": True,  # as if it were not given, so that a form can be sent here
        "description": description,
        "schema": schema,
    }


def list_parameters(filters):
    """The parameters of the list whose filter set is the class `filters`."""
    # Without defaults, which generated clients would send: a list at its shortest address may be in a cache.
    size = format_lazy(_("Entries on a page: {usual} unless more or fewer are asked for."), usual=PAGE_SIZE)
    then = _("A generation, to read the list as it stood then. What was taken out or hidden since is not in it.")
    return [
        *(_of_facet(name, facet) for name, facet in filters.facets().items()),
        parameter(WORDS, _("Words to search for. The best matches come first."), type="string"),
        parameter(LITERAL, _("1 to search for these words only, without others that mean the same."), enum=["1"]),
        parameter(SORT, _("The order. “best” needs words to search for."), enum=[BEST, *filters.usual_orders]),
        parameter(PAGE, _("The page, from 1."), type="integer", minimum=1),
        parameter(SIZE, size, type="integer", minimum=1, maximum=LARGEST),
        parameter(AS_OF, then, type="integer", minimum=1),
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


ANY_OF = _("Given more than once, any of the values counts.")
