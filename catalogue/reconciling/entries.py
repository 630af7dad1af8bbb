"""Entries as things to match: those that may be named, by their titles; their properties are the columns of tables."""

from functools import cached_property, partial
from heapq import nlargest
from itertools import chain, islice

from django.utils.text import Truncator
from django.utils.translation import get_language
from pyroaring import BitMap
from rapidfuzz import fuzz

from catalogue.kinds import ANY_KIND, KINDS
from catalogue.reconciling.thing import Property, Thing, written
from catalogue.search.tiers import covered, rarity
from catalogue.taken import taken_of
from places.gazetteer import key
from places.lists import listed
from places.tree import tree
from publishing.records.record import RECORDS, Answer

# Of the entries that have words of a name in their titles, so many are compared with it, and so many read.
COMPARED, READ = 1_000, 15
LONGEST_ABOUT = 160
# The columns of codes, by those with the names of the same things: (codes, the type that these are of).
CODED = {"countries": ("country_codes", "places"), "regions": ("region_codes", "places")}
CODED["themes"] = ("theme_codes", "themes")
UIDS, SLUGS = ("_uid", "_uids"), ("_slug", "_slugs")


class EntryType:
    """The entries of `kind` (a Kind) in `directory` (a Directory)."""

    def __init__(self, kind, directory):
        self.kind, self.directory = kind, directory
        self.id, self.label = kind.namespace, str(kind.label)
        self._index = directory.catalogue.kinds[kind.name]
        self._short = [name for name in kind.titles if name in RECORDS[kind.name].model_fields]  # acronyms

    def things(self, keys):
        """{key: Thing} of the entries with these uids or slugs that may be named: one query."""
        return self._things(self._index.called(keys))

    def meant(self, texts):
        """{text: [Thing, …]} of the entries that each of `texts`, which were looked up, may mean: one query."""
        numbers = {text: self._nearest(text) for text in texts}
        known = {thing.of.edition.uid: thing for thing in self._things(BitMap(chain(*numbers.values()))).values()}
        uids = {text: [self._index.documents[number].uid for number in found] for text, found in numbers.items()}
        return {text: [known[uid] for uid in found if uid in known] for text, found in uids.items()}

    def _nearest(self, text):
        """The numbers of the documents whose titles have most of the words of `text`, and are most like it."""
        titled = [found & self._index.everything for found in self.directory.titled(text)]
        weighed = [(rarity(len(found), len(self._index)), found) for found in titled if found]
        levels = (documents for _score, documents in covered(weighed)) if weighed else ()
        named = (number for number in chain.from_iterable(levels) if self._may_be_named(number))
        sought = key(text)
        near = nlargest(READ, islice(named, COMPARED), key=lambda number: self._likeness(number, sought))
        return [*self._index.called([text.removeprefix(f"{self.id}/")]), *near]

    def _may_be_named(self, number):
        return self.directory.catalogue.open_document(self.kind.name, self._index.documents[number].uid)

    def _likeness(self, number, sought):
        one = self._index.documents[number]
        return max(fuzz.token_sort_ratio(sought, key(title)) for title in (one.title, *(one.titles or {}).values()))

    def _things(self, numbers):
        named = [number for number in numbers if self._may_be_named(number)]
        taken = taken_of(self.directory.catalogue, self.kind.name, named, self.directory.site)
        return {one.edition.uid: self._thing(one) for one in taken}

    def _thing(self, taken):
        record, text = taken.record, taken.text
        countries = listed([tree().name(code) for code in record.places])
        return Thing(
            type=self.id,
            key=record.uid,
            name=taken.title,
            names=tuple(one.title for one in record.texts if one.title),
            codes=(taken.edition.slug,),
            short=tuple(filter(None, (getattr(record, name) for name in self._short))),
            path=self.kind.address(taken.edition.slug),
            of=taken,
            about=Truncator(" – ".join(filter(None, [countries, taken.summary]))).chars(LONGEST_ABOUT),
            lang="" if text.language == get_language().partition("-")[0] else text.language,
        )

    @cached_property
    def properties(self):
        """{name: Property}, each a column of the tables. Of those that say the same otherwise, one is left."""
        columns = {column.name: column for column in self.kind.columns}
        uids = {one.field: one for name, one in columns.items() if name.endswith(UIDS) and one.field}
        codes = {codes for codes, _type in CODED.values()}
        told = [one for name, one in columns.items() if not name.endswith((*UIDS, *SLUGS)) and name not in codes]
        return {column.name: self._property(column, columns, uids) for column in told}

    def _property(self, column, columns, uids):
        facts = (column.name, column.label, column.meaning)
        if column.name in CODED and CODED[column.name][0] in columns:
            codes, type = CODED[column.name]
            return Property(*facts, partial(self._coded, columns[codes], type), type)
        if column.field in uids:
            return Property(*facts, partial(self._referred, uids[column.field]))
        return Property(*facts, partial(_values, column))

    def _coded(self, column, type, taken):
        known = self.directory.types[type].things(_held(column, taken))
        return [{"id": thing.id, "name": thing.name} for thing in known.values()]

    def _referred(self, column, taken):
        index = self.directory.catalogue.kinds[ANY_KIND]
        found = [index.get(uid) for uid in _held(column, taken)]
        return [
            {"id": f"{KINDS[one.kind].namespace}/{one.uid}", "name": one.named(get_language())[0]}
            for one in found
            if one and self.directory.catalogue.open_document(one.kind, one.uid)
        ]


def _values(column, taken):
    """What the `column` holds of a TakenEntry, each item by itself; nothing where it holds a reason for nothing."""
    return [
        written(one if not isinstance(one, tuple) else " | ".join(str(part) for part in one if part != ""))
        for one in _held(column, taken)
    ]


def _held(column, taken):
    value = column.value(taken)
    if value is None or value == "" or isinstance(value, Answer):
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]
