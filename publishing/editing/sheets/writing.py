"""Writing files that are sent while they are made: archives, workbooks (ECMA-376), sheets and their template.

The same rows give the same bytes. Every text is an inline text, and no cell is a formula.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import BadFile

# What is gathered before it is sent on: many small pieces cost more than they weigh.
PIECE = 1 << 16  # bytes
LONG_AGO = datetime(1980, 1, 1)  # the first day that archives know
LONGEST = 32_767  # characters of a cell, in every spreadsheet
DAY_ZERO = date(1899, 12, 30)  # spreadsheets count days from here
# Places in the list of formats of `_STYLES`.
NUMBER, HEADER, TEXT, WRAPPED, DAY = range(5)
# What readers take for a character written by its number (22.9.2.19): its own first character is written so.
NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
WIDTH = 24  # characters a column shows


def zipped(files, date):
    """An archive of `files`, [(name, pieces)], in pieces, with `date` or none. No file of more than 2 GiB fits in."""
    out = _Written()
    with zipfile.ZipFile(out, "w") as archive:
        for name, pieces in files:
            entry = zipfile.ZipInfo(name, (date or LONG_AGO).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                for piece in gathered(pieces):
                    file.write(piece)
                    if out.size >= PIECE:
                        yield out.taken()
    yield out.taken()


def gathered(pieces):
    """`pieces`, text or bytes, as bytes of about PIECE each."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece.encode() if isinstance(piece, str) else piece)
        size += len(held[-1])
        if size >= PIECE:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


class _Written:
    """A file that is written to from its beginning to its end, and holds what nobody has taken yet."""

    def __init__(self):
        self._pieces, self.size = [], 0

    def write(self, data):
        self._pieces.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self):
        pass

    def taken(self):
        pieces, self._pieces, self.size = self._pieces, [], 0
        return b"".join(pieces)


class Sheet(NamedTuple):
    """`rows`, the first in view, in columns of `widths`; texts, and empty cells to fill in, in the format `text`."""

    rows: Iterable
    widths: list
    text: int = TEXT
    fills_in: bool = False


def workbook(sheets, day=None):
    """The bytes of a workbook of `sheets`, {title: Sheet}, in pieces. Its parts get the date `day`."""
    return zipped(_parts(sheets), day)


def _parts(sheets):
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", [_content_types(numbers)]
    yield "_rels/.rels", [_relations({"rId1": ("officeDocument", "xl/workbook.xml")})]
    yield "xl/workbook.xml", [_workbook(sheets)]
    related = {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
    yield "xl/_rels/workbook.xml.rels", [_relations(related | {"rIdStyles": ("styles", "styles.xml")})]
    yield "xl/styles.xml", [_STYLES]
    for number, sheet in zip(numbers, sheets.values(), strict=True):
        yield f"xl/worksheets/sheet{number}.xml", _worksheet(sheet)


def _content_types(numbers):
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    overrides = "".join(f'<Override PartName="{at}" ContentType="{_SHEET}.{of}+xml"/>' for at, of in parts.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(related):
    """The part that says what a part is `related` to: {id: (what it is, where it is)}."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_DOCUMENT}/{of}" Target="{at}"/>' for key, (of, at) in related.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook(titles):
    sheets = "".join(
        f'<sheet name={quoteattr(title[:31])} sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, start=1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{sheets}</sheets></workbook>'


def _worksheet(sheet):
    names = [_letters(place) for place in range(len(sheet.widths))]
    style = f' style="{sheet.text}"' if sheet.fills_in else ""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}"{style} customWidth="1"/>'
        for place, width in enumerate(sheet.widths, start=1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    for number, row in enumerate(sheet.rows, start=1):
        style = sheet.text if number > 1 else HEADER
        cells = "".join(_cell(f"{name}{number}", value, style) for name, value in zip(names, row, strict=True))
        yield f'<row r="{number}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(at, value, style):
    if isinstance(value, str):
        text = escape(NUMBERED.sub("_x005F_", _cut(value)))
        return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, date):
        return f'<c r="{at}" s="{DAY}"><v>{(value - DAY_ZERO).days}</v></c>'
    return f'<c r="{at}" s="{NUMBER}"><v>{value}</v></c>'


def _cut(text):
    """`text` with no more characters, as spreadsheets count them (UTF-16), than a cell may have."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return text.encode("utf-16-le")[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _letters(place):
    """The name of the column at `place`, from 0: A to Z, then AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def write_sheet(extension, headers, rows):
    """The file of a sheet: "csv" or "xlsx". Raises BadFile where a cell is too long for it."""
    return write_csv(headers, rows) if extension == "csv" else write_xlsx({"Entries": [headers, *rows]})


def write_csv(headers, rows):
    """Bytes in UTF-8 with a mark at the beginning, by which Excel knows that it is."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([headers, *rows])
    return out.getvalue().encode("utf-8-sig")


def write_xlsx(sheets):
    """An XLSX of `sheets`, {title: rows of texts}, headers first. Raises BadFile for too long a cell."""
    made = {title: _sheet(list(rows)) for title, rows in sheets.items()}
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
    return write_xlsx(
        {
            "Entries": [[column.name for column in columns]],
            "Columns": [
                [_("column"), _("what it holds"), _("example"), _("needed")],
                *([one["name"], _holds(one), one["example"], _("yes") if one["needed"] else ""] for one in known),
            ],
            "Values": [
                [_("column"), _("value"), _("meaning")],
                *([one["name"], value, label] for one in known for value, label in one["allowed"] or ()),
            ],
        }
    )


def _holds(one):
    if not one["answerable"]:
        return one["holds"]
    withheld = _("“[withheld]” before it: withheld for safety.")
    reasons = _("Or: not reported; not applicable; withheld. Empty: not looked up yet.")
    return f"{one['holds']} {withheld if one['needed'] else reasons}"
