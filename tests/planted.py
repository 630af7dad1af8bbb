"""Pictures that hold more than pixels: where they were taken, comments, previews, all marked with a secret."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin

SECRET = b"Zornhut"
UPRIGHT, ON_ITS_SIDE = 1, 6  # values of the orientation in EXIF


def of_two_colours(size=(400, 200), mode="RGB"):
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, (200, 30, 30))
    image.paste((30, 30, 200), (size[0] // 2, 0, *size))
    return image.convert(mode)


def jpeg(orientation=UPRIGHT):
    """A JPEG with EXIF (place, description, preview), comment, XMP, IPTC, ICC and bytes behind its end."""
    data = written("JPEG", exif=exif(orientation), comment=SECRET + b" comment", xmp=xmp(), icc_profile=profile())
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", 32) + b"\x1c\x02\x78" + SECRET + b" iptc"
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:] + b"<script>" + SECRET + b" behind the end</script>"


def png():
    """A PNG with text chunks of all three kinds, EXIF, XMP, ICC, a chunk of its own and bytes behind its end."""
    info = PngImagePlugin.PngInfo()
    secret = SECRET.decode()
    info.add_text("Comment", f"{secret} plain")
    info.add_text("Author", f"{secret} packed", zip=True)
    info.add_itxt("Title", f"{secret} in Unicode", "en")
    info.add_itxt("XML:com.adobe.xmp", xmp().decode())
    info.add(b"seCr", SECRET + b" in a chunk")
    return written("PNG", pnginfo=info, exif=exif(), icc_profile=profile()) + SECRET + b" behind the end"


def webp():
    return written("WEBP", exif=exif(), xmp=xmp(), icc_profile=profile()) + SECRET + b" behind the end"


PLANTED = {"JPEG": jpeg, "PNG": png, "WebP": webp}


def written(kind, image=None, **more):
    file = BytesIO()
    (image or of_two_colours()).save(file, kind, **more)
    return file.getvalue()


def xmp():
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>" + SECRET + b" xmp</dc:creator></x:xmpmeta>"


def profile(name="sRGB"):
    """The bytes of a colour profile, with a secret behind them."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes() + SECRET + b" icc"


def exif(orientation=UPRIGHT):
    """EXIF by hand: description, orientation, GPS, a note of the camera's maker, and a preview with a comment."""
    described, noted = SECRET + b" description\0", SECRET + b" note\0"
    preview = written("JPEG", Image.new("RGB", (8, 8)), comment=SECRET + b" preview")
    head = b"II*\0" + struct.pack("<I", 8)
    gps_at, last_at = 8 + 2 + 4 * 12 + 4, 8 + 2 + 4 * 12 + 4 + 2 + 2 * 12 + 4
    data_at = last_at + 2 + 3 * 12 + 4
    place = struct.pack("<6I", 1, 1, 17, 1, 0, 1) + SECRET
    parts = [described, noted, place, preview]
    starts = [data_at + sum(map(len, parts[:number])) for number in range(len(parts))]
    first = [
        (0x010E, 2, len(described), starts[0]),
        (0x0112, 3, 1, orientation),
        (0x8825, 4, 1, gps_at),
        (0x927C, 7, len(noted), starts[1]),
    ]
    gps = [(1, 2, 2, int.from_bytes(b"S\0", "little")), (2, 5, 3, starts[2])]
    last = [(0x0103, 3, 1, 6), (0x0201, 4, 1, starts[3]), (0x0202, 4, 1, len(preview))]
    return b"Exif\0\0" + head + ifd(first, last_at) + ifd(gps) + ifd(last) + b"".join(parts)


def ifd(entries, following=0):
    rows = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<H", len(entries)) + rows + struct.pack("<I", following)


def png_that_claims(width, height):
    """A PNG of a few bytes whose head says that it is `width` by `height` pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
