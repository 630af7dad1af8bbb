"""Backups while somebody publishes, put back, and moved from SQLite to PostgreSQL."""

import subprocess
import sys
import time

from drills.cluster import cluster
from drills.pooler import PUBLISH
from drills.site import LOADED, ROOT, environment, manage

COUNT = "from publishing.models import Edition; print(Edition.objects.count())"


def run(folder):
    """Lines of (what, figure)."""
    here = f"sqlite:///{folder}/here.sqlite3"
    manage(here, *LOADED)
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", PUBLISH]
    writer = subprocess.Popen(command, cwd=ROOT, env=environment(here), stdout=subprocess.PIPE)
    taken, said = 0, ""
    began = time.monotonic()
    while writer.poll() is None:
        said = manage(here, "backup", str(folder / "backups"))
        taken += 1
    yield "backups of SQLite taken whole while somebody published", f"{taken} in {time.monotonic() - began:.0f} s"
    yield "publications meanwhile", writer.communicate()[0].decode().split()[-1]
    yield "the last one", said.strip().partition(": ")[2]
    newest = sorted((folder / "backups").iterdir())[-1]
    back = f"sqlite:///{folder}/back.sqlite3"
    yield from timed("put back into an empty database", back, "restore", str(newest))
    with cluster() as server:
        yield from timed("moved to PostgreSQL, each row compared", back, "move_to", server.url)
        yield from timed("the search filled anew there", server.url, "prepare")
        counts = [shell(url) for url in (back, server.url)]
        yield "editions in both", " and ".join(counts)
        yield from timed("backup of PostgreSQL", server.url, "backup", str(folder / "dumps"))


def timed(what, url, *arguments):
    began = time.monotonic()
    manage(url, *arguments)
    yield what, f"{time.monotonic() - began:.1f} s"


def shell(url):
    return manage(url, "shell", "--verbosity", "0", "-c", COUNT).split()[-1]
