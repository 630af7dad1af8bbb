"""The column of rows below an entry that nothing else names, such as what a practice cost."""

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import Wrong, join_items, split_items
from publishing.editing.sheets.columns import MOST_FAULTS, TOO_MANY, Column, One, checked, is_hidden
from publishing.editing.sheets.lookups import shown


class Rows(Column):
    """Rows of `model` below an entry that nothing else names; a cell has a part for each of `columns`, those of a row.

    They are made anew when they change, in the order of the cell.
    """

    linked = True
    json = list

    def __init__(self, name, help, model, columns, **options):
        help = format_lazy("{} {}", help, " | ".join(column.name for column in columns))
        super().__init__(name, help, **options)
        self.model, self.columns = model, columns
        self.keys = [column for column in columns if isinstance(column, One)]

    def cell_of(self, given):
        return join_items(self._parts_of(checked(one, dict)) for one in given)

    def _parts_of(self, given):
        if strange := sorted(given.keys() - {column.in_files for column in self.columns}):
            raise Wrong(_("There is no “%s” here.") % shown(strange[0]))
        return [column.from_json(given.get(column.in_files)) for column in self.columns]

    def read(self, cell, run):
        found, faults = [], []
        for number, parts in enumerate(split_items(cell), 1):
            try:
                found.append(self._item(parts, run))
            except Wrong as error:
                faults.append(_("Row %(number)s: %(fault)s") % {"number": number, "fault": error})
        if faults:
            raise Wrong(" ".join(faults[:MOST_FAULTS]))
        return tuple(found)

    def _item(self, parts, run):
        if len(parts) > len(self.columns):
            raise Wrong(TOO_MANY % shown(" | ".join(parts)))
        parts = [*parts, *[""] * (len(self.columns) - len(parts))]
        item = tuple(column.read(part, run) if part else None for column, part in zip(self.columns, parts, strict=True))
        self._check(item, run)
        return item

    def _check(self, item, run):
        """What the model says to the item, but for what it leads to. Raises Wrong."""
        names = [column.name for column, one in zip(self.columns, item, strict=True) if column.needed and one is None]
        try:
            self._row(item, run).clean_fields(exclude=[one.name for one in self.model._meta.fields if one.is_relation])
        except ValidationError as error:
            said = {name: " ".join(messages) for name, messages in error.message_dict.items() if name not in names}
        else:
            said = {}
        said |= dict.fromkeys(names, _("This has to be filled in."))
        if said:
            raise Wrong(" ".join(f"{name}: {sentence}" for name, sentence in said.items()))

    def _row(self, item, run, **facts):
        row = self.model(**facts)
        for column, one in zip(self.columns, item, strict=True):
            if one is not None:
                column.put(row, one, run)
        return row

    def write(self, value):
        return join_items(
            ["" if one is None else column.write(one) for column, one in zip(self.columns, item, strict=True)]
            for item in value
        )

    def held(self, owner):
        return tuple(tuple(column.held(row) for column in self.columns) for row in self._rows(owner))

    def _rows(self, owner):
        """Those that lead to nothing that is hidden from who reads or writes the sheet."""
        rows = [] if owner.pk is None else getattr(owner, self.field).all()
        return [row for row in rows if not any(is_hidden(getattr(row, column.field)) for column in self.keys)]

    def put(self, owner, value, run):
        manager = getattr(owner, self.field)
        manager.filter(pk__in=[row.pk for row in self._rows(owner)]).delete()
        rows = [self._row(item, run, **{manager.field.name: owner}) for item in value]
        manager.bulk_create(row for row in rows if all(self._leads(row, column) for column in self.keys))

    @staticmethod
    def _leads(row, column):
        return not column.needed or getattr(row, f"{column.field}_id") is not None
