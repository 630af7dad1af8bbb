"""The sheet of one kind of entry: its columns, what a file would do, and doing it."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import neutral
from publishing.editing.sheets.common import UID
from publishing.editing.sheets.header import BadFile, check_headers
from publishing.editing.sheets.lookups import Run
from publishing.editing.sheets.plan import AT_ONCE, Plan, table_rows
from publishing.editing.sheets.reading import read_sheet
from publishing.editing.sheets.writer import Writer
from publishing.entries import history


class SheetResource:
    """A subclass sets `model` and `columns`. A file is planned as a whole; only one without a fault is written."""

    model = None
    columns = []

    def __init__(self, run=None):
        self.run = run or Run()

    @property
    def headers(self):
        return [column.name for column in self.columns]

    # --- in

    def look(self, data):
        """The dry run: what the file with the bytes `data` would do, a Plan. Nothing is written. Raises BadFile."""
        return self._plan(data, lock=False)

    @transaction.atomic
    def write(self, data, *, expected):
        """Do what the file says, or nothing at all if the Plan, which is the answer, has a fault.

        `expected` is the digest of what was confirmed: BadFile when the file would do anything else now.
        """
        plan = self._plan(data, lock=True)
        if digest(plan) != expected:
            raise BadFile(_("Something changed since the rows were looked at: choose the file again."))
        if not plan.faulty:
            Writer(self.run).write(plan)
            for entry in {row.body.entry.pk: row.body.entry for row in plan.to_write()}.values():
                history.keep(entry, by=self.run.user, comment=_("Imported from a sheet"))
        if plan.faulty:
            transaction.set_rollback(True)
        return plan

    def _plan(self, data, *, lock):
        headers, rows = read_sheet(data)
        check_headers(headers, self.columns)
        return Plan(self.model, self.columns, table_rows(headers, rows), self.run, lock=lock)

    # --- out

    def rows(self, queryset):
        """The rows of the entries in `queryset`, in its order: one for each text, the original first."""
        keys = list(queryset.values_list("pk", flat=True))
        entries = self.run.editable(self.model)
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            held = entries.in_bulk(some)
            for key in some:
                if key in held:
                    yield from self.rows_of(held[key])

    def rows_of(self, entry):
        """The rows of `entry`, cells that no spreadsheet takes for a formula."""
        texts = entry.texts_in_order()
        if not texts or texts[0].language != entry.original_language:
            texts = [None, *texts]
        for place, text in enumerate(texts):
            yield [neutral(self._cell(column, entry, text, first=place == 0)) for column in self.columns]

    def _cell(self, column, entry, text, *, first):
        if column.name in (UID, "slug"):
            return getattr(entry, column.name)
        if column.name == "language" and text is None:
            return entry.original_language
        return column.cell(entry, text, first)


def digest(plan):
    """Stands for all that `plan` would do: what was confirmed must be what is done."""
    said = [
        (row.line, row.kind, [(change.column.name, change.old, change.new) for change in row.changes])
        for row in plan.rows
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()
