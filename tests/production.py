"""The settings by which production differs from the tests: HTTPS and what hangs on it."""

import json
import os
import subprocess
import sys

from django.conf import settings

from tests.waiting import SECONDS

FROM = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_")
HOST = "directory.example"
ASK = f"""
import json
from gsx_site import settings
print(json.dumps({{name: value for name, value in vars(settings).items() if name.startswith({FROM!r})}}, default=str))
"""


def https_settings():
    """{name: value} as a fresh process with nothing but a secret in its environment has them."""
    told = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "s" * 50, "DATABASE_URL": "sqlite:///:memory:"},
        capture_output=True,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    return json.loads(told.stdout) | {"ALLOWED_HOSTS": [HOST]}
