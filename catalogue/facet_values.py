"""All values of a facet without end, such as organisations, on a page of their own: links that add one to the list."""

from itertools import groupby
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.catalogue import current
from catalogue.filters import EMBED, PAGE, named, whole
from catalogue.index import sorting_key
from catalogue.kinds import KINDS
from catalogue.listing import Listing, Value, pages_of
from catalogue.page_head import render_page
from catalogue.public_page import public_page, to_canonical
from catalogue.search.words import words
from catalogue.shapes import Reference

# The parameter of the words that a value's name must hold, and the most letters of them that are looked at.
FIND, LONGEST_FIND = "find", 100
PAGE_SIZE = 500


@require_safe
@public_page
def facet_values(request, kind_name, facet):
    """The values of `facet`, each with what the list that the query string describes would hold of it."""
    kind = KINDS[kind_name]
    if not getattr(kind.filters.facets().get(facet), "endless", False):
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
    """An option by its name: the `key` it is sorted by, and `sought`, in which it is found."""

    key: str
    sought: str
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
        return filters.catalogue.remembered(key, lambda: sorted(map(_named, options)))

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
        """The values on the page, as [(initial, [(Value, address), …]), …]."""
        shown = self.found[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]
        counts = self._counts([one.option.key for one in shown])
        chosen = {option.value for option in self._filters.selection.get(self.name, ())}
        for initial, group in groupby(shown, key=lambda one: _initial(one.key)):
            values = [Value(one.option, counts[one.option.key], one.option.value in chosen) for one in group]
            yield initial, [(value, self._list_with(value)) for value in values]

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


def _named(option):
    """`option` by its name; the capitals of it are an abbreviation that it may be looked for by."""
    capitals = "".join(letter for letter in option.label if letter.isupper())
    sought = " ".join(word.folded for text in (option.label, capitals) for word in words(text))
    return Named(sorting_key(option.label), sought, option)


def _initial(key):
    return key[:1].upper() if key[:1].isalpha() else "#"
