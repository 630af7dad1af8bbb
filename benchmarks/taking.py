"""What it takes a worker to hand out a list of everything: the memory on top of its own, and the time."""

import gc
import time
from pathlib import Path

from benchmarks import program
from benchmarks.measure import megabytes, one_core
from benchmarks.report import Figure

FORMS = ("csv", "xlsx", "geojson")


def measure(run):
    one_core()
    program.taken_away("json", "?place=KE&sort=title")  # what any first file brings into memory
    for form in FORMS:
        yield _taken(form)


def _taken(form):
    gc.collect()
    _own, before = megabytes()
    forget_peak()
    started, size = time.perf_counter(), program.taken_away(form)
    seconds = time.perf_counter() - started
    note = f"{size / 1e6:,.1f} MB in {seconds:.0f} s; {before:.0f} MB mapped before"
    return Figure("taking", f"all practices as {form}", max(0.0, peak() - before), unit="MB", note=note)


def forget_peak():
    """Let the highest memory of this process be that of now (proc(5), clear_refs)."""
    Path("/proc/self/clear_refs").write_text("5")


def peak():
    """The highest memory that this process has mapped since, in MB."""
    facts = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(facts["VmHWM"].split()[0]) / 1024
