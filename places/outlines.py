"""Outlines of countries: shapes and dots on one flat canvas, already projected, and the land borders between them.

Kept in `fixtures/outlines.json` and `fixtures/borders.json`, whose heads say where they come from and how contested
borders are drawn; the page `/about/borders/` says it to readers.
"""

import json
import re
from functools import cache
from typing import NamedTuple

from django.conf import settings

# The least width of what is shown, in units of the canvas: any nearer, the simplified shapes look like it.
NEAREST = 280
MARGIN = 10

# A path of the file: subpaths of `M x y l dx dy dx dy … z`, in whole units.
SUBPATH = re.compile(r"M(-?\d+) (-?\d+)l([-\d ]+)")
NUMBER = re.compile(r"-?\d+")


class Box(NamedTuple):
    """A rectangle of the canvas: its least x and y, its width and height."""

    x: int
    y: int
    width: int
    height: int


class Outlines(NamedTuple):
    """The whole world: `shapes` are {country: SVG path}, `dots` {country: (x, y)}; a small one may have both."""

    width: int
    height: int
    shapes: dict[str, str]
    dots: dict[str, tuple[int, int]]

    @property
    def world(self):
        return Box(0, 0, self.width, self.height)

    def around(self, codes):
        """The Box around countries, with a margin; the world where none is drawn.

        Of each country its largest part counts: islands an ocean away would make every box the world.
        """
        boxes = [box for code in codes if (box := self.box(code))]
        if not boxes:
            return self.world
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        width = max(box.x + box.width for box in boxes) - left
        height = max(box.y + box.height for box in boxes) - top
        more = max(round(width / 16) + 10, (NEAREST - width) // 2)
        return Box(left - more, top - MARGIN - height // 16, width + 2 * more, height + 2 * (MARGIN + height // 16))

    def box(self, code):
        """The Box of the largest part of a country; None for one that is not drawn."""
        if code in self.shapes:
            return max(_parts(self.shapes[code]), key=lambda box: box.width * box.height)
        return Box(*self.dots[code], 0, 0) if code in self.dots else None


@cache
def outlines():
    held = _read("outlines")
    return Outlines(held["width"], held["height"], held["shapes"], held["dots"])


@cache
def borders():
    """{country: the countries it shares a land border with}."""
    return _read("borders")["borders"]


def _read(name):
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text("utf-8"))


def _parts(path):
    """The Box of each subpath of an SVG path."""
    for x, y, steps in SUBPATH.findall(path):
        numbers = [int(one) for one in NUMBER.findall(steps)]
        across, down = [int(x)], [int(y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            across.append(across[-1] + dx)
            down.append(down[-1] + dy)
        yield Box(min(across), min(down), max(across) - min(across), max(down) - min(down))
