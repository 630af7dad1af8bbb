"""Pictures that are small as files and want to be large in memory, or long in time; and the largest that are taken."""

import struct
import zlib

from PIL import Image

from publishing.entries.pixels import renditions
from tests.planted import chunk, ifd, png_that_claims, written

DAMAGED = "The picture can't be read: the file is damaged or not whole."
TOO_MANY = "The picture has more than 50 million pixels: choose a smaller one."
MOVES = "The picture moves: choose one that stands still."


def widths(file):
    """The widths of the renditions of `file`: what a process of its own can tell in JSON."""
    return [one.width for one in renditions(file)]


def of_kind(kind, most):
    return (
        f"A picture of this kind ({kind}) may have {most} million pixels: choose a smaller one, or save it as a JPEG "
        "that is not progressive, which may have 50 million."
    )


def grey(width, height, mode="RGB"):
    return Image.new("RGB", (width, height), (90, 90, 90)).convert(mode)


def png(width, height, *, depth=8, colours=2, before=b"", interlaced=0, rows=None):
    """A PNG of zeros; `colours` is PNG's number of its kind (0 grey, 2 RGB, 3 palette, 4 and 6 with transparency)."""
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colours]
    row = b"\0" + bytes((width * samples * depth + 7) // 8)
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(row) for _row in range(height if rows is None else rows)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced))
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def riff(name, data, rest=b""):
    body = b"WEBP" + name + struct.pack("<I", len(data)) + data + rest
    return b"RIFF" + struct.pack("<I", len(body)) + body


def canvas(width, height):
    return bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")


def greedy_exif():
    """60 kB in which 4,000 notes are the same 50 kB. Whoever reads them all holds 200 MB."""
    notes = [(0x9000 + number, 7, 50_000, 8) for number in range(4_000)]
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + ifd(notes) + bytes(4_000)


def behind_its_beginning(jpeg, *segments):
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def of_many_scans():
    """A progressive JPEG that goes over its pixels again and again: its last scan, 20,000 times."""
    file = written("JPEG", grey(4000, 3000), progressive=True)
    last = file.rindex(b"\xff\xda")
    return file[:last] + file[last:-2] * 20_000 + file[-2:]


def in_one_colour_a_scan():
    """A JPEG that says of itself that it is not progressive, and has to be held whole."""
    file = written("JPEG", grey(7000, 7000))
    at = file.index(b"\xff\xda")
    return file[:at] + segment(0xDA, b"\x01\x01\0\0\x3f\0") + file[at + 14 :]


SMALL = written("JPEG", grey(64, 64))

# name: (file, the sentence that refuses it)
HOSTILE = {
    "WebP, the report's": (lambda: written("WEBP", grey(7071, 7071), method=0), of_kind("WebP", "12.5")),
    "WebP without loss, too large": (
        lambda: written("WEBP", grey(7000, 7000), lossless=True, method=0),
        of_kind("WebP", "12.5"),
    ),
    "WebP of a large canvas": (lambda: riff(b"VP8X", canvas(2**24, 2**24)), TOO_MANY),
    "WebP larger than its canvas": (
        lambda: riff(b"VP8X", canvas(64, 64), written("WEBP", grey(7000, 7000), method=0)[12:]),
        of_kind("WebP", "12.5"),
    ),
    "WebP of many pictures": (
        lambda: written("WEBP", grey(64, 64), save_all=True, append_images=[Image.new("RGB", (64, 64))] * 999),
        MOVES,
    ),
    "WebP of empty chunks": (lambda: riff(b"VP8X", canvas(64, 64), b"none\0\0\0\0" * 1_500_000), DAMAGED),
    "PNG": (lambda: png(7000, 7000), of_kind("PNG", "24")),
    "PNG with two heads": (
        lambda: png(64, 64, before=chunk(b"IHDR", struct.pack(">IIBBBBB", 7000, 7000, 8, 2, 0, 0, 0)), rows=0),
        DAMAGED,
    ),
    "PNG of empty chunks": (lambda: png(64, 64, before=chunk(b"noNe", b"") * 1_000_000), DAMAGED),
    "PNG of words": (lambda: png(64, 64, before=chunk(b"tEXt", b"a\0b") * 900_000), DAMAGED),
    "PNG with a large profile": (
        lambda: png(64, 64, before=chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000_000), 9))),
        DAMAGED,
    ),
    "PNG of many pictures": (lambda: png(64, 64, before=chunk(b"acTL", struct.pack(">II", 10**6, 0))), MOVES),
    "PNG that says too much": (lambda: png_that_claims(60_000, 60_000), TOO_MANY),
    "JPEG, progressive": (
        lambda: written("JPEG", grey(7000, 7000), progressive=True),
        of_kind("progressive JPEG", "24"),
    ),
    "JPEG in one colour a scan": (in_one_colour_a_scan, of_kind("progressive JPEG", "24")),
    "JPEG of many scans": (of_many_scans, DAMAGED),
    "JPEG of empty segments": (lambda: behind_its_beginning(SMALL, segment(0xFE, b"") * 3_500_000), DAMAGED),
    "JPEG of arithmetic": (lambda: SMALL.replace(b"\xff\xc0", b"\xff\xc9"), DAMAGED),
    "JPEG with two heads": (
        lambda: behind_its_beginning(SMALL, segment(0xC0, struct.pack(">BHHB", 8, 7000, 7000, 3) + bytes(9))),
        DAMAGED,
    ),
}

# Large, or with much beside the pixels that is never looked at: such files are taken.
TAKEN = {
    "JPEG of 50 million pixels": lambda: written("JPEG", grey(8160, 6120), quality=60),
    "JPEG of 50 million pixels in four colours": lambda: written("JPEG", grey(8160, 6120, "CMYK"), quality=60),
    "JPEG of 50 million pixels in a strip": lambda: written("JPEG", grey(65_000, 760), quality=60),
    "progressive JPEG": lambda: written("JPEG", grey(6000, 4000), progressive=True, subsampling=0, quality=60),
    "progressive JPEG in four colours": lambda: written("JPEG", grey(6000, 4000, "CMYK"), progressive=True),
    "PNG in grey": lambda: png(6000, 4000, colours=0),
    "PNG in black and white": lambda: png(6000, 4000, colours=0, depth=1),
    "PNG in grey of 16 bits": lambda: png(6000, 4000, colours=0, depth=16),
    "PNG in grey with transparency": lambda: png(6000, 4000, colours=4),
    "PNG in colours": lambda: png(6000, 4000),
    "PNG in colours of 16 bits": lambda: png(6000, 4000, depth=16),
    "PNG with a colour that is transparent": lambda: png(6000, 4000, before=chunk(b"tRNS", bytes(6))),
    "PNG in grey with a grey that is transparent": lambda: png(6000, 4000, colours=0, before=chunk(b"tRNS", bytes(2))),
    "PNG with transparency": lambda: png(6000, 4000, colours=6),
    "PNG with transparency of 16 bits": lambda: png(6000, 4000, colours=6, depth=16),
    "PNG with a palette": lambda: png(6000, 4000, colours=3, before=chunk(b"PLTE", bytes(768))),
    "PNG with a transparent palette": lambda: png(
        6000, 4000, colours=3, before=chunk(b"PLTE", bytes(768)) + chunk(b"tRNS", bytes(256))
    ),
    "WebP": lambda: written("WEBP", grey(4080, 3060)),
    "WebP without loss": lambda: written("WEBP", grey(4080, 3060), lossless=True),
    "WebP with transparency": lambda: written("WEBP", Image.new("RGBA", (4080, 3060), (9, 9, 9, 9)), lossless=True),
    "JPEG with greedy EXIF": lambda: behind_its_beginning(SMALL, segment(0xE1, greedy_exif())),
    "PNG with greedy EXIF": lambda: png(64, 64, before=chunk(b"eXIf", greedy_exif()[6:] + bytes(9_000_000))),
    "PNG with packed words": lambda: png(
        64, 64, before=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000), 9))
    ),
    "PNG with more pixels than it says": lambda: png(64, 64, rows=400_000),
    "JPEG with words": lambda: behind_its_beginning(SMALL, segment(0xFE, bytes(60_000)) * 200),
}
