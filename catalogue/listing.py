"""A list page, ready for its template: results, facets with counts, pills, pages and ways out of an empty result."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.catalogue import EditionRow
from catalogue.citing import feed_title, list_citation, past
from catalogue.embedding import embed_code
from catalogue.facets import Option
from catalogue.file_links import ListFiles
from catalogue.filters import ORDERS
from catalogue.kinds import ANY_KIND, KINDS
from catalogue.place_results import place_results
from catalogue.search.marks import Marker
from catalogue.shapes import Count
from places.lists import listed

# Values of a facet without end beside the list: a page has them all, and a box finds them there.
OFFERED_BESIDE = 8
RELAXATIONS = 5
NAMES_SHOWN = 3
# A list with more choices than this is one of very many, and search engines need not know them all.
INDEXED_CHOICES = 2


@dataclass(frozen=True)
class ListRow:
    """An entry in a list: its card and the template that shows it.

    What was searched for may stand elsewhere: in a `passage` of its texts (in `lang`), or in `names` that belong to it.
    In a list of earlier times, `edition` is the one that it shows and leads to.
    """

    card: Any
    template: str
    passage: str = ""
    lang: str = ""
    names: str = ""
    marked: bool = False
    edition: EditionRow | None = None


class Value(NamedTuple):
    """An option of a facet as it stands under the selection."""

    option: Option
    count: int
    selected: bool

    @property
    def value(self):
        return self.option.value

    @property
    def label(self):
        return self.option.label


class FacetView:
    """A facet with its values; a flat one splits them into the first and the rest, a tree one nests them `below`."""

    def __init__(self, listing, name, facet):
        self._listing = listing
        filters = listing.filters
        counts = filters.counts[name]
        chosen = {option.value for option in filters.selection.get(name, ())}
        self.name, self.label, self.selected = name, facet.label, len(chosen)
        self.values = [Value(one, counts[one.key], one.value in chosen) for one in filters.shown[name]]
        self.total = facet.total(filters.catalogue, filters.index) if facet.endless else len(self.values)
        self.below = nested(self.values, lambda value: value.option) if facet.tree else {}
        first = facet.first if self.total > facet.first + 1 else self.total
        rest = self.values[first:]
        self.first = self.values[:first] + [value for value in rest if value.selected]
        self.rest = [value for value in rest if not value.selected]
        self.is_folded = bool(filters.at_hand) and name not in filters.at_hand
        self.is_shown = self.selected or facet.is_used(filters.catalogue, filters.index)

    @property
    def all_url(self):
        """Where all of its values stand under the selection, when they are more than are offered here."""
        if self.total <= len(self.values):
            return ""
        return self._listing.kind.values_address(self.name) + self._listing.filters.query(page=1)

    def toggle_url(self, value):
        """The address of the list with `value` (a Value) added to the selection, or taken away."""
        return self._listing.address(selection=self._listing.filters.toggled(self.name, value.option))


def nested(values, option_of):
    """{option: the `values` that stand below it}, those that stand below no other one under ""."""
    known = {option_of(value).value for value in values}
    below = defaultdict(list)
    for value in values:
        parent = option_of(value).parent
        below[parent if parent in known else ""].append(value)
    return below


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
        return "" if self.kind.name == ANY_KIND else self.kind.map_url + self.filters.query(page=1)

    @property
    def gaps_url(self):
        """Where the list stands as a gap table; empty for the search over all kinds."""
        return "" if self.kind.name == ANY_KIND else self.kind.gaps_url + self.filters.query(page=1)

    @property
    def indexed(self):
        """Whether search engines may list this page."""
        return self.active <= INDEXED_CHOICES and not self._is_endless

    @property
    def _is_endless(self):
        """Whether it is one of lists without end: searches, and those of every earlier generation."""
        return bool(self.filters.data.get("q") or self.filters.data.get("as_of"))

    @property
    def embed_code(self):
        return embed_code(self.filters, self.site)

    @property
    def first(self):
        """The number, in the whole list, of the first entry on the page."""
        return (self.filters.page - 1) * self.filters.page_size + 1

    @cached_property
    def past(self):
        return past(self.filters, self.path)

    @cached_property
    def citation(self):
        return list_citation(self.filters, self.site, self.path)

    @property
    def feed_url(self):
        """Where feed readers learn what is new and changed in the list as it is today."""
        return self.kind.file_address("atom") + self.filters.query(as_of=0)

    @property
    def feed_title(self):
        return feed_title(self.filters)

    @cached_property
    def records(self):
        """The editions on the page, each with its record."""
        return self.filters.catalogue.records(self.kind.name, self.filters.numbers)

    @cached_property
    def taking(self):
        """How the list can be taken away."""
        return ListFiles(self.filters, [record for _edition, record in self.records])

    @cached_property
    def rows(self):
        """The entries on the page, as ListRow."""
        rows = [(record, self._row(edition, record)) for edition, record in self.records]
        if not self.search:
            return [row for _record, row in rows]
        marker = Marker(self.search.terms)
        return [self._with_passage(_marked(row, record, marker), record, marker) for record, row in rows]

    def _row(self, edition, record):
        kind = KINDS[edition.kind]
        row = ListRow(self.filters.catalogue.card(edition, record), kind.template("_card"))
        if not self.filters.as_of:
            return row
        card = replace(row.card, url=kind.edition_address(edition.slug, edition.number))
        return replace(row, card=card, edition=edition)

    def _with_passage(self, row, record, marker):
        """`row` with a passage, or names, that hold what was searched for when its card does not."""
        if row.marked:
            return row
        if passage := _passage(record, marker):
            return replace(row, **passage)
        number = self.filters.index.numbers[record.uid]
        names = self.search.names_in(number, KINDS[record.KIND])
        return replace(row, names=listed(names[:NAMES_SHOWN]))

    @cached_property
    def facets(self):
        """The facets that have something to choose."""
        found = [FacetView(self, name, self.filters.filters[name]) for name in self.filters.facets()]
        return [facet for facet in found if facet.values]

    @cached_property
    def pills(self):
        """The choices that can be taken away one by one."""
        filters = self.filters
        chosen = [(name, option) for name, options in filters.selection.items() for option in options]
        return [
            {
                "facet": filters.filters[name].label,
                "label": option.label,
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
        return Count(label, len(self.filters.index.select(keys, within)), self.address(**changes))

    @cached_property
    def pages(self):
        return pages_of(self.filters.page, self.filters.pages, lambda page: self.address(page=page))

    @cached_property
    def relaxations(self):
        """When nothing is found: each choice that would have to go, with what there would be without it."""
        if self.total:
            return []
        found = [one for one in [*self._without_choices(), *self._without_words()] if one.count]
        return sorted(found, key=lambda one: -one.count)[:RELAXATIONS]

    def _without_choices(self):
        filters = self.filters
        for name, options in filters.selection.items():
            keys = {key: values for key, values in filters.keys.items() if key != name}
            label = _("without %s") % listed(option.label for option in options)
            yield self._count(label, keys, filters.within, selection={**filters.selection, name: []})

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


def _marked(row, record, marker):
    """`row` with what was searched for marked in the title, the acronym and the summary of its card."""
    card, text = row.card, record.text(get_language())
    # A title that stands in for a hidden one is ours, and holds nothing that was searched for.
    shown = {"title": text.language if text.title else None, "acronym": "", "summary": text.language}
    marked = {
        name: marker.marked(getattr(card, name), language)
        for name, language in shown.items()
        if language is not None and hasattr(card, name)
    }
    # No text can hold the element itself: all of it was escaped.
    found = any("<mark>" in words for words in marked.values())
    return replace(row, marked=True, card=replace(card, **marked)) if found else row


def _passage(record, marker):
    """The first passage that holds what was searched for, in the text that is shown before others: {passage, lang}."""
    shown = record.text(get_language())
    for text in (shown, *(one for one in record.texts if one is not shown)):
        for name in (name for names in KINDS[record.KIND].searched for name in names):
            if passage := marker.passage(getattr(text, name, ""), text.language):
                return {"passage": passage, "lang": text.language}
    return {}
