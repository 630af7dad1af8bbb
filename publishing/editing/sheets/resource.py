"""The sheet of one kind of entry, for django-import-export: its columns, what a file would do, and doing it."""

import hashlib

import tablib
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Resource
from import_export.results import RowResult

from publishing.editing.sheets.cells import neutral
from publishing.editing.sheets.common import UID
from publishing.editing.sheets.header import BadFile, check_headers
from publishing.editing.sheets.lookups import Run
from publishing.editing.sheets.plan import AT_ONCE, Plan, table_rows
from publishing.editing.sheets.writer import Writer
from publishing.entries import history

TYPES = {
    "new": RowResult.IMPORT_TYPE_NEW,
    "changed": RowResult.IMPORT_TYPE_UPDATE,
    "unchanged": RowResult.IMPORT_TYPE_SKIP,
    "wrong": RowResult.IMPORT_TYPE_INVALID,
}


class SheetResource(Resource):
    """A subclass sets `columns` and Meta.model.

    A dry run writes nothing at all, so it takes no lock: the whole file is planned first, and only a file without a
    fault is written.
    """

    columns = []

    class Meta:
        instance_loader_class = BaseInstanceLoader  # asked for by import-export; a Plan finds the entries

    def __init__(self, run=None, **kwargs):
        super().__init__(**kwargs)
        self.run = run or Run()
        self.plan = None

    @classmethod
    def get_display_name(cls):
        return str(cls._meta.model._meta.verbose_name_plural)

    def get_import_fields(self):
        return self.columns

    @property
    def headers(self):
        return [column.name for column in self.columns]

    # --- in

    def import_data(self, dataset, dry_run=False, **kwargs):
        """As django-import-export, in one transaction; a dry run goes without.

        `expected` is the digest of what was confirmed: when the file would do anything else now, nothing is done.
        """
        self.writing = not dry_run
        if dry_run:
            options = {"raise_errors": False, "using_transactions": False, "collect_failed_rows": False}
            return self.import_data_inner(dataset, True, **options, **kwargs)
        return super().import_data(dataset, rollback_on_validation_errors=True, **kwargs)

    def before_import(self, dataset, **kwargs):
        check_headers(dataset.headers, self.columns)
        rows = table_rows(dataset.headers, dataset)
        self.plan = Plan(self._meta.model, self.columns, rows, self.run, lock=self.writing)
        if kwargs.get("expected", self.digest()) != self.digest():
            self.plan = None
            raise BadFile(_("Something changed since the rows were looked at: choose the file again."))
        if self.writing and not self.plan.faulty:
            self._write()

    def _write(self):
        Writer(self.run).write(self.plan)
        for entry in {row.body.entry.pk: row.body.entry for row in self.plan.to_write()}.values():
            history.keep(entry, by=self.run.user, comment=_("Imported from a sheet"))

    def import_row(self, row, instance_loader, **kwargs):
        result = RowResult()
        result.import_type = RowResult.IMPORT_TYPE_SKIP
        if self.plan is None:  # the header was wrong
            return result
        planned = result.planned = self.plan.rows[kwargs["row_number"] - 1]
        result.import_type = TYPES[planned.kind]
        if planned.faults:
            result.validation_error = _as_error(planned)
        elif planned.body:
            result.instance = planned.body.entry
        return result

    def digest(self):
        """Stands for all that the planned file would do: what was confirmed must be what is done."""
        said = [
            (row.line, row.kind, [(change.column.name, change.old, change.new) for change in row.changes])
            for row in self.plan.rows
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    # --- out

    def export(self, queryset=None, **kwargs):
        """A tablib.Dataset of the entries in `queryset`, in its order: a row for each text, the original first."""
        dataset = tablib.Dataset(headers=self.headers)
        keys = list(queryset.values_list("pk", flat=True))
        entries = self.run.editable(self._meta.model)
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            held = entries.in_bulk(some)
            for key in some:
                if key in held:
                    for row in self.rows_of(held[key]):
                        dataset.append(row)
        return dataset

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


def _as_error(planned):
    faults = {name or NON_FIELD_ERRORS: sentences for name, sentences in planned.faults.items()}
    return ValidationError(faults)
