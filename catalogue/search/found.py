"""What a query finds, and how well."""

from dataclasses import replace
from functools import cached_property, reduce
from operator import and_, sub

from pyroaring import BitMap

from catalogue.search.query import Term
from catalogue.search.synonyms import Part, widened
from catalogue.search.tiers import Tiers, all_of, any_of


class Found:
    """What `query` finds in the index of `search`, which is also asked for terms beside its own: those in `ahead`."""

    def __init__(self, query, search, ahead=()):
        self.query, self._search, self._index = query, search, search.index
        self.parts = self._parts(query)
        self._title = title_of(query)
        own = terms_of([*query.positive, *query.negative])
        self.tiers = search.tiers_of([*own, *others_of(self.parts), *self._title, *ahead])

    @cached_property
    def documents(self):
        """The documents found, as a bitmap."""
        return self._all(self.parts, self.query.negative)

    def count(self, term):
        """How many documents have `term`, one of those that were asked for."""
        return len(self.tiers[term].all & self._index.everything)

    @property
    def titled(self):
        """The documents found whose titles hold all words."""
        return self.documents & all_of([self._tiers(part) for part in self.parts]).title if self.parts else BitMap()

    @property
    def weighed(self):
        """The Tiers that the documents found are scored by; a title that holds all words in a row counts most."""
        in_a_row = [Tiers(self.tiers[term].title, BitMap(), BitMap()) for term in self._title]
        return [self._tiers(part) for part in self.parts] + in_a_row

    def without(self, clause):
        """The documents that are found when `clause` is left out, as a bitmap."""
        kept = replace(self.query, clauses=tuple(one for one in self.query.clauses if one is not clause))
        parts = self._parts(kept)
        # Words that now stand together may be a synonym that they were not before.
        self.tiers = self._search.tiers_of([*terms_of(kept.positive), *others_of(parts)])
        return self._all(parts, kept.negative)

    def _parts(self, query):
        if self._search.literal:
            return [Part((one,)) for one in query.positive]
        return widened(query, self._search.catalogue)

    def _all(self, parts, negative):
        found = reduce(and_, (self._tiers(part).all for part in parts), self._index.everything)
        return reduce(sub, (self._of(clause).all for clause in negative), found)

    def _tiers(self, part):
        others = [self.tiers[one] if one.places.first else self.tiers[one].lowered() for one in part.others]
        return any_of([all_of([self._of(clause) for clause in part.clauses]), *others])

    def _of(self, clause):
        return any_of([self.tiers[term] for term in clause.terms])


def terms_of(clauses):
    return [term for clause in clauses for term in clause.terms]


def others_of(parts):
    return [term for part in parts for term in part.others]


def title_of(query):
    """The words of a query of several plain words, as one term in a list: a title may hold just that."""
    terms = terms_of(query.clauses)
    plain = not query.negative and len(query.clauses) == len(terms) > 1
    return [Term(tuple(word for term in terms for word in term.words), query.text)] if plain else []
