"""Several processes that do the same at the same moment, on one database."""

import os
import subprocess
import sys

from django.conf import settings

from tests.publishing.test_two_writers import database_url
from tests.waiting import SECONDS, wait_until

PREFACE = """
import os, pathlib, sys, time
import django
django.setup()
from tests.waiting import wait_until

def start():
    pathlib.Path(sys.argv[1]).touch()
    wait_until(pathlib.Path(sys.argv[2]).exists)
"""


def at_once(program, folder, arguments):
    """Run `program` once for each of `arguments`, which it finds in sys.argv[3]; the exit codes.

    It calls `start()` when it is ready, and all go on together. `folder` is an empty one.
    """
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "gsx_site.settings"}
    start, readiness = folder / "start", [folder / f"ready-{number}" for number in range(len(arguments))]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", PREFACE + program, str(ready), str(start), str(argument)],
            env=environment,
            cwd=settings.BASE_DIR,
        )
        for ready, argument in zip(readiness, arguments, strict=True)
    ]
    wait_until(lambda: all(ready.exists() for ready in readiness) or any(one.poll() is not None for one in running))
    start.touch()
    return [one.wait(SECONDS) for one in running]
