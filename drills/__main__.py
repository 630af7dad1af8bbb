"""Every drill, or those that are named: `python -m drills hanging`. Prints its figures, and writes docs/drills.md."""

import importlib
import sys
import tempfile
from pathlib import Path

DRILLS = ("hanging", "pooler", "backups")
PAGE = Path(__file__).parent.parent / "docs/drills.md"


def figures(name, folder):
    drill = importlib.import_module(f"drills.{name}")
    lines = [f"\n## {drill.__doc__.splitlines()[0]}\n", "| what | figure |", "| --- | --- |"]
    for what, figure in drill.run(folder):
        print(f"{name}: {what}: {figure}", flush=True)
        lines.append(f"| {what} | {figure} |")
    return lines


def main(names):
    if unknown := set(names) - set(DRILLS):
        raise SystemExit(f"There is no drill {', '.join(sorted(unknown))}: there are {', '.join(DRILLS)}.")
    with tempfile.TemporaryDirectory(prefix="gsx-drills-") as folder:
        lines = [line for name in names or DRILLS for line in figures(name, Path(folder))]
    if not names:
        head = "# Drills\n\nWhat `make drills` saw last: the site as production runs it, with a PostgreSQL of its own."
        PAGE.write_text("\n".join([head, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
