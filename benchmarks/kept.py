"""Figures of earlier runs, so that the sizes can be measured at different times: the newest of each counts."""

import json
from dataclasses import asdict

from benchmarks.report import Figure, size_in_words
from benchmarks.synthetic.databases import FOLDER

PATH = FOLDER / "figures.json"


def with_new(figures, commit):
    """All [(Figure, commit)] that are known once `figures`, measured at `commit`, took the place of earlier ones.

    Whatever a size and an engine had of a row goes with the first new figure of it: what is no longer measured is gone.
    """
    new = {_part(figure) for figure in figures}
    kept = [(figure, at) for figure, at in _read() if _part(figure) not in new] + [(one, commit) for one in figures]
    PATH.write_text(json.dumps([{"commit": at, **asdict(figure)} for figure, at in kept], indent=1))
    return kept


def commits(kept):
    """In words, at which commit each size was measured: one for all where it was the same."""
    at = {}
    for figure, commit in kept:
        at.setdefault(commit, []).append(size_in_words(figure.size) or "real directory")
    if len(at) == 1:
        return next(iter(at))
    return "; ".join(f"{commit} ({', '.join(dict.fromkeys(sizes))})" for commit, sizes in at.items())


def _part(figure):
    return figure.row, figure.size, figure.engine


def _read():
    if not PATH.exists():
        return []
    return [(Figure(**one), commit) for one in json.loads(PATH.read_text()) if (commit := one.pop("commit"))]
