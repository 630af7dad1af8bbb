"""Databases of PostgreSQL beside the one of the tests."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def outside():
    """A cursor in none of them, to make and to drop one.

    Either waits until the disk has all of it, which on a busy machine takes longer than a reader would wait.
    """
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        yield cursor
