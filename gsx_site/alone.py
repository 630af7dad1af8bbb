"""A mutex between processes on one database: an advisory lock of PostgreSQL, a locked file beside one of SQLite."""

import fcntl
from contextlib import contextmanager, suppress
from pathlib import Path

from django.db import connection

NUMBER = 0x675358  # of the advisory lock; nobody else here takes one


# Of the session that holds the lock: a number of 64 bits stands in two columns.
HOLDER = """
    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s AND objsubid = 1 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class NotAlone(Exception):
    """Others can't be kept away from this database; the message says why and what to do."""


def alone(waiting):
    """Others who come here wait until this one is through. Raises NotAlone.

    Before it waits itself, `waiting(words)` is called with what to do where that has no end.
    """
    if connection.vendor != "postgresql":
        return of_sqlite(waiting)
    if connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]:  # see `gsx_site.database`
        raise NotAlone(
            "DATABASE_POOLER is on, and behind a pooler no lock is kept from one transaction to the next: two could "
            "change the tables at once. Name the PostgreSQL server itself in DATABASE_URL for this command, with "
            "DATABASE_POOLER=off."
        )
    return of_postgresql(waiting)


@contextmanager
def of_sqlite(waiting):
    name = str(connection.settings_dict["NAME"])
    if ":" in name:  # in memory: nobody else has it
        yield
        return
    # Not the database itself: SQLite's own locks on a file go when somebody in the process closes it.
    # For the account of the site alone, like the database beside it.
    beside = Path(f"{name}-alone")
    beside.touch(mode=0o600)
    with suppress(PermissionError):  # another account's: prepare names it
        beside.chmod(0o600)
    with beside.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting(f"If none should be, end the program that holds {beside}; fuser {beside} names it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def of_postgresql(waiting):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
        if not cursor.fetchone()[0]:
            cursor.execute(HOLDER, [NUMBER])
            held = cursor.fetchone() or ("pid",)
            waiting(f"If none should be, end its session on the server: SELECT pg_terminate_backend({held[0]}).")
            cursor.execute("SET lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [NUMBER])
            cursor.execute("RESET lock_timeout")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [NUMBER])
