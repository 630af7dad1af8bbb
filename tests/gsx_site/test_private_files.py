"""Who else on the machine may read what the site keeps: nobody."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as own
from django.core.management import call_command
from django.db import connection

from tests.factories import make_practice
from tests.waiting import SECONDS

WRITE = """
import django
django.setup()
from django.db import connection
connection.cursor().execute("create table written (a)")
import os, pathlib, sys
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    print(path.name, oct(path.stat().st_mode & 0o777))
"""


def mode_of(path):
    return oct(path.stat().st_mode & 0o777)


def test_the_files_of_the_database_are_for_the_account_of_the_site_alone(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "gsx_site.settings",
        "SECRET_KEY": "s",
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
    }
    command, here = [sys.executable, "-c", WRITE, tmp_path], {"cwd": own.BASE_DIR, "env": environment}
    run = subprocess.run(command, **here, capture_output=True, text=True, timeout=SECONDS)
    assert run.stdout.splitlines() == ["site.sqlite3 0o600", "site.sqlite3-shm 0o600", "site.sqlite3-wal 0o600"]


@pytest.fixture
def var(world, settings, tmp_path):
    """The folder and the database of an installation that an earlier version left open, with an entry in it."""
    make_practice()
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    (settings.VAR_DIR / "secret-key").write_text("secret")
    for path, mode in ((settings.VAR_DIR, 0o755), (settings.VAR_DIR / "secret-key", 0o644), *of_the_database(0o644)):
        path.chmod(mode)
    return settings.VAR_DIR


def of_the_database(mode):
    """(path, mode) of each file that the database is in; none where a server keeps it."""
    name = Path(str(connection.settings_dict["NAME"]))
    return [(path, mode) for path in name.parent.glob(f"{name.name}*")] if connection.vendor == "sqlite" else []


def test_what_an_earlier_version_left_open_is_closed_when_the_site_is_made_ready(var):
    call_command("prepare", stdout=StringIO())
    assert (mode_of(var), mode_of(var / "secret-key")) == ("0o700", "0o600")
    assert {mode_of(path) for path, _mode in of_the_database(None)} <= {"0o600"}


def test_what_another_account_owns_is_named_with_what_to_do(var, monkeypatch):
    def not_ours(path, mode):
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", not_ours)
    told = StringIO()
    call_command("prepare", stdout=StringIO(), stderr=told)
    assert told.getvalue().splitlines()[0] == (
        f"Others on this machine may read {var}, which belongs to another account: chmod go-rwx {var}, as that account."
    )
    assert mode_of(var) == "0o755"
