"""Making a database ready: nothing is loaded unasked."""

import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from gsx_site.alone import NUMBER, alone
from practices.models import Practice
from publishing.models import Generation
from tests.commands import run_manage
from tests.databases import outside
from tests.factories import make_practice
from tests.waiting import SECONDS, through

pytestmark = pytest.mark.django_db


def prepare(*options):
    said = StringIO()
    call_command("prepare", *options, stdout=said)
    return said.getvalue()


def test_an_empty_database_stays_empty_and_it_is_said_what_to_do():
    said = prepare()
    assert not Practice.objects.exists()
    assert "The database is empty. If it should not be, restore your backup;" in said
    assert "prepare --load" in said


def test_the_directory_is_loaded_when_that_is_asked_for():
    assert "loading the directory" in prepare("--load")
    assert Practice.objects.count() == 94


def test_what_holds_an_entry_is_left_alone_though_loading_is_asked_for(world):
    make_practice("Evening football")
    assert prepare("--load") == ""
    assert Practice.objects.count() == 1


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is always UTF-8")
def test_a_database_that_has_not_all_letters_is_refused_before_its_first_table():
    facts, name = connection.settings_dict, f"latin_{connection.settings_dict['NAME']}"
    with outside() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f"CREATE DATABASE \"{name}\" ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        url = f"postgresql://{facts['USER']}@{facts['HOST']}:{facts['PORT'] or 5432}/{name}"
        run = run_manage("prepare", DATABASE_URL=url, SECRET_KEY="s")
        assert run.stderr.startswith(f"CommandError: The database {name} is in the encoding LATIN1, which has not all ")
        assert (run.returncode, run.stdout) == (1, "")
    finally:
        with outside() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def test_an_era_begins_when_an_operator_says_so(world):
    before = Generation.objects.now()
    call_command("begin_era", stdout=StringIO())
    now = Generation.objects.now()
    assert (now.number, now.era == before.era, now.mark == before.mark) == (before.number, False, False)


def test_two_at_once_wait_for_one_another(tmp_path):
    """Whoever comes second says that it waits, and goes to work only then."""
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "s", "DATABASE_URL": f"sqlite:///{tmp_path}/a"}
    with (tmp_path / "a-alone").open("w") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = subprocess.Popen(
            [sys.executable, "manage.py", "prepare"],
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        said = second.stderr.readline()
        with closing(sqlite3.connect(tmp_path / "a")) as database:
            [at_work] = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    out = second.communicate(timeout=SECONDS)[0]
    waits, file = "Another prepare is at work: waiting until it is through.", tmp_path / "a-alone"
    otherwise = f"If none should be, end the program that holds {file}; fuser {file} names it."
    assert (said, at_work) == (f"{waits} {otherwise}\n", 0)
    assert (second.returncode, out.startswith("The database is empty.")) == (0, True)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is on one machine")
def test_nor_do_two_on_different_machines_go_to_work_at_once():
    told, began, other = [], threading.Event(), connection.copy()

    def second():
        with alone(lambda otherwise: (told.append(otherwise), began.set())):
            told.append("works")
        connection.close()

    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s), pg_backend_pid()", [NUMBER])
        pid = cursor.fetchone()[1]
        thread = threading.Thread(target=second)
        thread.start()
        assert began.wait(SECONDS)
        told.append("first is through")
        cursor.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])
    through(thread)
    other.close()
    waits = f"If none should be, end its session on the server: SELECT pg_terminate_backend({pid})."
    assert told == [waits, "first is through", "works"]


def test_behind_a_pooler_which_keeps_no_lock_it_is_refused_before_the_database_is_asked():
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    run = run_manage("prepare", DATABASE_URL=nowhere, DATABASE_POOLER="on", SECRET_KEY="s")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("CommandError: DATABASE_POOLER is on, and behind a pooler no lock is kept")
    assert "Name the PostgreSQL server itself in DATABASE_URL for this command, with DATABASE_POOLER=off." in run.stderr
