"""Archives that are sent while they are made. The same files give the same bytes."""

import zipfile
from datetime import datetime

# What is gathered before it is sent on: many small pieces cost more than they weigh.
PIECE = 1 << 16  # bytes
LONG_AGO = datetime(1980, 1, 1)  # the first day that archives know


def zipped(files, date):
    """An archive of `files`, [(name, pieces)], in pieces, with `date` or none. No file of more than 2 GiB fits in."""
    out = _Written()
    with zipfile.ZipFile(out, "w") as archive:
        for name, pieces in files:
            entry = zipfile.ZipInfo(name, (date or LONG_AGO).timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16  # a file that everybody may read, where it is unpacked
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
