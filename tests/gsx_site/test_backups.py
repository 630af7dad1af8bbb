"""Backups and moves: what is written is put back as it was, or refused with the reason."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from io import StringIO
from urllib.parse import quote

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from gsx_site import backups
from publishing.models import Generation, Rendition
from tests.commands import run_manage
from tests.databases import outside
from tests.factories import make_picture, make_practice
from tests.publishing.test_two_writers import database_url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("world")]
TELL = """
from practices.models import Practice
from publishing.models import Generation, Rendition
now = Generation.objects.now()
print(*Practice.objects.values_list("slug", flat=True), now.number, now.era, Rendition.objects.count())
"""


@pytest.fixture
def elsewhere(tmp_path):
    """The address of an empty database of the same kind as the one of the tests."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/elsewhere.sqlite3"
        return
    name = f"elsewhere_{connection.settings_dict['NAME']}"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    with outside() as cursor:
        cursor.execute(drop)
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield database_url().replace(f"/{connection.settings_dict['NAME']}", f"/{quote(name)}")
    with outside() as cursor:
        cursor.execute(drop)


@pytest.fixture
def folder(tmp_path, settings):
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path / "backups"


def manage(url, *arguments):
    return run_manage(*arguments, DATABASE_URL=url, SECRET_KEY="s", HTTPS="off")


def told(url):
    return manage(url, "shell", "--verbosity", "0", "-c", TELL).stdout.split()


def test_what_was_backed_up_is_put_back_into_an_empty_database_as_another_era(folder, elsewhere, settings):
    make_practice("Evening football", slug="evening-football")
    out = StringIO()
    call_command("backup", folder, stdout=out)
    [place] = folder.iterdir()
    assert out.getvalue().startswith(f"{place}: ")
    assert {path.stat().st_mode & 0o077 for path in (place, *place.iterdir())} == {0}
    assert (settings.VAR_DIR / "last-backup").exists()
    run = manage(elsewhere, "restore", str(place))
    assert run.stderr == ""
    assert run.stdout.startswith(f"A new era has begun.\nThe backup of {place.name} is back: ")
    now, there = Generation.objects.now(), told(elsewhere)
    assert [there[0], int(there[1]), there[2] == now.era] == ["evening-football", now.number, False]
    again = manage(elsewhere, "restore", str(place))
    assert again.returncode == 1
    assert "is not empty: it has the table account_emailaddress. Name a new one in DATABASE_URL" in again.stderr


def test_a_backup_that_is_not_whole_or_does_not_fit_is_refused_with_the_reason(folder, tmp_path):
    place, facts = backups.make(folder)
    file = place / backups.FILES[connection.vendor]

    def refused(**changes):
        (place / "backup.json").write_text(json.dumps(facts | changes))
        with pytest.raises(CommandError) as refusal:
            call_command("restore", place)
        return str(refusal.value)

    assert "is not empty" in refused()
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    (place / backups.FILES[other]).write_bytes(file.read_bytes())
    assert f"The backup is of {other} and DATABASE_URL names {connection.vendor}" in refused(**{"database": other})
    assert "by a newer version of the site (places/0999_later)" in refused(migrations=["places/0999_later"])
    assert "is no backup" in refused(migrations=None)
    file.write_bytes(file.read_bytes()[:-1])
    assert f"{file} is not as it was when it was made" in refused()
    with pytest.raises(CommandError, match="is no backup"):
        call_command("restore", tmp_path)


def test_only_the_newest_backups_are_kept_and_nothing_else_is_touched(folder):
    made = [backups.make(folder, datetime(2026, 11, day, tzinfo=UTC))[0] for day in (3, 1, 2)]
    (folder / "letters").mkdir()
    (folder / "letters/backup.json").touch()
    assert backups.forget(folder, 2) == [made[1]]
    assert sorted(path.name for path in folder.iterdir()) == sorted([made[2].name, made[0].name, "letters"])
    with pytest.raises(CommandError, match="--keep is 0, but must be 1 or more"):
        call_command("backup", folder, "--keep", "0")


def test_a_backup_that_fails_leaves_nothing_behind(folder, monkeypatch):
    folder.write_text("in the way")
    with pytest.raises(CommandError, match="can't be written: "):
        call_command("backup", folder)
    folder.unlink()
    monkeypatch.setattr(backups, "tables", lambda: 1 / 0)
    with suppress(ZeroDivisionError):
        backups.make(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is copied by one call, and ends nothing")
def test_the_session_that_holds_the_state_outlives_the_copying_of_tables(folder):
    with connection.cursor() as cursor:
        cursor.execute("SET idle_in_transaction_session_timeout = 1")  # ms: no pg_dump is as fast
        _place, facts = backups.make(folder)
        cursor.execute("SHOW idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("1ms",)
        cursor.execute("RESET idle_in_transaction_session_timeout")
    assert facts["rows"]["publishing_generation"] == 1


def test_a_directory_moves_with_every_row_and_is_searched_there(elsewhere):
    make_picture(make_practice("Evening football", slug="evening-football"))
    run = manage(database_url(), "move_to", elsewhere)
    assert (run.stderr, "each as it is here. Now set DATABASE_URL to that address" in run.stdout) == ("", True)
    assert "The search has learnt 1 entries anew." in manage(elsewhere, "prepare").stdout
    there, now = told(elsewhere), Generation.objects.now()
    assert there == ["evening-football", str(now.number), now.era, str(Rendition.objects.count())]
    assert "is not empty: it has the table" in manage(database_url(), "move_to", elsewhere).stderr
    with pytest.raises(CommandError, match="The address is “mysql://u:…@h/n”, but must be sqlite:///"):
        call_command("move_to", "mysql://u:p@h/n")
