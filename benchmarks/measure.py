"""Timing and memory, with as little noise as a shared machine allows."""

import gc
import math
import os
import time
from dataclasses import dataclass
from pathlib import Path

LEAST = 3
"""Repeats that are made even when the first ones took all the time there is."""


@dataclass(frozen=True)
class Times:
    """Sorted durations of one call, in milliseconds; `processor` is the median of what this process worked of them.

    On a busy machine the two differ: others had the processor meanwhile, or the database worked.
    """

    all: tuple[float, ...]
    processor: float = 0.0

    @property
    def median(self):
        return self.at(0.5)

    def at(self, share):
        """The duration that `share` of the calls did not exceed (nearest rank)."""
        return self.all[max(0, math.ceil(len(self.all) * share) - 1)]

    def evenly(self, count):
        """`count` durations at equal distances, the fastest and the slowest among them."""
        last = len(self.all) - 1
        return [self.all[round(at * last / (count - 1))] for at in range(count)]


def one_core():
    """Stay on one core from now on, where the system can be told so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def milliseconds(call):
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def timed(call, *, repeats=30, seconds=5.0, before=lambda: None):
    """Call it once to warm up, then up to `repeats` times within `seconds`; the Times.

    `before` is called before each, and its time is not counted.
    """
    call()
    gc.collect()
    found, worked, end = [], [], time.perf_counter() + seconds
    while len(found) < repeats and (len(found) < LEAST or time.perf_counter() < end):
        before()
        start = time.process_time()
        found.append(milliseconds(call))
        worked.append((time.process_time() - start) * 1000)
    return Times(tuple(sorted(found)), sorted(worked)[len(worked) // 2])


def megabytes():
    """(Pss, Rss) of this process in MB: its memory with its share of what others map too, and all it maps."""
    facts = dict(line.split(":") for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    return tuple(int(facts[name].split()[0]) / 1024 for name in ("Pss", "Rss"))
