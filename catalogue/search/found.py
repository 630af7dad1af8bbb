"""What a query finds, and how well: all of its words, or where hardly anything has these, some of them."""

from dataclasses import replace
from functools import cached_property, reduce
from operator import and_, sub

from pyroaring import BitMap

from catalogue.kinds import ANY_KIND
from catalogue.search.query import Term
from catalogue.search.synonyms import Part, widened
from catalogue.search.tiers import NOTHING, Tiers, all_of, any_of, covered, rarity, scored

# Where fewer documents have all words, half a page, those that have some are worth showing: so much of what the words
# weigh by their rarity.
FEW, SOME = 10, 0.2


class Found:
    """What `query` finds in the index of `search`, which is also asked for terms beside its own: those in `ahead`."""

    def __init__(self, query, search, ahead=()):
        self.query, self._search, self._index = query, search, search.index
        self.parts, self._known = self._parts(query), {}
        self._title = title_of(query)
        own = terms_of([*query.positive, *query.negative])
        self.tiers = search.tiers_of([*own, *others_of(self.parts), *self._title, *ahead])

    @property
    def documents(self):
        """The documents found, as a bitmap: those that have all words, or where none does, those that have some."""
        return self.whole or self.partly

    @cached_property
    def whole(self):
        """The documents that have all that was asked for."""
        found = reduce(and_, (self._tiers(part).all for part in self.parts), self._index.everything)
        return self._allowed(found)

    @cached_property
    def partly(self):
        """The documents that have some of the words, if hardly any has them all."""
        if self._search.typing or len(self.parts) < 2 or len(self.whole) >= FEW:
            return BitMap()
        weighed = [(rare, tiers.all & self._index.everything) for rare, tiers in self._of_parts]
        levels = covered([(rare, documents) for rare, documents in weighed if documents])
        best = levels[0][0]
        least = min(best, SOME * sum(rare for rare, documents in weighed if documents))
        found = BitMap().union(*(documents for score, documents in levels if score >= least))
        if best <= self._weight_of_nothing and not found & self._about:
            return BitMap()  # a word mentioned in passing, where what was asked for is not there at all
        return self._allowed(found & self._required()) - self.whole

    @cached_property
    def _weight_of_nothing(self):
        """What the words weigh that nothing here has, and that are no place either."""
        parts = zip(self.parts, self._of_parts, strict=True)
        return sum(rare for part, (rare, tiers) in parts if not part.places and not tiers.all & self._index.everything)

    @property
    def _about(self):
        """The documents that are about any of the words: they have more of it than a mention in their other words."""
        return BitMap().union(*(tiers.all - tiers.rest for _rare, tiers in self._of_parts))

    def count(self, term):
        """How many documents have `term`, one of those that were asked for."""
        return len(self.tiers[term].all & self._index.everything)

    def lacking(self, number):
        """What the document `number` has not of what was typed, part by part."""
        if number in self.whole:
            return []
        return [part.typed for part in self.parts if number not in self._tiers(part).all]

    @property
    def titled(self):
        """The documents found whose titles hold all words."""
        return self.whole & self._in_titles

    @property
    def titled_elsewhere(self):
        """The documents of kinds that are not in this index whose titles hold all words."""
        others = self._search.catalogue.kinds[ANY_KIND].everything - self._index.everything
        return self._allowed(others & self._in_titles)

    @property
    def _in_titles(self):
        return all_of([self._tiers(part) for part in self.parts]).title if self.parts else BitMap()

    def ranked(self, found):
        """Bitmaps of the documents in `found`, the best first; what has all words comes before what has some."""
        in_a_row = [self._title_in_a_row(term) for term in self._title]
        weighed = [*self._of_parts, *in_a_row]
        levels = [*scored(found & self.whole, weighed), *scored(found - self.whole, weighed)]
        return [documents for _score, documents in levels]

    def without(self, clause):
        """What is found when `clause` is left out."""
        kept = tuple(one for one in self.query.clauses if one is not clause)
        return Found(replace(self.query, clauses=kept), self._search).documents

    def _title_in_a_row(self, term):
        return self._weighed(Tiers(self.tiers[term].title, *NOTHING[1:]))

    @cached_property
    def _of_parts(self):
        weighed = [(part, *self._weighed(self._tiers(part))) for part in self.parts]
        # Words of a name come together, so that each further one counts half.
        return [(round(rare * (1 + len(part.clauses)) / 2), tiers) for part, rare, tiers in weighed]

    def _weighed(self, tiers):
        everything = self._search.catalogue.kinds[ANY_KIND].everything
        return rarity(everything.intersection_cardinality(tiers.all), len(everything)), tiers

    def _parts(self, query):
        if self._search.literal:
            return [Part((one,)) for one in query.positive]
        return widened(query, self._search.catalogue)

    def _required(self):
        """The documents that have all that is in quotation marks."""
        quoted = [part for part in self.parts if any(term.quoted for term in terms_of(part.clauses))]
        return reduce(and_, (self._tiers(part).all for part in quoted), self._index.everything)

    def _allowed(self, found):
        """`found` without the documents that have what may not be in them."""
        return reduce(sub, (self._of(clause).all for clause in self.query.negative), found)

    def _tiers(self, part):
        if part not in self._known:
            self._known[part] = self._tiers_of(part)
        return self._known[part]

    def _tiers_of(self, part):
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
    words = tuple(word for term in terms for word in term.words)
    return [Term(words, query.text, titled=True)] if plain else []
