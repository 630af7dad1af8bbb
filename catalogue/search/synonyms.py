"""Which documents a term is in, by their words and by names of what belongs to them; and which words mean the same."""

import threading
from collections import OrderedDict
from dataclasses import dataclass

from django.utils.translation import get_language
from pyroaring import BitMap

from catalogue.kinds import ANY_KIND, own_kinds
from catalogue.models import LONGEST_MEMBER, SynonymGroup, folded_words
from catalogue.search import texts
from catalogue.search.place_names import meant
from catalogue.search.query import COMMON, Clause, Term
from catalogue.search.tiers import apart
from catalogue.search.vocabulary import beginning_with
from catalogue.search.words import ANY, algorithm, stem
from publishing.models import Generation

MOST_RECENT = 200


class Recent:
    """The last `most` values that were put, by key. Safe for threads."""

    def __init__(self, most):
        self._most = most
        self._values = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key):
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key, value):
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    def clear(self):
        with self._lock:
            self._values.clear()


def tiers_of(terms, catalogue):
    """{term: Tiers} of `terms` over the documents of all kinds: one query, or none when all were looked for lately."""
    lately, language = recent(catalogue), get_language()
    known = {term: lately.get((term, language)) for term in terms}
    new = [term for term, tiers in known.items() if tiers is None]
    in_texts = [term for term in new if not term.places.first]
    found = iter(texts.match([asked for term in in_texts for asked in _asked(term, catalogue)]))
    for term in new:
        known[term] = _in_places(term.places, catalogue) if term.places.first else _in_words(term, found, catalogue)
        lately.put((term, language), known[term])
    return known


def _in_words(term, found, catalogue):
    title, summary, rest = next(found), next(found), next(found)
    whole, holding = named(term, title, catalogue)
    return apart(title, summary | whole, rest | holding)


def _in_places(places, catalogue):
    """The Tiers of the documents of the places meant, those of the others that are called so after them."""
    index = catalogue.kinds[ANY_KIND]
    first, others = ([index.having("place", code) for code in codes] for codes in places)
    return apart(BitMap(), BitMap().union(*first), BitMap().union(*others))


def recent(catalogue):
    """The Tiers of terms looked for lately: whoever turns a page or a filter on asks for the same words again."""
    return catalogue.remembered("recent terms", lambda: Recent(MOST_RECENT))


def _asked(term, catalogue):
    """What to ask for in each field, so that documents with `term` are found."""
    endings = beginning_with(term.words[-1], catalogue) if term.prefix else None
    # When there are too many, stems that begin as the word does stand for words that do: a stem is a beginning itself.
    prefix = term.prefix and endings is None
    lasts = [term.words[-1], *(endings or ())]
    sought = {
        tuple(stem(word, by) for word in (*term.words[:-1], last)) for last in lasts for by in algorithms(catalogue)
    }
    return [texts.Asked(field, tuple(sorted(sought)), prefix) for field in texts.FIELDS]


def algorithms(catalogue):
    """The stemmers of the languages that texts are in and of the reader's own, and ANY."""
    language = get_language()

    def gather():
        used = catalogue.kinds[ANY_KIND].values.get("language", {})
        return sorted({ANY, *map(algorithm, [*used, language])})

    return catalogue.remembered(("algorithms", language), gather)


def named(term, titled, catalogue):
    """The documents with a value that `term` names: a place, a theme, or one of the entries in the bitmap `titled`.

    Two bitmaps: those with a value whose name it is, or of a facet without any, and those where it is only part of one.
    """
    whole, holding = BitMap(), BitMap()
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        for facet, keys in values_named(term, titled, catalogue, kind):
            called = facet.called(term, keys) or keys
            for key in keys:
                found = index.having(facet.field_name, key)
                whole, holding = (whole | found, holding) if key in called else (whole, holding | found)
    return whole, holding


def values_named(term, titled, catalogue, kind):
    """[(facet, keys), …]: the values that `term` names, of the facets of `kind` (a Kind); as `named`."""
    index, by = catalogue.kinds[kind.name], algorithms(catalogue)
    facets = [facet for facet in kind.filters.facets().values() if facet.named]
    return [(facet, facet.keys_named(term, titled, by, catalogue, index)) for facet in facets]


@dataclass(frozen=True)
class Part:
    """One or more clauses that stand for one thing, and the `others`, terms that mean the same. Any of both will do.

    Where the clauses name places, a term with these is the last of the others.
    """

    clauses: tuple[Clause, ...]
    others: tuple[Term, ...] = ()

    @property
    def typed(self):
        return " ".join(clause.typed for clause in self.clauses)

    @property
    def places(self):
        """The term with the places that the clauses name, or None."""
        return next((term for term in self.others if term.places.first), None)


def widened(query, catalogue):
    """The Parts of the positive clauses of `query`: the longest first that a group holds or that are a place's name.

    What is quoted is taken to the letter.
    """
    parts, rest = [], list(query.positive)
    while rest:
        part = _longest(rest, catalogue, query) or Part((rest[0],))
        parts.append(part)
        del rest[: len(part.clauses)]
    return parts


def _longest(clauses, catalogue, query):
    """The Part of the longest run at the beginning of `clauses` that a group holds or that names a place, or None."""
    for length in range(min(LONGEST_MEMBER, len(clauses)), 0, -1):
        run = clauses[:length]
        if any(len(clause.terms) > 1 or clause.terms[0].quoted for clause in run):
            continue
        group = _in_group([word for clause in run for word in clause.terms[0].words if word not in COMMON], catalogue)
        places = _places(run, query)
        if group or places:
            return Part(tuple(run), (*group, *places))
    return None


def _in_group(folded, catalogue):
    """The other terms of a group that holds the words `folded`."""
    groups = catalogue.remembered(("synonyms", get_language()), lambda: _by_stems(catalogue))
    for by in algorithms(catalogue):
        if group := groups.get((by, tuple(stem(word, by) for word in folded))):
            return [term for term in group if not _same(term, folded, by)]
    return []


def _places(run, query):
    """The term, in a list, with the places that a `run` of the clauses of `query` names."""
    alone = run == query.positive and not query.negative
    clauses = query.clauses if alone else run
    folded = tuple(word for clause in clauses for word in clause.terms[0].words)
    typed = " ".join(clause.typed for clause in clauses)
    places = meant(folded, typed, alone=alone)
    return [Term(folded, typed, places=places)] if places.first else []


def _same(term, folded, by):
    return [stem(word, by) for word in term.words if word not in COMMON] == [stem(word, by) for word in folded]


def _by_stems(catalogue):
    """{(algorithm, stems): the terms of the groups that hold a word or name with these stems}"""
    found = {}
    for members in catalogue.synonyms:
        terms = {folded_words(member): member for member in reversed(members) if folded_words(member)}
        group = [Term(words, member) for words, member in reversed(terms.items())]
        for term in group:
            for by in algorithms(catalogue):
                # Without the common words, which a query does not have either.
                key = by, tuple(stem(word, by) for word in term.words if word not in COMMON)
                found[key] = list(dict.fromkeys([*found.get(key, ()), *group]))
    return found


def load_synonyms(rows):
    """Add the groups in `rows` (lists of words) of which no word is in a group yet. Returns whether any was added.

    What editors have made of a group stays as it is. Raises ValidationError for what can't be a group.
    """
    added = False
    for row in rows:
        if SynonymGroup.objects.all().holding(row):
            continue
        group = SynonymGroup(words="\n".join(row))
        group.full_clean()
        group.save()
        added = True
    if added:
        Generation.objects.advance(vocabulary=True)
    return added
