"""Writing sheets: CSV and XLSX. The same rows give the same bytes."""

import csv
import io
import re
import zipfile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from publishing.editing.sheets.header import BadFile

LONGEST = 32_767  # characters of a cell, in every spreadsheet
AS_TEXT = "@"  # so that nobody's spreadsheet turns 2015 or 1-2 into something else
LONG_AGO = (1980, 1, 1, 0, 0, 0)
WIDTH = 24  # characters a column shows
TOP, BOLD = Alignment(vertical="top", wrap_text=True), Font(bold=True)


def write_sheet(extension, headers, rows):
    """The file of a sheet: "csv" or "xlsx". Raises BadFile where a cell is too long for it."""
    return write_csv(headers, rows) if extension == "csv" else write_xlsx({"Entries": [headers, *rows]})


def write_csv(headers, rows):
    """Bytes in UTF-8 with a mark at the beginning, by which Excel knows that it is."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([headers, *rows])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(sheets):
    """An XLSX of `sheets`, {title: rows}; every cell is text, the first row is the header.

    Raises BadFile for a cell that is too long for a spreadsheet.
    """
    for value in (value for rows in sheets.values() for row in rows for value in row):
        _check_length(value)
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "A2"
        for place, _header in enumerate(rows[0], start=1):
            column = sheet.column_dimensions[openpyxl.utils.get_column_letter(place)]
            column.width, column.number_format = WIDTH, AS_TEXT
        for number, row in enumerate(rows):
            sheet.append([_text_cell(sheet, value, bold=number == 0) for value in row])
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _check_length(value):
    if len(value) > LONGEST:
        words = _("A text of %(length)s characters is too long for XLSX (“%(begins)s…”): export as CSV.")
        raise BadFile(words % {"length": len(value), "begins": value[:40]})


def _text_cell(sheet, value, *, bold):
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"  # whatever it looks like
    cell.number_format = AS_TEXT
    cell.alignment = TOP
    if bold:
        cell.font = BOLD
    return cell


def _timeless(data):
    """The archive `data` without the time at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content)
            kept = zipfile.ZipInfo(part.filename, LONG_AGO)
            kept.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(kept, content)
    return out.getvalue()
