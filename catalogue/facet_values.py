"""All values of a facet, such as organisations, on a page of their own: links that add one to the list."""

from itertools import groupby
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.catalogue import current
from catalogue.facet_view import Value
from catalogue.facets import PlaceFacet
from catalogue.filters import EMBED, PAGE, named, whole
from catalogue.kinds import KINDS
from catalogue.listing import Listing, pages_of
from catalogue.page_head import render_page
from catalogue.public_page import public_page, to_canonical
from catalogue.search.words import words
from catalogue.shapes import Reference
from places.order import initial, sorting_key
from places.tree import tree

# The parameter of the words that a value's name must hold, and the most letters of them that are looked at.
FIND, LONGEST_FIND = "find", 100
PAGE_SIZE = 500


@require_safe
@public_page
def facet_values(request, kind_name, facet):
    """The values of `facet`, each with what the list that the query string describes would hold of it."""
    kind = KINDS[kind_name]
    if facet not in kind.filters.facets():
        raise Http404
    asked = request.GET.copy()
    find, page, _embed = (asked.pop(name, [""])[-1] for name in (FIND, PAGE, EMBED))
    filters = kind.filters(asked, current())
    if filters.moved is not None:
        return to_canonical(request, filters.moved)
    listing = Listing(filters, kind.list_url)
    values = FacetValues(listing, facet, " ".join(find.split())[:LONGEST_FIND], page)
    request.own_query = None if find or listing.own_query is None else values.address(values.page).partition("?")[2]
    context = {
        "page_title": _("%(list)s: %(facet)s") % {"list": kind.label, "facet": values.label},
        "crumbs": [Reference(kind.label, listing.address())],
        "values": values,
        "here": Listing(filters, kind.values_address(facet)),
    }
    return render_page(request, "catalogue/values.html", context)


class Named(NamedTuple):
    """An option by its name: the `key` it is sorted by, `sought`, in which it is found, what it stands under."""

    key: tuple
    sought: str
    heading: str
    option: object


class FacetValues:
    """The values of the facet `name` under the selection of `listing`, by name: those that hold the words `find`."""

    def __init__(self, listing, name, find, page):
        filters = listing.filters
        self._filters, self._path, self._asked = filters, listing.kind.values_address(name), page
        self.listing, self.name, self.find = listing, name, find
        self.facet = filters.filters[name]
        self.label = self.facet.label
        self._words = [word.folded for word in words(find)]

    @cached_property
    def _all(self):
        filters, facet = self._filters, self.facet
        options = facet.offered(filters.catalogue, filters.index).values()
        key = ("by name", type(filters), self.name, get_language())
        return filters.catalogue.remembered(key, lambda: arranged(facet, options))

    @cached_property
    def found(self):
        """The options that hold all words typed."""
        return [one for one in self._all if all(word in one.sought for word in self._words)]

    @property
    def number_of_pages(self):
        return max(1, -(-len(self.found) // PAGE_SIZE))

    @property
    def page(self):
        return min(max(whole(self._asked), 1), self.number_of_pages)

    @property
    def pages(self):
        """The ways to the other pages; None where there is one."""
        return pages_of(self.page, self.number_of_pages, self.address)

    @property
    def notices(self):
        """What of the query string was left out, in sentences."""
        said = {"asked": named([self._asked]), "page": self.page, "pages": self.number_of_pages}
        if self._asked and self._asked != str(self.page):
            yield _("There is no page %(asked)s; this is page %(page)s of %(pages)s.") % said
        yield from self.listing.notices

    @property
    def words(self):
        total = len(self._all)
        if self.find:
            return _("%(found)s of %(total)s") % {"found": len(self.found), "total": total}
        return ngettext("%(total)s to choose from", "%(total)s to choose from", total) % {"total": total}

    @property
    def groups(self):
        """The values on the page, as [(heading, [(Value, address), …]), …]."""
        shown = self.found[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]
        counts = self._counts([one.option.key for one in shown])
        chosen = {option.value for option in self._filters.selection.get(self.name, ())}
        for heading, group in groupby(shown, key=lambda one: one.heading):
            values = [Value(one.option, counts[one.option.key], one.option.value in chosen) for one in group]
            yield heading, [(value, self._list_with(value)) for value in values]

    def _counts(self, keys):
        return self._filters.index.counts(self._filters.keys, self._filters.within, {self.name: keys})[self.name]

    def _list_with(self, value):
        """The address of the list with `value` added to the selection, or taken away."""
        return self.listing.address(selection=self._filters.toggled(self.name, value.option))

    @property
    def kept(self):
        """[(parameter, value), …] of the list, which a search among the values keeps."""
        return parse_qsl(self._filters.query().removeprefix("?"))

    def address(self, page):
        """The address of the page number `page` of these values."""
        own = [(FIND, self.find)] * bool(self.find) + [(PAGE, page)] * (page > 1)
        pairs = sorted((name, str(value)) for name, value in [*self.kept, *own])
        return f"{self._path}?{urlencode(pairs)}" if pairs else self._path


def arranged(facet, options):
    """The `options` as Named: those without end by initial, places by continent, others in the order of their facet."""
    if facet.endless:
        return sorted(map(_by_initial, options), key=lambda one: one.key)
    if isinstance(facet, PlaceFacet):
        return sorted(map(_by_continent, options), key=lambda one: one.key)
    return [Named((at,), _sought(one.label), "", one) for at, one in enumerate(options)]


def _by_initial(option):
    return Named((sorting_key(option.label), option.value), _sought(option.label), initial(option.label), option)


def _by_continent(option):
    """A country or region below its continent, the regions first; groupings of countries come last."""
    places, code = tree(), option.value
    sought = _sought(option.label, places.name(code, "en"))
    if code in places.groupings:
        return Named((1, "", 0, sorting_key(option.label), code), sought, _("Groupings of countries"), option)
    continent = places.name([code, *places.above(code)][-1])
    depth = 2 if code in places.country_region else min(len(places.above(code)), 1)
    return Named((0, sorting_key(continent), depth, sorting_key(option.label), code), sought, continent, option)


def _sought(*names):
    """The words of `names`; the capitals of one are an abbreviation that it may be looked for by."""
    capitals = ["".join(letter for letter in name if letter.isupper()) for name in names]
    return " ".join(word.folded for text in (*names, *capitals) for word in words(text))
