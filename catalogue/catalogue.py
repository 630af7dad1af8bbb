"""The catalogue: the current editions of every kind, held in each worker and brought up to date before each request."""

import gc
import json
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.utils.translation import get_language
from pyroaring import BitMap

from catalogue.edition_rows import current_rows, rows_of_generations
from catalogue.index import Change, KindIndex, indexed
from catalogue.kinds import ANY_KIND, KINDS
from catalogue.models import Document, SynonymGroup
from catalogue.same_names import told_apart
from catalogue.search import vocabulary
from catalogue.shapes import Reference
from places import memory
from places import tree as places_tree
from places.levels import Level
from places.order import sorting_key
from publishing.editions.former_terms import TermInfo, former_slugs, read_vocabularies
from publishing.editions.redaction import with_references
from publishing.models import Generation
from publishing.records.record import RECORDS, with_terms_of_today

LARGE = 10_000  # documents
# What is read of a document, in this order.
COLUMNS = (
    "pk",
    "kind",
    "uid",
    "slug",
    "level",
    "title",
    "language",
    "generation",
    "start_year",
    "fullness",
    "record",
    "titles",
)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything public as it stood at generation `number` in the era `era`. It never changes.

    `step` and `mark` are those of the Generation row that it was read at: they say whether it is still of today.
    `kinds` holds an index for each kind and one, under ANY_KIND, for all of them together. `synonyms` are the words of
    each group of them. One that is `past` holds editions that need not be current any more: see `catalogue.as_of`.
    """

    number: int = 0
    vocabulary: int = 0
    era: str = ""
    step: int = 0
    mark: str = ""
    terms: dict[str, dict[str, TermInfo]] = field(default_factory=dict)
    synonyms: list[list[str]] = field(default_factory=list)
    kinds: dict[str, KindIndex] = field(default_factory=dict)
    past: bool = False
    _memory: dict[Any, Any] = field(default_factory=dict, repr=False)

    def brought_to(self, generation):
        """The catalogue at `generation` (a Generation row): only documents newer than this one are read."""
        if generation.era != self.era:
            places_tree.forget()  # a grouping may have lost words
        same = self.terms and (generation.vocabulary, generation.era) == (self.vocabulary, self.era)
        terms = self.terms if same else read_vocabularies()
        if self.kinds and former_slugs(terms) != self.former:
            return _built(generation)  # what the bitmaps of merged terms hold is one bitmap now
        synonyms = self.synonyms if same else [group.members() for group in SynonymGroup.objects.all()]
        kinds = self._kinds_now(former_slugs(terms))
        facts = {name: getattr(generation, name) for name in ("number", "vocabulary", "era", "step", "mark")}
        if generation.era != self.era:
            memory.forget()  # names that were taken back: the last to need them was who took them out of the orders
        return Catalogue(**facts, terms=terms, synonyms=synonyms, kinds=kinds)

    def _kinds_now(self, former):
        """{kind: KindIndex} as of now, under the slugs that terms have now; `former` as former_slugs gives it."""
        changes = self._changes(former)
        # Without an upper bound: a document newer than the step asked for is read again at the next refresh,
        # while leaving it out could lose its entry from view until then.
        # At a start all are read, in the order in which they lie: through an index each would be looked up by itself.
        rows = Document.objects.changed_after(self.step) if self.step else Document.objects.live()
        for live, values, *facts in rows.values_list("live", "values", *COLUMNS).iterator(chunk_size=2000):
            number, kind = facts[:2]
            one, known = (indexed(*facts), json.loads(values)) if live else (None, {})
            _add(changes, kind, number, one, known)
        return _after(changes)

    def _changes(self, former):
        return {
            name: Change(self.kinds.get(name, KindIndex()), kind.expansions(former), kind.filters.usual_orders)
            for name, kind in KINDS.items()
        }

    def altered(self, documents, **facts):
        """Another catalogue, with `facts`, in which `documents` stand: [(kind, number, Document or None, values)]."""
        changes = self._changes(self.former)
        for kind, number, one, values in documents:
            _add(changes, kind, number, one, values)
        return replace(self, kinds=_after(changes), _memory={}, **facts)

    def remembered(self, key, make):
        """What `make()` gives for this catalogue and `key`: the same for all, though two may make it at once."""
        if key in self._memory:
            return self._memory[key]
        return self._memory.setdefault(key, make())

    @cached_property
    def former(self):
        """{vocabulary: {former slug: the slug now}} of the terms that had other slugs."""
        return former_slugs(self.terms)

    def read(self, edition):
        """The typed record of `edition`, with the slugs of now. Nothing that is public reads it otherwise."""
        return self.as_today(RECORDS[edition.kind].model_validate_json(edition.record))

    def as_today(self, record):
        """`record`, which was read from an edition, with the slugs that its terms have now."""
        return with_terms_of_today(record, self.former)

    def term(self, vocabulary, slug):
        """The TermInfo of `slug`; the slug itself serves as its name when the vocabulary has lost it."""
        return self.terms.get(vocabulary, {}).get(slug) or TermInfo(slug, slug)

    def open_document(self, kind, uid):
        """The Document of an entry that may be named and linked from others, or None."""
        return self.kinds[kind].open(uid)

    def reference(self, kind, uid, note=""):
        """How an entry that refers to `uid` may speak of it, or None when not at all.

        An open entry is named, as the language of the page knows it, and linked. One at level generalised, or without
        its title, is described if its kind can be: a link would tell which of the described ones it is. Everything else
        is passed over in silence.
        """
        if found := self.open_document(kind, uid):
            title, language = found.named(get_language())
            return Reference(title, KINDS[kind].address(found.slug), note, language, uid)
        description = self._description(kind, uid)
        return Reference(description.words(), note=note) if description else None

    def _description(self, kind, uid):
        """The Record by which the entry `uid` may be spoken of though it may not be named; None when not at all."""
        found = self.kinds[kind].get(uid)
        described = found and found.level in (Level.OPEN, Level.GENERALISED) and hasattr(found.record, "description")
        return found.record.description() if described else None

    def told(self, record):
        """`record` with those references only that `reference` would make: for readers who get the record itself."""
        return with_references(
            record, lambda kind, uid: uid if self.open_document(kind, uid) else self._description(kind, uid)
        )

    def references(self, kind, uids):
        """The references to `uids` that may be made, in order of their labels."""
        found = {uid: reference for uid in uids if (reference := self.reference(kind, uid))}
        named = told_apart({uid: one.label for uid, one in found.items() if one.url}, self, kind)
        found = [replace(one, label=named.get(uid, one.label)) for uid, one in found.items()]
        return sorted(found, key=lambda reference: (not reference.url, sorting_key(reference.label)))

    def editions(self, kind, numbers):
        """[EditionRow, …]: the current editions of the documents `numbers`, in order: one query."""
        documents = [self.kinds[kind].documents[number] for number in numbers]
        found = rows_of_generations(documents) if self.past else current_rows(documents)
        # One that became more careful at this moment is left out: the index found it by what it now hides.
        return [
            found[one.uid]._replace(slug=one.slug)
            for one in documents
            if one.uid in found and found[one.uid].level == one.level
        ]

    def records(self, kind, numbers):
        """[(EditionRow, record), …]: the same, each with its record."""
        return [(one, self.read(one)) for one in self.editions(kind, numbers)]

    def card(self, shown, record):
        """The card of the entry whose current edition is `shown`."""
        return KINDS[shown.kind].card(record, self, shown.slug)

    def cards(self, kind, numbers):
        """The cards of the documents with these `numbers`, in order: one query."""
        return [self.card(edition, record) for edition, record in self.records(kind, numbers)]

    def mentioning(self, kind, of, uids):
        """The entries of `kind` that refer to any of the entries `uids` of kind `of`, as a bitmap.

        Nothing refers to an entry that is not open: the relation would tell what its level hides.
        """
        facet = KINDS[kind].mentions[of]
        index = self.kinds[kind]
        found = BitMap()
        for uid in uids:
            if self.open_document(of, uid):
                found |= index.having(facet, uid)
        return found

    def fullest_cards(self, kind, found, most):
        """The cards of the `most` documents in the bitmap `found` of which most is told: one query."""
        return self.cards(kind, self.kinds[kind].ordered(found, "fullest", 0, most))

    def mentions(self, kind, found, uid, most):
        """The cards of the `most` newest entries of `kind` in `found`, each with the part that `uid` has: one query."""
        return [
            {"card": self.card(edition, record), "role": KINDS[kind].part(record, uid)}
            for edition, record in self.records(kind, self.kinds[kind].ordered(found, "newest", 0, most))
        ]


def _add(changes, kind, number, one, values):
    changes[kind].add(number, one, values)
    changes[ANY_KIND].add(number, one, values | {"kind": [kind]})


def _after(changes):
    """{kind: KindIndex} after the `changes` ({kind: Change}), with the facets that follow from other entries.

    These are worked out anew when one of those changed, and given indexes without them: one that held the index of
    before would hold all that there were.
    """
    found = {name: change.result() for name, change in changes.items()}
    other = {name for name, change in changes.items() if found[name] is not change.index}
    derived = {name: _derived_anew(name, other) for name in found}
    bare = {name: index.without(derived[name]) for name, index in found.items()}
    return {
        name: index.having_also({facet: one.derive(bare) for facet, one in derived[name].items()})
        for name, index in bare.items()
    }


def _derived_anew(name, other):
    """{name: Facet} of those of the kind `name` that follow from entries of the kinds `other`, or stand in one."""
    facets = KINDS[name].derived_facets
    return {key: one for key, one in facets.items() if other & {name, *one.derived_from}}


_lock = threading.Lock()
_held: Catalogue | None = None
_standing: ContextVar[Catalogue | None] = ContextVar("standing", default=None)


@contextmanager
def standing(catalogue):
    """As long as the block lasts, `current` gives `catalogue` in this thread, whatever is published meanwhile."""
    token = _standing.set(catalogue)
    try:
        yield catalogue
    finally:
        _standing.reset(token)


def stands():
    """Whether `current` gives a catalogue that somebody chose."""
    return _standing.get() is not None


def current():
    """The catalogue as of now. Call it once a request: it asks the database for the generation (one query)."""
    global _held
    if chosen := _standing.get():
        return chosen
    held = _held
    if held and held.mark == Generation.objects.now().mark:
        return held
    with _lock:
        # Asked again: another thread may have brought it further while this one waited.
        now = Generation.objects.now()
        if _held is None or _held.mark != now.mark:
            _held = _held.brought_to(now) if _held and _leads_to(_held, now) else _built(now)
        return _held


def _leads_to(catalogue, now):
    """Whether the database came from where `catalogue` is to `now`; a restored one may count alike and be another."""
    return catalogue.step < now.step and Generation.objects.holds(catalogue.step, catalogue.mark)


def _built(generation):
    """The catalogue at `generation`, from nothing.

    A large one is millions of objects that stay and refer to nothing that could go round in circles: the collector does
    not look for garbage among them, neither while they are made nor at every later turn.
    """
    vocabulary.forget()
    collects = gc.isenabled()
    gc.disable()
    try:
        built = Catalogue().brought_to(generation)
    finally:
        if collects:
            gc.enable()
    if len(built.kinds[ANY_KIND]) >= LARGE:
        gc.freeze()
    return built


def forget():
    """Build the catalogue anew at the next call of `current`."""
    global _held
    with _lock:
        _held = None
