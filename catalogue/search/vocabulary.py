"""The words that texts hold: what a misspelt word may have meant, and how one that is being typed may go on."""

import sys
import threading
import unicodedata
from bisect import bisect_left
from collections import Counter

from django.db import connection
from django.db.models import Max
from django.utils.translation import get_language
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.kinds import own_kinds
from catalogue.models import ForgottenSpelling, Spelling
from catalogue.search.words import LONGEST_WORD, fold, words

SHORTEST = 4  # letters: among shorter words everything is near everything
MOST_ENDINGS = 100
CHUNK = 500
# Words that left are remembered by their keys for as many more; whoever read before that reads all words anew.
FORGOTTEN_KEPT = 10_000


class Vocabulary:
    """The words of today's texts: as they are `spelt` and `folded`, in one order; and `sorted`, folded, in another."""

    def __init__(self):
        self.spelt, self.folded, self.sorted = [], [], []
        self._words = []  # (as it is spelt, folded, key), in order
        self._last = 0  # the key of the newest Spelling read
        # Before any word is: one that leaves meanwhile is not among them.
        self._forgotten = ForgottenSpelling.objects.aggregate(last=Max("pk"))["last"] or 0

    def read(self):
        """The Vocabulary of now: this one, brought up to date, or one that is read anew."""
        new = list(Spelling.objects.filter(pk__gt=self._last).order_by("pk").values_list("pk", "word"))
        left = ForgottenSpelling.objects.filter(pk__gt=self._forgotten).order_by("pk").values_list("pk", "spelling")
        left = list(left)
        if left and left[0][0] > self._forgotten + 1:
            return Vocabulary().read()
        if new or left:
            self._change(new, {key for _pk, key in left})
            self._last = new[-1][0] if new else self._last
            self._forgotten = left[-1][0] if left else self._forgotten
        return self

    def _change(self, new, left):
        words = sorted([*self._words, *((word, fold(word), pk) for pk, word in new)])
        # New lists, not longer ones: other threads may be going through them.
        self._words = [one for one in words if one[2] not in left]
        self.spelt = [spelt for spelt, _folded, _pk in self._words]
        self.folded = [folded for _spelt, folded, _pk in self._words]
        self.sorted = sorted(self.folded)


_lock = threading.Lock()
_held: Vocabulary | None = None


def forget():
    """Read the words anew at the next call: after the database was replaced under this process."""
    global _held
    with _lock:
        _held = None


def learn(texts):
    """Keep the words of `texts`, [(words before, words now)] as sets, and forget those that no text has any more."""
    uses = Counter()
    for before, now in texts:
        uses.update(now - before)
        uses.subtract(before - now)
    _change_uses({word: change for word, change in sorted(uses.items()) if change})
    _forget_unused()


def _change_uses(changes):
    changes = list(changes.items())
    with connection.cursor() as cursor:
        for start in range(0, len(changes), CHUNK):
            part = changes[start : start + CHUNK]
            places = ", ".join(["(%s, %s)"] * len(part))
            # As text: objects for the thousands of words of some hundred entries take longer than all the rest.
            cursor.execute(
                f"INSERT INTO catalogue_spelling (word, uses) VALUES {places} "  # noqa: S608
                "ON CONFLICT (word) DO UPDATE SET uses = catalogue_spelling.uses + excluded.uses",
                [value for pair in part for value in pair],
            )


def _forget_unused():
    """Delete the words that nothing holds any more, and note their keys, which say nothing of them."""
    unused = list(Spelling.objects.filter(uses__lte=0).order_by("pk").values_list("pk", flat=True))
    if unused:
        rows = ForgottenSpelling.objects.bulk_create(ForgottenSpelling(spelling=key) for key in unused)
        Spelling.objects.filter(uses__lte=0).delete()
        ForgottenSpelling.objects.filter(pk__lte=rows[-1].pk - FORGOTTEN_KEPT).delete()


def vocabulary(catalogue):
    """The Vocabulary, brought up to date once for each catalogue."""

    def read():
        global _held
        with _lock:
            _held = (_held or Vocabulary()).read()
            return _held

    return catalogue.remembered("vocabulary", read)


def holds(folded, catalogue):
    """Whether some text holds the word `folded`, or it is too short to be kept."""
    known = vocabulary(catalogue).sorted
    at = bisect_left(known, folded)
    return len(folded) < SHORTEST or known[at : at + 1] == [folded]


def beginning_with(start, catalogue):
    """The folded words of texts that begin with `start`; None when they are too many to be gone through."""
    known = vocabulary(catalogue).sorted
    first, after = bisect_left(known, start), bisect_left(known, start + chr(sys.maxunicode))
    return list(dict.fromkeys(known[first:after])) if after - first <= MOST_ENDINGS else None


def spelling(text, word):
    """How `word` (a Word of `text`) is spelt, in small letters."""
    return unicodedata.normalize("NFC", text[word.start : word.end][:LONGEST_WORD]).lower()[:LONGEST_WORD]


def is_spelt(word):
    """Whether a misspelt word may have meant `word` (a Word)."""
    return len(word.folded) >= SHORTEST and not word.folded[0].isdigit()


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
            name.text
            for kind in own_kinds()
            for facet in kind.filters.facets().values()
            if facet.named
            for name in facet.names(catalogue, catalogue.kinds[kind.name])
        }
        return {word.folded: spelling(name, word) for name in sorted(written) for word in words(name) if is_spelt(word)}

    return catalogue.remembered(("spelling", get_language()), gather)
