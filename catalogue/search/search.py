"""A search: what a reader typed, the documents that hold it, how well they match, and what else was meant."""

from dataclasses import dataclass
from functools import cached_property

from pyroaring import BitMap

from catalogue.kinds import own_kinds
from catalogue.search.found import Found, terms_of
from catalogue.search.query import Term, parse
from catalogue.search.terms import tiers_of, values_named
from catalogue.search.vocabulary import is_known, nearest
from catalogue.search.words import fold

# A word that so few entries hold may be a slip, if another one is found so many times more often.
RARE, OFTENER = 2, 10


@dataclass(frozen=True)
class Correction:
    """What may have been meant: the query `text` with other words, and the documents it finds, as a bitmap."""

    text: str
    found: BitMap


class Search:
    """A search for `text` in one index of the catalogue. Unless it is `literal`, synonyms are searched for too.

    When no entry has all words, those that have some of them are found. When nothing is, `taken` is what was searched
    for instead: a word may be misspelt, or not yet whole.
    """

    def __init__(self, text, catalogue, index, *, literal=False, typing=False):
        self.query = parse(text, typing=typing)
        self.catalogue, self.index, self.literal, self.typing = catalogue, index, literal, typing
        self._known, self._near = {}, {}

    def tiers_of(self, asked):
        """{term: Tiers} of at least the terms `asked`: one query, if there are any that were not asked for before."""
        self._known |= tiers_of([term for term in asked if term not in self._known], self.catalogue)
        return self._known

    @property
    def found(self):
        """The documents found, as a bitmap."""
        return self._effective.documents

    @property
    def is_partial(self):
        """Whether nothing has all of the words, and found is what has some of them."""
        return bool(self.found) and not self._effective.whole

    @property
    def nearly(self):
        """The documents that have some of the words, beside a few found that have all; a bitmap."""
        return BitMap() if self.is_partial else self._effective.partly

    def lacking(self, number):
        """What the document `number` has not of the words searched for."""
        return self._effective.lacking(number)

    @property
    def titled(self):
        """The documents whose titles hold all that was typed, as a bitmap."""
        return self._effective.titled

    @property
    def titled_elsewhere(self):
        """The documents of other kinds than the index holds whose titles have all that was typed, as a bitmap."""
        return self._effective.titled_elsewhere

    @property
    def parts(self):
        """The Parts of what was searched for."""
        return self._effective.parts

    def best(self, found, start, stop):
        """The numbers of those in `found` from `start` to before `stop`, the best match first, then the newest."""
        numbers, skip = [], start
        for documents in self._effective.ranked(found):
            if skip >= len(documents):
                skip -= len(documents)
                continue
            numbers += self.index.ordered(documents, "newest", skip, skip + stop - start - len(numbers))
            skip = 0
            if len(numbers) == stop - start:
                break
        return numbers

    @property
    def others(self):
        """What was found beside the words typed: [(typed, [words that mean the same]), …]."""
        said = []
        for part in self._effective.parts:
            # What is only a name in the words that were typed goes without saying.
            found = [one.typed for one in part.others if one.typed != part.typed and self._effective.count(one)]
            said += [(part.typed, found)] if found else []
        return said

    @property
    def places(self):
        """The terms that name places, each with these."""
        return [part.places for part in self._effective.parts if part.places]

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
            (term, kind.name): values_named(term, self._known[term].title, self.catalogue, kind)
            for term in self.terms
            for kind in own_kinds()
        }

    @property
    def taken(self):
        """The Correction that was searched for because nothing was found; None when something was."""
        return self._corrected and self._corrected[0]

    @cached_property
    def suggestion(self):
        """The Correction of a word that nothing has, or few, by a far more frequent one; None when there is none."""
        corrected = not self.taken and self._correct(lambda count: count <= RARE, at_least=OFTENER)
        return corrected[0] if corrected else None

    @cached_property
    def relaxed(self):
        """Without which words more is found: [(typed, query text without it, BitMap), …], each clause left out once."""
        effective = self._effective
        clauses = [*effective.query.positive, *effective.query.negative]
        if len(clauses) < 2:
            return []
        return [(clause.typed, effective.query.without(clause), effective.without(clause)) for clause in clauses]

    @cached_property
    def terms(self):
        """All terms that entries were found by."""
        return [term for part in self._effective.parts for term in (*terms_of(part.clauses), *part.others)]

    @cached_property
    def _typed(self):
        # A word that nothing holds was surely misspelt: what it may mean is asked for in the same query.
        unknown = [term for term in self._single() if not is_known(term.words[0], self.catalogue)]
        return Found(self.query, self, ahead=[one for term in unknown for one in self._meant(term)])

    @property
    def _effective(self):
        return self._corrected[1] if self._corrected else self._typed

    @cached_property
    def _corrected(self):
        """The Correction taken and what it finds, or None."""
        # A place of which nothing is told was meant all the same.
        if self._typed.whole or any(part.places for part in self._typed.parts):
            return None
        if self._typed.partly:
            return self._going_on() if self._is_begun else None
        return self._correct(lambda count: not count) or self._going_on()

    @property
    def _is_begun(self):
        """Whether the last word is in no entry, and so perhaps only the beginning of one."""
        last = terms_of(self.query.clauses[-1:])[-1]
        return not self.query.clauses[-1].negative and not self._typed.count(last)

    def _going_on(self):
        """The last word as the beginning of one, if something is found by it."""
        going_on = Found(parse(self.query.text, typing=True), self)
        found = going_on.whole
        return (Correction(f"{self.query.text}…", found), going_on) if found else None

    def _correct(self, doubtful, at_least=1):
        """The Correction of each word whose number of hits is `doubtful`, by one found `at_least` times as often.

        With what it finds; None when there is no such word, or when all of them together find nothing.
        """
        typed, query = self._typed, self.query
        # A word that a group of synonyms holds is no slip.
        known = {term for part in typed.parts if part.others for term in terms_of(part.clauses)}
        meant = {
            term: self._meant(term) for term in self._single() if term not in known and doubtful(typed.count(term))
        }
        self.tiers_of([one for candidates in meant.values() for one in candidates])
        for term, candidates in meant.items():
            least = max(at_least * typed.count(term), 1)
            often = [one for one in candidates if typed.count(one) >= least]
            # The nearest, and among equally near ones the most frequent.
            if best := min(often, key=lambda one: (candidates[one], -typed.count(one)), default=None):
                query = parse(query.replaced(term, best.typed))
        if query is self.query:
            return None
        found = Found(query, self)
        return (Correction(query.text, found.whole), found) if found.whole else None

    def _single(self):
        """The terms of the query that are single words and not taken to the letter."""
        return [term for term in terms_of(self.query.positive) if len(term.words) == 1 and not term.quoted]

    def _meant(self, term):
        """{term: distance} for the terms that the misspelt word `term` may mean."""
        if term not in self._near:
            near = nearest(term.words[0], self.catalogue)
            self._near[term] = {Term((fold(word),), word): distance for word, distance in near}
        return self._near[term]
