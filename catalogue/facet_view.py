"""A facet as it stands beside a list: its values, each with what it would leave of the list."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import get_language

from catalogue.facets import Option

# So many values more than a facet shows at first are no reason to leave them out.
SOME_MORE = 3


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
    """A facet with its values: the first of a flat one stand beside the list, a tree one nests them `below`.

    All is worked out when it is asked for: of most facets there is but a link beside a list.
    """

    def __init__(self, listing, name):
        self._listing, self._filters = listing, listing.filters
        self._facet = self._filters.filters[name]
        self._chosen = {option.value for option in self._filters.selection.get(name, ())}
        self.name, self.selected = name, len(self._chosen)

    @cached_property
    def label(self):
        return self._listing.labels[self.name]

    @property
    def options(self):
        """Those of its values that are shown, as Option."""
        return self._filters.shown[self.name]

    @cached_property
    def counts(self):
        return self._filters.counts(self.name)

    @cached_property
    def values(self):
        counts, chosen = self.counts, self._chosen
        return [Value(one, counts[one.key], one.value in chosen) for one in self.options]

    @cached_property
    def total(self):
        """How many values there are, here and on the page of all."""
        facet = self._facet
        return facet.total(self._filters.catalogue, self._filters.index) if facet.partial else len(self.options)

    @cached_property
    def below(self):
        return nested(self.values, lambda value: value.option) if self._facet.tree else {}

    @cached_property
    def first(self):
        first = self._facet.first if self.total > self._facet.first + SOME_MORE else self.total
        return self.values[:first] + [value for value in self.values[first:] if value.selected]

    @property
    def is_folded(self):
        return bool(self._filters.at_hand) and self.name not in self._filters.at_hand

    @property
    def is_shown(self):
        return self.selected or self._facet.is_used(self._filters.catalogue, self._filters.index)

    @property
    def is_rare(self):
        return self.name in self._filters.rare and not self.selected

    @property
    def all_url(self):
        """Where all of its values stand under the selection, when more of them do than here."""
        return self.values_url if self.total > len(self.values if self.below else self.first) else ""

    @cached_property
    def values_url(self):
        """Where its values stand under the selection, on a page of their own."""
        return self._listing.kind.values_address(self.name) + self._listing.first_query

    def toggle_url(self, value):
        """The address of the list with `value` (a Value) added to the selection, or taken away."""
        return self._listing.address(selection=self._filters.toggled(self.name, value.option))

    def blank(self, count, values_url):
        """The same with `count(key)` in the place of each count, and `values_url` in that of the address."""
        blank = FacetView(self._listing, self.name)
        blank.counts = {option.key: count(option.key) for option in self.options}
        blank.values_url = values_url
        return blank

    def remembered(self, make):
        """What `make()` gives, once for this facet as it stands when nothing of it is chosen, and each language."""
        filters = self._filters
        key = ("facet", type(filters), self.name, get_language(), filters.most_offered)
        return filters.catalogue.remembered(key, make)


def nested(values, option_of):
    """{option: the `values` that stand below it}, those that stand below no other one under ""."""
    known = {option_of(value).value for value in values}
    below = defaultdict(list)
    for value in values:
        parent = option_of(value).parent
        below[parent if parent in known else ""].append(value)
    return below
