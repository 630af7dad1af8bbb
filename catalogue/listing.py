"""A list page, ready for its template: results, facets with counts, pills, pages and ways out of an empty result."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from catalogue.filters import ORDERS
from catalogue.kinds import KINDS
from catalogue.shapes import Count

RELAXATIONS = 5
# A list with more choices than this is one of very many, and search engines need not know them all.
INDEXED_CHOICES = 2


@dataclass(frozen=True)
class Pill:
    facet: str
    label: str
    remove_url: str


@dataclass(frozen=True)
class Order:
    value: str
    label: str
    selected: bool


@dataclass(frozen=True)
class PageLink:
    number: int
    url: str
    current: bool


@dataclass(frozen=True)
class Pages:
    """The way to the other pages of a list; `links` holds None for a gap."""

    previous_url: str
    next_url: str
    links: list


class Value:
    """An option of a facet as it stands under the selection."""

    def __init__(self, listing, name, option, count, selected):
        self._listing, self._name, self._option = listing, name, option
        self.value, self.label = option.value, option.label
        self.count, self.selected = count, selected
        self.id = f"{name}-{option.value}"
        self.children = []

    @property
    def toggle_url(self):
        filters = self._listing.filters
        return self._listing.address(selection=filters.toggled(self._name, self._option))

    @property
    def open(self):
        """Whether something below it is chosen, so that it must be seen."""
        return any(child.selected or child.open for child in self.children)


class FacetView:
    """A facet with its values; a flat one splits them into the first and the rest, a tree one nests them."""

    def __init__(self, listing, name, facet):
        filters = listing.filters
        counts = filters.counts.get(name, {})
        chosen = {option.value for option in filters.selection.get(name, ())}
        self.name, self.label = name, facet.label
        self.selected = len(chosen)
        self.values = [
            Value(listing, name, option, counts.get(option.key, 0), option.value in chosen)
            for option in facet.known().values()
        ]
        self.total = len(self.values)
        self.tree = _nested(self.values) if facet.tree else []
        self.first = self.values[: facet.first] if len(self.values) > facet.first + 1 else self.values
        rest = self.values[len(self.first) :]
        self.first = self.first + [value for value in rest if value.selected]
        self.rest = [value for value in rest if not value.selected]


def _nested(values):
    by_value = {value.value: value for value in values}
    roots = []
    for value in values:
        parent = by_value.get(value._option.parent)
        (parent.children if parent else roots).append(value)
    return roots


class Listing:
    """The list of one kind as `filters` (a CatalogueFilters) narrow it, at the address `path`."""

    def __init__(self, filters, path):
        self.filters, self.path = filters, path
        self.kind = KINDS[filters.of]
        self.card_template = self.kind.template("_card")
        self.total = len(filters.found)
        self.words = self.kind.words(self.total)
        self.notices = filters.notices
        self.active = sum(len(options) for options in filters.selection.values())

    def address(self, **changes):
        return self.path + self.filters.query(**changes)

    @property
    def own_query(self):
        """The query string by which the site links to this page; None for a search: of these there is no end."""
        return None if self.filters.data.get("q") else self.filters.query(page=self.filters.page).removeprefix("?")

    @property
    def indexed(self):
        """Whether search engines may list this page."""
        return self.active <= INDEXED_CHOICES and not self.filters.data.get("q")

    @cached_property
    def cards(self):
        return self.filters.catalogue.cards(self.kind.name, self.filters.numbers)

    @cached_property
    def facets(self):
        return [FacetView(self, name, self.filters.filters[name]) for name in self.filters.facets()]

    @cached_property
    def pills(self):
        return [
            Pill(
                self.filters.filters[name].label,
                option.label,
                self.address(selection=self.filters.toggled(name, option)),
            )
            for name, options in self.filters.selection.items()
            for option in options
        ]

    @property
    def clear_url(self):
        return self.address(selection={})

    @property
    def orders(self):
        """The orders to choose from; the usual one has no value, so that it is not in the address."""
        usual = self.filters.orders[0]
        return [
            Order("" if name == usual else name, ORDERS[name], name == self.filters.order)
            for name in self.filters.orders
        ]

    @cached_property
    def pages(self):
        filters = self.filters
        number, of = filters.page, filters.pages
        if of == 1:
            return None
        near = [n for n in range(1, of + 1) if n in (1, of) or abs(n - number) <= 2]
        links = []
        for n in near:
            if links and n - links[-1].number > 1:
                links.append(None)
            links.append(PageLink(n, self.address(page=n), n == number))
        return Pages(
            self.address(page=number - 1) if number > 1 else "",
            self.address(page=number + 1) if number < of else "",
            links,
        )

    @cached_property
    def relaxations(self):
        """When nothing is found: each choice that would have to go, with what there would be without it."""
        if self.total:
            return []
        filters = self.filters
        found = []
        for name, options in filters.selection.items():
            without = {**filters.selection, name: []}
            keys = {key: values for key, values in filters.keys.items() if key != name}
            if count := len(filters.index.select(keys)):
                label = ", ".join(option.label for option in options)
                found.append(Count(_("without %s") % label, count, self.address(selection=without)))
        return sorted(found, key=lambda one: -one.count)[:RELAXATIONS]
