"""Reading a file that somebody uploaded: CSV or XLSX, told apart by what it holds, bounded in every direction."""

import csv
import io
import re
from collections import Counter
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import fuzz, process

from places.numerals import in_digits
from publishing.editing.sheets.cells import DAY_ZERO, BadFile
from publishing.editing.sheets.lookups import SHOWN, shown
from publishing.editing.sheets.xlsx import Around, xlsx_rows
from publishing.entries.one_at_a_time import Busy, one_at_a_time

CLOSE = 70  # of 100: how like a name has to be to be proposed
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 1_000  # writing one takes some 50 questions with its history, and on SQLite nobody else writes meanwhile
MOST_COLUMNS = 200
MOST_CELL = 100_000  # characters: some fifty pages
MOST_MARKS = 1_000_000  # delimiters and ends of lines in a CSV, those in texts among them
MOST_ABOVE = 20  # rows above the names of the columns
MOST_NAMED = 5  # sheets that a sentence names
OWN_SHEETS = ("Columns", "Values")  # of the template, beside the entries
DELIMITERS = ",;\t"
SAYS_DELIMITER = re.compile(r"\"?sep=([,;\t])\"?(?:\r\n?|\n)")  # a line for Excel, which Excel does not count
XLSX_BEGINS = b"PK\x03\x04"
OLD_EXCEL_BEGINS = b"\xd0\xcf\x11\xe0"
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")


class Table(NamedTuple):
    """What a file holds: `rows`, as long as the `headers`, from the row numbered `line` on; `notes` for who chose it.

    `day_zero` is the day from which its numbers count days.
    """

    headers: list
    rows: list
    line: int = 2
    notes: tuple = ()
    day_zero: date = DAY_ZERO


def header_name(value):
    return "_".join(str(value or "").casefold().split())


def check_headers(headers, columns):
    """Raise BadFile unless `headers` are names of `columns`, each once, all that are needed among them."""
    known = {column.name for column in columns}
    faults = [_unknown(name, known) for name in headers if name not in known]
    faults += [
        _("The column “%s” stands there twice: keep one of them.") % shown(name)
        for name, times in Counter(headers).items()
        if times > 1 and name in known
    ]
    faults += [
        _("The column “%s” is missing: every sheet needs it.") % column.name
        for column in columns
        if column.needed and column.name not in headers
    ]
    if faults:
        raise BadFile(*faults)


def _unknown(name, known):
    if not name:
        return _("A column with cells in it has no name: name it in the first row, or empty it.")
    near = process.extractOne(name[:SHOWN], sorted(known), scorer=fuzz.ratio, score_cutoff=CLOSE)
    said = _("There is no column “%s”.") % shown(name)
    advice = _("Did you mean: %s?") % near[0] if near else _("Take it out of the file.")
    return f"{said} {advice}"


def read_sheet(data, known=()):
    """The Table in the bytes `data`: the first row with two of the `known` names its columns. Raises BadFile."""
    if len(data) > MOST_BYTES:
        raise BadFile(_("The file is larger than %s MB: divide it.") % (MOST_BYTES // 1024**2))
    if data.startswith(OLD_EXCEL_BEGINS):
        raise BadFile(_("This is a file of an old Excel: save it as XLSX."))
    around = Around()
    table = _table(data, known, around)
    while table and not any(table[-1]):
        table.pop()
    above = _above(table, known)
    table = table[above:]
    if not table or not any(table[0]):
        raise BadFile(_("The first row has to hold the names of the columns, and it is empty."))
    if len(table) - 1 > MOST_ROWS:
        raise BadFile(_("The file has more than %s rows: divide it.") % MOST_ROWS)
    if len(table) == 1:
        raise BadFile(_("There is no row below the names of the columns."))
    last, place = around.merged
    if last > above:  # a title above is nobody's row
        raise BadFile(_("The cells %s are merged: split them, and write in each what is meant for it.") % place)
    headers, rows = _squared(table)
    return Table(headers, rows, above + 2, tuple(_notes(above, around)), around.epoch.date())


def _above(table, known):
    """How many rows, such as a title, stand above the names of the columns."""
    return next((number for number, row in enumerate(table[:MOST_ABOVE]) if _names_columns(row, known)), 0)


def _names_columns(row, known):
    return len({header_name(cell.strip('"')) for cell in row} & {*known}) > 1


def _notes(above, around):
    if above:
        words = ngettext(
            "%(count)s row above the names of the columns is read over.",
            "%(count)s rows above the names of the columns are read over.",
            above,
        )
        yield words % {"count": above}
    others = [name for name in around.others if name not in OWN_SHEETS]
    if others:
        words = _("Only the sheet “%(name)s” is read. Make files of their own of: %(others)s.")
        yield words % {"name": around.name, "others": ", ".join(others[:MOST_NAMED])}


def _table(data, known, around):
    try:
        with one_at_a_time():
            rows = _xlsx_rows(data, around) if data.startswith(XLSX_BEGINS) else _csv_rows(data, known)
            return [list(row) for row in rows]
    except Busy as error:
        raise BadFile(str(error)) from None


def _squared(table):
    """Headers and rows of the same length; empty columns at the end go."""
    width = max(max((place for place, cell in enumerate(row, start=1) if cell), default=0) for row in table)
    if width > MOST_COLUMNS:
        raise _too_many_columns()
    for number, row in enumerate(table, start=1):
        if long := next((cell for cell in row if len(cell) > MOST_CELL), None):
            words = _("In row %(row)s, a cell has more than %(most)s characters: shorten it. It begins “%(begins)s…”.")
            raise BadFile(words % {"row": number, "most": in_digits(MOST_CELL), "begins": long[:40]})
    table = [row[:width] + [""] * (width - len(row)) for row in table]
    return [header_name(cell) for cell in table[0]], table[1:]


def _too_many_columns():
    return BadFile(_("The file has more than %s columns.") % MOST_COLUMNS)


def _csv_rows(data, known):
    text = _decoded(data)
    said = SAYS_DELIMITER.match(text)
    text = text[said.end() :] if said else text
    delimiter = said[1] if said else _delimiter(text, known)
    if sum(map(text.count, (delimiter, "\n", "\r"))) > MOST_MARKS:  # each makes an object of fifty bytes and more
        raise BadFile(_("This is not a CSV file of ours: it has more cells than a thousand rows can have."))
    csv.field_size_limit(MOST_BYTES)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(rows):
            if number > MOST_ROWS + MOST_ABOVE + 1:  # one more than is allowed, which is then said
                return
            yield row
    except csv.Error as error:
        words = _("This is not a CSV file that can be read: at line %(line)s, %(what)s.")
        raise BadFile(words % {"line": rows.line_num, "what": error}) from None


def _delimiter(text, known):
    """What parts the names of the columns; else what stands most often in the first line."""
    lines = text[:MOST_CELL].splitlines()[:MOST_ABOVE]
    parting = (sign for line in lines for sign in DELIMITERS if _names_columns(line.split(sign), known))
    return next(parting, None) or max(DELIMITERS, key=(lines or [""])[0].count)


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
    return text.replace("_x000D_", "")  # what other programs leave of the ends of lines within a cell


def _xlsx_rows(data, around):
    """The rows of an XLSX with the gaps between them, one row more than is allowed at most."""
    before = 0
    for number, cells in xlsx_rows(data, around):
        if max(cells) > MOST_COLUMNS:
            raise _too_many_columns()
        for _gap in range(before + 1, min(number, MOST_ROWS + MOST_ABOVE + 2)):
            yield []
        yield [cells.get(column, "") for column in range(1, max(cells) + 1)]
        if number > MOST_ROWS + MOST_ABOVE + 1:
            return
        before = number
