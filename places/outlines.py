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

# A path of the file: subpaths of `M x y l dx dy l dx dy … z`, in whole units.
SUBPATH = re.compile(r"M(-?\d+) (-?\d+)([-\dl ]+)")
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
        beside = max(round(width / 16) + MARGIN, (NEAREST - width) // 2)
        above = max(round(height / 16) + MARGIN, (NEAREST // 2 - height) // 2)
        return Box(left - beside, top - above, width + 2 * beside, height + 2 * above)

    def rings(self, code):
        """The outlines of the parts of a country, each a list of (x, y)."""
        return list(_rings(self.shapes.get(code, "")))

    def box(self, code):
        """The Box of the largest part of a country; None for one that is not drawn."""
        if code in self.shapes:
            return max(_parts(self.shapes[code]), key=lambda box: box.width * box.height)
        return Box(*self.dots[code], 0, 0) if code in self.dots else None

    def halved(self):
        """The same on a canvas of half the width and height, in whole units too: a quarter lighter."""
        shapes = {code: "".join(_path(_half(ring)) for ring in self.rings(code)) for code in self.shapes}
        shapes = {code: path for code, path in shapes.items() if path}  # what vanishes has a dot
        dots = {code: (x // 2, y // 2) for code, (x, y) in self.dots.items()}
        return Outlines(-(-self.width // 2), -(-self.height // 2), shapes, dots)


@cache
def outlines():
    held = _read("outlines")
    return Outlines(held["width"], held["height"], held["shapes"], held["dots"])


@cache
def outlines_of_the_world():
    """Those for a map of all countries at once, on which nobody sees more."""
    return outlines().halved()


@cache
def borders():
    """{country: the countries it shares a land border with}."""
    return _read("borders")["borders"]


def _read(name):
    return json.loads((settings.BASE_DIR / "fixtures" / f"{name}.json").read_text("utf-8"))


def _parts(path):
    """The Box of each subpath of an SVG path."""
    for ring in _rings(path):
        across, down = zip(*ring, strict=True)
        yield Box(min(across), min(down), max(across) - min(across), max(down) - min(down))


def _rings(path):
    """The corners of each subpath of an SVG path, as [(x, y), …]."""
    for x, y, steps in SUBPATH.findall(path):
        numbers = [int(one) for one in NUMBER.findall(steps)]
        ring = [(int(x), int(y))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        yield ring


def _half(ring):
    """The corners of `ring` at half the distances, without those that fall together."""
    halves = [(round(x / 2), round(y / 2)) for x, y in ring]
    return [one for at, one in enumerate(halves) if one != halves[at - 1]] or halves[:1]


def _path(ring):
    """`ring` as a subpath: signs part the numbers where they can."""
    (x, y), steps = ring[0], []
    for corner in ring[1:]:
        steps += [corner[0] - x, corner[1] - y]
        x, y = corner
    numbers = "".join(str(one) if one < 0 or not at else f" {one}" for at, one in enumerate(steps))
    return f"M{ring[0][0]} {ring[0][1]}l{numbers}z" if steps else ""
