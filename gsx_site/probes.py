"""Probes, for proxies and whoever watches the site: whether the process lives, and whether it can serve readers well.

They stand before everything else, so that they are asked under any host and over plain HTTP. They tell nothing about
readers, and of the directory its public generation alone.
"""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import Error, close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse

from gsx_site.headers import SecurityHeaders
from publishing.models import Generation

PREFIX = "/-/"
PATIENCE = 2.0  # seconds for all that is asked of the database
BACKUP_AGE = 24 + 2  # hours: a daily one takes its time
HOUR = 3600


class Probes:
    """A WSGI application before that of the site; what it is asked below `/-/` it answers itself."""

    def __init__(self, application):
        self._application = application
        self._asker = ThreadPoolExecutor(1, "probes")
        self._asked, self._lock = None, threading.Lock()
        self._migrated_in = None  # the era of the database in which no migration lacked
        self._answers = {"live": lambda: {"process": "lives"}, "ready": self._ready}
        self._with_headers = SecurityHeaders(lambda response: response)

    def __call__(self, environ, start_response):
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return self._application(environ, start_response)
        response = self._with_headers(self._response(path.removeprefix(PREFIX), environ["REQUEST_METHOD"]))
        response["Content-Length"] = str(len(response.content))
        start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return () if environ["REQUEST_METHOD"] == "HEAD" else (response.content,)

    def _response(self, name, method):
        if name not in self._answers:
            return said({"probe": f"there are {' and '.join(PREFIX + one for one in self._answers)}"}, 404)
        if method not in ("GET", "HEAD"):
            return said({"probe": "is only read"}, 405)
        checks = self._answers[name]()
        return said(checks, 503 if checks.pop("wrong", False) else 200)

    def _ready(self):
        """{what: how it is}, and `wrong` where readers would not be served well."""
        with self._lock:  # of many who come at once, one asks
            if self._asked is None or self._asked.done():
                self._asked = self._asker.submit(self._of_database)
            asked = self._asked
        try:
            found = asked.result(PATIENCE)
        except TimeoutError:  # the same question goes on, and no second one is asked beside it
            found = {"database": f"gives no answer within {PATIENCE:g} seconds", "wrong": True}
        return found | of_machine(found.get("wrong", False))

    def _of_database(self):
        """What the database says, in the one thread that asks it. All modules of migrations are read for the second
        question: once they are applied, they are so as long as this process and its code live, and the database is the
        same; one that is restored begins an era."""
        close_old_connections()
        try:
            now = Generation.objects.now()
            missing = [] if self._migrated_in == now.era else missing_migrations()
        except Error:  # its words may name the server
            return {"database": "can't be reached", "wrong": True}
        finally:
            close_old_connections()
        self._migrated_in = None if missing else now.era
        found = {"database": "answers", "generation": now.number, "migrations": "are applied"}
        return found | {"migrations": f"not applied: {', '.join(missing)}", "wrong": True} if missing else found


def said(checks, status):
    return HttpResponse(
        json.dumps(checks) + "\n",
        status=status,
        reason=HTTPStatus(status).phrase,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


def missing_migrations():
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def of_machine(wrong):
    there = settings.DEBUG or bool(staticfiles_storage.hashed_files)
    return {
        "static files": "are there" if there else "there is no list of them: manage.py collectstatic",
        "backup": age_of_backup(),
        "wrong": wrong or not there,
    }


def age_of_backup():
    """In words: an old one is to be said, but no reason to keep readers away."""
    try:
        hours = (time.time() - (settings.VAR_DIR / "last-backup").stat().st_mtime) / HOUR
    except OSError:
        return "none was made from this machine"
    return f"{hours:.0f} hours old" + (", which is more than a day" if hours > BACKUP_AGE else "")
