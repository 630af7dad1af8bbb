"""How alike names are, by the groups of three letters that they share.

Trigrams are those of PostgreSQL's pg_trgm: each word is written with two spaces before and one after it. Two names are
as alike as the trigrams that both have are to those that either has (Jaccard), from 0 to 1, and each trigram weighs
log(1 + N/n), where n of N names have it: that two networks are both called “local prevention network” says little
where many are. It is counted here, over words folded as the search compares them, so that both databases find the same.

All pairs are found by prefix filtering (Bayardo, Ma and Srikant 2007, with the longer prefixes of Wang, Li and Feng
2012): two names that are alike share some of their rarest trigrams, so only these are looked up.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import ceil, log

from catalogue.search.words import words

LEAST = 0.6  # of likeness, from which two names may be those of one thing
SHARED = 4  # of the rarest trigrams are what a candidate shares, if it has so many
ROUNDING = 1e-9  # sums in another order differ by less


@dataclass(frozen=True, slots=True)
class Name:
    """One of the names of `owner`."""

    owner: str
    trigrams: frozenset[str]


def trigrams(name):
    """The trigrams of `name`, a frozenset of strings."""
    spaced = [f"  {word.folded} " for word in words(name)]
    return frozenset(word[at : at + 3] for word in spaced for at in range(len(word) - 2))


def alike(own, others, least=LEAST):
    """The owners among `others` with a name like one of `own` (lists of Name): {owner: the highest likeness}."""
    weights = _Weights([*own, *others])
    found = {}
    for name in own:
        whole = weights.of(name.trigrams)
        for other in others:
            measured = weights.likeness(name.trigrams, whole, other.trigrams, weights.of(other.trigrams))
            if measured >= least:
                found[other.owner] = max(measured, found.get(other.owner, 0.0))
    return found


def all_alike(names, least=LEAST):
    """The pairs of different owners among `names` (a list of Name) that are alike.

    Returns {(owner, other): the highest likeness}, the smaller owner first. Takes seconds for ten thousand titles.
    """
    weights = _Weights(names)
    weighed = sorted(
        ((weights.of(name.trigrams), name) for name in names if name.trigrams), key=lambda one: (one[0], one[1].owner)
    )
    seen, needed, found = defaultdict(list), [], {}
    # The lighter names first, so that whoever is looked up weighs at least as much as those seen before.
    for at, (whole, name) in enumerate(weighed):
        prefix, need = weights.prefix(name.trigrams, least * whole)
        needed.append(need)
        met = Counter([other for gram in prefix for other in seen[gram]])
        for other, shared in met.items():
            if shared >= min(need, needed[other]) and weighed[other][0] >= least * whole:
                _note(found, weights, least, weighed[other], (whole, name))
        for gram in prefix:
            seen[gram].append(at)
    return found


def _note(found, weights, least, one, other):
    (whole, name), (other_whole, other_name) = one, other
    if name.owner != other_name.owner:
        measured = weights.likeness(name.trigrams, whole, other_name.trigrams, other_whole)
        if measured >= least:
            pair = (min(name.owner, other_name.owner), max(name.owner, other_name.owner))
            found[pair] = max(measured, found.get(pair, 0.0))


class _Weights:
    """What each trigram weighs among `names`."""

    def __init__(self, names):
        held = Counter(gram for name in names for gram in name.trigrams)
        self.by_gram = {gram: log(1 + len(names) / count) for gram, count in held.items()}
        self.order = {gram: at for at, gram in enumerate(sorted(held, key=lambda gram: (held[gram], gram)))}

    def of(self, grams):
        return sum(map(self.by_gram.__getitem__, grams))

    def likeness(self, grams, whole, other_grams, other_whole):
        """How alike two sets of trigrams are, which as a `whole` weigh so much."""
        shared = self.of(grams & other_grams)
        return shared / (whole + other_whole - shared) if shared else 0.0

    def prefix(self, grams, least):
        """The rarest of `grams`, and how many of them whoever shares the weight `least` with `grams` shares at least.

        What follows the prefix weighs less than `least` without one trigram fewer than that number.
        """
        ordered = sorted(grams, key=self.order.__getitem__)
        heaviest = self.by_gram[ordered[0]]
        need = min(SHARED, max(1, ceil(least / heaviest)))
        rest, spare = self.of(grams), least - (need - 1) * heaviest - ROUNDING
        for at, gram in enumerate(ordered):
            if rest < spare:
                return ordered[:at], need
            rest -= self.by_gram[gram]
        return ordered, need
