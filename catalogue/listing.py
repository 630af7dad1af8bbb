"""A list page, ready for its template: results, facets with counts, pills, pages and ways out of an empty result."""

from functools import cached_property
from itertools import combinations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.citing import feed_title, list_citation, past
from catalogue.embedding import embed_code
from catalogue.facet_view import FacetView
from catalogue.file_links import ListFiles
from catalogue.filters import AS_OF, FIELDS, IDS, ORDERS, SINCE, WORDS
from catalogue.kinds import ANY_KIND, KINDS
from catalogue.list_rows import list_rows
from catalogue.named_pages import named_pages
from catalogue.place_results import place_results
from catalogue.search.found import FEW
from catalogue.shapes import Count
from places.lists import listed

# Values of a facet without end beside the list: a page has them all, and a box finds them there.
OFFERED_BESIDE = 8
RELAXATIONS = 5
# A list with more choices than this is one of very many, and search engines need not know them all.
INDEXED_CHOICES = 2


class Listing:
    """The list of one kind as `filters` (a CatalogueFilters) narrow it, at the address `path` of the site at `site`."""

    def __init__(self, filters, path, site=""):
        self.filters, self.path, self.site = filters, path, site
        self.kind = KINDS[filters.of]
        self.search = filters.search
        self.total = len(filters.found)
        self.words = self.kind.words(self.total)
        self.notices = [fault.words for fault in filters.faults]
        self.active = sum(len(options) for options in filters.selection.values())

    def address(self, **changes):
        return self.path + self.filters.query(**changes)

    @property
    def own_query(self):
        """The query string by which the site links to this page; None where there is no end of such pages."""
        return None if self._is_endless else self.filters.query(page=self.filters.page).removeprefix("?")

    @property
    def map_url(self):
        """Where the list stands as a map; empty for the search over all kinds."""
        return "" if self.kind.name == ANY_KIND else self.kind.map_url + self.first_query

    @property
    def gaps_url(self):
        """Where the list stands as a gap table; empty for the search over all kinds."""
        return "" if self.kind.name == ANY_KIND else self.kind.gaps_url + self.first_query

    @property
    def years_url(self):
        """Where the list stands in order of years; empty for a kind that has none."""
        return self.kind.years_url and self.kind.years_url + self.first_query

    @property
    def brief_url(self):
        """Where the list stands as a brief to print; empty for a kind that has none."""
        return self.kind.brief_url and self.kind.brief_url + self.first_query

    @property
    def indexed(self):
        """Whether search engines may list this page."""
        return self.active <= INDEXED_CHOICES and not self._is_endless

    @property
    def _is_endless(self):
        """Whether it is one of lists without end: searches, of every earlier generation or since it, of any entries."""
        return any(self.filters.data.get(name) for name in (WORDS, AS_OF, SINCE, IDS, FIELDS))

    @property
    def embed_code(self):
        return embed_code(self.filters, self.site)

    @cached_property
    def past(self):
        return past(self.filters, self.path)

    @cached_property
    def citation(self):
        return list_citation(self.filters, self.site, self.path)

    @property
    def follow_url(self):
        """Where it will stand what is new and changed from today on in the list as it is today."""
        return self.path + self.filters.query(as_of=0, since=self.filters.today.number)

    @property
    def whole_url(self):
        """Where the list stands whole, which shows only what was published since."""
        return self.address(since=0)

    @property
    def feed_url(self):
        """Where feed readers learn what is new and changed in the list as it is today."""
        return self.kind.file_address("atom") + self.filters.query(as_of=0, since=0)

    @property
    def feed_title(self):
        return feed_title(self.filters)

    @cached_property
    def _read(self):
        """The editions on the page and those that are nearly what was searched for, as EditionRow: one query."""
        return self.filters.catalogue.editions(self.kind.name, [*self.filters.numbers, *self._nearly])

    @cached_property
    def editions(self):
        """The editions on the page, as EditionRow."""
        return [edition for edition in self._read if self._number(edition) not in self._nearly]

    @cached_property
    def _nearly(self):
        """The numbers of the best documents that have some of the words, beside the few on the page that have all."""
        room = FEW - self.total
        if not self.search or self.filters.page > 1 or room <= 0:
            return []
        return self.search.best(
            self.filters.index.select(self.filters.keys, self.filters.news(self.search.nearly)), 0, room
        )

    def _number(self, edition):
        return self.filters.index.numbers[edition.uid]

    @cached_property
    def taking(self):
        """How the list can be taken away."""
        return ListFiles(self.filters, self.editions)

    @cached_property
    def rows(self):
        """The entries on the page, as ListRow."""
        return list_rows(self.filters, self.editions)

    @cached_property
    def nearly(self):
        """The entries that have some of the words searched for, where few have all, as ListRow."""
        return list_rows(self.filters, [one for one in self._read if self._number(one) in self._nearly])

    @cached_property
    def facets(self):
        """The facets that have something to choose."""
        return [facet for name in self.filters.facets() if (facet := FacetView(self, name)).options]

    @cached_property
    def labels(self):
        """{name of a facet: what it is called}."""
        filters = self.filters
        return filters.catalogue.remembered(
            ("labels", type(filters), get_language()),
            lambda: {name: str(facet.label) for name, facet in filters.facets().items()},
        )

    @cached_property
    def first_query(self):
        """The query string of its first page."""
        return self.filters.query(page=1)

    @property
    def beside(self):
        """The facets whose values stand beside the list."""
        return [facet for facet in self.facets if facet.is_shown and not facet.is_rare]

    @property
    def rare(self):
        """The facets that only a link leads to, until something of them is chosen."""
        return [facet for facet in self.facets if facet.is_shown and facet.is_rare]

    @cached_property
    def pills(self):
        """The choices that can be taken away one by one."""
        filters = self.filters
        chosen = [(name, option) for name, options in filters.selection.items() for option in options]
        return [
            {
                "facet": filters.filters[name].label,
                "label": option.label,
                "lang": option.lang,
                "remove_url": self.address(selection=filters.toggled(name, option)),
            }
            for name, option in chosen
        ]

    @property
    def clear_url(self):
        return self.address(selection={})

    @property
    def orders(self):
        """The orders to choose from; the usual one has no value, so that it is not in the address."""
        filters = self.filters
        return [
            {"value": name if at else "", "label": ORDERS[name], "selected": name == filters.order}
            for at, name in enumerate(filters.orders)
        ]

    @cached_property
    def places(self):
        """The places that the words searched for name, as PlaceResults; None when they name none."""
        named = self.search and self.filters.page == 1 and self.search.places
        return place_results(named, self.filters.index) if named else None

    @cached_property
    def named(self):
        """The pages and lists, as Count, that have what was searched for as their name; none beside further pages."""
        asked = self.search and self.filters.page == 1 and not self.filters.literal
        return named_pages(self.search) if asked else []

    @cached_property
    def led_on(self):
        """Lists by facets that have the chosen values of another in a way of their own, as Counts in words.

        None of those that have nothing beyond what is found, nor of those that are chosen already.
        """
        facets, chosen = self.filters.facets(), self.filters.selection
        beside = [name for name, one in facets.items() if one.beside in chosen and name not in chosen]
        return [one for name in beside if (one := self._led_by(name, facets[name]))]

    def _led_by(self, name, facet):
        filters = self.filters
        same = [filters.option(name, option.value) for option in filters.selection[facet.beside]]
        selection = {**filters.selection, facet.beside: [], name: same}
        keys = {key: [option.key for option in options] for key, options in selection.items() if options}
        found = filters.index.select(keys, filters.within)
        if not found - filters.found:
            return None
        return Count(facet.led(len(found)), len(found), self.address(selection=selection))

    @property
    def literal_url(self):
        """The same search without words that mean the same, or with them again."""
        return self.address(literal=not self.filters.literal)

    @cached_property
    def correction(self):
        """What was searched for instead, as Count; None when the words themselves were found."""
        return self._corrected(self.search and self.search.taken)

    @cached_property
    def suggestion(self):
        """What else may have been meant, as Count; None when nothing was, or nothing under this selection."""
        found = self._corrected(self.search and self.search.suggestion)
        return found if found and found.count else None

    def _corrected(self, correction):
        if correction is None:
            return None
        return self._count(correction.text, self.filters.keys, correction.found, words=correction.text)

    def _count(self, label, keys, within, **changes):
        """How much there is under other choices, at the address with these `changes`, as Count."""
        return Count(label, len(self.filters.index.select(keys, self.filters.news(within))), self.address(**changes))

    @cached_property
    def pages(self):
        return pages_of(self.filters.page, self.filters.pages, lambda page: self.address(page=page))

    @cached_property
    def relaxations(self):
        """When nothing is found: each choice that would have to go, with what there would be without it."""
        if self.total:
            return []
        found = [one for one in [*self._without_choices(1), *self._without_words()] if one.count]
        found = found or [one for one in [*self._without_choices(2), *self._without_all_words()] if one.count]
        return sorted(found, key=lambda one: -one.count)[:RELAXATIONS]

    def _without_choices(self, number, words=None):
        """Without the choices of each `number` of facets, perhaps with other `words`."""
        filters = self.filters
        within = filters.within if words is None else None
        for names in combinations(filters.selection, number):
            keys = {key: values for key, values in filters.keys.items() if key not in names}
            left = listed(option.label for name in names for option in filters.selection[name])
            label = _("without %s") if words is None else _("without %s and without the words searched for")
            selection = {**filters.selection, **{name: [] for name in names}}
            yield self._count(label % left, keys, within, selection=selection, words=words)

    def _without_all_words(self):
        """Without the words searched for and the choices of one facet."""
        return self._without_choices(1, words="") if self.search else ()

    def _without_words(self):
        """Without each of the words searched for, and without all of them."""
        keys = self.filters.keys
        for typed, text, found in self.search.relaxed if self.search else ():
            yield self._count(_("without the word “%s”") % typed, keys, found, words=text)
        if self.search and keys:
            yield self._count(_("without the words searched for"), keys, None, words="")


def pages_of(number, of, address):
    """The way to other pages than `number`, `address(number)` being that of one; None where there is no other.

    The one before, the next, and links to some with None for a gap.
    """
    if of == 1:
        return None
    links = []
    for n in sorted({1, of, *range(max(1, number - 2), min(of, number + 2) + 1)}):
        if links and n - links[-1]["number"] > 1:
            links.append(None)
        links.append({"number": n, "url": address(n), "current": n == number})
    return {
        "previous_url": address(number - 1) if number > 1 else "",
        "next_url": address(number + 1) if number < of else "",
        "links": links,
    }
