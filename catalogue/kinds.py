"""The kinds of entries that the catalogue holds. The rooms above register them; nothing here knows what they are."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.urls import reverse

from catalogue.paths import path_to
from catalogue.shapes import Count
from places.levels import Level
from publishing.editions.redaction import references_in
from publishing.records.record import RECORDS
from publishing.records.values import Words, declared

# The relation, of every kind, that tells which entries may not be part of what is taken away: those with KEPT.
EXPORTS, KEPT = "exports", "kept"
# The relation, of all kinds together, that tells which entries refer to one, however and whatever becomes of it.
REFERS = "refers"


@dataclass(frozen=True)
class Kind:
    """One kind of entry: its filter set, its card and its page, and how its records speak of entries of other kinds.

    `name` is the records' KIND and `namespace` that of its addresses and the folder of its templates (list, detail,
    _card). `label` is what many of them are called, `words(count)` a number of them in words.
    `card(record, catalogue, slug)` gives what the card shows, `reading(record, catalogue, text)` the Reading of an
    entry, and `page(record, catalogue, text, facts)` what its page shows, `facts` being the parts that all kinds share.
    `linked(entry)` gives a TakenEntry in the words of schema.org.
    `titles` names the fields of its records and their texts that are searched as titles. `mentions` is {kind: facet}
    for the kinds it refers to, and `part(record, uid)` the words for the part that the entry `uid` has in a record.
    `relations` are indexed like facets, but readers do not filter by them.
    `completed` are the facets whose values are offered to readers who type their names.
    `gist(record, catalogue, text)` gives what briefs tell of an entry beside its card, as [(label, words), …].
    `span(record)` gives the Span of years of an entry; of a kind without one, lists have no view by years.
    `ties(record, ties)` adds to the Ties of an entry those that it has; a drawing of them shows it in the `column`.
    `relayed` are the levels at which readers may ask the editors to put them in touch with those it tells of.
    `conditions` are the facets by which somebody judges whether it would fit where they are; of none, its entries are
    not put side by side.
    `columns` are those (Column) of the tables that its lists are taken away as, `file_sizes` {form: (bytes whatever is
    in a file, for each entry, for each byte of its JSON)} of the forms whose size is told. `place` is its place
    among the kinds.
    """

    name: str
    namespace: str
    label: Any
    words: Callable[[int], str]
    filters: type
    card: Callable | None = None
    page: Callable | None = None
    linked: Callable | None = None
    reading: Callable | None = None
    titles: tuple[str, ...] = ("title",)
    mentions: dict[str, str] = field(default_factory=dict)
    part: Callable[[Any, str], str] = lambda record, uid: ""
    relations: dict[str, Callable] = field(default_factory=dict)
    completed: tuple[str, ...] = ()
    columns: tuple = ()
    file_sizes: dict[str, tuple[int, int, float]] = field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    relayed: tuple[Level, ...] = ()
    gist: Callable | None = None
    span: Callable | None = None
    ties: Callable | None = None
    column: int = 0
    place: int = 9

    def template(self, name):
        """The path of its template `name`: list, detail or _card."""
        return f"{self.namespace}/{name}.html"

    @property
    def list_url(self):
        return path_to(f"{self.namespace}:list")

    def values_address(self, facet):
        """Where all values of a facet stand."""
        return path_to(f"{self.namespace}:values", facet)

    def figure(self, count, url=""):
        """So many of them, as Count whose label says the number too: only the whole is right in every language."""
        return Count(self.words(count), count, url)

    @property
    def map_url(self):
        """Where its list stands as a map."""
        return path_to(f"{self.namespace}:map")

    @property
    def gaps_url(self):
        """Where its list stands as a gap table."""
        return path_to(f"{self.namespace}:gaps")

    def address(self, slug):
        return path_to(f"{self.namespace}:detail", slug)

    def edition_address(self, slug, number):
        """Where the edition `number` of the entry at `slug` answers for good."""
        return reverse(f"{self.namespace}:edition", args=[slug, number])

    @property
    def years_url(self):
        """Where its list stands in order of years; empty for a kind that has none."""
        return path_to("years") if self.span else ""

    @property
    def brief_url(self):
        """Where its list stands as a brief; empty for a kind that tells no gist."""
        return path_to("brief") if self.gist else ""

    def ties_address(self, slug):
        """Where the ties of an entry stand."""
        return reverse(f"{self.namespace}:ties", args=[slug])

    def file_address(self, form):
        """Where the list of its entries answers in another form: csv."""
        return path_to(f"{self.namespace}:list-file", form)

    @cached_property
    def searched(self):
        """The fields of its records and their texts that are searched: titles, what sums it up, and all other words."""
        record = RECORDS[self.name]
        lead, *_rest = record.prose()
        words = [name for name, value in declared(record.text_class()).items() if isinstance(value, Words)]
        rest = dict.fromkeys([*record.prose(), *words])
        return self.titles, (lead,), tuple(name for name in rest if name not in (*self.titles, lead))

    @property
    def indexed(self):
        """{name of a facet or relation: function from a record to its values}."""
        facets = {name: facet.values_of for name, facet in self._held_facets}
        return (
            facets | self.relations | {EXPORTS: lambda record: [] if record.exports else [KEPT], REFERS: references_in}
        )

    def expansions(self, former):
        """{name of a facet or relation: function from a record's values to all that it counts for}."""
        of_all = [REFERS] if self.name == ANY_KIND else []
        relations = dict.fromkeys([*self.relations, EXPORTS, *of_all], iter)
        return {name: facet.expansion(former) for name, facet in self._held_facets} | relations

    @property
    def _held_facets(self):
        """(name, Facet) of those whose values stand in documents."""
        return [(name, facet) for name, facet in self.filters.facets().items() if not facet.derived_from]

    @property
    def derived_facets(self):
        """{name: Facet} of those whose values follow from other entries."""
        return {name: facet for name, facet in self.filters.facets().items() if facet.derived_from}


# The name of the kind that stands for all of them together.
ANY_KIND = "entry"
KINDS: dict[str, Kind] = {}


def register(kind):
    KINDS[kind.name] = kind


def in_menu():
    """The kinds that entries are of, in the order that readers meet them in."""
    return sorted(own_kinds(), key=lambda kind: kind.place)


def own_kinds():
    """The kinds that entries are of, in the order they were registered."""
    return [kind for kind in KINDS.values() if kind.name != ANY_KIND]
