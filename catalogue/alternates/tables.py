"""Lists as CSV, with the dictionary of their columns.

In UTF-8 with a mark at the beginning (a BOM), by which Excel knows that it is; lines end as RFC 4180 says.
"""

import csv

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.alternates.alternate import Alternate
from catalogue.columns import TOKEN_MEANINGS, TOKENS
from publishing.editing.sheets.writing import gathered

MARK = "\ufeff"
MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
# The columns of the dictionary itself: {name: what it means}.
DICTIONARY = {
    "name": gettext_lazy("The name of a column, or what stands in a cell that has no content."),
    "title": gettext_lazy("What that column is called."),
    "type": gettext_lazy("Its type in Table Schema; “missing value” for what stands in cells without content."),
    "meaning": gettext_lazy("What it means, in a sentence."),
}


class _Line:
    """What csv.writer writes to: it is handed the line back."""

    @staticmethod
    def write(line):
        return line


_write = csv.writer(_Line(), lineterminator="\r\n").writerow


def table(taken):
    """The rows of a TakenList, the names of its columns first; cells are texts, numbers and dates."""
    columns = taken.kind.columns
    yield [column.name for column in columns]
    for entry in taken:
        yield [column.cell(entry) for column in columns]


def dictionary(columns):
    """The rows that say what `columns` mean, and what their cells without content do; the names of them first."""
    yield list(DICTIONARY)
    for column in columns:
        yield [column.name, str(column.label), column.type, str(column.meaning)]
    for answer, token in TOKENS.items():
        yield [token, _("No content"), "missing value", str(TOKEN_MEANINGS[answer])]


def as_csv(rows):
    """`rows` as the bytes of a CSV file, in pieces."""
    return gathered(_lines(rows))


def _lines(rows):
    yield MARK
    for row in rows:
        yield _write(row)


CSV = Alternate(
    name="csv",
    label="CSV",
    use=gettext_lazy("a table for any program, a row for each entry"),
    media_type=MEDIA_TYPE,
    of_list=lambda taken: as_csv(table(taken)),
    weight=(1900, 0, 0.86),
    mixed_weight=(200, 0, 0.49),
)
CSV_DICTIONARY = Alternate(
    name="dictionary.csv",
    label=gettext_lazy("Data dictionary"),
    use=gettext_lazy("what each column of the tables means"),
    media_type=MEDIA_TYPE,
    of_list=lambda taken: as_csv(dictionary(taken.kind.columns)),
    weight=(4500, 0, 0.0),
    whole=False,
)
