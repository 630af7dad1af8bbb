"""Sheets that are small as files and want to be large in memory; and the smallest workbook, to build others from."""

import io
import struct
import zipfile

SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{KIND}.sharedStrings+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    "</Types>"
)
ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Tea</t></is></c></row>'
)
MOST = "This file has more than 250,000 cells, texts and formats: copy the rows alone into a new file."
DAMAGED = "This XLSX file is damaged, or no spreadsheet: save it anew."
LONG = "The cells of this file hold more than 10 million characters: divide it."


def archive(parts, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def relations(**targets):
    rows = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{rows}</Relationships>'


def sheet(rows=ROWS, before="", after=""):
    return f"<worksheet {SPREADSHEET}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def book(inside='<sheets><sheet name="A" sheetId="1" r:id="s"/></sheets>'):
    return f'<workbook {SPREADSHEET} xmlns:r="{RELATION}">{inside}</workbook>'


def workbook(kind=zipfile.ZIP_DEFLATED, **parts):
    """An XLSX; its parts can be given: `cells`, `styles`, `texts`, `book`, and any other by its path in `more`."""
    more = parts.pop("more", {})
    made = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relations(b=("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relations(
            s=("worksheet", "worksheets/sheet1.xml"),
            t=("sharedStrings", "sharedStrings.xml"),
            f=("styles", "styles.xml"),
        ),
        "xl/workbook.xml": parts.get("book", book()),
        "xl/worksheets/sheet1.xml": parts.get("cells", sheet()),
        "xl/sharedStrings.xml": parts.get("texts", "<sst/>"),
        "xl/styles.xml": parts.get("styles", "<styleSheet/>"),
    }
    return archive(made | more, kind)


def texts(inside):
    return f"<sst {SPREADSHEET}>{inside}</sst>"


def styles(xfs, formats=""):
    return f"<styleSheet {SPREADSHEET}><numFmts>{formats}</numFmts><cellXfs>{xfs}</cellXfs></styleSheet>"


def attributes(number, value=""):
    return " ".join(f'a{one}="{value}"' for one in range(number))


def too_large(part, size):
    return f"“{part}” in this file unpacks to more than {size} MB: copy the rows into a new file."


def many_parts():
    """An archive whose list has 200,000 lines, each for the same empty part."""
    line = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    part = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    lines = line * 200_000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, len(lines), len(part), 0)
    return part + lines + end


def shared(times):
    rows = "".join(f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 100 + "</row>" for row in range(1, times // 100 + 1))
    return sheet(rows)


ENTITIES = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
CELL = '<row r="1"><c r="A1"><v>%s</v></c></row>'

# name: (file, the sentence that refuses it)
HOSTILE = {
    "styles, the report's": (
        lambda: workbook(styles=styles('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' * 300_000)),
        too_large("xl/styles.xml", 4),
    ),
    "shared texts, the report's": (lambda: workbook(texts=texts("<si><t/></si>" * 1_000_000)), MOST),
    "shared texts, long": (lambda: workbook(texts=texts(f"<si><t>{'a' * 40_000_000}</t></si>")), LONG),
    "shared texts of references": (
        lambda: workbook(texts=texts(f"<si><t>{'&#10;' * 9_900_000}</t></si>" * 2)),
        too_large("xl/sharedStrings.xml", 50),
    ),
    "one long text in every cell": (
        lambda: workbook(texts=texts(f"<si><t>{'a' * 30_000}</t></si>"), cells=shared(100_000)),
        LONG,
    ),
    "rich text in pieces": (lambda: workbook(texts=texts("<si>" + "<r><t>a</t></r>" * 1_000_000 + "</si>")), MOST),
    "entities": (lambda: workbook(cells=ENTITIES + sheet(CELL % "&b;")), DAMAGED),
    "entities in texts": (lambda: workbook(texts=ENTITIES + texts("<si><t>&b;</t></si>")), DAMAGED),
    "a document type from elsewhere": (
        lambda: workbook(cells='<!DOCTYPE a SYSTEM "file:///etc/hosts">' + sheet()),
        DAMAGED,
    ),
    "elements in elements": (lambda: workbook(cells=sheet("<row>" * 1_000_000)), DAMAGED),
    "elements with other names": (
        lambda: workbook(cells=sheet("".join(f"<a{n}/>" for n in range(200_000)))),
        DAMAGED,
    ),
    "attributes in one tag": (lambda: workbook(cells=sheet(f"<row {attributes(500_000)}/>")), DAMAGED),
    "attributes with other names": (
        lambda: workbook(cells=sheet("".join(f'<c a{n}=""/>' for n in range(200_000)))),
        DAMAGED,
    ),
    "attributes of the same names": (lambda: workbook(cells=sheet(f"<row {attributes(500)}/>" * 8_000)), MOST),
    "a long value of an attribute": (lambda: workbook(cells=sheet(f'<row spans="{"1" * 40_000_000}"/>')), DAMAGED),
    "a long comment": (lambda: workbook(cells=sheet(f"<!--{'a' * 40_000_000}-->")), DAMAGED),
    "cells without anything": (lambda: workbook(cells=sheet(f"<row>{'<c/>' * 5_000_000}</row>")), DAMAGED),
    "rows without anything": (lambda: workbook(cells=sheet("<row/>" * 1_100_000)), MOST),
    "styled cells without anything": (
        lambda: workbook(cells=sheet("".join(f"<row>{"<c s='0'/>" * 1000}</row>" for _row in range(2_000)))),
        MOST,
    ),
    "columns far out": (
        lambda: workbook(cells=sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
        "The file has more than 200 columns.",
    ),
    "a corner far out": (
        lambda: workbook(cells=sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "The file has more than 200 columns.",
    ),
    "columns beyond the last": (lambda: workbook(cells=sheet('<row><c r="ZZZ1"><v>1</v></c></row>')), DAMAGED),
    "rows beyond the last": (lambda: workbook(cells=sheet('<row r="99999999"><c><v>1</v></c></row>')), DAMAGED),
    "rows that go back": (lambda: workbook(cells=sheet('<row r="2"/><row r="1"/>')), DAMAGED),
    "a number of a million digits": (lambda: workbook(cells=sheet(CELL % ("9" * 1_000_000))), DAMAGED),
    "sheets": (
        lambda: workbook(book=book("<sheets>" + '<sheet name="A" r:id="s"/>' * 100_000 + "</sheets>")),
        too_large("xl/workbook.xml", 1),
    ),
    "names of ranges": (
        lambda: workbook(book=book("<definedNames>" + '<definedName name="a">A!$A$1</definedName>' * 100_000)),
        too_large("xl/workbook.xml", 1),
    ),
    "parts": (many_parts, "This file unpacks to more than 100 MB: divide it."),
    "parts that no sheet reads": (
        lambda: workbook(more={"xl/media/a.bin": bytes(101 * 2**20)}),
        "This file unpacks to more than 100 MB: divide it.",
    ),
    "another way of compressing": (lambda: workbook(zipfile.ZIP_LZMA), DAMAGED),
    "an archive in an archive": (lambda: archive({"a.xlsx": workbook()}), DAMAGED),
    "a part that is its own list": (
        lambda: workbook(more={"_rels/.rels": relations(b=("officeDocument", "_rels/.rels"))}),
        DAMAGED,
    ),
    "a way out of the archive": (
        lambda: workbook(more={"_rels/.rels": relations(b=("officeDocument", "../../../etc/hosts"))}),
        DAMAGED,
    ),
    "CSV of delimiters": (
        lambda: b"title\n" + b"," * 9_000_000,
        "This is not a CSV file of ours: it has more cells than a thousand rows can have.",
    ),
    "CSV of short cells": (
        lambda: b"title;x\n" + b"ab;" * 900_000,
        "The file has more than 200 columns.",
    ),
    "CSV of ends of lines": (
        lambda: b"title\n" + b"\r" * 9_000_000,
        "This is not a CSV file of ours: it has more cells than a thousand rows can have.",
    ),
    "CSV of zeros": (
        lambda: bytes(9_000_000),
        "This is not a spreadsheet: choose a CSV file or an XLSX file.",
    ),
    "CSV of one long cell": (
        lambda: b"title\n" + b"a" * 9_000_000,
        f"In row 2, a cell has more than 100,000 characters: shorten it. It begins “{'a' * 40}…”.",
    ),
    "CSV of one long cell that is never closed": (
        lambda: b'title\n"' + b"a" * 9_000_000,
        "This is not a CSV file that can be read: at line 2, unexpected end of data.",
    ),
}

# Large in what is not read, or false in what is not believed: such files are taken.
HARMLESS = {
    "styles up to the bound": lambda: workbook(styles=styles('<xf numFmtId="0"/>' * 200_000)),
    "formats that patterns get lost in": lambda: workbook(
        styles=styles("<xf/>", f'<numFmt numFmtId="0" formatCode="{"[" * 200_000}"/>')
    ),
    "drawings and comments": lambda: workbook(
        more={"xl/drawings/drawing1.xml": "<a>" * 10_000_000, "xl/comments1.xml": "<a>" * 10_000_000}
    ),
    "a dimension that lies": lambda: workbook(cells=sheet(before='<dimension ref="A1:XFD1048576"/>')),
    "what follows the cells": lambda: workbook(cells=sheet(after="<mergeCell/>" * 3_000_000)),
    "columns of a sheet": lambda: workbook(
        cells=sheet(before="<cols>" + '<col min="1" max="9"/>' * 100_000 + "</cols>")
    ),
    "a last row that is empty": lambda: workbook(cells=sheet(ROWS + '<row r="1048576"><c r="XFD1048576"/></row>')),
}
