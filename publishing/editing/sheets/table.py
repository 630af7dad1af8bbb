"""The rows of a file on their way into a plan: what was typed, what each would change, and what is wrong with it."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import Formula, as_typed, plain, split_answer
from publishing.editing.sheets.columns import Column
from publishing.editing.sheets.declared import SLUG, UID
from publishing.models import Entry, Text

WHOLE_ROW = ""  # the column of what is wrong with a row as a whole
WHAT_IS_WRONG = "what_is_wrong"  # the column that sheets of wrong rows have more: it is read over
FORMULA = "[formula] "  # stands before a formula in them, so that it is not taken for a text


@dataclass
class Change:
    """That a cell of the file holds something else than the entry. `old` and `new` are cells; `value` is read.

    What is shown of cells that hold codes: `old_words` and `new_words`.
    """

    column: Column
    old: str
    new: str
    value: object = None
    old_words: str = ""
    new_words: str = ""


@dataclass
class Body:
    """An entry that rows of the file speak of, `new` or held, with its texts by language (case-folded)."""

    entry: Entry
    new: bool
    line: int
    slug: str
    texts: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)  # which row holds which language


@dataclass
class Row:
    """A row and what it would do, at the `line` of the sheet or of a directory file. What it has no cell for stays."""

    line: int | str
    cells: dict
    body: Body | None = None
    text: Text | None = None
    first: bool = True
    new_text: bool = False
    changes: list[Change] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)  # how what was typed was understood, where it could be otherwise

    @property
    def blank(self):
        return not any(self.cells.values())

    @property
    def kind(self):
        if self.faults:
            return "wrong"
        if not self.changes:
            return "unchanged"
        return "new" if self.body.new else "changed"

    def blame(self, column, sentence):
        self.faults.setdefault(column, []).append(str(sentence))

    def typed(self, column):
        return self.cells.get(column, "")

    @property
    def names(self):
        """What holds the rows of one entry together, also where nobody could tell which entry it is."""
        named = {(name, self.typed(name)) for name in (UID, SLUG) if self.typed(name)}
        return named | ({id(self.body)} if self.body else set())

    @property
    def reasons(self):
        """What is wrong with the row, a list of sentences with their columns."""
        found = ((column, one) for column, sentences in self.faults.items() for one in sentences)
        return [f"{column}: {one}" if column else one for column, one in found]

    @property
    def heading(self):
        return split_answer(self.typed("title"))[1]

    @property
    def title(self):
        return self.heading or self.typed(SLUG) or self.typed(UID)


def table_rows(table):
    """The Rows of a reading.Table."""
    rows = [Row(table.line + number, {}) for number in range(len(table.rows))]
    for row, values in zip(rows, table.rows, strict=True):
        for name, value in zip(table.headers, values, strict=False):
            if name == WHAT_IS_WRONG:
                continue
            typed = f"{FORMULA}{value}" if isinstance(value, Formula) else value
            if typed.startswith(FORMULA):
                row.blame(name, _("This cell holds a formula: copy it and paste its value."))
            row.cells[name] = plain(as_typed(plain(typed)))
    return rows
