"""A search: what a reader typed, the documents that hold it, how well they match, and what else was meant."""

from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

from pyroaring import BitMap

from catalogue.kinds import own_kinds
from catalogue.search.query import Term, parse
from catalogue.search.spelling import nearest
from catalogue.search.synonyms import Part, widened
from catalogue.search.terms import tiers_of, values_named
from catalogue.search.tiers import Tiers, all_of, any_of, scored

# A word that so few entries hold may be a slip, if another one is found so many times more often.
RARE, OFTENER = 2, 10


@dataclass(frozen=True)
class Correction:
    """What may have been meant: the query `text` with other words, and how many entries it finds."""

    text: str
    count: int


class Search:
    """A search for `text` in one index of the catalogue. Unless it is `literal`, synonyms are searched for too.

    When nothing is found at all, `taken` is what was searched for instead: a word may be misspelt, or not yet whole.
    """

    def __init__(self, text, catalogue, index, *, literal=False, typing=False):
        self.query = parse(text, typing=typing)
        self.catalogue, self.index, self.literal = catalogue, index, literal

    @cached_property
    def found(self):
        """The documents found, as a bitmap."""
        return self._effective.found

    def best(self, found, start, stop):
        """The numbers of the documents in the bitmap `found` from `start` to before `stop`, the best match first.

        Among equals, the newest edition first.
        """
        numbers, skip = [], start
        for _score, documents in scored(found, self._effective.weighed):
            if skip >= len(documents):
                skip -= len(documents)
                continue
            numbers += self.index.ordered(documents, "newest", skip, skip + stop - start - len(numbers))
            skip = 0
            if len(numbers) == stop - start:
                break
        return numbers

    @property
    def titled(self):
        """The documents whose titles hold all that was typed, as a bitmap."""
        return self._effective.titled

    @property
    def others(self):
        """What was found beside the words typed: [(typed, [words that mean the same]), …]."""
        said = []
        for part in self._effective.parts:
            found = [term.typed for term in part.others if self._effective.count(term)]
            said += [(part.typed, found)] if found else []
        return said

    def names_in(self, number, kind):
        """The names that the entry `number` of `kind` (a Kind) was found by: of places, themes, organisations."""
        index = self.catalogue.kinds[kind.name]
        found = [
            facet.label_of(key, self.catalogue)
            for term in self.terms
            for facet, keys in self._named[term, kind.name]
            for key in keys
            if number in index.having(facet.field_name, key)
        ]
        return list(dict.fromkeys(found))

    @cached_property
    def _named(self):
        """{(term, name of a kind): what values_named gives}"""
        return {
            (term, kind.name): values_named(term, self._effective.tiers[term].title, self.catalogue, kind)
            for term in self.terms
            for kind in own_kinds()
        }

    @property
    def taken(self):
        """The Correction that was searched for because nothing was found; None when something was."""
        return self._corrected and self._corrected[0]

    @cached_property
    def suggestion(self):
        """The Correction of a rare word that a far more frequent one may be meant by; None when there is none."""
        return None if self.taken else self._correction(lambda count: count <= RARE, at_least=OFTENER)

    @cached_property
    def relaxed(self):
        """Without which words more is found: [(typed, query text without it, BitMap), …], each clause left out once."""
        if len(self.query.clauses) < 2:
            return []
        return [
            (clause.typed, self.query.without(clause), self._effective.without(clause)) for clause in self.query.clauses
        ]

    @cached_property
    def terms(self):
        """All terms that entries were found by."""
        effective = self._effective
        return [term for part in effective.parts for term in (*_terms(part.clauses), *part.others)]

    @cached_property
    def _typed(self):
        return _Found(self.query, self)

    @property
    def _effective(self):
        return self._corrected[1] if self._corrected else self._typed

    @cached_property
    def _corrected(self):
        if self._typed.found:
            return None
        if correction := self._correction(lambda count: not count):
            return correction, _Found(parse(correction.text), self)
        return self._going_on()

    def _going_on(self):
        """The last word as the beginning of one, if something is found by it."""
        going_on = _Found(parse(self.query.text, typing=True), self)
        return (Correction(f"{self.query.text}…", len(going_on.found)), going_on) if going_on.found else None

    def _correction(self, doubtful, at_least=1):
        """The Correction of each word whose number of hits is `doubtful`, by one found `at_least` times as often."""
        query = self.query
        candidates = self._candidates(doubtful)
        counted = tiers_of([term for terms in candidates.values() for term in terms], self.catalogue)
        for typed, terms in candidates.items():
            counts = [(len(counted[term].all & self.index.everything), term) for term in terms]
            own = max(self._typed.count(typed), 1)
            # The first of the most frequent: `nearest` gives the nearest first.
            count, best = max(counts, key=lambda one: one[0], default=(0, None))
            if count >= own * at_least:
                query = parse(query.replaced(typed, best.typed))
        if query.text == self.query.text:
            return None
        count = len(_Found(query, self).found)
        return Correction(query.text, count) if count else None

    def _candidates(self, doubtful):
        """{term: terms that may be meant by it} for the single words whose number of hits is `doubtful`."""
        single = [term for term in _terms(self.query.positive) if len(term.words) == 1 and not term.quoted]
        return {
            term: [Term((word,), word) for word in nearest(term.words[0], self.catalogue)]
            for term in single
            if doubtful(self._typed.count(term))
        }


class _Found:
    """What `query` finds in the index of `search`."""

    def __init__(self, query, search):
        self.query, self._index = query, search.index
        own = [Part((clause,)) for clause in query.positive]
        self.parts = own if search.literal else widened(query.positive, search.catalogue)
        self._title = _title(query)
        terms = [term for part in self.parts for term in part.others]
        self.tiers = tiers_of([*_terms(query.clauses), *terms, *self._title], search.catalogue)

    @cached_property
    def found(self):
        return self._all([self._tiers(part) for part in self.parts], self.query.clauses)

    def count(self, term):
        """How many documents have `term`."""
        return len(self.tiers[term].all & self._index.everything)

    @property
    def titled(self):
        return self.found & all_of([self._tiers(part) for part in self.parts]).title if self.parts else BitMap()

    @property
    def weighed(self):
        """The Tiers that the documents found are scored by; a title that holds all words in a row counts most."""
        in_a_row = [Tiers(self.tiers[term].title, BitMap(), BitMap()) for term in self._title]
        return [self._tiers(part) for part in self.parts] + in_a_row

    def without(self, clause):
        """The documents that are found when `clause` is left out."""
        kept = [one for one in self.query.clauses if one is not clause]
        return self._all([self._of(one) for one in kept if not one.negative], kept)

    def _all(self, tiers, clauses):
        found = reduce(and_, (one.all for one in tiers), self._index.everything)
        for clause in clauses:
            if clause.negative:
                found = found - self._of(clause).all
        return found

    def _tiers(self, part):
        others = [self.tiers[term].lowered() for term in part.others]
        return any_of([all_of([self._of(clause) for clause in part.clauses]), *others])

    def _of(self, clause):
        return any_of([self.tiers[term] for term in clause.terms])


def _terms(clauses):
    return [term for clause in clauses for term in clause.terms]


def _title(query):
    """The words of a query of several plain words, as one term: a title may hold just that."""
    terms = _terms(query.clauses)
    plain = len(query.positive) == len(query.clauses) == len(terms) > 1
    return [Term(tuple(word for term in terms for word in term.words), query.text)] if plain else []
