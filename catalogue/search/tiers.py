"""How well documents match: where a term stands in them. A title says more than a summary, that more than the rest."""

from functools import reduce
from operator import or_
from typing import NamedTuple

from pyroaring import BitMap

# What a term counts for in the title; in the summary or in a name that belongs to the entry; anywhere else.
WEIGHTS = (4, 2, 1)


class Tiers(NamedTuple):
    """The documents that have something in their title, in their summary or names, and only in the rest."""

    title: BitMap
    summary: BitMap
    rest: BitMap

    @property
    def all(self):
        return self.title | self.summary | self.rest

    def lowered(self):
        """The same documents one tier down: those that match by another word for what was asked."""
        return Tiers(BitMap(), self.title, self.summary | self.rest)


NOTHING = Tiers(BitMap(), BitMap(), BitMap())


def apart(title, summary, rest):
    """Tiers of three bitmaps that may overlap: each document counts in its best."""
    summary = summary - title
    return Tiers(title, summary, rest - title - summary)


def any_of(tiers):
    """The documents in any of `tiers` (a list of Tiers), each in its best."""
    return apart(*(reduce(or_, part, BitMap()) for part in zip(*tiers, strict=True))) if tiers else NOTHING


def all_of(tiers):
    """The documents in all of `tiers` (one or more Tiers), each in its worst."""
    found = tiers[0]
    for one in tiers[1:]:
        both = found.title & one.title
        nearly = (found.title | found.summary) & (one.title | one.summary)
        found = apart(both, nearly, found.all & one.all)
    return found


def scored(found, tiers):
    """[(score, BitMap), …] of the documents in `found`, the best first: the sum of their WEIGHTS in `tiers`."""
    levels = {0: found}
    for one in tiers:
        finer = {}
        for score, documents in levels.items():
            seen = BitMap()
            for weight, tier in zip(WEIGHTS, one, strict=True):
                if part := documents & tier:
                    finer[score + weight] = finer.get(score + weight, BitMap()) | part
                    seen |= part
            if rest := documents - seen:
                finer[score] = finer.get(score, BitMap()) | rest
        levels = finer
    return sorted(levels.items(), key=lambda level: -level[0])
