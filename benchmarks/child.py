"""One subject in a process of its own: `python -m benchmarks.child SUBJECT ENGINE SIZE SEED [quick]`.

It prints its figures as they come, so that one that takes too long does not cost those before it.
"""

import sys
from dataclasses import dataclass, replace
from importlib import import_module

from benchmarks.synthetic.databases import Database


@dataclass(frozen=True)
class Run:
    """What is measured: the database, and whether there is little time (fewer repeats)."""

    database: Database
    quick: bool

    @property
    def size(self):
        return self.database.size

    @property
    def repeats(self):
        return 9 if self.quick else 30

    @property
    def seconds(self):
        """How long one thing may be repeated."""
        return 0.3 if self.quick else 4.0


def main(subject, engine, size, seed, quick=""):
    run = Run(Database(engine, int(size), int(seed)), quick == "quick")
    for figure in import_module(f"benchmarks.{subject}").measure(run):
        print(replace(figure, size=figure.size or run.size, engine=figure.engine or engine).line(), flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    main(*sys.argv[1:])
