"""The sheet of one kind of entry: its columns, what a file would do, and doing it."""

import hashlib

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import BadFile, neutral
from publishing.editing.sheets.declared import UID
from publishing.editing.sheets.lookups import Run
from publishing.editing.sheets.plan import AT_ONCE, Plan
from publishing.editing.sheets.reading import check_headers, read_sheet
from publishing.editing.sheets.table import WHAT_IS_WRONG, WHOLE_ROW, table_rows
from publishing.editions.editions import give_address
from publishing.entries import history
from publishing.entries.typed import forget_typed_into
from publishing.models import Generation, ImportedEntry, SheetImport


class Writer:
    """One writing, by the user of `run` or a program. Whoever calls it looks for faults after it, and rolls back."""

    def __init__(self, run):
        self.run, self.saved = run, set()

    def write(self, *plans):
        """Save the rows of `plans` that have no fault; afterwards one that can't be saved has one."""
        rows = [(plan, row) for plan in plans for row in plan.to_write()]
        for step in (self._save, self._link, self._check):
            for plan, row in rows:
                if not row.faults:
                    self._tried(step, plan, row)

    def _tried(self, step, plan, row):
        """What somebody else did at this moment makes a row a wrong one."""
        try:
            with transaction.atomic():
                step(plan, row)
        except IntegrityError:
            row.blame(WHOLE_ROW, _("Somebody else changed something here at this moment: try again."))

    def _save(self, plan, row):
        entry = row.body.entry
        self._save_entry(entry, row.body.new)
        if row.text is not None:
            row.text.entry = entry
            row.text.save()
        if entry.slug == entry.uid:
            saved = plan.model.objects.get(pk=entry.pk)
            give_address(saved, by=self.run.user)
            entry.slug = saved.slug

    def _save_entry(self, entry, new):
        if entry.uid in self.saved:
            entry.save()
            return
        self.saved.add(entry.uid)
        entry.edited_by = self.run.user
        if new:
            entry.created_by = self.run.user
            entry.slug = entry.slug or entry.uid  # until its title is saved
            entry.save(force_insert=True)
            self.run.came(entry)
        else:
            history.keep_before(entry)
            entry.version += 1
            entry.save()
            forget_typed_into(entry)

    def _link(self, plan, row):
        linked = [change for change in row.changes if change.column.linked]
        for change in linked:
            change.column.put(row.body.entry, change.value, self.run)
        if any(_is_key(plan.model, change) for change in linked):
            plan.constrain(row)
            if not row.faults:
                row.body.entry.save()

    def _check(self, plan, row):
        """Where keys to other entries changed, ask the model once more: now it finds them."""
        if any(_is_key(plan.model, change) for change in row.changes if change.column.linked):
            try:
                plan.model.objects.get(pk=row.body.entry.pk).clean()
            except ValidationError as error:
                for name, sentences in error.message_dict.items():
                    for sentence in sentences:
                        row.blame(WHOLE_ROW if name == NON_FIELD_ERRORS else name, sentence)


def _is_key(model, change):
    return model._meta.get_field(change.column.field).many_to_one


class SheetResource:
    """A subclass sets `model` and `columns`. A file is planned as a whole; only one without a fault is written."""

    model = None
    columns = []

    def __init__(self, run=None):
        self.run = run or Run()

    @property
    def headers(self):
        return [column.name for column in self.columns]

    def look(self, data, *, lock=False):
        """The dry run: what the file with the bytes `data` would do, a Plan. Nothing is written. Raises BadFile."""
        table = read_sheet(data, self.headers)
        check_headers([name for name in table.headers if name != WHAT_IS_WRONG], self.columns)
        self.run.day_zero = table.day_zero
        return Plan(self.model, self.columns, table_rows(table), self.run, lock=lock, notes=table.notes)

    @transaction.atomic
    def write(self, data, *, expected, good_only=False, file_name=""):
        """Do what the file says, if its Plan has no fault, or its good rows; (the Plan, the SheetImport or None).

        BadFile when it is not what was `expected`.
        """
        Generation.objects.lock()  # first, as whoever publishes or undoes does: they would wait for each other
        plan = self.look(data, lock=True)
        if digest(plan) != expected:
            raise BadFile(_("Something changed since the rows were looked at: choose the file again."))
        if plan.faulty and not good_only:
            return plan, None
        left, rows = sheet_of_left(plan), plan.to_write()
        Writer(self.run).write(plan)
        if any(row.faults for row in rows):  # somebody else came between
            transaction.set_rollback(True)
            return plan, None
        return plan, self._recorded(rows, left, file_name)

    def _recorded(self, rows, left, file_name):
        """The SheetImport of `rows`, which were written, with the versions before and after it."""
        sheet = SheetImport.objects.create(
            kind=self.model.KIND, file_name=file_name, left=left if len(left) > 1 else [], by=self.run.user
        )
        comment = _("Imported from the sheet “%s”.") % file_name
        for body in {row.body.entry.pk: row.body for row in rows}.values():
            before = None if body.new else history.newest(body.entry)
            body.entry.drop_needless_reasons()
            after = history.keep(body.entry, by=self.run.user, comment=comment)
            if before != after:
                ImportedEntry.objects.create(sheet=sheet, entry_id=body.entry.pk, before=before, after=after)
        return sheet

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


def sheet_of_left(plan):
    """The rows of `plan` that are not written, with the columns of their file and what is wrong: headers, then rows."""
    left = list(plan.left())
    headers = [*left[0][0].cells, WHAT_IS_WRONG] if left else []
    return [headers, *([*map(neutral, row.cells.values()), " ".join(reasons)] for row, reasons in left)]


def digest(plan):
    """Stands for all that `plan` would do: what was confirmed must be what is done."""
    said = [
        (row.line, row.kind, [(change.column.name, change.old, change.new) for change in row.changes])
        for row in plan.rows
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()
