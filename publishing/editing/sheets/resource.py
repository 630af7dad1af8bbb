"""The sheet of one kind of entry: its columns, what a file would do, and doing it."""

import hashlib

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import neutral
from publishing.editing.sheets.common import UID
from publishing.editing.sheets.header import BadFile, check_headers
from publishing.editing.sheets.lookups import Run
from publishing.editing.sheets.plan import AT_ONCE, WHOLE_ROW, Plan
from publishing.editing.sheets.reading import read_sheet
from publishing.editions.addresses import give_address
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
        saved = set()
        for planned in () if plan.faulty else plan.rows:
            if planned.kind != "unchanged" and not plan.faulty:
                self._write_row(planned, saved)
        if plan.faulty:
            transaction.set_rollback(True)
        return plan

    def _plan(self, data, *, lock):
        headers, rows = read_sheet(data)
        check_headers(headers, self.columns)
        return Plan(self.model, self.columns, headers, rows, self.run, lock=lock)

    def _write_row(self, planned, saved):
        """Save what is new in one row. What somebody else did at this moment makes it a wrong one."""
        try:
            with transaction.atomic():
                if not planned.body.new:
                    history.keep_before(planned.body.entry)
                self._save_entry(planned, saved)
                if planned.text is not None:
                    planned.text.entry = planned.body.entry
                    planned.text.save()
                for change in planned.changes:
                    if change.column.linked:
                        change.column.put(planned.body.entry, change.value, self.run)
                self._settle_address(planned)
                history.keep(planned.body.entry, by=self.run.user, comment=_("Imported from a sheet"))
        except IntegrityError:
            planned.blame(WHOLE_ROW, _("Somebody else changed something here at this moment: try again."))

    def _save_entry(self, planned, saved):
        """Save the entry of a row; `saved` holds the uids of those that an earlier row of the file changed."""
        entry, user = planned.body.entry, self.run.user
        if entry.uid in saved:
            entry.save()
            return
        saved.add(entry.uid)
        entry.edited_by = user
        if planned.body.new:
            entry.created_by = user
            entry.slug = entry.slug or entry.uid  # until its title is saved: see _settle_address
            entry.save(force_insert=True)
        else:
            history.keep_before(entry)
            entry.version += 1
            entry.save()

    def _settle_address(self, planned):
        entry = planned.body.entry
        if entry.slug == entry.uid:
            saved = self.model.objects.get(pk=entry.pk)
            give_address(saved, by=self.run.user)
            entry.slug = saved.slug

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
