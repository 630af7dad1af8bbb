"""Memoisation of what follows from words alone, such as the key that a name is sorted by, in all of the process.

Such a name may be taken back: `forget` lets go of all of them, and whoever sees that a new era has begun calls it. What
follows from an entry, its address or its label, is no matter for this: that is remembered with a catalogue, or not.
"""

from functools import lru_cache

_memories = []


def memoised(most):
    """LRU cache: the decorator of functions whose last `most` results are remembered until they are forgotten."""

    def decorate(function):
        remembering = lru_cache(maxsize=most)(function)
        _memories.append(remembering)
        return remembering

    return decorate


def forget():
    """Remember nothing of what was looked at so far."""
    for one in _memories:
        one.cache_clear()
