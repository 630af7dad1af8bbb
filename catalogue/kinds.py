"""The kinds of entries that the catalogue holds. The rooms above register them; nothing here knows what they are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its filter set, its card and its page, and how its records speak of entries of other kinds.

    `name` is the records' KIND and `namespace` that of its addresses and the folder of its templates (list, detail,
    _card). `label` is what many of them are called, `words(count)` a number of them in words.
    `card(record, catalogue, slug)` gives what the card shows, `page(record, catalogue, text, facts)` what the page
    does, `facts` being the parts that all kinds share. `mentions` is {kind: facet} for the kinds it refers to, and
    `part(record, uid)` the words for the part that the entry `uid` has in a record. `relations` are indexed like
    facets, but readers do not filter by them.
    """

    name: str
    namespace: str
    label: Any
    words: Callable[[int], str]
    filters: type
    card: Callable
    page: Callable
    mentions: dict[str, str] = field(default_factory=dict)
    part: Callable[[Any, str], str] = lambda record, uid: ""
    relations: dict[str, Callable] = field(default_factory=dict)

    def template(self, name):
        """The path of its template `name`: list, detail or _card."""
        return f"{self.namespace}/{name}.html"

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
