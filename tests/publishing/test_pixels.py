"""From an upload to renditions: what is taken, what is left behind, how large and how heavy they are."""

import random
import struct
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from publishing.entries import pixels
from publishing.entries.pixels import SIZES, PictureRefused, renditions
from tests.planted import ON_ITS_SIDE, PLANTED, SECRET, jpeg, of_two_colours, png_that_claims, profile, written


def opened(made):
    return Image.open(BytesIO(made.data))


def sizes(file):
    return [(one.width, one.height) for one in renditions(file)]


def reason(file):
    with pytest.raises(PictureRefused) as refused:
        renditions(file)
    return str(refused.value)


def parts_of(webp):
    """The names of the chunks of a WebP file."""
    assert webp[:4] + webp[8:12] == b"RIFFWEBP"
    assert struct.unpack("<I", webp[4:8])[0] == len(webp) - 8
    names, at = [], 12
    while at < len(webp):
        names.append(webp[at : at + 4])
        size = struct.unpack("<I", webp[at + 4 : at + 8])[0]
        at += 8 + size + size % 2
    return names


# --- nothing but pixels


@pytest.mark.parametrize("kind", PLANTED)
def test_nothing_that_a_file_holds_beside_its_pixels_survives(kind):
    file = PLANTED[kind]()
    assert file.count(SECRET) >= 3, "the secrets are not in the file that is tested"
    made = renditions(file)
    assert made
    for one in made:
        assert SECRET not in one.data
        assert parts_of(one.data) == [b"VP8 "]
        assert opened(one).info.keys() <= {"background", "loop", "timestamp", "duration"}
        assert not opened(one).getexif()


def test_what_was_planted_is_what_programs_read_of_such_files():
    image = Image.open(BytesIO(jpeg(ON_ITS_SIDE)))
    held = image.getexif()
    assert held[0x010E] == "Zornhut description"
    assert held.get_ifd(0x8825)[2] == (1, 17, 0)
    assert (image.info["comment"], held[0x0112]) == (b"Zornhut comment", 6)
    assert {"icc_profile", "xmp", "exif", "photoshop"} <= image.info.keys()


def test_the_same_pixels_give_the_same_files_whatever_stood_beside_them():
    plain = written("PNG")
    assert [one.digest for one in renditions(PLANTED["PNG"]())] == [one.digest for one in renditions(plain)]


# --- upright, in the right colours, on white


def is_red(pixel):
    return pixel[0] > 150 and pixel[2] < 90


@pytest.mark.parametrize(
    ("orientation", "size", "where_the_left_went"),
    [
        (1, (400, 200), (50, 100)),
        (2, (400, 200), (350, 100)),
        (3, (400, 200), (350, 100)),
        (4, (400, 200), (50, 100)),
        (5, (200, 400), (100, 50)),
        (6, (200, 400), (100, 50)),
        (7, (200, 400), (100, 350)),
        (8, (200, 400), (100, 350)),
        (99, (400, 200), (50, 100)),
    ],
)
def test_a_picture_is_turned_as_its_camera_was_held(orientation, size, where_the_left_went):
    largest = opened(renditions(jpeg(orientation))[-1])
    assert largest.size == size
    assert is_red(largest.convert("RGB").getpixel(where_the_left_went))


def test_colours_are_brought_to_srgb_before_their_profile_is_dropped():
    # L*a*b* profiles can't be embedded for RGB; XYZ can: its numbers mean far lighter colours than sRGB's.
    dark = written("PNG", Image.new("RGB", (64, 64), (40, 40, 40)))
    light = written("PNG", Image.new("RGB", (64, 64), (40, 40, 40)), icc_profile=linear_profile())
    assert abs(opened(renditions(dark)[0]).getpixel((9, 9))[0] - 40) < 4
    assert opened(renditions(light)[0]).getpixel((9, 9))[0] > 90


def linear_profile():
    """The sRGB profile with curves that are straight lines (gamma 1)."""
    data = bytearray(profile())
    for at in (i for i in range(128, len(data)) if data[i : i + 4] == b"para"):
        kind = struct.unpack(">H", data[at + 8 : at + 10])[0]
        data[at + 12 : at + 16] = struct.pack(">I", 0x10000)
        assert kind == 3
        data[at + 16 : at + 32] = struct.pack(">4I", 0x10000, 0, 0x10000, 0)
    return bytes(data)


def test_a_profile_that_is_damaged_does_not_stop_a_picture():
    file = written("PNG", icc_profile=b"not a profile at all")
    assert is_red(opened(renditions(file)[0]).getpixel((50, 100)))


def test_what_was_transparent_becomes_white():
    image = Image.new("RGBA", (64, 64), (200, 30, 30, 0))
    assert min(opened(renditions(written("PNG", image))[0]).getpixel((9, 9))) > 250


@pytest.mark.parametrize(
    ("mode", "kind"),
    [(m, k) for k, modes in {"PNG": ["1", "L", "LA", "P", "RGBA"], "JPEG": ["L", "CMYK"]}.items() for m in modes],
)
def test_every_mode_of_a_picture_becomes_plain_colours(mode, kind):
    one = renditions(written(kind, of_two_colours(mode=mode)))[0]
    left, right = (opened(one).getpixel((at, 80)) for at in (40, 280))
    assert opened(one).mode == "RGB"
    assert left != right


def test_sixteen_bits_of_grey_keep_their_steps():
    image = Image.new("I;16", (64, 64), 0x8000)
    assert abs(opened(renditions(written("PNG", image))[0]).getpixel((9, 9))[0] - 128) < 4


# --- sizes and weights


def test_sizes_are_made_and_none_is_larger_than_the_picture():
    assert sizes(written("PNG", Image.new("RGB", (1600, 1200)))) == [(320, 240), (640, 480), (1280, 960)]
    assert sizes(written("PNG", Image.new("RGB", (500, 100)))) == [(320, 64), (500, 100)]
    assert sizes(written("PNG", Image.new("RGB", (200, 100)))) == [(200, 100)]
    assert sizes(written("PNG", Image.new("RGB", (1, 1)))) == [(1, 1)]


def test_no_rendition_is_more_than_twice_as_high_as_its_width_allows():
    assert sizes(written("PNG", Image.new("RGB", (1000, 9000)))) == [(71, 640), (142, 1280), (284, 2560)]


@pytest.mark.parametrize("seed", [1, 2])
def test_no_rendition_is_heavier_than_its_bound_whatever_the_picture(seed):
    noise = Image.frombytes("RGB", (1300, 900), random.Random(seed).randbytes(1300 * 900 * 3))
    made = renditions(written("PNG", noise))
    assert len(made) == len(SIZES)
    for one, heaviest in zip(made, SIZES.values(), strict=True):
        assert len(one.data) <= heaviest
        assert one.width > 200


# --- what is refused, in words


def test_the_content_counts_and_not_what_a_file_is_called():
    for kind in ("JPEG", "PNG", "WEBP"):
        assert sizes(written(kind)) == [(320, 160), (400, 200)]


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"Zornhut",
        b"GIF89a" + bytes(40),
        written("GIF"),
        written("TIFF"),
        written("BMP"),
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><body><img src=x></body></html>",
        b"%PDF-1.7\n" + written("JPEG"),
        b"GIF89a/*" + written("JPEG"),
    ],
)
def test_files_of_other_kinds_are_refused(file):
    assert reason(file) == "The file is not a picture in one of the formats JPEG, PNG and WebP."


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.5, 0.9])
def test_a_file_that_is_not_whole_is_refused(kind, part):
    image = Image.frombytes("RGB", (300, 300), random.Random(3).randbytes(300 * 300 * 3))
    file = written(kind, image)
    assert reason(file[: int(len(file) * part)]) == "The picture can't be read: the file is damaged or not whole."


def test_a_picture_that_moves_is_refused():
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    for kind in ("WEBP", "PNG"):
        file = written(kind, frames[0], save_all=True, append_images=frames[1:])
        assert reason(file) == "The picture moves: choose one that stands still."


def test_of_a_phones_file_with_a_second_picture_in_it_the_first_is_taken():
    first, second = of_two_colours(), Image.new("RGB", (400, 200), "lime")
    file = written("MPO", first, save_all=True, append_images=[second])
    assert Image.open(BytesIO(file)).format == "MPO"
    made = renditions(file)
    assert [one.width for one in made] == [320, 400]
    assert is_red(opened(made[-1]).getpixel((50, 100)))


@pytest.mark.parametrize("size", [(7100, 7100), (12000, 9000), (60000, 60000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_by_its_head_and_never_unpacked(size, monkeypatch):
    monkeypatch.setattr(pixels.Image, "open", lambda *_, **__: pytest.fail("more than its head was read"))
    assert reason(png_that_claims(*size)) == "The picture has more than 50 million pixels: choose a smaller one."


def test_a_file_that_is_too_heavy_is_refused():
    assert reason(bytes(15 * 2**20 + 1)) == "The file has more than 15 MB: choose a smaller one."


BASES = [jpeg(), PLANTED["PNG"](), PLANTED["WebP"]()]


@settings(max_examples=150)
@given(st.sampled_from(BASES), st.data())
def test_a_damaged_file_gives_a_picture_or_a_sentence_and_nothing_else(base, data):
    file = bytearray(base)
    for _ in range(data.draw(st.integers(1, 12))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = renditions(bytes(file))
    except PictureRefused as refused:
        assert str(refused)
    else:
        assert all(SECRET not in one.data for one in made)


@pytest.mark.parametrize("seed", range(20))
def test_bytes_behind_the_head_of_a_picture_are_no_picture(seed):
    rubbish = random.Random(seed).randbytes(500)
    for head in (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\xf0\x01\0\0WEBPVP8 "):
        assert reason(head + rubbish)
