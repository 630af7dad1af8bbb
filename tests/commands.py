"""The commands of the site as an operator calls them, in a process of their own."""

import os
import subprocess
import sys

from django.conf import settings

from tests.waiting import SECONDS


def run_manage(*arguments, **variables):
    """The ended process of `manage.py`, with an empty database and nothing of this environment but the path."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:///:memory:", **variables},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
