"""What a query finds, and how well."""

from functools import cached_property, reduce
from operator import and_

from pyroaring import BitMap

from catalogue.search.query import Term
from catalogue.search.synonyms import Part, widened
from catalogue.search.tiers import Tiers, all_of, any_of


class Found:
    """What `query` finds in the index of `search`, which is also asked for terms beside its own: those in `ahead`."""

    def __init__(self, query, search, ahead=()):
        self.query, self._index = query, search.index
        own = [Part((clause,)) for clause in query.positive]
        self.parts = own if search.literal else widened(query.positive, search.catalogue)
        self._title = title_of(query)
        others = [term for part in self.parts for term in part.others]
        self.tiers = search.tiers_of([*terms_of(query.clauses), *others, *self._title, *ahead])

    @cached_property
    def documents(self):
        """The documents found, as a bitmap."""
        return self._all([self._tiers(part) for part in self.parts], self.query.clauses)

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


def terms_of(clauses):
    return [term for clause in clauses for term in clause.terms]


def title_of(query):
    """The words of a query of several plain words, as one term in a list: a title may hold just that."""
    terms = terms_of(query.clauses)
    plain = len(query.positive) == len(query.clauses) == len(terms) > 1
    return [Term(tuple(word for term in terms for word in term.words), query.text)] if plain else []
