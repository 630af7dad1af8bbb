"""The first sheet of an XLSX: its cells and, of all that lies around them, only which numbers are dates.

A library would read styles, names and drawings first, each into objects, however many there are.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from xml.parsers.expat import ExpatError

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from publishing.editing.sheets.cells import BadFile, Formula
from publishing.editing.sheets.package import BEGINS, Damaged, Package

# Megabytes to which a part may unpack: a list of parts, styles, texts and cells.
LIST, STYLES, TEXTS, CELLS = 1, 4, 50, 50
MOST_CHARACTERS = 10_000_000  # of all cells, each with its own text; a shared one counts as often as it is used
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any spreadsheet
MOST_STYLES = 65_536
LONGEST_FORMAT = 255  # characters of a number's format
PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
# What is raised on the way by an archive, a part or a value that is not what it says.
BROKEN = (
    *(ArithmeticError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError),
    *(ExpatError, struct.error, zipfile.BadZipFile, zlib.error),
)


@dataclass
class Book:
    """Where the parts of a workbook are, and what its cells refer to. `dates` and `spans` are numbers of styles."""

    sheet: str = ""
    epoch: datetime = WINDOWS_EPOCH
    texts: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    spans: set[int] = field(default_factory=set)


def xlsx_rows(data):
    """The filled rows of the first sheet: (number, {column: string or Formula}), from 1, ascending. Raises BadFile."""
    try:
        package = Package(data)
        book = _book(package)
        yield from _rows(package, book)
    except BadFile:
        raise
    except BROKEN as error:
        raise BadFile(_("This XLSX file is damaged, or no spreadsheet: save it anew.")) from error


# --- the parts around the cells


def _book(package):
    [(path, _kind)] = [one for one in _related(package, "").values() if one[1] == "officeDocument"]
    related = _related(package, path)
    book = Book()
    for event, tag, held in package.elements(path, LIST):
        if event == BEGINS and tag == "workbookPr" and held.get("date1904") in ("1", "true"):
            book.epoch = MAC_EPOCH
        if event == BEGINS and tag == "sheet" and not book.sheet:
            key = next((value for name, value in held.items() if name.endswith(":id")), "")
            part, kind = related.get(key, ("", ""))
            book.sheet = part if kind == "worksheet" else ""
    kinds = {kind: part for part, kind in related.values()}
    if part := kinds.get("sharedStrings"):
        book.texts = list(_texts(package, part))
    if part := kinds.get("styles"):
        _read_styles(package, part, book)
    return book


def _related(package, path):
    """{name of a relation: (path, kind)} of the parts to which the part at `path` refers."""
    folder, name = posixpath.split(path)
    found = {}
    for event, tag, held in package.elements(posixpath.join(folder, "_rels", f"{name}.rels"), LIST):
        if event == BEGINS and tag == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, held["Target"]))
            found[held["Id"]] = (target.lstrip("/"), held["Type"].rpartition("/")[2])
    return found


def _texts(package, part):
    """The texts that cells share, in their order."""
    characters = 0
    for event, tag, text in _with_texts(package.elements(part, TEXTS), "si"):
        if event != BEGINS and tag == "si":
            characters += len(text)
            _check(characters)
            yield _unescaped(text)


def _unescaped(text):
    return text.replace("_x005F_", "_")


def _with_texts(elements, owner):
    """`elements`, where the text of each `owner` is that of all its pieces, without the hints for reading them."""
    pieces, hints = [], 0
    for event, tag, held in elements:
        if tag == "rPh":
            hints += 1 if event == BEGINS else -1
        elif event == BEGINS and tag == owner:
            pieces = []
        elif event != BEGINS and tag == "t" and not hints:
            pieces.append(held)
        yield event, tag, "".join(pieces) if event != BEGINS and tag == owner else held


def _check(characters):
    if characters > MOST_CHARACTERS:
        words = _("The cells of this file hold more than %s million characters: divide it.")
        raise BadFile(words % (MOST_CHARACTERS // 1_000_000))


def _read_styles(package, part, book):
    """Note which styles make a date or a span of time of a number. Nothing else of a style is read."""
    formats, number, of_cells = {}, 0, False
    for event, tag, held in package.elements(part, STYLES):
        if tag == "cellXfs":
            of_cells = event == BEGINS
            if not of_cells:
                return
        elif event == BEGINS and tag == "numFmt":
            formats[held["numFmtId"]] = held["formatCode"]
        elif event == BEGINS and tag == "xf" and of_cells and number < MOST_STYLES:
            key = held.get("numFmtId", "0")
            code = formats[key] if key in formats else builtin_format_code(int(key)) or ""
            if len(code) <= LONGEST_FORMAT and is_date_format(code):
                book.dates.add(number)
            if len(code) <= LONGEST_FORMAT and is_timedelta_format(code):
                book.spans.add(number)
            number += 1


# --- cells


def _rows(package, book):
    elements = _with_texts(package.elements(book.sheet, CELLS), "is")
    number = characters = 0
    for event, tag, held in elements:
        if event == BEGINS and tag == "row":
            before, number = number, int(held.get("r", number + 1))
            if not before < number <= LAST_ROW:
                raise Damaged
            cells = dict(_cells(elements, book))
            characters += sum(map(len, cells.values()))
            _check(characters)
            if cells:
                yield number, cells
        elif tag == "sheetData" and event != BEGINS:
            return


def _cells(elements, book):
    """(column, value) of each filled cell up to the end of the row in which `elements` stand."""
    column = 0
    for event, tag, held in elements:
        if event == BEGINS and tag == "c":
            column = _column(held, column)
            if value := _value(held, _content(elements), book):
                yield column, value
        elif tag == "row":
            return


def _column(attributes, before):
    place = PLACE.fullmatch(attributes.get("r", ""))
    if "r" in attributes and not place:
        raise Damaged
    number = column_index_from_string(place[1]) if place else before + 1
    if number > LAST_COLUMN:
        raise Damaged
    return number


def _content(elements):
    """{tag: text} of what the cell holds in which `elements` stand, up to its end: v, is, f."""
    found = {}
    for event, tag, held in elements:
        if tag == "c":
            return found
        if event != BEGINS:
            found[tag] = held
    raise Damaged


def _value(cell, content, book):
    """The value of a cell with these attributes and this content, as somebody would type it; empty for none."""
    kind, text = cell.get("t", "n"), content.get("v", "")
    if "f" in content:
        return Formula(f"={content['f']}")
    if kind == "inlineStr":
        return _unescaped(content.get("is", ""))
    if not text or kind == "str":
        return text
    if kind == "e":
        return Formula(text)
    if kind == "s":
        return book.texts[int(text)]
    if kind == "b":
        return "yes" if int(text) else "no"
    return _as_typed(from_ISO8601(text) if kind == "d" else _number(text, int(cell.get("s", 0)), book))


def _number(text, style, book):
    """The number, date or time that `text` stands for in a cell of this style; a Formula for a day that is none."""
    value = float(text) if set(text) & set(".eE") else int(text)
    if style not in book.dates:
        return value
    try:
        return from_excel(value, book.epoch, timedelta=style in book.spans)
    except (OverflowError, ValueError):
        return Formula("#VALUE!")


def _as_typed(value):
    if isinstance(value, Formula):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    return value.isoformat() if isinstance(value, date) else str(value)
