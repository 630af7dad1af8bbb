"""One kind's current editions as roaring bitmaps: one bitmap for each value of each facet."""

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, reduce
from operator import and_, or_
from typing import NamedTuple

from pyroaring import BitMap

from publishing.records import EntryRecord


class Document(NamedTuple):
    """What the index keeps of a current edition; `record` only where its title may be hidden: neutral words need it."""

    uid: str
    slug: str
    level: str
    title: str
    language: str
    generation: int
    start_year: int | None
    record: EntryRecord | None


def document(edition, record):
    """The Document of a current `edition` whose `record` was read."""
    return Document(
        uid=edition.uid,
        slug=edition.slug,
        level=record.level.value,
        title=record.original.title,
        language=record.original.language,
        generation=edition.generation,
        start_year=getattr(record, "start_year", None),
        record=None if record.level == "open" and record.original.title else record,
    )


def sorting_key(title):
    """`title` for ordering: without case and Latin marks, so that É stands with E."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")


@dataclass(frozen=True)
class KindIndex:
    """The index of one kind. It never changes: `updated` gives the next one, which shares all that stayed the same.

    Documents have small numbers, their positions in the bitmaps. `values` is {facet: {value: BitMap}}.
    """

    documents: dict[int, Document] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, BitMap]] = field(default_factory=dict)
    everything: BitMap = field(default_factory=BitMap)
    next_number: int = 0

    def __deepcopy__(self, memo):
        return self

    def __len__(self):
        return len(self.everything)

    def __getitem__(self, uid):
        """The Document with `uid`. Raises KeyError when no current edition has it."""
        return self.documents[self.numbers[uid]]

    def get(self, uid):
        number = self.numbers.get(uid)
        return None if number is None else self.documents[number]

    def updated(self, editions, facets):
        """The index after `editions` (Edition rows, each the current one of its entry) replaced what it held of them.

        `facets` is {name: function from a record to its values}; relations count as facets here.
        """
        change = _Change(self, facets)
        for edition in editions:
            change.put(edition)
        return change.result()

    def select(self, selection):
        """The documents that have, for every facet in `selection` ({name: values}), any of its values."""
        return self._meet(self._unions(selection).values())

    def counts(self, selection):
        """{facet: {value: number of documents}} under `selection`, each facet's own choices left out of its counts."""
        unions = self._unions(selection)
        meeting = self._meet(unions.values())
        counted = {}
        for name, bitmaps in self.values.items():
            others = [union for other, union in unions.items() if other != name]
            base = self._meet(others) if name in unions else meeting
            counted[name] = {value: base.intersection_cardinality(found) for value, found in bitmaps.items()}
        return counted

    def having(self, name, value):
        """The documents with this one value of the facet `name`."""
        return self.values.get(name, {}).get(value, BitMap())

    def ordered(self, found, order):
        """The numbers of the documents in the bitmap `found`, in an order of `orders`."""
        if len(found) * 8 < len(self):
            places = self._positions[order]
            return sorted(found, key=places.__getitem__)
        return [number for number in self.orders[order] if number in found]

    @cached_property
    def orders(self):
        """{order: numbers of all documents in it}; each ends in the uid, so that no two documents tie."""
        by_uid = sorted(self.everything, key=lambda number: self.documents[number].uid)
        by_title = sorted(by_uid, key=lambda number: sorting_key(self.documents[number].title))
        return {
            "newest": sorted(by_uid, key=lambda number: -self.documents[number].generation),
            "title": sorted(by_title, key=lambda number: not self.documents[number].title),
            "start": sorted(by_title, key=lambda number: -(self.documents[number].start_year or 0)),
        }

    @cached_property
    def _positions(self):
        return {order: {n: at for at, n in enumerate(numbers)} for order, numbers in self.orders.items()}

    def _unions(self, selection):
        return {
            name: reduce(or_, (self.having(name, value) for value in values), BitMap())
            for name, values in selection.items()
            if values
        }

    def _meet(self, bitmaps):
        return reduce(and_, bitmaps, self.everything)


class _Change:
    """Work on the next index: bitmaps of the earlier one are copied before the first write to them."""

    def __init__(self, index, facets):
        self.facets = facets
        self.documents = dict(index.documents)
        self.numbers = dict(index.numbers)
        self.slugs = dict(index.slugs)
        self.values = {name: dict(index.values.get(name, {})) for name in facets}
        self.everything = index.everything.copy()
        self.next_number = index.next_number
        self.own = set()

    def put(self, edition):
        self._remove(edition.uid)
        record = edition.read()
        if record is None:
            return
        number = self.next_number
        self.next_number += 1
        self.documents[number] = document(edition, record)
        self.numbers[edition.uid] = number
        self.slugs[edition.slug] = edition.uid
        self.everything.add(number)
        for name, values_of in self.facets.items():
            for value in filter(None, values_of(record)):  # a withheld field is empty
                self._writable(name, value).add(number)

    def _remove(self, uid):
        number = self.numbers.pop(uid, None)
        if number is None:
            return
        self.slugs.pop(self.documents.pop(number).slug, None)
        self.everything.discard(number)
        for name, bitmaps in self.values.items():
            for value in [value for value, found in bitmaps.items() if number in found]:
                self._writable(name, value).discard(number)
                if not bitmaps[value]:
                    del bitmaps[value]
                    self.own.discard((name, value))

    def _writable(self, name, value):
        bitmaps = self.values[name]
        if (name, value) not in self.own:
            bitmaps[value] = bitmaps[value].copy() if value in bitmaps else BitMap()
            self.own.add((name, value))
        return bitmaps[value]

    def result(self):
        return KindIndex(self.documents, self.numbers, self.slugs, self.values, self.everything, self.next_number)
