"""The names that values of facets have, to be searched."""

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from itertools import islice, takewhile
from operator import itemgetter
from typing import NamedTuple

from catalogue.search.words import ANY, stem, words_of_name

WORD = itemgetter(0)  # of a pair (word, key)


class ValueName(NamedTuple):
    """A name of the value `key`. One that is `whole` is meant only by a term that is all of it: an alias such as “PVE
    through education” names a theme, “PVE” alone does not. So are those that are `foreign`, in a language that is
    neither the reader's nor English: they are not stemmed either, because a stem is many words of other languages."""

    key: str
    text: str
    whole: bool = False
    foreign: bool = False

    def is_meant(self, typed):
        """Whether it is meant by what was `typed`: abbreviations of another language are by capitals only, as “PAN”."""
        return typed.isupper() or not (self.foreign and self.text.isupper())


class ValueNames:
    """The names of some values, in the form in which terms are looked for in them."""

    def __init__(self, names):
        self._names = [(one, tuple(word.folded for word in words_of_name(one.text))) for one in dict.fromkeys(names)]
        self._by = {}

    def matching(self, term, algorithms):
        """The keys of the values that `term` names, compared by each of `algorithms`."""
        if term.prefix and len(term.words) == 1:
            return self._beginning_with(term.words[0])
        return {key for by in algorithms for key in self._matching(tuple(stem(w, by) for w in term.words), term, by)}

    def _beginning_with(self, begin):
        at = bisect_left(self._begun, begin, key=WORD)
        return {key for _word, key in takewhile(lambda pair: pair[0].startswith(begin), islice(self._begun, at, None))}

    @cached_property
    def _begun(self):
        """[(word, key), …] in the order of the words: those that a name may be begun with."""
        words = {(word, one.key) for one, folded in self._names for word in (folded[:1] if one.whole else folded)}
        return sorted(words, key=WORD)

    def _matching(self, sought, term, by):
        held = self._stemmed(by).get(sought[0], ())
        return [
            one.key for one, stems in held if _holds(stems, sought, term.prefix, one.whole) and one.is_meant(term.typed)
        ]

    def _stemmed(self, by):
        """{stem: [(ValueName, stems of its words), …]}"""
        if by not in self._by:
            found = defaultdict(list)
            for name, folded in self._names:
                if name.foreign and by != ANY:
                    continue
                stems = tuple(stem(word, by) for word in folded)
                for one in set(stems):
                    found[one].append((name, stems))
            self._by[by] = found
        return self._by[by]


def _holds(stems, sought, prefix, whole):
    """Whether the stems `sought` stand in `stems` in a row, or are the `whole`; with `prefix` the last may go on."""
    *first, last = sought
    starts = range(len(stems) - len(first)) if not whole else range(len(stems) == len(sought))
    for at in starts:
        end = at + len(first)
        if list(stems[at:end]) == first and (stems[end].startswith(last) if prefix else stems[end] == last):
            return True
    return False
