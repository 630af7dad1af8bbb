"""From an uploaded file to the pictures that are kept of it. Nothing but pixels passes through here.

Whatever else a file holds (where a picture was taken and with which camera, comments, previews, colour profiles,
bytes behind its end) is left behind: the renditions are encoded from a new image, made of raw pixels.
"""

import hashlib
import math
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms

from publishing.entries.one_at_a_time import Busy, one_at_a_time
from publishing.entries.picture_files import Broken, taken_apart

FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 15 * 2**20  # bytes
# By kind, so that none takes more than some 300 MB: a plain JPEG is brought down while it is decoded, which takes what
# a phone makes; a progressive one is held whole (up to 8 bytes a pixel), and so are PNG (9) and WebP (24).
MOST_PIXELS = {"JPEG": 50_000_000, "progressive JPEG": 24_000_000, "PNG": 24_000_000, "WebP": 12_500_000}
# A rendition's greatest width, and the bytes that it may weigh. It is at most twice as high as wide.
SIZES = {320: 25_000, 640: 60_000, 1280: 150_000}
# Tried from the best down; when the last is still too heavy, the picture gets smaller.
QUALITIES = (80, 65, 50, 40)
# Pictures are brought to this many pixels on the longer side first: twice the largest rendition.
WORKING_SIDE = 2 * max(SIZES)

# By the number that EXIF has for how the camera was held.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class PictureRefused(Exception):
    """No picture is made of this file; the message is a sentence for who uploaded it."""


def too_large():
    return _("The file has more than %s MB: choose a smaller one.") % (LARGEST_FILE // 2**20)


@dataclass(frozen=True)
class Made:
    """A rendition: `data` is a WebP file of `width` by `height` pixels."""

    width: int
    height: int
    data: bytes

    @property
    def digest(self):
        return hashlib.sha256(self.data).hexdigest()


def renditions(file):
    """The renditions (Made, narrowest first) of the bytes of a picture, never enlarged. Raises PictureRefused."""
    if len(file) > LARGEST_FILE:
        raise PictureRefused(too_large())
    pixels = _pixels(file)
    made = {}
    for widest, heaviest in SIZES.items():
        one = _rendition(pixels, widest, heaviest)
        made[one.width, one.height] = one
    return sorted(made.values(), key=lambda one: (one.width, one.height))


def _pixels(file):
    """The picture in `file`: upright, in sRGB, on white where it was transparent."""
    picture = _looked_at(file)
    try:
        with one_at_a_time():
            return _decoded(picture)
    except Busy as error:
        raise PictureRefused(str(error)) from None
    except Exception as error:  # decoders raise whatever a broken file makes them run into
        raise PictureRefused(_damaged()) from error


def _looked_at(file):
    """The Picture in `file`, of which nothing was decoded. Raises PictureRefused for what is not taken."""
    try:
        picture = taken_apart(file)
    except Broken:
        raise PictureRefused(_damaged()) from None
    if picture is None:
        raise PictureRefused(_("The file is not a picture in one of the formats JPEG, PNG and WebP."))
    _check_pixels(picture)
    if picture.moves:
        raise PictureRefused(_("The picture moves: choose one that stands still."))
    return picture


def _damaged():
    return _("The picture can't be read: the file is damaged or not whole.")


def _check_pixels(picture):
    pixels, most = picture.width * picture.height, max(MOST_PIXELS.values())
    if pixels > most:
        words = _("The picture has more than %s million pixels: choose a smaller one.")
        raise PictureRefused(words % _millions(most))
    if pixels > MOST_PIXELS[picture.kind]:
        words = _(
            "A picture of this kind (%(kind)s) may have %(most)s million pixels: choose a smaller one, or save it as a "
            "JPEG that is not progressive, which may have %(jpeg)s million."
        )
        most = _millions(MOST_PIXELS[picture.kind])
        raise PictureRefused(words % {"kind": picture.kind, "most": most, "jpeg": _millions(MOST_PIXELS["JPEG"])})


def _millions(pixels):
    return f"{pixels / 1_000_000:g}"


def _decoded(picture):
    image = Image.open(BytesIO(picture.file), formats=FORMATS)
    if image.size != (picture.width, picture.height):
        raise Broken
    profile = image.info.get("icc_profile")
    image.draft(None, _within(image.size, WORKING_SIDE, WORKING_SIDE))  # so a large JPEG takes little memory
    image.load()
    image = _scalable(image)
    image.thumbnail((WORKING_SIDE, WORKING_SIDE), Image.Resampling.LANCZOS)
    image = _in_srgb(_opaque(image), profile)
    turn = TURNS.get(picture.turn)
    return image.transpose(turn) if turn is not None else image


def _scalable(image):
    """`image` in a mode that can be made smaller: L, LA, RGB, RGBA or CMYK. Few copies: it may be large."""
    if image.mode.startswith("I"):  # 16 bits of grey, of which Pillow would cut off all but the darkest
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK") and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _opaque(image):
    """`image` in a mode without transparency: L, RGB or CMYK."""
    if image.mode not in ("LA", "RGBA"):
        return image
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _in_srgb(image, profile):
    """`image` in sRGB, from the colours of its ICC `profile` (bytes) where it has one that can be read."""
    try:
        if profile:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        pass  # a damaged profile, or one for other colours: the numbers are taken as they stand
    return image.convert("RGB")


def _within(size, width, height):
    """`size` brought down, and never up, to `width` and `height` in its own proportions."""
    scale = min(1, width / size[0], height / size[1])
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _rendition(pixels, widest, heaviest):
    """The Made of `pixels` of at most `widest` pixels across and `heaviest` bytes: less sharp first, then smaller."""
    size = _within(pixels.size, widest, 2 * widest)
    while True:
        # A new image of nothing but pixels, so that nothing else can be written with them.
        bare = Image.frombytes("RGB", size, pixels.resize(size, Image.Resampling.LANCZOS).tobytes())
        for quality in QUALITIES:
            data = _encoded(bare, quality)
            if len(data) <= heaviest:
                return Made(*size, data)
        # Weight goes with the area, or a little slower.
        scale = 0.95 * math.sqrt(heaviest / len(data))
        size = _within(size, size[0] * scale, size[1] * scale)


def _encoded(image, quality):
    file = BytesIO()
    image.save(file, "WEBP", quality=quality, method=4)
    return file.getvalue()
