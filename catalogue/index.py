"""One kind's current editions as roaring bitmaps: one bitmap for each value of each facet."""

import json
from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from heapq import nlargest, nsmallest
from itertools import islice
from operator import and_, or_
from typing import NamedTuple

from django.utils.translation import get_language
from pyroaring import BitMap

from catalogue.layered import Layered
from places.levels import Level
from places.names import OWN_LANGUAGE
from places.order import sorting_key
from publishing.records.record import RECORDS, EntryRecord, language_alone, nearest_language

# More changed documents than this are sorted in together; fewer are each put in their place.
MOST_PLACED = 50
# What looking at a document to sort it costs, in steps of a walk along an order that is sorted already.
SORTING = 25


class Document(NamedTuple):
    """What the index keeps of a current edition; `record` only where its title may be hidden: neutral words need it.

    `titles` is {BCP 47 tag: title} of its translations, None where there is none.
    """

    number: int
    kind: str
    uid: str
    slug: str
    level: str
    title: str
    language: str
    generation: int
    start_year: int | None
    fullness: int
    record: EntryRecord | None
    titles: dict[str, str] | None

    def named(self, language):
        """(title, its BCP 47 tag) for readers in `language`: the translation that there is, else as it was written."""
        if self.titles:
            near = nearest_language([self.language, *self.titles], language)
            return self.titles.get(near, self.title), near if near in self.titles else self.language
        return self.title, self.language


def indexed(*facts):
    """The Document of `facts`, in the order of its fields, the record and the titles as JSON or empty."""
    one = Document(*facts)
    if not one.record and not one.titles:
        return one._replace(record=None, titles=None)
    return one._replace(
        record=RECORDS[one.kind].model_validate_json(one.record) if one.record else None,
        titles=json.loads(one.titles) if one.titles else None,
    )


# What documents are sorted by, for readers in a language. No two tie: every edition has a generation of its own, every
# entry a uid.
ORDERS = {
    "fullest": lambda one, language: (-one.fullness, -one.generation),
    "newest": lambda one, language: -one.generation,
    "title": lambda one, language: (not one.title, _title_key(one, language), one.uid),
    "start": lambda one, language: (-(one.start_year or 0), _title_key(one, language), one.uid),
    "oldest": lambda one, language: (one.start_year or 9999, _title_key(one, language), one.uid),
}
ALIKE = ("fullest", "newest")  # those that are the same in every language


def _title_key(one, language):
    return sorting_key(one.named(language)[0], language)


def order_here(name):
    """What the order `name` of ORDERS is called in a KindIndex for pages in the active language: title, title fr."""
    language = language_alone(get_language() or OWN_LANGUAGE)
    return name if name in ALIKE or language == OWN_LANGUAGE else f"{name} {language}"


def sorted_by(order):
    """The function by whose values documents stand in `order`, as `order_here` calls it."""
    name, _space, language = order.partition(" ")
    return partial(ORDERS[name], language=language or OWN_LANGUAGE)


@dataclass(frozen=True)
class KindIndex:
    """The index of one kind. It never changes: a Change makes the next one, which shares all that stayed the same.

    Documents have small numbers, their positions in the bitmaps. `values` is {facet: {value: BitMap}}, `orders`
    {order: numbers of all documents in it}; of those in other languages, the ones that anybody asked for.
    """

    documents: Layered = field(default_factory=Layered)
    numbers: Layered = field(default_factory=Layered)
    slugs: Layered = field(default_factory=Layered)
    values: dict[str, dict[str, BitMap]] = field(default_factory=dict)
    orders: dict[str, array] = field(default_factory=dict)
    everything: BitMap = field(default_factory=BitMap)

    def __len__(self):
        return len(self.everything)

    def __getitem__(self, uid):
        """The Document with `uid`. Raises KeyError when no current edition has it."""
        return self.documents[self.numbers[uid]]

    def get(self, uid):
        number = self.numbers.get(uid)
        return None if number is None else self.documents[number]

    def open(self, uid):
        """The Document with `uid` if it may be named and linked from others, or None."""
        found = self.get(uid)
        return found if found and found.level == Level.OPEN and found.title else None

    def select(self, selection, within=None):
        """The documents in `within` that have, for every facet in `selection` ({name: values}), any of its values."""
        return self._meet(self._unions(selection).values(), within)

    def counts(self, selection, within=None, only=None):
        """{facet: {value: number of documents}} under `selection`, each facet's own choices left out; `only` some."""
        count = self.counter(selection, within)
        return {name: count(name, values) for name, values in (self.values if only is None else only).items()}

    def counter(self, selection, within=None):
        """The function that counts so for one facet: it takes its name and values."""
        unions = self._unions(selection)
        meeting = self._meet(unions.values(), within)

        def count(name, values):
            bitmaps, base = self.values.get(name, {}), meeting
            if name in unions:
                base = self._meet([union for other, union in unions.items() if other != name], within)
            return {value: base.intersection_cardinality(bitmaps[value]) if value in bitmaps else 0 for value in values}

        return count

    def crosstab(self, found, rows, columns):
        """How many of the documents in `found` have each two values: [[number, …], …] by rows, then by columns.

        `rows` and `columns` are each (facet, keys).
        """
        down, across = ([self.having(name, key) for key in keys] for name, keys in (rows, columns))
        return [[row.intersection_cardinality(one) for one in across] for row in (found & one for one in down)]

    def having(self, name, value):
        """The documents with this one value of the facet `name`."""
        return self.values.get(name, {}).get(value, BitMap())

    def without(self, names):
        """The same index without the facets `names`."""
        if not self.values.keys() & set(names):
            return self
        return replace(self, values={name: found for name, found in self.values.items() if name not in names})

    def having_also(self, values):
        """The same index with the facets `values` ({name: {value: BitMap}})."""
        return replace(self, values={**self.values, **values}) if values else self

    def called(self, names):
        """The documents that any of `names`, uids and slugs, names; as a bitmap."""
        uids = (name if name in self.numbers else self.slugs.get(name) for name in names)
        return BitMap(number for uid in uids if (number := self.numbers.get(uid)) is not None)

    def largest(self, name, values, most):
        """The `most` of `values` of the facet `name` that most documents have, the largest first."""
        sizes = ((len(self.having(name, value)), value) for value in values)
        return [value for _size, value in nlargest(most, sizes)]

    def ordered(self, found, order, start=0, stop=None):
        """The numbers of the documents in the bitmap `found`, in an order of ORDERS, from `start` to before `stop`."""
        order = order_here(order)
        size = len(found)
        stop = size if stop is None else min(stop, size)
        if start >= stop:
            return []
        # Walking the order meets one of `found` every len(self) / size steps; sorting them looks at each once.
        if stop * len(self) > SORTING * size * size:
            key = sorted_by(order)
            return nsmallest(stop, found, key=lambda number: key(self.documents[number]))[start:]
        return list(islice((number for number in self._whole(order) if number in found), start, stop))

    def _whole(self, order):
        """The numbers of all documents in `order`; sorted when it is asked for first, and kept in step from then on."""
        if order not in self.orders:
            key = sorted_by(order)
            self.orders[order] = array("I", sorted(self.everything, key=lambda number: key(self.documents[number])))
        return self.orders[order]

    def _unions(self, selection):
        return {
            name: reduce(or_, (self.having(name, value) for value in values), BitMap())
            for name, values in selection.items()
            if values
        }

    def _meet(self, bitmaps, within):
        everything = self.everything if within is None else self.everything & within
        return reduce(and_, bitmaps, everything)


class Change:
    """What becomes of `index`, document by document; `result` gives the next index.

    `facets` is {name: function from a document's values to all that it counts for}; relations count as facets.
    `orders` names those of ORDERS that are kept.
    """

    def __init__(self, index, facets, orders):
        self.index, self._facets, self._orders = index, facets, orders
        self._held, self._put = [], []
        self._numbers = {name: defaultdict(lambda: array("I")) for name in facets}

    def add(self, number, one, values):
        """Let `one` (a Document) with `values` ({facet: values}) stand at `number`; None for an entry that is gone."""
        if number in self.index.everything:
            self._held.append(self.index.documents[number])
        if one is None:
            return
        self._put.append(one)
        for name, expand in self._facets.items():
            if name in values:
                numbers = self._numbers[name]
                for value in expand(values[name]):
                    numbers[value].append(number)

    def result(self):
        """The index after the change; itself when nothing was added."""
        index, held, put = self.index, self._held, self._put
        if not held and not put and index.orders:
            return index
        gone, new = BitMap([one.number for one in held]), BitMap([one.number for one in put])
        return KindIndex(
            documents=index.documents.changed({one.number: one for one in put}, gone - new),
            numbers=index.numbers.changed(
                {one.uid: one.number for one in put}, {one.uid for one in held if one.number not in new}
            ),
            slugs=index.slugs.changed({one.slug: one.uid for one in put}, {one.slug for one in held}),
            values={name: self._bitmaps(name, gone) for name in self._facets},
            orders={order: self._ordered(order) for order in dict.fromkeys([*self._orders, *index.orders])},
            everything=(index.everything - gone) | new,
        )

    def _bitmaps(self, name, gone):
        """{value: BitMap} of the facet `name`: without the documents in `gone`, with those put, and none empty."""
        bitmaps = dict(self.index.values.get(name, {}))
        if gone:
            for value in _holding(bitmaps, gone):
                if rest := bitmaps[value] - gone:
                    bitmaps[value] = rest
                else:
                    del bitmaps[value]
        for value, numbers in self._numbers[name].items():
            found = BitMap(numbers)
            bitmaps[value] = bitmaps[value] | found if value in bitmaps else found
        return bitmaps

    def _ordered(self, order):
        """The numbers in `order`: a few are each put in their place, many are sorted together."""
        key, documents = sorted_by(order), self.index.documents
        numbers = self.index.orders.get(order, array("I"))
        if len(self._held) + len(self._put) > MOST_PLACED:
            left = BitMap(numbers) - BitMap([one.number for one in self._held])
            return array("I", [one.number for one in sorted([*map(documents.__getitem__, left), *self._put], key=key)])
        numbers = numbers[:]
        for one in self._held:
            del numbers[bisect_left(numbers, key(one), key=lambda number: key(documents[number]))]
        new = {one.number: one for one in self._put}
        for one in self._put:
            insort(numbers, one.number, key=lambda number: key(new.get(number) or documents[number]))
        return numbers


def _holding(bitmaps, numbers):
    """The values of `bitmaps` ({value: BitMap}) that hold any of `numbers`: mostly one, in one of thousands."""
    if len(numbers) == 1:
        number = numbers[0]
        return [value for value, found in bitmaps.items() if number in found]
    return [value for value, found in bitmaps.items() if found.intersect(numbers)]
