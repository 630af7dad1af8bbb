"""Moving the whole directory into another database, of another kind too, and comparing it row by row."""

from itertools import batched, zip_longest

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction

from catalogue.models import Document

THERE = "there"
AT_ONCE = 1000


class MoveError(Exception):
    """A database that can't be moved to; its message says why and what to do."""


def move(entry: dict, told) -> dict:
    """Copy every row to the database of `entry` (of Django's `DATABASES`), which has no tables. Returns {table: rows}.

    Nobody writes meanwhile: SQLite's transactions keep all others from it. `told` is called with each table's name.
    """
    connections.databases[THERE] = connections.configure_settings({"default": entry})["default"]
    try:
        return filled(connections[THERE], told)
    finally:
        connections[THERE].close()
        del connections[THERE], connections.databases[THERE]


def filled(there, told):
    if tables := there.introspection.table_names():
        raise MoveError(
            f"The database {there.settings_dict['NAME']} is not empty: it has the table {tables[0]}. Name a new one."
        )
    call_command("migrate", database=THERE, verbosity=0, interactive=False)
    models = apps.get_models(include_auto_created=True)
    with transaction.atomic("default"), transaction.atomic(THERE):
        with there.cursor() as cursor:  # what migrations put there by themselves has other numbers here
            for statement in there.ops.sql_flush(no_style(), [model._meta.db_table for model in models]):
                cursor.execute(statement)
        moved = {}
        for model in models:
            told(model._meta.db_table)
            copy_rows(model, there)
            moved[model._meta.db_table] = compared(model)
        with there.cursor() as cursor:
            for statement in there.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
        # The words of documents stand in a table that each kind of database has for itself: `prepare` fills it anew.
        Document.objects.using(THERE).update(rules=0)
    return moved


def fields_of(model):
    return model._meta.local_concrete_fields


def rows_of(model, alias):
    """The values of each row of the model's own table, in the order of its key."""
    names = [field.attname for field in fields_of(model)]
    return model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(AT_ONCE)


def copy_rows(model, there):
    """Write the rows as they are: no save(), no signals, no parent's table."""
    fields, quote = fields_of(model), there.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    one = f"({', '.join(['%s'] * len(fields))})"
    with there.cursor() as cursor:
        for rows in batched(rows_of(model, "default"), AT_ONCE // 10):
            values = [
                field.get_db_prep_save(value, there) for row in rows for field, value in zip(fields, row, strict=True)
            ]
            many = ", ".join([one] * len(rows))
            cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {many}", values)  # noqa: S608


def compared(model):
    """How many rows there are, after each was read on both sides and found equal."""
    number = 0
    for number, (one, other) in enumerate(zip_longest(rows_of(model, "default"), rows_of(model, THERE)), 1):
        if one != other:
            raise MoveError(
                f"Row {number} of {model._meta.db_table} is not the same in both databases: nothing was moved. "
                f"The database there holds empty tables; make a new one for another try."
            )
    return number
