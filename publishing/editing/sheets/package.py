"""The parts of an XLSX, which is a ZIP of XML, read as a stream: bounded before and while they are unpacked.

Decompression bomb, XML bomb: a few bytes must never become many here, whichever way they try. No part is ever held as
a whole or as a tree, and what no sheet has (document types and their entities, other ways of compressing) is refused.
"""

import io
import zipfile
from xml.parsers import expat

from django.utils.translation import gettext as _

from publishing.editing.sheets.cells import BadFile

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 500
MOST_PARSED = 1_000_000  # elements and attributes of all parts that are read
MOST_NAMES = 1_000  # of elements and attributes: the parser keeps each one that it meets
DEEPEST = 100  # elements within elements
LONGEST_TAG = 256 * 1024  # bytes of a tag or a comment, which the parser holds as a whole
CHUNK = 64 * 1024
BEGINS, ENDS = "begins", "ends"
ENTRY_BEGINS = b"PK\x01\x02"  # of each part in the archive's list
USUAL = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Damaged(ValueError):
    """This is no XLSX that a spreadsheet would read either."""


class Package:
    """The archive in the bytes `data`. Raises BadFile, and Damaged or what zipfile raises when it is no archive."""

    def __init__(self, data):
        # Counted before the list is read: each line of it becomes an object of half a kilobyte.
        if data.count(ENTRY_BEGINS) > MOST_PARTS:
            raise _unpacks_to_more()
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        if sum(part.file_size for part in self.archive.infolist()) > MOST_UNPACKED:
            raise _unpacks_to_more()
        self.left = MOST_PARSED

    def elements(self, name, megabytes):
        """What the part `name` holds, as (BEGINS, tag, attributes) and (ENDS, tag, text), tags without their prefix.

        The text is what stands between the end of an element and the tag before it: all of it, for those without
        children. Raises BadFile when the part has more than so many `megabytes`.
        """
        part = self.archive.getinfo(name)
        if part.file_size > megabytes * MEGABYTE:
            words = _("“%(part)s” in this file unpacks to more than %(size)s MB: copy the rows into a new file.")
            raise BadFile(words % {"part": name, "size": megabytes})
        if part.compress_type not in USUAL:
            raise Damaged
        parser = Parser()
        with self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                found, parsed = parser.feed(chunk)
                self.left -= parsed
                if self.left < 0:
                    words = _(
                        "This file has more than %s cells, texts and formats: copy the rows alone into a new file."
                    )
                    raise BadFile(words % f"{MOST_PARSED // 4:,}")  # a cell has one to three attributes
                yield from found
        parser.close()


def _unpacks_to_more():
    return BadFile(_("This file unpacks to more than %s MB: divide it.") % (MOST_UNPACKED // MEGABYTE))


class Parser:
    """Expat, a chunk at a time. Raises Damaged for what no sheet has, and expat.ExpatError for what is no XML."""

    def __init__(self):
        self.fed, self.depth, self.names = 0, 0, set()
        self.text, self.found, self.parsed = [], [], 0
        self.expat = expat.ParserCreate()
        self.expat.buffer_text, self.expat.buffer_size = True, CHUNK
        self.expat.StartElementHandler = self._begins
        self.expat.EndElementHandler = self._ends
        self.expat.CharacterDataHandler = self.text.append
        self.expat.StartDoctypeDeclHandler = self._refuses

    def feed(self, chunk):
        """(what begins and ends in the bytes `chunk`, how many elements and attributes that were)"""
        self.found, self.parsed = [], 0
        self.expat.Parse(chunk, False)
        self.fed += len(chunk)
        if self.fed - self.expat.CurrentByteIndex > LONGEST_TAG:  # it waits for the end of one
            raise Damaged
        return self.found, self.parsed

    def close(self):
        self.expat.Parse(b"", True)

    def _begins(self, tag, attributes):
        self.depth += 1
        self.parsed += 1 + len(attributes)
        self.names.add(tag)
        self.names.update(attributes)
        if self.depth > DEEPEST or len(self.names) > MOST_NAMES:
            raise Damaged
        self.text.clear()
        self.found.append((BEGINS, _local(tag), attributes))

    def _ends(self, tag):
        self.depth -= 1
        self.found.append((ENDS, _local(tag), "".join(self.text)))
        self.text.clear()

    def _refuses(self, *_declared):
        raise Damaged


def _local(tag):
    return tag.rpartition(":")[2]
