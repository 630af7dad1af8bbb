"""The words that texts hold: what a misspelt word may have meant, and how one that is being typed may go on."""

import sys
import threading
import unicodedata
from bisect import bisect_left

from django.db import connection

from catalogue.models import Spelling
from catalogue.search.words import LONGEST_WORD, fold

SHORTEST = 4  # letters: among shorter words everything is near everything
MOST_ENDINGS = 100
CHUNK = 500


class Vocabulary:
    """All words of texts, as they are spelt and folded, and in order. It grows and never shrinks."""

    def __init__(self):
        self.last = 0  # the key of the newest Spelling read
        self.spelt, self.folded, self.sorted = [], [], []

    def read(self):
        """Take in the words that are new since the last call."""
        rows = list(Spelling.objects.filter(pk__gt=self.last).order_by("pk").values_list("pk", "word"))
        if rows:
            spelt = [word for _pk, word in rows]
            folded = [fold(word) for word in spelt]
            # New lists, not longer ones: other threads may be going through them.
            self.spelt, self.folded = self.spelt + spelt, self.folded + folded
            self.sorted = sorted(self.sorted + folded)
            self.last = rows[-1][0]
        return self


_lock = threading.Lock()
_held = Vocabulary()


def forget():
    """Read the words anew at the next call: after the database was replaced under this process."""
    global _held
    with _lock:
        _held = Vocabulary()


def learn(words):
    """Keep `words`, as they are spelt, for all processes. Written inside the transaction that publishes them."""
    words = sorted(words)
    with connection.cursor() as cursor:
        for start in range(0, len(words), CHUNK):
            part = words[start : start + CHUNK]
            places = ", ".join(["(%s)"] * len(part))
            # As text: objects for the thousands of words of some hundred entries take longer than all the rest.
            cursor.execute(f"INSERT INTO catalogue_spelling (word) VALUES {places} ON CONFLICT DO NOTHING", part)  # noqa: S608


def vocabulary(catalogue):
    """The Vocabulary, brought up to date once for each catalogue."""

    def read():
        with _lock:
            return _held.read()

    return catalogue.remembered("vocabulary", read)


def holds(folded, catalogue):
    """Whether some text holds or held the word `folded`, or it is too short to be kept."""
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
