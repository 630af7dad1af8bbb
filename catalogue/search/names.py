"""The names that values of facets have, to be searched."""

from collections import defaultdict

from catalogue.search.words import stem, words


class Names:
    """The names of some values: {key: names}. A name matches a term that stands in it."""

    def __init__(self, names):
        self._names = [
            (key, tuple(word.folded for word in words(name)), name)
            for key, all_names in names.items()
            for name in dict.fromkeys(all_names)
        ]
        self._by = {}

    def __iter__(self):
        """The names as they are written."""
        return (written for _key, _name, written in self._names)

    def matching(self, term, algorithms):
        """The keys of the values that `term` names, compared by each of `algorithms`."""
        return {key for by in algorithms for key in self._matching(tuple(stem(w, by) for w in term.words), term, by)}

    def _matching(self, sought, term, by):
        stemmed = self._stemmed(by)
        if term.prefix and len(sought) == 1:
            begin = term.words[0]
            return [key for found in stemmed.values() for key, _stems, name in found if _any_begins(name, begin)]
        return [key for key, stems, _name in stemmed.get(sought[0], ()) if _holds(stems, sought, term.prefix)]

    def _stemmed(self, by):
        """{stem: [(key, stems of the name, its words), …]}"""
        if by not in self._by:
            found = defaultdict(list)
            for key, name, _written in self._names:
                stems = tuple(stem(word, by) for word in name)
                for one in set(stems):
                    found[one].append((key, stems, name))
            self._by[by] = found
        return self._by[by]


def _any_begins(name, begin):
    return any(word.startswith(begin) for word in name)


def _holds(stems, sought, prefix):
    """Whether the stems `sought` stand in `stems` in a row, the last perhaps only as a beginning."""
    *first, last = sought
    for at in range(len(stems) - len(first)):
        end = at + len(first)
        if list(stems[at:end]) == first and (stems[end].startswith(last) if prefix else stems[end] == last):
            return True
    return False
