"""What a misspelt word may have meant: the nearest words that the directory holds."""

from django.utils.translation import get_language
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.kinds import own_kinds
from catalogue.search.terms import names as names_of
from catalogue.search.vocabulary import SHORTEST, holds, is_spelt, spelling, vocabulary
from catalogue.search.words import words

CANDIDATES = 5


def is_known(word, catalogue):
    """Whether the folded `word` stands in a text or in a name, or is too short for that to be said."""
    return holds(word, catalogue) or word in _names(catalogue)


def nearest(word, catalogue):
    """The words nearest to the folded `word`, at most CANDIDATES: [(word as it is spelt, distance), …].

    The distance is that of optimal string alignment: letters put in, left out, replaced, or two of them swapped. One
    slip is allowed in up to five letters, two in more. Whether the words are found is for the search to say.
    """
    if len(word) < SHORTEST:
        return []
    known, names = vocabulary(catalogue), _names(catalogue)
    spelt, folded = [*known.spelt, *names.values()], [*known.folded, *names]
    slips = 1 if len(word) <= 5 else 2
    found = process.extract(word, folded, scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES + 1)
    return [(spelt[at], distance) for _folded, distance, at in found if distance][:CANDIDATES]


def _names(catalogue):
    """{folded: as it is spelt} for the words of the names of what entries have."""

    def gather():
        written = {
            name
            for kind in own_kinds()
            for facet in kind.filters.facets().values()
            if facet.named
            for name in names_of(facet, catalogue, kind)
        }
        return {word.folded: spelling(name, word) for name in sorted(written) for word in words(name) if is_spelt(word)}

    return catalogue.remembered(("spelling", get_language()), gather)
