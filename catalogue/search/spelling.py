"""What a misspelt word may have meant: the nearest words that the directory holds."""

from django.utils.translation import get_language
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.kinds import own_kinds
from catalogue.search.terms import names
from catalogue.search.vocabulary import SHORTEST, is_spelt, spelling, vocabulary
from catalogue.search.words import fold, words

CANDIDATES = 5


def nearest(word, catalogue):
    """The words nearest to the folded `word`, at most CANDIDATES: [(word as it is spelt, distance), …].

    The distance is that of optimal string alignment: letters put in, left out, replaced, or two of them swapped. One
    slip is allowed in up to five letters, two in more. Whether the words are found is for the search to say.
    """
    if len(word) < SHORTEST:
        return []
    known = vocabulary(catalogue)
    of_names = catalogue.remembered(("spelling", get_language()), lambda: _of_names(catalogue))
    spelt, folded = known.spelt + of_names, known.folded + [fold(name) for name in of_names]
    slips = 1 if len(word) <= 5 else 2
    found = process.extract(word, folded, scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES + 1)
    return [(spelt[at], distance) for _folded, distance, at in found if distance][:CANDIDATES]


def _of_names(catalogue):
    """The words of the names of what entries have, as they are spelt."""
    written = {
        name
        for kind in own_kinds()
        for facet in kind.filters.facets().values()
        if facet.named
        for name in names(facet, catalogue, kind)
    }
    return sorted({spelling(name, word) for name in written for word in words(name) if is_spelt(word)})
