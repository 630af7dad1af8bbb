"""The first sheet of an XLSX, a ZIP of XML: its cells and, of what lies around them, only which numbers are dates.

Decompression bomb, XML bomb: a few bytes must never become many, whichever way they try. Parts are read as streams,
bounded before and while they are unpacked, and none is ever held as a whole or as a tree; what no sheet has (document
types and their entities, other ways of compressing) is refused. A library would read styles, names and drawings first,
each into objects, however many there are.
"""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from xml.parsers import expat

from django.utils.translation import gettext as _
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel, from_ISO8601

from places.numerals import in_digits
from places.plain_text import plain
from publishing.editing.sheets.cells import BadFile, Formula

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 500
MOST_PARSED = 1_000_000  # elements and attributes of all parts that are read
MOST_NAMES = 1_000  # of elements and attributes: the parser keeps each one that it meets
DEEPEST = 100  # elements within elements
LONGEST_TAG = 256 * 1024  # bytes of a tag or a comment, which the parser holds as a whole
CHUNK = 64 * 1024
ENTRY_BEGINS = b"PK\x01\x02"  # of each part in the archive's list
USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Megabytes to which a part may unpack: a list of parts, styles, texts and cells.
LIST, STYLES, TEXTS, CELLS = 1, 4, 50, 50
MOST_CHARACTERS = 10_000_000  # of all cells, each with its own text; a shared one counts as often as it is used
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any spreadsheet
MOST_STYLES = 65_536
LONGEST_FORMAT = 255  # characters of a number's format
NUMBERED = re.compile("_x([0-9A-Fa-f]{4})_")
PLACE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
AREA = re.compile(r"([A-Z]{1,3}([0-9]{1,7})):([A-Z]{1,3}([0-9]{1,7}))")
AFTER_MERGED = ("mergeCells", "conditionalFormatting", "dataValidations", "pageMargins")
WITH_TEXTS = ("si", "c")  # what the texts within matter of: shared texts, and cells
# What is raised on the way by an archive, a part or a value that is not what it says.
BROKEN = (
    *(ArithmeticError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError),
    *(expat.ExpatError, struct.error, zipfile.BadZipFile, zlib.error),
)


class Damaged(ValueError):
    """This is no XLSX that a spreadsheet would read either."""


@dataclass
class Around:
    """What lies around the cells and changes how they are to be taken: told to who asks while they are read.

    `name` is that of the sheet, `others` are the other ones in view; `merged`, (last row, place) of the lowest ones.
    """

    name: str = ""
    others: list[str] = field(default_factory=list)
    merged: tuple = (0, "")
    epoch: datetime = WINDOWS_EPOCH


@dataclass
class Book:
    """Where the parts of a workbook are, and what its cells refer to. `dates` and `spans` are numbers of styles."""

    sheet: str = ""
    epoch: datetime = WINDOWS_EPOCH
    texts: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    spans: set[int] = field(default_factory=set)


def xlsx_rows(data, around=None):
    """The filled rows of the first sheet that is in view: (number, {column: string or Formula}), from 1, ascending.

    Raises BadFile. `around`, an Around, is told what lies around them.
    """
    try:
        package, around = Package(data), around or Around()
        yield from _rows(package, _book(package, around), around)
    except BadFile:
        raise
    except BROKEN as error:
        raise BadFile(_("This XLSX file is damaged, or no spreadsheet: save it anew.")) from error


# --- the archive


class Package:
    """The archive in the bytes `data`. Raises BadFile, and Damaged or what zipfile raises when it is no archive."""

    def __init__(self, data):
        # Counted before the list is read: each line of it becomes an object of half a kilobyte.
        is_bomb = data.count(ENTRY_BEGINS) > MOST_PARTS
        self.archive, self.left = None if is_bomb else zipfile.ZipFile(io.BytesIO(data)), MOST_PARSED
        if is_bomb or sum(part.file_size for part in self.archive.infolist()) > MOST_UNPACKED:
            words = _("This file unpacks to more than %s MB: divide it.")
            raise BadFile(words % (MOST_UNPACKED // MEGABYTE))

    def elements(self, name, megabytes, *tags):
        """The elements with these `tags` in the part `name` as they end: (tag of the parent, tag, attributes, texts).

        Tags are without their prefix; texts are those within shared texts and cells, {tag: [text, …]}. Raises BadFile
        when the part has more than so many `megabytes`.
        """
        part = self.archive.getinfo(name)
        if part.file_size > megabytes * MEGABYTE:
            words = _("“%(part)s” in this file unpacks to more than %(size)s MB: copy the rows into a new file.")
            raise BadFile(words % {"part": name, "size": megabytes})
        if part.compress_type not in USUAL:
            raise Damaged
        parser = Parser(tags)
        with self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                found, parsed = parser.feed(chunk)
                self.left -= parsed
                if self.left < 0:
                    words = _(
                        "This file has more than %s cells, texts and formats: copy the rows alone into a new file."
                    )
                    raise BadFile(words % in_digits(MOST_PARSED // 4))  # a cell has one to three attributes
                yield from found
        parser.close()


class Parser:
    """Expat, a chunk at a time. Raises Damaged for what no sheet has, and expat.ExpatError for what is no XML."""

    def __init__(self, tags):
        self.tags, self.fed, self.names, self.hints = tags, 0, set(), 0
        self.open, self.text, self.found, self.parsed = [], [], [], 0
        self.expat = expat.ParserCreate()
        self.expat.buffer_text, self.expat.buffer_size = True, CHUNK
        self.expat.StartElementHandler = self._begins
        self.expat.EndElementHandler = self._ends
        self.expat.CharacterDataHandler = self.text.append
        self.expat.StartDoctypeDeclHandler = self._refuses

    def feed(self, chunk):
        """(what ends in the bytes `chunk`, how many elements and attributes begin in it)"""
        self.found, self.parsed = [], 0
        self.expat.Parse(chunk, False)
        self.fed += len(chunk)
        if self.fed - self.expat.CurrentByteIndex > LONGEST_TAG:  # it waits for the end of one
            raise Damaged
        return self.found, self.parsed

    def close(self):
        self.expat.Parse(b"", True)

    def _begins(self, name, attributes):
        self.parsed += 1 + len(attributes)
        self.names.add(name)
        self.names.update(attributes)
        tag, texts = name.rpartition(":")[2], self.open[-1][2] if self.open else None
        self.open.append((tag, attributes, {} if tag in WITH_TEXTS else texts))
        if len(self.open) > DEEPEST or len(self.names) > MOST_NAMES:
            raise Damaged
        self.hints += tag == "rPh"
        self.text.clear()

    def _ends(self, _name):
        tag, attributes, texts = self.open.pop()
        self.hints -= tag == "rPh"
        if tag in self.tags:
            self.found.append((self.open[-1][0] if self.open else "", tag, attributes, texts))
        elif texts is not None and not (tag == "t" and self.hints):  # hints for reading a text are none of it
            texts.setdefault(tag, []).append("".join(self.text))
        self.text.clear()

    def _refuses(self, *_declared):
        raise Damaged


# --- the parts around the cells


def _book(package, around):
    [(path, _kind)] = [one for one in _related(package, "").values() if one[1] == "officeDocument"]
    related, book = _related(package, path), Book()
    for _parent, tag, held, _texts in package.elements(path, LIST, "workbookPr", "sheet"):
        if tag == "workbookPr" and held.get("date1904") in ("1", "true"):
            book.epoch = around.epoch = MAC_EPOCH
        if tag == "sheet" and held.get("state", "visible") == "visible":
            key = next((value for name, value in held.items() if name.endswith(":id")), "")
            part, kind = related.get(key, ("", ""))
            if book.sheet:
                around.others.append(plain(held.get("name", "")))
            elif kind == "worksheet":
                book.sheet, around.name = part, plain(held.get("name", ""))
    kinds = {kind: part for part, kind in related.values()}
    if part := kinds.get("sharedStrings"):
        book.texts = list(_shared(package, part))
    if part := kinds.get("styles"):
        _read_styles(package, part, book)
    return book


def _related(package, path):
    """{name of a relation: (path, kind)} of the parts to which the part at `path` refers."""
    folder, name = posixpath.split(path)
    part, found = posixpath.join(folder, "_rels", f"{name}.rels"), {}
    for _parent, _tag, held, _texts in package.elements(part, LIST, "Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, held["Target"]))
        found[held["Id"]] = (target.lstrip("/"), held["Type"].rpartition("/")[2])
    return found


def _shared(package, part):
    characters = 0
    for _parent, _tag, _held, texts in package.elements(part, TEXTS, "si"):
        text = "".join(texts.get("t", ()))
        characters += len(text)
        _check(characters)
        yield _unescaped(text)


def _unescaped(text):
    """`text` with the characters that are written by their number (22.9.2.19), such as ends of lines."""
    return plain(NUMBERED.sub(lambda found: chr(int(found[1], 16)), text)) if NUMBERED.search(text) else text


def _check(characters):
    if characters > MOST_CHARACTERS:
        words = _("The cells of this file hold more than %s million characters: divide it.")
        raise BadFile(words % (MOST_CHARACTERS // 1_000_000))


def _read_styles(package, part, book):
    """Note which styles make a date or a span of time of a number. Nothing else of a style is read."""
    formats, number = {}, 0
    for parent, tag, held, _texts in package.elements(part, STYLES, "cellXfs", "numFmt", "xf"):
        if tag == "cellXfs":
            return
        if tag == "numFmt":
            formats[held["numFmtId"]] = held["formatCode"]
        elif parent == "cellXfs" and number < MOST_STYLES:
            key = held.get("numFmtId", "0")
            code = formats[key] if key in formats else builtin_format_code(int(key)) or ""
            if len(code) <= LONGEST_FORMAT and is_date_format(code):
                book.dates.add(number)
            if len(code) <= LONGEST_FORMAT and is_timedelta_format(code):
                book.spans.add(number)
            number += 1


# --- cells


def _cells(package, book):
    """What `_rows` reads of the sheet. What follows its cells is asked for merged ones alone, however large it is."""
    ended = False
    try:
        for found in package.elements(book.sheet, CELLS, "sheetData", "row", "c", "mergeCell", *AFTER_MERGED):
            ended = ended or found[1] == "sheetData"
            if found[1] in AFTER_MERGED:
                return
            yield found
    except (BadFile, *BROKEN):
        if not ended:
            raise


def _rows(package, book, around):
    number = characters = column = 0
    cells = {}
    for parent, tag, held, texts in _cells(package, book):
        if tag == "mergeCell" and (place := AREA.fullmatch(held.get("ref", ""))) and place[1] != place[3]:
            around.merged = max(around.merged, (int(place[4]), held["ref"]))
        if tag == "c" and parent == "row":
            column = _column(held, column)
            if value := _value(held, texts, book):
                cells[column] = value
        elif tag == "row":
            before, number = number, int(held.get("r", number + 1))
            if not before < number <= LAST_ROW:
                raise Damaged
            characters += sum(map(len, cells.values()))
            _check(characters)
            if cells:
                yield number, cells
            cells, column = {}, 0


def _column(attributes, before):
    place = PLACE.fullmatch(attributes.get("r", ""))
    if "r" in attributes and not place:
        raise Damaged
    number = column_index_from_string(place[1]) if place else before + 1
    if number > LAST_COLUMN:
        raise Damaged
    return number


def _value(cell, texts, book):
    """The value of a cell with these attributes and texts, as somebody would type it; empty for none."""
    kind, text = cell.get("t", "n"), texts.get("v", [""])[-1]
    if "f" in texts:
        return Formula(f"={texts['f'][-1]}")
    if kind == "inlineStr":
        return _unescaped("".join(texts.get("t", ()))) if "is" in texts else ""
    if not text or kind == "str":
        return _unescaped(text)
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
