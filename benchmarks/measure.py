"""Timing and memory, with as little noise as a shared machine allows."""

import gc
import math
import os
import platform
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.synthetic.databases import ROOT, server_version

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


def facts(seed):
    """{name: value} for the report. No name and no path of the machine."""
    return {
        "Processor": f"{processor()}, {os.cpu_count()} cores (shared with others)",
        "Load when it began": f"{os.getloadavg()[0]:.1f} processes",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB",
        "System": f"{platform.system()} {platform.release().split('-')[0]}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "PostgreSQL": server_version() or "none answered",
        "Commit": commit(),
        "Date": f"{datetime.now(UTC):%Y-%m-%d}",
        "Seed": seed,
        "Again": "`make bench` (10 k, 100 k, 1 M) or `make bench-quick` (10 k)",
    }


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


def commit():
    def git(*words):
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    changed = git("status", "--porcelain", "--", ".", ":!benchmarks/RESULTS.md")
    return git("rev-parse", "--short=10", "HEAD") + (" with changes" if changed else "")
