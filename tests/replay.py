"""Writing again what was written before, without working it out again: most tests begin with the same rows."""

from contextlib import contextmanager
from functools import cache, wraps
from random import Random

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from places import tree
from publishing.entries import fields
from tests import one_tree

WRITES = ("INSERT", "UPDATE", "DELETE")


def written_again(write):
    """Decorator for `write()`, which fills empty tables and always with the same rows.

    The first call in a process runs it and keeps the statements that it sent; every later one sends them again, and
    gives what the first one gave. That spares what leads to them, which is ten times as much and more: reading files,
    checking rows, asking what is there. Rows refer to each other by number, so empty tables number theirs from one.
    """
    kept = []

    @wraps(write)
    @transaction.atomic
    def write_again():
        begin_at_one()
        if kept:
            statements, given, places = kept
            _send(statements)
            one_tree.put(places)
            return given
        kept.extend(_written(write))
        return kept[1]

    return write_again


def _written(write):
    """The statements that `write()` sent, what it gave, and the tree of places that it left."""
    noted = []
    with connection.execute_wrapper(lambda *call: _noted(noted, *call)), uids_of(write):
        given = write()
    tree.forget()
    return noted, given, tree.tree()


def _noted(noted, execute, sql, params, many, context):
    if sql.startswith(WRITES):
        noted.append((sql, params, many))
    return execute(sql, params, many, context)


def _send(statements):
    with connection.cursor() as cursor:
        for sql, params, many in statements:
            (cursor.executemany if many else cursor.execute)(sql, params)


@contextmanager
def uids_of(write):
    """As long as the block lasts, uids come from where those of `write` come from, whichever test calls it first."""
    of_test = fields.secrets
    if isinstance(of_test, Random):
        fields.secrets = Random(write.__qualname__)
    try:
        yield
    finally:
        fields.secrets = of_test


# --- numbers of rows


def begin_at_one():
    """Let empty tables number their rows from one: a database goes on counting where rows were taken back."""
    with connection.cursor() as cursor:
        cursor.execute(_which_hold_rows())
        empty = [one for one, holds in zip(_numbered(), cursor.fetchone(), strict=True) if not holds]
        for sql in connection.ops.sequence_reset_by_name_sql(no_style(), empty):
            cursor.execute(sql)


@cache
def _which_hold_rows():
    quoted = (connection.ops.quote_name(one["table"]) for one in _numbered())
    return "SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in quoted)


@cache
def _numbered():
    """[{"table": …, "column": …}] of the tables whose rows the database numbers, as Django's backends take it."""
    keys = [model._meta.pk for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    keys = [key for key in keys if isinstance(key, models.AutoField) and not key.model._meta.proxy]
    return [{"table": key.model._meta.db_table, "column": key.column} for key in keys]
