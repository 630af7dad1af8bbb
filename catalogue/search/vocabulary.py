"""The words that texts hold: what a misspelt word may have meant, and how one that is being typed may go on."""

import sys
import threading
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict

from django.db import connection
from django.db.models import Max
from django.utils.translation import get_language
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.kinds import own_kinds
from catalogue.models import ForgottenSpelling, Spelling
from catalogue.search.languages import spoken
from catalogue.search.words import ANY, LONGEST_WORD, NO_CODE, fold, words_of_name

SHORTEST = 4  # letters: among shorter words everything is near everything
SHORT = 5  # letters of a word in which there is but one slip, and not in the first
MOST_ENDINGS = 100
MOST = chr(sys.maxunicode)  # no word begins with it
CHUNK = 500
# Words that left are remembered by their keys for as many more; whoever read before that reads all words anew.
FORGOTTEN_KEPT = 10_000


class Vocabulary:
    """The words of today's texts: `sorted` are all, as (folded, code of its stemmer, as it is spelt)."""

    def __init__(self):
        self.sorted, self._letters = [], ()
        self._words = []  # (code and word as it is spelt, folded, key), in order
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
        words = sorted([*self._words, *((word, fold(uncoded(word)[1]), pk) for pk, word in new)])
        # New lists, not longer ones: other threads may be going through them.
        self._words = [one for one in words if one[2] not in left]
        self.sorted = sorted((folded, *uncoded(word)) for word, folded, _pk in self._words if folded)
        self._letters = sorted({folded[0] for folded, _code, _spelt in self.sorted})

    def codes(self, folded):
        """The codes of the languages that hold the word `folded`."""
        return {code for _folded, code, _spelt in self._between((folded,), (folded, MOST))}

    def beginning(self, start):
        """The words that begin with `start`, as (folded, code, as it is spelt)."""
        return self._between((start,), (start + MOST,))

    def perhaps(self, word):
        """The words that the folded `word` may be a slip for: those with its first letter, and with one slip there."""
        begun_otherwise = {letter + rest for letter in self._letters for rest in (word, word[1:])}
        begun_otherwise |= {word[1:], word[1] + word[0] + word[2:]}
        others = sorted(one for one in begun_otherwise if one[0] != word[0]) if len(word) > SHORT else ()
        return [*self.beginning(word[0]), *(held for one in others for held in self._between((one,), (one, MOST)))]

    def _between(self, first, after):
        known = self.sorted
        return known[bisect_left(known, first) : bisect_left(known, after)]


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
    return len(folded) < SHORTEST or bool(vocabulary(catalogue).codes(folded))


def beginning_with(start, catalogue):
    """{code of a stemmer: the folded words of its texts that begin with `start`}; None when they are too many."""
    begun = vocabulary(catalogue).beginning(start)
    if len(begun) > MOST_ENDINGS:
        return None
    found = defaultdict(list)
    for word, code, _spelt in begun:
        found[code].append(word)
    return found


def uncoded(word):
    """(code of its stemmer, word as it is spelt) of a word as it is kept."""
    code = word[: len(NO_CODE)]
    return ANY if code == NO_CODE else code, word[len(NO_CODE) :]


def spelling(text, word):
    """How `word` (a Word of `text`) is spelt, in small letters."""
    return unicodedata.normalize("NFC", text[word.start : word.end][:LONGEST_WORD]).lower()[:LONGEST_WORD]


def is_spelt(word):
    """Whether a misspelt word may have meant `word` (a Word)."""
    return len(word.folded) >= SHORTEST and not word.folded[0].isdigit()


CANDIDATES = 5


def is_known(word, catalogue):
    """Whether the folded `word` stands in a text or in a name, or is too short for that to be said."""
    return holds(word, catalogue) or word in _names(catalogue) or word in _names(catalogue, foreign=True)


def nearest(word, catalogue):
    """The words nearest to the folded `word`, at most CANDIDATES: [(word as it is spelt, distance), …].

    The distance is that of optimal string alignment: letters put in, left out, replaced, or two of them swapped. One
    slip is allowed in up to five letters, two in more, and the first letter is rarely one. A word of another language
    is no slip for one of the reader's; one that is not among these is looked for among the words of other languages,
    with one slip. Whether the words are found is for the search to say.
    """
    known, own = vocabulary(catalogue), spoken()
    codes = known.codes(word)
    if len(word) < SHORTEST or (codes and not codes & {*own}):
        return []
    slips = 1 if len(word) <= SHORT else 2
    perhaps = [one for one in known.perhaps(word) if abs(len(one[0]) - len(word)) <= slips]
    here = [(folded, spelt) for folded, code, spelt in perhaps if code in own]
    names = [one for one in _names(catalogue).items() if abs(len(one[0]) - len(word)) <= slips]
    near = _near(word, [*here, *names], slips)
    return near or _near(word, [(folded, spelt) for folded, code, spelt in perhaps if code not in own], 1)


def _near(word, others, slips):
    """[(spelt, distance), …] of the `others`, [(folded, spelt), …], within `slips` of the folded `word`."""
    folded = [one for one, _spelt in others]
    found = process.extract(word, folded, scorer=OSA.distance, score_cutoff=slips, limit=None)
    near = [(others[at][1], distance) for other, distance, at in found if distance and _is_slip(word, other, distance)]
    return near[:CANDIDATES]


def _is_slip(word, other, distance):
    """Whether somebody who meant `other` types `word`: the first letter is right, but for one slip in a longer word."""
    return word[0] == other[0] or (distance == 1 and len(word) > SHORT)


def _names(catalogue, *, foreign=False):
    """{folded: as it is spelt} for the words of the names of what entries have; or of the foreign ones among these."""

    def gather():
        written = {
            name.text
            for kind in own_kinds()
            for facet in kind.filters.facets().values()
            if facet.named
            for name in facet.names(catalogue, catalogue.kinds[kind.name])
            if name.foreign == foreign
        }
        found = ((name, word) for name in sorted(written) for word in words_of_name(name))
        return {word.folded: spelling(name, word) for name, word in found if is_spelt(word)}

    return catalogue.remembered(("spelling", get_language(), foreign), gather)
