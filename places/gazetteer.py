"""Gazetteer: every name of every place, in one list. Whoever asks for a place by what people call it asks here.

Names are CLDR's in the languages of the site, what else a place is called there, and adjectives of its people. Some
are only for finding: who is shown one would be told that the place is called so.
"""

import unicodedata
from bisect import bisect_left
from collections import defaultdict
from functools import cache
from itertools import islice, permutations, takewhile
from typing import NamedTuple

from places.letters import UNSEEN, plain
from places.memory import memoised
from places.names import LANGUAGES, OWN_LANGUAGE, locale
from places.tree import tree

# What places are called in these is CLDR's to say alone: see `countries_abroad`.
ABROAD = "am bn de fa ha hi id it ja km ko ku lo mn ms my ne nl pl ps pt ro ru si so sq sr sw ta th tl tr uk ur"
# The sorts of names, as a file of places has them but for the first.
USUAL, OTHER, ADJECTIVE, SEARCH_ONLY = "usual", "names", "adjectives", "search_only"
# When a name that is an everyday word, too, names the place: when it stands in capitals, or when nothing stands beside
# it, or when it has its capital letter; or never by itself, as “réunion”.
CAPITALS, ALONE, NEVER = "capitals", "alone", "never"


class Name(NamedTuple):
    """One name of the place `code`; `when` says when it is one, "" for always."""

    code: str
    text: str
    language: str
    sort: str
    key: str
    when: str = ""

    def counts(self, typed, alone):
        """Whether the name is meant where somebody `typed` it so, `alone` or among other words."""
        capital = self.text[:1].isupper() and typed[:1].isupper()
        return {"": True, CAPITALS: typed.isupper(), ALONE: alone or capital, NEVER: False}[self.when]


class Meant(NamedTuple):
    """The codes of the places that words name: `first` those that are usually called so, then the `others`."""

    first: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


NOTHING_MEANT = Meant()


def key(text):
    """What all spellings of a name share: plain letters and digits, in words with a space between them."""
    letters = plain(text).replace(UNSEEN, "")
    return " ".join("".join(letter if _is_of_a_word(letter) else " " for letter in letters).split())


def _is_of_a_word(letter):
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


class Gazetteer:
    """All names of the places of a tree."""

    def __init__(self, places):
        self._everyday = {
            (language, _key(text)): when
            for facts in places.other_names.values()
            for language, names in facts.items()
            for text, when in names.get("everyday", {}).items()
        }
        self.names = tuple(dict.fromkeys(self._gathered(places)))
        self._by_key, self._of = defaultdict(list), defaultdict(list)
        for name in self.names:
            self._by_key[name.key].append(name)
            self._of[name.code].append(name)
        self._keys = sorted(self._by_key)
        # What a place is called on pages, and all that regions and groupings are called, which nobody contests.
        self.shown = tuple(one for one in self.names if one.sort == USUAL or len(one.code) > 2)

    def named(self, folded):
        """The Names with the key `folded`."""
        return self._by_key.get(folded, ())

    def beginning(self, start):
        """The Names whose keys begin with `start`, some letters."""
        at = bisect_left(self._keys, start)
        begun = takewhile(lambda folded: folded.startswith(start), islice(self._keys, at, None))
        return [one for folded in begun for one in self._by_key[folded]]

    def of(self, code):
        """The Names of a place."""
        return self._of.get(code, ())

    def when(self, language, folded):
        """When the key `folded` names a place in `language`, if it is an everyday word there; else ""."""
        return self._everyday.get((language, folded), "")

    def countries(self, folded):
        """The codes of the countries with the key `folded` in a table, where a word can mean nothing else."""
        nouns = [one for one in self.named(folded) if one.sort != ADJECTIVE and len(one.code) == 2]
        return set(ranked(nouns).first)

    def _gathered(self, places):
        for code in places.codes():
            if code in places.groupings:
                yield self._name(code, code, OWN_LANGUAGE, OTHER)  # what stands in its address: mena
            yield from (self._name(code, places.name(code, one), one, USUAL) for one in LANGUAGES)
            for language, names in places.other_names.get(code, {}).items():
                for sort in (OTHER, SEARCH_ONLY, ADJECTIVE):
                    yield from (self._name(code, text, language, sort) for text in names.get(sort, ()))

    def _name(self, code, text, language, sort):
        folded = _key(text)
        return Name(code, text, language, sort, folded, self.when(language, folded))


def ranked(names):
    """The Meant of `names` (Names with one key): in each language, what CLDR calls so stands before the others."""
    if not names:
        return NOTHING_MEANT
    first = []
    for language in LANGUAGES:
        here = [one for one in names if one.language == language]
        first += [one.code for one in here if one.sort == USUAL] or [one.code for one in here]
    first = tuple(dict.fromkeys(first))
    return Meant(first, tuple(dict.fromkeys(one.code for one in names if one.code not in first)))


def gazetteer():
    """The Gazetteer of the tree of places, made once for it."""
    return _made(tree())


@memoised(1)
def _made(places):
    return Gazetteer(places)


@memoised(1 << 14)
def _key(name):
    return key(name)


@cache
def countries_abroad():
    """{key: codes} of countries in ABROAD; some two hundred milliseconds, so it is kept.

    Where a language has a plain name for one country and the same with more words for another, as Hausa has Kongo and
    Kongo ta Kinshasa, the plain one means both, if English has no plain name for either.
    """
    found, alike = defaultdict(set), _with_a_word_in_common()
    for language in ABROAD.split():
        names = _countries_in(language)
        for code, name in names.items():
            found[name].add(code)
        for one, other in alike:
            if set(names[one].split()) < set(names[other].split()):
                found[names[one]].add(other)
    return dict(found)


def _countries_in(language):
    """{code: key of the name} of countries."""
    return {code: key(name) for code, name in locale(language).territories.items() if len(code) == 2}


def _with_a_word_in_common():
    """The pairs of countries whose English names share a word and have others each."""
    words = {code: set(name.split()) for code, name in _countries_in(OWN_LANGUAGE).items()}
    return [
        (one, two)
        for one, two in permutations(words, 2)
        if words[one] & words[two] and words[one] - words[two] and words[two] - words[one]
    ]
