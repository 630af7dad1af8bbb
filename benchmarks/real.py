"""What is measured of the real directory: the weight of a first visit, and Lighthouse's points."""

import subprocess
import sys
from dataclasses import replace

from benchmarks import lighthouse
from benchmarks.figures import Figure, read
from benchmarks.synthetic.databases import ROOT, Database

DATABASE = Database("sqlite", 0, 0, "_real")
"""A file of its own: the directory as the fixtures have it, whatever the site's database holds."""


def figures(quick):
    """Figures of the rows weight and requests, and of lighthouse unless it is to be `quick`."""
    DATABASE.make_empty()
    try:
        _child("manage.py", "prepare", "--load", "--verbosity", "0")
        done = _child("-m", "benchmarks.child", "weight", "sqlite", "0", "0")
        found = [replace(one, engine="") for one in read(done.stdout.splitlines())]
        return found + ([] if quick else lighthouse.figures(DATABASE))
    except subprocess.CalledProcessError as error:
        why = (error.stderr or "").strip().splitlines()[-1:] or ["it could not be loaded"]
        return [Figure("weight", "all", None, unit="KB", note=why[0][:200])]


def _child(*words):
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=ROOT, env=DATABASE.environment(), capture_output=True, text=True, check=True, timeout=300
    )
