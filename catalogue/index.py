"""One kind's current editions as roaring bitmaps: one bitmap for each value of each facet."""

import unicodedata
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from functools import reduce
from heapq import nlargest, nsmallest
from itertools import islice
from operator import and_, or_
from typing import NamedTuple

from pyroaring import BitMap

from catalogue.layered import Layered
from publishing.records import RECORDS, EntryRecord

# More changed documents than this are sorted in together; fewer are each put in their place.
MOST_PLACED = 50
# What looking at a document to sort it costs, in steps of a walk along an order that is sorted already.
SORTING = 25


class Document(NamedTuple):
    """What the index keeps of a current edition; `record` only where its title may be hidden: neutral words need it."""

    number: int
    kind: str
    uid: str
    slug: str
    level: str
    title: str
    language: str
    generation: int
    start_year: int | None
    record: EntryRecord | None


def indexed(*facts):
    """The Document of `facts`, in the order of its fields, the record as JSON or empty."""
    one = Document(*facts)
    return one._replace(record=RECORDS[one.kind].model_validate_json(one.record) if one.record else None)


def sorting_key(title):
    """`title` for ordering: without case and Latin marks, so that É stands with E."""
    if title.isascii():
        return title.casefold()
    plain = unicodedata.normalize("NFKD", title).casefold()
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")


# What documents are sorted by; each ends in the uid, so that no two tie.
ORDERS = {
    "newest": lambda one: (-one.generation, one.uid),
    "title": lambda one: (not one.title, sorting_key(one.title), one.uid),
    "start": lambda one: (-(one.start_year or 0), sorting_key(one.title), one.uid),
}


@dataclass(frozen=True)
class KindIndex:
    """The index of one kind. It never changes: `updated` gives the next one, which shares all that stayed the same.

    Documents have small numbers, their positions in the bitmaps. `values` is {facet: {value: BitMap}}, `orders`
    {order: numbers of all documents in it}.
    """

    documents: Layered = field(default_factory=Layered)
    numbers: Layered = field(default_factory=Layered)
    slugs: Layered = field(default_factory=Layered)
    values: dict[str, dict[str, BitMap]] = field(default_factory=dict)
    orders: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in ORDERS})
    everything: BitMap = field(default_factory=BitMap)

    def __len__(self):
        return len(self.everything)

    def __getitem__(self, uid):
        """The Document with `uid`. Raises KeyError when no current edition has it."""
        return self.documents[self.numbers[uid]]

    def get(self, uid):
        number = self.numbers.get(uid)
        return None if number is None else self.documents[number]

    def updated(self, changes, facets):
        """The index after `changes`: [(number, Document or None, {facet: values}), …], None for one that is gone.

        `facets` is {name: function from a document's values to all that it counts for}; relations count as facets.
        """
        held = [self.documents[number] for number, *_rest in changes if number in self.everything]
        put = [(one, values) for _number, one, values in changes if one]
        gone, new = BitMap([one.number for one in held]), BitMap([one.number for one, _values in put])
        return KindIndex(
            documents=self.documents.changed({one.number: one for one, _values in put}, gone - new),
            numbers=self.numbers.changed(
                {one.uid: one.number for one, _values in put}, {one.uid for one in held if one.number not in new}
            ),
            slugs=self.slugs.changed({one.slug: one.uid for one, _values in put}, {one.slug for one in held}),
            values={name: _with(self._left(name, gone), expand, name, put) for name, expand in facets.items()},
            orders={name: self._reordered(name, held, [one for one, _values in put]) for name in ORDERS},
            everything=(self.everything - gone) | new,
        )

    def _left(self, name, gone):
        """The bitmaps of the facet `name` without the documents in `gone`, and without those that become empty."""
        bitmaps = dict(self.values.get(name, {}))
        if gone:
            for value in [value for value, found in bitmaps.items() if found.intersect(gone)]:
                if rest := bitmaps[value] - gone:
                    bitmaps[value] = rest
                else:
                    del bitmaps[value]
        return bitmaps

    def _reordered(self, order, gone, put):
        """The numbers in `order` without the documents in `gone` and with those in `put`."""
        key, numbers = ORDERS[order], self.orders[order]
        if len(gone) + len(put) > MOST_PLACED:
            left = BitMap(numbers) - BitMap([one.number for one in gone])
            return [one.number for one in sorted([*map(self.documents.__getitem__, left), *put], key=key)]
        numbers = numbers.copy()
        for one in gone:
            del numbers[bisect_left(numbers, key(one), key=lambda number: key(self.documents[number]))]
        new = {one.number: one for one in put}
        for one in put:
            insort(numbers, one.number, key=lambda number: key(new.get(number) or self.documents[number]))
        return numbers

    def select(self, selection, within=None):
        """The documents in `within` that have, for every facet in `selection` ({name: values}), any of its values."""
        return self._meet(self._unions(selection).values(), within)

    def counts(self, selection, within=None, only=None):
        """{facet: {value: number of documents}} under `selection`, each facet's own choices left out of its counts.

        Only documents in the bitmap `within` count, if it is given; only the values in `only` ({facet: values}) are
        counted, for the facets that it names.
        """
        unions = self._unions(selection)
        meeting = self._meet(unions.values(), within)
        counted = {}
        for name, bitmaps in self.values.items():
            others = [union for other, union in unions.items() if other != name]
            base = self._meet(others, within) if name in unions else meeting
            values = (only or {}).get(name, bitmaps)
            counted[name] = {
                value: base.intersection_cardinality(bitmaps[value]) if value in bitmaps else 0 for value in values
            }
        return counted

    def having(self, name, value):
        """The documents with this one value of the facet `name`."""
        return self.values.get(name, {}).get(value, BitMap())

    def largest(self, name, most):
        """The `most` values of the facet `name` that most documents have, the largest first."""
        sizes = ((len(found), value) for value, found in self.values.get(name, {}).items())
        return [value for _size, value in nlargest(most, sizes)]

    def ordered(self, found, order, start=0, stop=None):
        """The numbers of the documents in the bitmap `found`, in an order of ORDERS, from `start` to before `stop`."""
        size = len(found)
        stop = size if stop is None else min(stop, size)
        if start >= stop:
            return []
        # Walking the order meets one of `found` every len(self) / size steps; sorting them looks at each once.
        if stop * len(self) > SORTING * size * size:
            key = ORDERS[order]
            return nsmallest(stop, found, key=lambda number: key(self.documents[number]))[start:]
        return list(islice((number for number in self.orders[order] if number in found), start, stop))

    def _unions(self, selection):
        return {
            name: reduce(or_, (self.having(name, value) for value in values), BitMap())
            for name, values in selection.items()
            if values
        }

    def _meet(self, bitmaps, within):
        everything = self.everything if within is None else self.everything & within
        return reduce(and_, bitmaps, everything)


def _with(bitmaps, expand, name, put):
    """The `bitmaps` of the facet `name` with the documents in `put`: [(Document, {facet: values}), …]."""
    numbers = defaultdict(list)
    for one, values in put:
        for value in expand(values.get(name, ())):
            numbers[value].append(one.number)
    for value, found in numbers.items():
        bitmaps[value] = bitmaps.get(value, BitMap()) | BitMap(found)
    return bitmaps
