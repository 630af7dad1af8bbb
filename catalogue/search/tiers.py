"""How well documents match: BM25F by bitmaps. What counts is where a term stands and how rare it is (decision 48)."""

from functools import reduce
from math import log
from operator import or_
from typing import NamedTuple

from pyroaring import BitMap

# What a term counts for in the title; in the summary or as the place of an entry; in its other words; in a name that
# it has from elsewhere, such as a theme's or an organisation's.
WEIGHTS = (8, 5, 3, 1)
STEPS = 2  # of rarity for each factor e: whole numbers, so that few scores differ and each is one bitmap


class Tiers(NamedTuple):
    """The documents that have something in their title; at best in their summary, in the rest, in inherited names."""

    title: BitMap
    summary: BitMap
    rest: BitMap
    names: BitMap

    @property
    def all(self):
        return BitMap().union(*self)

    def lowered(self):
        """The same documents one tier down: those that match by another word for what was asked."""
        return Tiers(BitMap(), self.title, self.summary, self.rest | self.names)


NOTHING = Tiers(BitMap(), BitMap(), BitMap(), BitMap())


def apart(*fields):
    """Tiers of bitmaps that may overlap, the best first: each document counts in its best."""
    seen, found = BitMap(), []
    for field in fields:
        found.append(field - seen)
        seen |= field
    return Tiers(*found)


def any_of(tiers):
    """The documents in any of `tiers` (a list of Tiers), each in its best."""
    return apart(*(reduce(or_, part, BitMap()) for part in zip(*tiers, strict=True))) if tiers else NOTHING


def all_of(tiers):
    """The documents in all of `tiers` (one or more Tiers), each in its worst."""
    found = tiers[0]
    for one in tiers[1:]:
        found = apart(*(a & b for a, b in zip(_so_far(found), _so_far(one), strict=True)))
    return found


def _so_far(tiers):
    """For each tier the documents in it or a better one."""
    return [BitMap().union(*tiers[: at + 1]) for at in range(len(tiers))]


def rarity(documents, of):
    """Inverse document frequency (Spärck Jones 1972) in whole STEPS, 1 at least, of what is in so many of `of`."""
    return max(1, round(STEPS * log(1 + of / max(documents, 1))))


def scored(found, weighed):
    """[(score, BitMap), …] of the documents in `found`, the best first; `weighed` is [(rarity, Tiers), …]."""
    levels = {0: found}
    for rare, tiers in weighed:
        levels = _finer(levels, [(rare * weight, tier) for weight, tier in zip(WEIGHTS, tiers, strict=True)])
    return _best_first(levels)


def covered(weighed):
    """[(sum of rarities, BitMap), …] of the documents that have any of `weighed` ([(rarity, BitMap), …])."""
    levels = {0: BitMap().union(*(documents for _rare, documents in weighed))}
    for one in weighed:
        levels = _finer(levels, [one])
    return _best_first(levels)


def _finer(levels, parts):
    """`levels` ({score: BitMap}) with the score of each of `parts` ([(score, BitMap), …], apart) for what is in it."""
    finer = {}
    for score, documents in levels.items():
        for more, part in parts:
            if here := documents & part:
                finer[score + more] = finer.get(score + more, BitMap()) | here
                documents = documents - here
        if documents:
            finer[score] = finer.get(score, BitMap()) | documents
    return finer


def _best_first(levels):
    return sorted(levels.items(), key=lambda level: -level[0])
