"""The files of pictures, taken apart by their own rules without decoding anything.

What a decoder needs is kept (size, tables, pixels, colour profile); all else is left behind before a library sees it.
Not only because it tells of people: libraries read it with care for what it means and none for how much it is. Sixty
kilobytes of EXIF can name the same bytes five thousand times, and a file can be nothing but empty segments.
"""

import re
import struct
from dataclasses import dataclass

MOST_SEGMENTS = 20_000  # of a file: a PNG cut into pieces of 1 kB has 15,000
MOST_SCANS = 100  # of a JPEG: it is gone through once for each, and programs write some ten
LARGEST_PROFILE = 4 * 2**20  # bytes of a colour profile; a larger one is left behind
ORIENTATION = 0x0112

JPEG_BEGINS, PNG_BEGINS = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
SCAN_ENDS = re.compile(rb"\xff(?![\x00\xd0-\xd7])")
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a segment: restarts, beginnings
END, SCAN = 0xD9, 0xDA
FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive
PROGRESSIVE = 0xC2
TABLES = {0xC4, 0xDB, 0xDD}
# What else a decoder asks for, by marker and beginning: density, colour profile, colours.
TOLD = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
EXIF = b"Exif\0\0"


class Broken(ValueError):
    """The file is damaged, not whole, or of a sort of its kind that nobody writes."""


@dataclass(frozen=True)
class Picture:
    """What a file says of itself. `file` is that of its pixels alone, `turn` the number of EXIF for how it stands."""

    kind: str
    width: int
    height: int
    file: bytes
    turn: int = 1
    moves: bool = False


def taken_apart(file):
    """The Picture in the bytes `file`; None for no JPEG, PNG, WebP. A progressive JPEG is held whole. Raises Broken."""
    reader = _reader(file)
    try:
        return reader and reader(file)
    except (struct.error, IndexError) as error:
        raise Broken from error


def _reader(file):
    if file.startswith(JPEG_BEGINS):
        return _jpeg
    if file.startswith(PNG_BEGINS):
        return _png
    return _webp if file[:4] + file[8:12] == b"RIFFWEBP" else None


def _bounded(segments):
    for number, segment in enumerate(segments):
        if number == MOST_SEGMENTS:
            raise Broken
        yield segment


# --- JPEG: segments behind markers, and the pixels in scans


def _jpeg(file):
    kept, frame, scans, turn, profile = [b"\xff\xd8"], None, 0, 1, 0
    for marker, segment, pixels in _bounded(_segments(file)):
        if marker in FRAMES and frame is None:
            _length, _bits, height, width, parts = struct.unpack_from(">HBHHB", segment)
            frame = height, width, parts, marker == PROGRESSIVE
        elif marker == SCAN:
            frame = _with_scan(frame, segment, scans)
            scans += 1
        elif marker == 0xE1 and segment[2:].startswith(EXIF):
            turn = orientation(segment[2:])
            continue
        elif marker not in TABLES and not (marker in TOLD and segment[2:].startswith(TOLD[marker])):
            continue
        if marker == 0xE2:
            profile += len(segment)
        if marker != 0xE2 or profile <= LARGEST_PROFILE:
            kept += [b"\xff", bytes([marker]), segment, pixels]
    if not scans or scans > MOST_SCANS:
        raise Broken
    height, width, _parts, whole = frame
    return Picture("progressive JPEG" if whole else "JPEG", width, height, b"".join([*kept, b"\xff\xd9"]), turn)


def _segments(file):
    """(marker, segment with its length, the pixels behind it) up to the end of the first picture in a JPEG."""
    at = 2
    while found := MARKER.search(file, at):
        marker, at = found[1][0], found.end()
        if marker == END:
            return
        if marker in ALONE:
            continue
        end = at + struct.unpack_from(">H", file, at)[0]
        pixels_end = SCAN_ENDS.search(file, end) if marker == SCAN else None
        if marker == SCAN and not pixels_end:
            raise Broken
        last = pixels_end.start() if pixels_end else end
        yield marker, file[at:end], file[end:last]
        at = last
    raise Broken


def _with_scan(frame, segment, scans):
    """`frame`, (height, width, colours, whether it is held whole): it is when its first scan has not all colours."""
    if frame is None or scans == MOST_SCANS:
        raise Broken
    height, width, parts, whole = frame
    return height, width, parts, whole or (scans == 0 and segment[2] != parts)


# --- PNG and WebP: chunks


def _png(file):
    kept, head, turn, frames = [PNG_BEGINS], None, 1, 1
    for name, data, chunk in _bounded(_png_chunks(file)):
        if name == b"IHDR":
            head = head or struct.unpack_from(">II", data)
            kept += [chunk] if len(kept) == 1 else []
        elif name in (b"PLTE", b"tRNS", b"IDAT", b"IEND") or (name == b"iCCP" and len(data) <= LARGEST_PROFILE):
            kept.append(chunk)
        elif name == b"eXIf":
            turn = orientation(data)
        elif name == b"acTL":
            frames = struct.unpack_from(">I", data)[0]
    if head is None:
        raise Broken
    return Picture("PNG", *head, b"".join(kept), turn, frames > 1)


def _png_chunks(file):
    """(name, data, the whole chunk) up to the end of a PNG."""
    at, name = len(PNG_BEGINS), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", file, at)
        chunk = file[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise Broken
        yield name, chunk[8:-4], chunk
        at += len(chunk)


def _webp(file):
    kept, sizes, turn, moves = [], [], 1, False
    for name, data in _bounded(_webp_chunks(file)):
        if name in WEBP_SIZES:
            sizes.append(WEBP_SIZES[name](data))
        if name == b"VP8X":
            kept.append((name, bytes([data[0] & 0x30]) + data[1:]))  # what it says of profile and transparency
        elif name in (b"VP8 ", b"VP8L", b"ALPH") or (name == b"ICCP" and len(data) <= LARGEST_PROFILE):
            kept.append((name, data))
        elif name == b"EXIF":
            turn = orientation(data)
        moves = moves or name in (b"ANIM", b"ANMF")
    if not sizes:
        raise Broken
    # Where two parts do not agree, the larger one is what could be asked of memory.
    return Picture("WebP", *max(sizes, key=lambda size: size[0] * size[1]), _riff(kept), turn, moves)


def _webp_chunks(file):
    """(name, data) of what is in a WebP."""
    at, end = 12, 8 + struct.unpack_from("<I", file, 4)[0]
    if end > len(file):
        raise Broken
    while at + 8 <= end:
        name, length = struct.unpack_from("<4sI", file, at)
        data = file[at + 8 : at + 8 + length]
        if len(data) < length:
            raise Broken
        yield name, data
        at += 8 + length + length % 2


def _riff(chunks):
    body = b"WEBP" + b"".join(
        name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _canvas(data):
    return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1


def _lossy(data):
    width, height = struct.unpack_from("<HH", data, 6)
    return width & 0x3FFF, height & 0x3FFF


def _lossless(data):
    bits = struct.unpack_from("<I", data, 1)[0]
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


WEBP_SIZES = {b"VP8X": _canvas, b"VP8 ": _lossy, b"VP8L": _lossless}


# --- how the camera was held


def orientation(exif):
    """The orientation (1 to 8, or what stands there) in the bytes of an EXIF block; 1 when it does not say."""
    exif = exif.removeprefix(EXIF)
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    try:
        at = struct.unpack_from(f"{order}I", exif, 4)[0]
        for row in range(struct.unpack_from(f"{order}H", exif, at)[0]):
            tag, _kind, _number, value = struct.unpack_from(f"{order}HHIH", exif, at + 2 + 12 * row)
            if tag == ORIENTATION:
                return value
    except struct.error:
        pass  # what the file says of itself is damaged, which says nothing of its pixels
    return 1
