"""Writing again what was written before, without working it out again: most tests begin with the same rows."""

from functools import wraps

from django.db import connection, transaction

from places import tree

WRITES = ("INSERT", "UPDATE", "DELETE")


def written_again(write):
    """Decorator for `write()`, which fills empty tables and always with the same rows.

    The first call in a process runs it and keeps the statements that it sent; every later one sends them again. That
    spares what leads to them, which is some ten times as much: reading files, checking rows, asking what is there.
    Where rows refer to each other by number, the database must number them as it did the first time.
    """
    kept = []

    @wraps(write)
    @transaction.atomic
    def write_again():
        if not kept:
            noted = []
            with connection.execute_wrapper(lambda *call: _noted(noted, *call)):
                write()
            kept.extend(noted)
            return
        with connection.cursor() as cursor:
            for sql, params, many in kept:
                (cursor.executemany if many else cursor.execute)(sql, params)
        tree.forget()

    return write_again


def _noted(noted, execute, sql, params, many, context):
    if sql.startswith(WRITES):
        noted.append((sql, params, many))
    return execute(sql, params, many, context)
