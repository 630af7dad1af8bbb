"""Workbooks (ECMA-376) that are sent while they are made. The same rows give the same bytes.

Every text is an inline text, and no cell is a formula: links are told beside the sheet.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from places.plain_text import in_one_line
from publishing.editing.sheets.archives import zipped
from publishing.editing.sheets.cells import DAY_ZERO

LAST_OFFERED = 1_001  # the last row whose cells offer what their column may hold
LONGEST = 32_767  # characters of a cell, in every spreadsheet
MOST_LINKS = 65_530  # that Excel reads of a sheet
# In a row that is written before its place is known. No text holds them: XML has no way to write them.
ROW_NUMBER, BEFORE_CELLS = "\0", "\1"
# Places in the list of formats of `_STYLES`.
NUMBER, HEADER, TEXT, WRAPPED, DAY, LINK = range(6)
# What readers take for a character written by its number (22.9.2.19): its own first character is written so.
NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><u/><sz val="11"/><color rgb="FF0B57A4"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">'
    '<alignment vertical="top"/></xf>'
    '<xf numFmtId="49" fontId="2" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" '
    'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Sheet(NamedTuple):
    """`rows`, the first in view, in columns of `widths`; texts, and empty cells to fill in, in the format `text`.

    `height` is that of all rows but the first, in points; 0 for one that fits. The column at the place `links` holds
    addresses that lead there: its rows are written by `written_row`. With `filters`, readers choose by what the columns
    hold. `offers` are {place of a column: the area of what its cells are offered}; other values may be typed too.
    """

    rows: Iterable
    widths: list
    text: int = TEXT
    fills_in: bool = False
    height: int = 0
    links: int | None = None
    filters: bool = False
    offers: Mapping = MappingProxyType({})


def workbook(sheets, day=None, title=""):
    """The bytes of a workbook of `sheets`, {title: Sheet}, in pieces, called `title`. Its parts get the date `day`."""
    return zipped(_parts(sheets, title), day)


def _parts(sheets, title):
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", [_content_types(numbers)]
    yield "_rels/.rels", [_relations({"rId1": ("officeDocument", "xl/workbook.xml")}, _CORE)]
    yield "docProps/core.xml", [_core(title)]
    yield "xl/workbook.xml", [_workbook(sheets)]
    related = {f"rId{number}": ("worksheet", f"worksheets/sheet{number}.xml") for number in numbers}
    yield "xl/_rels/workbook.xml.rels", [_relations(related | {"rIdStyles": ("styles", "styles.xml")})]
    yield "xl/styles.xml", [_STYLES]
    for number, sheet in zip(numbers, sheets.values(), strict=True):
        leading = []
        yield f"xl/worksheets/sheet{number}.xml", _worksheet(sheet, leading)
        if leading:
            yield f"xl/worksheets/_rels/sheet{number}.xml.rels", [_leading_to(leading)]


def _content_types(numbers):
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    overrides = "".join(f'<Override PartName="{at}" ContentType="{_SHEET}.{of}+xml"/>' for at, of in parts.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _core(title):
    """What the workbook is called: screen readers and window bars say it."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(in_one_line(title))}</dc:title></cp:coreProperties>'
    )


def _relations(related, more=""):
    """The part that says what a part is `related` to: {id: (what it is, where it is)}; `more` are written already."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_DOCUMENT}/{of}" Target="{at}"/>' for key, (of, at) in related.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}{more}</Relationships>'


def _leading_to(leading):
    """The part that says where the links of a sheet lead: [(cell, address), …]."""
    lines = "".join(
        f'<Relationship Id="{at}" Type="{_DOCUMENT}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for at, address in leading
    )
    return _relations({}, lines)


def _workbook(titles):
    sheets = "".join(
        f'<sheet name={quoteattr(title[:31])} sheetId="{number}" r:id="rId{number}"/>'
        for number, title in enumerate(titles, start=1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{sheets}</sheets></workbook>'


def _worksheet(sheet, leading):
    """The part of a `sheet`, in pieces; what its links lead to is added to `leading`, as [(cell, address), …]."""
    names = [_letters(place) for place in range(len(sheet.widths))]
    style = f' style="{sheet.text}"' if sheet.fills_in else ""
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}"{style} customWidth="1"/>'
        for place, width in enumerate(sheet.widths, start=1)
    )
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>"
    )
    number, high = 0, f' ht="{sheet.height}" customHeight="1"' if sheet.height else ""
    for number, row in enumerate(sheet.rows, start=1):
        written = row if isinstance(row, str) else written_row(row, sheet.text if number > 1 else HEADER)
        address, _sign, cells = written.partition(BEFORE_CELLS)
        if address and len(leading) < MOST_LINKS:
            leading.append((f"{names[sheet.links]}{number}", address))
        yield f'<row r="{number}"{high if number > 1 else ""}>{cells.replace(ROW_NUMBER, str(number))}</row>'
    yield "</sheetData>"
    if sheet.filters:
        yield f'<autoFilter ref="A1:{names[-1]}{number}"/>'
    if sheet.offers:
        yield _offers({names[place]: area for place, area in sheet.offers.items()})
    if leading:
        yield f"<hyperlinks>{''.join(f'<hyperlink ref="{at}" r:id="{at}"/>' for at, _to in leading)}</hyperlinks>"
    yield "</worksheet>"


def _offers(areas):
    """Drop-down lists of the columns in `areas`, {letters: area}."""
    lists = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="0" sqref="{name}2:{name}{LAST_OFFERED}">'
        f"<formula1>{area}</formula1></dataValidation>"
        for name, area in areas.items()
    )
    return f'<dataValidations count="{len(areas)}">{lists}</dataValidations>'


def written_row(row, style, links=None):
    """The cells of `row`, texts in `style`, as a Sheet takes them too: made once, they can be put anywhere.

    That at the place `links` is an address to lead to.
    """
    styles = [style] * len(row)
    if links is not None:
        styles[links] = LINK
    cells = (_cell(f"{_letters(place)}{ROW_NUMBER}", *one) for place, one in enumerate(zip(row, styles, strict=True)))
    return f"{'' if links is None else row[links]}{BEFORE_CELLS}{''.join(cells)}"


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


@cache
def _letters(place):
    """The name of the column at `place`, from 0: A to Z, then AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
