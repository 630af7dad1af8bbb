"""The kinds of entries that the catalogue holds. The rooms above register them; nothing here knows what they are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Kind:
    """One kind: its filter set, its card for lists, and how its records speak of entries of other kinds.

    `name` is the records' KIND, `namespace` that of its addresses, `label` what many of them are called;
    `card(record, catalogue, slug)` gives what `card_template` shows. `mentions` is {kind: facet} for the kinds it
    refers to, and `part(record, uid)` the words for the part that the entry `uid` has in a record. `relations` are
    indexed like facets, but readers do not filter by them.
    """

    name: str
    namespace: str
    label: Any
    filters: type
    card: Callable
    card_template: str
    mentions: dict[str, str] = field(default_factory=dict)
    part: Callable[[Any, str], str] = lambda record, uid: ""
    relations: dict[str, Callable] = field(default_factory=dict)

    @property
    def list_url(self):
        return reverse(f"{self.namespace}:list")

    def address(self, slug):
        return reverse(f"{self.namespace}:detail", args=[slug])

    @property
    def indexed(self):
        """{name of a facet or relation: function from a record to its values}."""
        return {name: facet.values_of for name, facet in self.filters.facets().items()} | self.relations


KINDS: dict[str, Kind] = {}


def register(kind):
    KINDS[kind.name] = kind
