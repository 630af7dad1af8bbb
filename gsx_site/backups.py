"""Backups: the whole database in one file, with what tells that it is whole. Pictures are rows of it.

A folder for each, named by its time: `database.sqlite3` or `database.dump`, and `backup.json` with the digest, the
numbers of rows and the migrations. SECRET_KEY is in none of them.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

FACTS = "backup.json"
FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
PART = ".part"
NAME = "%Y-%m-%dT%H-%M-%SZ"


class BackupError(Exception):
    """A backup that can't be made or put back; its message says why and what to do."""


def make(folder: Path, now: datetime | None = None) -> tuple[Path, dict]:
    """Write a backup below `folder`. Returns where it is, and its facts. Whole, or not there at all."""
    place = folder / (now or datetime.now(UTC)).strftime(NAME)
    part = place.with_name(place.name + PART)
    if place.exists():
        raise BackupError(f"{place} is there already: one backup a second is enough.")
    part.mkdir(parents=True)
    try:
        file = part / FILES[connection.vendor]
        rows = dump_sqlite(file) if connection.vendor == "sqlite" else dump_postgresql(file)
        facts = {
            "made": place.name,
            "database": connection.vendor,
            "bytes": file.stat().st_size,
            "sha256": digest(file),
            "rows": rows,
            "migrations": sorted(map("/".join, MigrationLoader(connection).applied_migrations)),
        }
        (part / FACTS).write_text(json.dumps(facts, indent=1) + "\n", "utf-8")
        part.rename(place)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    settings.VAR_DIR.mkdir(exist_ok=True)
    (settings.VAR_DIR / "last-backup").touch()
    return place, facts


def forget(folder: Path, keep: int) -> list[Path]:
    """Remove the oldest backups below `folder` until `keep` are left. Returns those; nothing else is touched."""
    made = sorted(path.parent for path in folder.glob(f"*/{FACTS}") if is_name(path.parent.name))
    for old in made[:-keep]:
        shutil.rmtree(old)
    return made[:-keep]


def is_name(name):
    try:
        return bool(datetime.strptime(name, NAME))
    except ValueError:
        return False


def put_back(place: Path) -> dict:
    """Fill the database, which must be empty, with the backup at `place`. Returns its facts."""
    facts = checked(place)
    if tables := connection.introspection.table_names():
        raise BackupError(
            f"The database {connection.settings_dict['NAME']} is not empty: it has the table {tables[0]}. Name a new "
            "one in DATABASE_URL; nothing was changed."
        )
    file = place / FILES[connection.vendor]
    if connection.vendor == "sqlite":
        load_sqlite(file)
    else:
        load_postgresql(file)
    found = counted(facts["rows"])
    if wrong := [name for name, rows in facts["rows"].items() if found[name] != rows]:
        had = facts["rows"][wrong[0]]
        raise BackupError(
            f"The table {wrong[0]} had {had} rows and now has {found[wrong[0]]}: do not use this database."
        )
    return facts


def checked(place):
    """The facts of the backup at `place`, which is whole and fits this program and this database."""
    try:
        facts = json.loads((place / FACTS).read_text("utf-8"))
        file = place / FILES[facts["database"]]
        same = file.stat().st_size == facts["bytes"] and digest(file) == facts["sha256"]
        known = {"/".join(name) for name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
        newer = sorted(set(facts["migrations"]) - known)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{place} is no backup: it has no {FACTS} that backup wrote, or not its file.") from error
    if not same:
        raise BackupError(f"{file} is not as it was when it was made: take another backup.")
    if facts["database"] != connection.vendor:
        raise BackupError(
            f"The backup is of {facts['database']} and DATABASE_URL names {connection.vendor}: restore it into a "
            "database of its own kind, and then take it over with move_to."
        )
    if newer:
        raise BackupError(f"The backup was made by a newer version of the site ({newer[0]}): install that one first.")
    return facts


def counted(tables):
    """{table: its number of rows}"""
    with connection.cursor() as cursor:
        found = {}
        for name in tables:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 – names of our tables
            found[name] = cursor.fetchone()[0]
        return found


def dump_sqlite(file):
    """SQLite's own backup: a state between two transactions, while others write. A copy of the file may be neither."""
    connection.ensure_connection()
    copy = sqlite3.connect(file)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, not three
        [(found,)] = copy.execute("PRAGMA integrity_check(1)")
        if found != "ok":
            raise BackupError(f"The database is damaged, and so would be its backup: {found}")
        return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables()}  # noqa: S608
    finally:
        copy.close()


def load_sqlite(file):
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    try:
        source.backup(connection.connection)
    finally:
        source.close()


TIMEOUTS = ["statement_timeout", "transaction_timeout", "idle_in_transaction_session_timeout"]


def dump_postgresql(file):
    """pg_dump and the counting see the same state, which one transaction holds for both, however long that takes."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # Those that this server knows; pg_dump sets its own. The session does nothing while the tables are copied.
        cursor.execute("SELECT set_config(name, '0', true) FROM pg_settings WHERE name = ANY(%s)", [TIMEOUTS])
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        call_postgresql("pg_dump", "--format=custom", f"--snapshot={snapshot}", "--file", str(file))
        return counted(tables())


def load_postgresql(file):
    call_postgresql("pg_restore", "--exit-on-error", "--single-transaction", "--dbname", "", str(file))


def call_postgresql(program, *arguments):
    """The program, with the server that we are connected to; the password is in no list of processes."""
    connection.ensure_connection()
    info, facts = connection.connection.info, connection.settings_dict
    place = {"PGHOST": info.host, "PGPORT": str(info.port), "PGDATABASE": info.dbname, "PGUSER": info.user}
    secret = {"PGPASSWORD": facts["PASSWORD"]} if facts["PASSWORD"] else {}
    given = {f"PG{name.upper()}": facts["OPTIONS"][name] for name in TLS if name in facts["OPTIONS"]}
    arguments = [info.dbname if one == "" else one for one in arguments]
    try:
        run = subprocess.run(  # noqa: S603
            [program, "--no-owner", "--no-privileges", "--no-password", *arguments],
            env=os.environ | place | secret | given,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(f"{program} is not on this machine: install postgresql-client.") from error
    if run.returncode:
        raise BackupError(f"{program} failed: {run.stderr.strip()}")


TLS = ("sslmode", "sslrootcert", "sslcert", "sslkey")


def tables():
    """Those of the site; what FTS5 keeps beside them for itself is in the file, and not counted."""
    return [name for name in connection.introspection.table_names() if not name.startswith("catalogue_words")]


def digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
