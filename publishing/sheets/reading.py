"""Reading a file that somebody uploaded: CSV or XLSX, told apart by what it holds, bounded in every direction."""

import csv
import io
import zipfile
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from publishing.sheets.cells import Formula
from publishing.sheets.header import BadFile, header_name

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 1_000  # writing one takes some 50 questions with its history, and on SQLite nobody else writes meanwhile
MOST_COLUMNS = 200
MOST_UNPACKED = 100 * 1024 * 1024  # of an XLSX, which is a ZIP
MOST_PARTS = 500
XLSX_BEGINS = b"PK\x03\x04"
OLD_EXCEL_BEGINS = b"\xd0\xcf\x11\xe0"
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")


def is_xlsx(data):
    return data.startswith(XLSX_BEGINS)


def read_sheet(data):
    """(headers, rows) of the bytes `data`. Rows are lists of values, as many as there are headers.

    Row 1 of the sheet holds the headers; `rows[0]` is row 2, whether it is empty or not. Raises BadFile.
    """
    if len(data) > MOST_BYTES:
        raise BadFile(_("The file is larger than %s MB: divide it.") % (MOST_BYTES // 1024**2))
    if data.startswith(OLD_EXCEL_BEGINS):
        raise BadFile(_("This is a file of an old Excel: save it as XLSX."))
    table = [list(row) for row in (_xlsx_rows(data) if is_xlsx(data) else _csv_rows(data))]
    while table and not any(table[-1]):
        table.pop()
    if not table or not any(table[0]):
        raise BadFile(_("The first row has to hold the names of the columns, and it is empty."))
    if len(table) - 1 > MOST_ROWS:
        raise BadFile(_("The file has more than %s rows: divide it.") % MOST_ROWS)
    if len(table) == 1:
        raise BadFile(_("There is no row below the names of the columns."))
    return _squared(table)


def _squared(table):
    """Headers and rows of the same length; empty columns at the end go."""
    width = max(max((place for place, cell in enumerate(row, start=1) if cell), default=0) for row in table)
    if width > MOST_COLUMNS:
        raise BadFile(_("The file has more than %s columns.") % MOST_COLUMNS)
    table = [row[:width] + [""] * (width - len(row)) for row in table]
    return [header_name(cell) for cell in table[0]], table[1:]


# --- CSV


def _csv_rows(data):
    text = _decoded(data)
    csv.field_size_limit(MOST_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, row in enumerate(rows):
            if number > MOST_ROWS + 1:  # one more than is allowed, which is then said
                return
            yield row
    except csv.Error as error:
        words = _("This is not a CSV file that can be read: at line %(line)s, %(what)s.")
        raise BadFile(words % {"line": rows.line_num, "what": error}) from None


def _decoded(data):
    if not data.strip():
        raise BadFile(_("The file is empty."))
    try:
        if data.startswith(OTHER_ENCODINGS):
            raise ValueError
        text = data.decode("utf-8-sig")
    except ValueError:
        raise BadFile(
            _("The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as XLSX; in LibreOffice, choose UTF-8.")
        ) from None
    if "\0" in text:
        raise BadFile(_("This is not a spreadsheet: choose a CSV file or an XLSX file."))
    return text


def _delimiter(text):
    """Comma, semicolon or tab: the one that stands most often in the first line."""
    first = next(iter(text.splitlines()), "")
    return max(",;\t", key=first.count)


# --- XLSX


def _xlsx_rows(data):
    try:
        _check_archive(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what it declares may be wrong
        yield from _bounded(sheet.iter_rows(max_col=MOST_COLUMNS + 1))
    except BadFile:
        raise
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, IndexError, ValueError, TypeError) as error:
        raise BadFile(_("This XLSX file is damaged, or no spreadsheet: save it anew.")) from error
    except (AttributeError, OSError, EOFError, OverflowError, RuntimeError, NotImplementedError) as error:
        raise BadFile(_("This XLSX file is damaged, or no spreadsheet: save it anew.")) from error


def _bounded(rows):
    """The values of `rows`, one row more than is allowed at most. Gaps, which can be huge, come as the same object."""
    gap = None
    for number, row in enumerate(rows):
        if number <= MOST_ROWS:
            yield [_value(cell) for cell in row]
        elif row is not gap:
            if any(cell.value is not None for cell in row):
                yield [_value(cell) for cell in row]
                return
            gap = row


def _check_archive(data):
    """Refuse what unpacks to more than any sheet of ours. Python reads no more of a part than its entry declares."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise BadFile(_("This file unpacks to more than %s MB: divide it.") % (MOST_UNPACKED // 1024**2))


def _value(cell):
    value = cell.value
    if value is None:
        return ""
    if cell.data_type in ("f", "e"):
        return Formula(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    return value.isoformat() if isinstance(value, date) else str(value)
