"""What the figures were measured on: the machine, the versions, the commit."""

import os
import platform
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.synthetic.databases import ROOT, server_version


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
