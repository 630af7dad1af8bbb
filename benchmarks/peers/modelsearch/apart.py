"""modelsearch is measured in a process with settings of its own, on a database that is made for it and dropped."""

import json
import os
import subprocess
import sys

from benchmarks import program
from benchmarks.peers.modelsearch.measuring import beside
from benchmarks.queries import KIND
from benchmarks.report import read
from benchmarks.synthetic.databases import ROOT


def measure(run):
    own, texts = beside(run.database)
    with texts.open("w") as lines:
        lines.writelines(json.dumps([title, body]) + "\n" for _, title, body in program.texts(KIND))
    own.make_empty()
    try:
        settings = {"DATABASE_URL": own.url, "DJANGO_SETTINGS_MODULE": "benchmarks.peers.modelsearch.settings"}
        words = [own.engine, str(own.size), str(own.seed), "quick" if run.quick else ""]
        command = [sys.executable, "-m", "benchmarks.child", "peers.modelsearch.measuring", *words]
        done = subprocess.run(
            command, env=os.environ | settings, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
        yield from read(done.stdout.splitlines())
    finally:
        texts.unlink()
        own.remove()
