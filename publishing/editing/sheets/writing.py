"""Writing sheets and their template, as CSV or XLSX."""

import csv
import io

from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import BadFile
from publishing.editing.sheets.workbooks import LONGEST, WRAPPED, Sheet, workbook

WIDTH = 24  # characters a column shows


def write_sheet(extension, headers, rows):
    """The file of a sheet: "csv" or "xlsx". Raises BadFile where a cell is too long for it."""
    return write_csv(headers, rows) if extension == "csv" else write_xlsx({"Entries": [headers, *rows]})


def write_csv(headers, rows):
    """Bytes in UTF-8 with a mark at the beginning, by which Excel knows that it is."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([headers, *rows])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(sheets, offers=None):
    """An XLSX of `sheets`, {title: rows of texts}, headers first. Raises BadFile for too long a cell.

    `offers`: what cells of the first sheet are offered, as workbooks.Sheet has it.
    """
    made = {title: _sheet(list(rows)) for title, rows in sheets.items()}
    first = next(iter(made))
    made[first] = made[first]._replace(offers=offers or {})
    return b"".join(workbook(made))


def _sheet(rows):
    for value in (value for row in rows for value in row):
        if len(value) > LONGEST:
            words = _("A text of %(length)s characters is too long for XLSX (“%(begins)s…”): export as CSV.")
            raise BadFile(words % {"length": len(value), "begins": value[:40]})
    return Sheet(rows, [WIDTH] * len(rows[0]), WRAPPED, fills_in=True)


def explained(columns, run):
    """For each of `columns` a dict: name, holds, example, needed, answerable, allowed (pairs, or None)."""
    return [
        {
            "name": column.name,
            "holds": str(column.help),
            "example": column.example,
            "needed": column.needed,
            "answerable": bool(column.answer),
            "allowed": column.allowed(run),
        }
        for column in columns
    ]


def template_xlsx(columns, run):
    """An empty sheet, a second one that explains the columns, and a third with the values they may hold."""
    known = explained(columns, run)
    values = [(one["name"], value, label) for one in known for value, label in one["allowed"] or ()]
    return write_xlsx(
        {
            "Entries": [[column.name for column in columns]],
            "Columns": [
                [_("column"), _("what it holds"), _("example"), _("needed")],
                *([one["name"], _holds(one), one["example"], _("yes") if one["needed"] else ""] for one in known),
            ],
            "Values": [
                [_("column"), _("value"), _("meaning")],
                *values,
            ],
        },
        offers=_offers(columns, [name for name, _value, _label in values]),
    )


def _offers(columns, names):
    """Where the values of the columns that hold one stand in their sheet, whose rows are about the columns `names`."""
    single = [(place, column.name) for place, column in enumerate(columns) if column.json is not list]
    starts = {name: names.index(name) + 2 for name in dict.fromkeys(names)}  # below the headers
    return {
        place: f"Values!$B${starts[name]}:$B${starts[name] + names.count(name) - 1}"
        for place, name in single
        if name in starts
    }


def _holds(one):
    if not one["answerable"]:
        return one["holds"]
    withheld = _("“[withheld]” before it: withheld for safety.")
    reasons = _("Or: not reported; not applicable; withheld. Empty: not looked up yet.")
    return f"{one['holds']} {withheld if one['needed'] else reasons}"
