"""modelsearch is measured in a process with settings of its own."""

import json
import os
import subprocess
import sys
from dataclasses import replace

from benchmarks import program
from benchmarks.figures import read
from benchmarks.selections import KIND
from benchmarks.synthetic.databases import FOLDER, ROOT


def measure(run):
    """Figures from a process with settings of its own, on a database that is made for it and dropped again."""
    own = replace(run.database, part="_modelsearch")
    texts = FOLDER / f"{own.name}.jsonl"
    with texts.open("w") as lines:
        lines.writelines(json.dumps([title, body]) + "\n" for _, title, body in program.texts(KIND))
    own.make_empty()
    try:
        settings = {"DATABASE_URL": own.url, "DJANGO_SETTINGS_MODULE": "benchmarks.peers.modelsearch.settings"}
        words = [own.engine, str(own.size), str(own.seed), "quick" if run.quick else ""]
        command = [sys.executable, "-m", "benchmarks.peers.modelsearch.measuring", str(texts), *words]
        done = subprocess.run(
            command, env=os.environ | settings, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
        yield from read(done.stdout.splitlines())
    finally:
        texts.unlink()
        own.remove()
