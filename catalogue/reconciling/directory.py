"""All that can be matched, as of now: its types, and each thing by its id."""

from functools import cached_property
from itertools import batched

from django.utils.translation import gettext as _
from django.utils.translation import override
from pyroaring import BitMap

from catalogue.kinds import in_menu
from catalogue.languages import codes
from catalogue.reconciling.entries import EntryType
from catalogue.reconciling.places import PlaceType
from catalogue.reconciling.terms import TermType
from catalogue.search.query import Term
from catalogue.search.terms import tiers_of
from catalogue.search.vocabulary import is_known, nearest
from catalogue.search.words import fold, words

# Of a name, so many words are looked for; so many of all names, in one query.
MOST_WORDS, IN_ONE_QUERY = 8, 50


class Directory:
    """What of `catalogue` can be matched, for readers in the active language; its pages are at `site`."""

    def __init__(self, catalogue, site):
        self.catalogue, self.site = catalogue, site
        self._titled = {}

    @cached_property
    def types(self):
        """{id: the type}, in the order that readers meet them in."""
        entries = [EntryType(kind, self) for kind in in_menu()]
        found = [*entries, PlaceType(), TermType("themes", _("Themes"), self.catalogue)]
        return {one.id: one for one in found}

    def properties(self, types=()):
        """{name: Property} of the `types` (ids), or of all; of several with one name the first."""
        chosen = [type for id, type in self.types.items() if not types or id in types]
        return {name: one for type in reversed(chosen) for name, one in type.properties.items()}

    def property(self, name, thing):
        """The Property `name` of a Thing; None where its type has none of that name."""
        return self.types[thing.type].properties.get(name)

    def things(self, ids):
        """{id: Thing} of `ids` as far as there are such: of what may not be named, nobody learns that it is there."""
        asked = {}
        for id in ids:
            type, _slash, key = id.partition("/")
            asked.setdefault(type, []).append(key)
        known = (self.types[type].things(keys) for type, keys in asked.items() if type in self.types)
        return {thing.id: thing for things in known for thing in things.values()}

    def look_up(self, texts, *, begun=False):
        """Look the words of `texts` up in the titles of entries, all at once; the last may be only `begun`."""
        terms = {text: self._terms(text, begun) for text in texts}
        asked = list(dict.fromkeys(term for groups in terms.values() for group in groups for term in group))
        found = {term: BitMap() for term in asked}
        for some in batched(asked, IN_ONE_QUERY):
            for code in codes():  # each text is looked for in what readers of one of the languages are shown
                with override(code):
                    for term, tiers in tiers_of(list(some), self.catalogue).items():
                        found[term] |= tiers.title
        self._titled |= {text: [BitMap().union(*map(found.get, group)) for group in terms[text]] for text in texts}

    def titled(self, text):
        """For each word of a `text` that was looked up, the documents with it in a title, as a bitmap."""
        return self._titled[text]

    def _terms(self, text, begun):
        """The terms to look for: for each word of `text`, itself and, where nothing has it, what was meant."""
        found = words(text)[:MOST_WORDS]
        groups = [[Term((word.folded,), word.folded, titled=True), *self._meant(word.folded)] for word in found]
        if begun and groups and text[-1:].strip():
            groups[-1] = [Term((found[-1].folded,), found[-1].folded, prefix=True, titled=True)]
        return groups

    def _meant(self, word):
        if is_known(word, self.catalogue):
            return []
        near = (words(spelt) for spelt, _distance in nearest(word, self.catalogue))
        return [Term((fold(one.folded),), one.folded, titled=True) for found in near for one in found]
