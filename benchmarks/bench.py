"""`make bench`: build the synthetic catalogues, measure everything in child processes, write RESULTS.md.

Nothing that fails breaks the run: its row says why. `quick` takes 10,000 entries, fewer repeats, two minutes at most.
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks import measure, real, report
from benchmarks.kept import commits, with_new
from benchmarks.report import PROGRAM, Figure, read
from benchmarks.synthetic.databases import ROOT, Database, postgresql_answers

SEED = 2026
SIZES = (10_000, 100_000, 1_000_000)
QUICK = (10_000,)
BESIDE = Path(__file__).resolve().parent
MINUTE = 60


@dataclass(frozen=True)
class Task:
    """A subject in a child process: whose figures for which `rows` it gives, and the most seconds it may take."""

    subject: str
    rows: tuple[str, ...]
    who: str = PROGRAM
    engines: tuple[str, ...] = ("sqlite", "postgresql")
    most: int = 1_000_000
    seconds: int = 10 * MINUTE

    def is_for(self, database, quick):
        """Whether it is done on `database`; when it is to be quick, peers are measured on SQLite only."""
        known = database.engine in self.engines and database.size <= self.most
        return known and not (quick and self.who != PROGRAM and database.engine != "sqlite")


TASKS = (
    Task("facets", ("facets",), seconds=40 * MINUTE),
    Task("crosstab", ("crosstab",), seconds=20 * MINUTE),
    Task("pages", ("list page", "search page", "queries"), seconds=20 * MINUTE),
    Task("queries", ("search",)),
    Task("starting", ("start", "edit", "memory"), seconds=20 * MINUTE),
    Task("taking", ("taking",), engines=("sqlite",), most=100_000, seconds=20 * MINUTE),
    Task("peers.empty_django", ("memory",), "an empty Django worker"),
    Task("serving", ("throughput",), engines=("sqlite",), most=100_000),
    Task("peers.duckdb", ("facets", "crosstab"), "DuckDB", ("sqlite",), most=100_000),
    Task("peers.tantivy", ("search", "facets", "crosstab"), "tantivy", most=100_000),
    Task("peers.modelsearch.apart", ("search",), "modelsearch", most=100_000, seconds=5 * MINUTE),
    Task("peers.datasette", ("search", "facets", "crosstab"), "Datasette", ("sqlite",), most=100_000),
)


def main(quick=False, sizes=SIZES):
    started, facts, figures = time.monotonic(), measure.facts(SEED), []
    for size in QUICK if quick else sizes:
        figures += measured(size, quick, started)
    say("the real directory", started)
    figures += real.figures(quick)
    facts["Took"] = f"{(time.monotonic() - started) / 60:.0f} minutes"
    if quick:
        write(figures, facts, ROOT / "var" / "bench" / "RESULTS-quick.md")
    else:
        kept = with_new(figures, facts["Commit"])
        write([figure for figure, _commit in kept], facts | {"Commit": commits(kept)}, BESIDE / "RESULTS.md")
    say("written", started)


def measured(size, quick, started):
    """The figures of one size, on every database that there is."""
    figures = []
    for database in built(size, figures):
        for task in TASKS:
            if task.is_for(database, quick):
                say(f"{report.size_in_words(size)} {database.engine}: {task.subject}", started)
                figures += done(task, database, quick)
    return figures


def write(figures, facts, path):
    path.write_text(report.written(figures, facts, (BESIDE / "PROFILE.md").read_text()))


def say(words, started):
    print(f"{time.monotonic() - started:6.0f} s  {words}", flush=True)


def built(size, figures):
    """The databases of `size` that could be made ready, one an engine; what could not be goes to `figures`."""
    databases = [Database(engine, size, SEED) for engine in ("sqlite", "postgresql")]
    if not postgresql_answers():
        figures += [
            Figure(row, "all", None, size=size, engine="postgresql", note="no PostgreSQL answered")
            for row in ("facets", "list page", "search", "start", "edit")
        ]
        databases.pop()
    with ThreadPoolExecutor(len(databases)) as pool:
        outcomes = list(pool.map(made_ready, databases))
    for database, outcome in zip(databases, outcomes, strict=True):
        if outcome:
            figures.append(Figure("facets", "all", None, size=size, engine=database.engine, note=outcome))
    return [database for database, outcome in zip(databases, outcomes, strict=True) if not outcome]


def made_ready(database):
    """Build it unless it is there; why that failed, or ""."""
    try:
        if not database.is_ready():
            database.build()
    except (subprocess.SubprocessError, OSError) as error:
        return f"the catalogue could not be built: {error.__class__.__name__}"
    return ""


def done(task, database, quick):
    """The figures of a task; when it fails or takes too long, those it gave before and a line that says so."""
    words = [task.subject, database.engine, str(database.size), str(database.seed), "quick" if quick else ""]
    command = [sys.executable, "-m", "benchmarks.child", *words]
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env=database.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that what it started ends with it
    )
    try:
        out, errors = child.communicate(timeout=task.seconds)
        why = errors.strip().splitlines()[-1][:200] if child.returncode and errors.strip() else ""
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGTERM)
        out, _errors = child.communicate()
        why = f"stopped after {task.seconds // MINUTE} minutes"
    figures = read(out.splitlines())
    return figures + [_failed(task, database, row, why) for row in task.rows if why and not _is_of(figures, row)]


def _is_of(figures, row):
    return any(figure.row == row for figure in figures)


def _failed(task, database, row, why):
    print(f"          {task.subject}: {why}", flush=True)
    return Figure(row, "all", None, who=task.who, size=database.size, engine=database.engine, note=why)


if __name__ == "__main__":
    asked = sys.argv[1:]
    main("quick" in asked, tuple(int(size) for size in asked if size.isdigit()) or SIZES)
