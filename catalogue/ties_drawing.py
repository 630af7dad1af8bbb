"""Node-link drawing of the ties of one entry, in fixed columns by kind; nothing is laid out by forces.

Each tied entry stands in the column of its kind, and a line leads to it through rows that hold nothing else. In
languages written from right to left the columns are mirrored. A table says the same, so that the drawing hides from
screen readers.
"""

from functools import cached_property
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import get_language_bidi

from catalogue.kinds import own_kinds

MOST = 15  # entries drawn beside the own one
WIDTH, COLUMN, STRIDE = 1080, 300, 390
HEAD, ROW, LINE, BEND, INDENT = 44, 46, 22, 56, 26
LETTERS = 36  # of a title in a column
MORE_LETTERS = 46  # where the column after it is empty


def isolated(title, letters=LETTERS):
    """`title`, cut to so many letters, in a direction of its own: an SVG has no other way to say it."""
    return f"\u2068{Truncator(title).chars(letters)}\u2069"


class Node(NamedTuple):
    """A tied entry: where its words stand, their anchor in the line, and what the tie is."""

    x: int
    y: int
    anchor: str
    title: str
    end: object
    words: str


class Line(NamedTuple):
    path: str
    arrows: list[str]


class Box(NamedTuple):
    """The own entry: a frame, and its title in lines of (text, y)."""

    x: int
    y: int
    height: int
    text_x: int
    lines: list[tuple[str, int]]


class Drawing:
    """The drawing of `ties` (Ties that are told): up to MOST entries, some of each type before many of one."""

    width, column = WIDTH, COLUMN

    def __init__(self, ties):
        self._ties, self._mirrored = ties, get_language_bidi()
        self._columns = {kind.name: kind.column for kind in own_kinds()}
        self._own = self._columns[ties.kind]

    @cached_property
    def _tied(self):
        """{End: its ties} of those drawn."""
        found, types = {}, {}
        for tie in self._ties:
            end = tie.other if tie.one == self._ties.own else tie.one
            found.setdefault(end, []).append(tie)
            types.setdefault(tie.code, {})[end] = None
        turns = dict.fromkeys(end for turn in zip_longest(*types.values()) for end in turn if end)
        drawn = set(list(turns)[:MOST])
        return {end: ties for end, ties in found.items() if end in drawn}

    @property
    def count(self):
        return len(self._tied)

    @property
    def undrawn(self):
        """How many ties are not in the drawing."""
        return len(self._ties) - sum(map(len, self._tied.values()))

    @cached_property
    def _rows(self):
        """{End: its row} of those in other columns: a far column begins where the middle one ends."""
        ends = {column: [end for end in self._tied if self._columns[end.kind] == column] for column in range(3)}
        far = 2 - self._own
        start = {column: len(ends[1]) if column == far != 1 else 0 for column in range(3)}
        others = [column for column in range(3) if column != self._own]
        return {end: start[column] + at for column in others for at, end in enumerate(ends[column])}

    @cached_property
    def _depth(self):
        return max(self._rows.values(), default=0) + 1

    @cached_property
    def box(self):
        lines = wrap(self._ties.own.title, LETTERS - 4)
        lines = [*lines[:2], " ".join(lines[2:])] if len(lines) > 3 else lines
        lines = [isolated(line) for line in lines]
        height = len(lines) * LINE + 18
        top = max(HEAD + 4, HEAD + self._depth * ROW // 2 - height // 2)
        x = self._own * STRIDE
        placed = [(line, top + 26 + at * LINE) for at, line in enumerate(lines)]
        return Box(self._left(x, COLUMN), top, height, self._at(x + 12), placed)

    @cached_property
    def nodes(self):
        """The Nodes, and with each the Line to it."""
        beside = [self._beside(end, row) for end, row in self._rows.items()]
        below = [end for end in self._tied if end not in self._rows]
        return beside + [self._below(end, at) for at, end in enumerate(below)]

    @property
    def height(self):
        below = self.box.y + self.box.height + ROW * (self.count - len(self._rows)) + 14
        return max(HEAD + self._depth * ROW, below)

    @property
    def heads(self):
        """[(label, x, where its rule begins)] of the columns that hold something."""
        used = {self._own, *(self._columns[end.kind] for end in self._tied)}
        kinds = sorted((kind for kind in own_kinds() if kind.column in used), key=lambda kind: kind.column)
        return [
            (kind.label, self._at(kind.column * STRIDE), self._left(kind.column * STRIDE, COLUMN)) for kind in kinds
        ]

    def _beside(self, end, row):
        """An entry of another column: its words stand against the line that comes from the own one."""
        column, y = self._columns[end.kind], HEAD + row * ROW + 20
        after = column > self._own
        edge = column * STRIDE + (0 if after else COLUMN)
        own = self._own * STRIDE + (COLUMN if after else 0)
        middle, away = self.box.y + self.box.height // 2, 1 if after else -1
        bend, tip = own + away * BEND, edge - away * 8
        points = [own, own + away * BEND // 2, own + away * BEND // 2, bend, tip]
        x1, x2, x3, x4, x5 = map(self._at, points)
        path = f"M{x1} {middle}C{x2} {middle} {x3} {y} {x4} {y}H{x5}"
        node = self._node(end, edge, y, "start" if after else "end", self._letters(column) if after else LETTERS)
        return node, Line(path, self._arrows(end, tip, y, away))

    def _below(self, end, at):
        """An entry of the own column: it hangs from the frame."""
        x, y = self._own * STRIDE + 12, self.box.y + self.box.height + at * ROW + 34
        path = f"M{self._at(x)} {self.box.y + self.box.height}V{y - 5}H{self._at(x + INDENT - 8)}"
        node = self._node(end, x + INDENT, y, "start", LETTERS - 4)
        return node, Line(path, self._arrows(end, x + INDENT - 8, y - 5, 1))

    def _node(self, end, x, y, anchor, letters=LETTERS):
        words = " · ".join(tie.said for tie in self._tied[end])
        return Node(self._at(x), y, anchor, isolated(end.title, letters), end, words)

    def _letters(self, column):
        """How many letters of a title there is room for in `column` and those after it that hold nothing."""
        used = {self._columns[end.kind] for end in self._tied}
        return LETTERS + (MORE_LETTERS if column < 2 and column + 1 not in used else 0)

    def _arrows(self, end, x, y, away):
        """Heads of arrows before the words of `end`: towards it, or from it."""
        towards = {tie.other == end for tie in self._tied[end]}
        for is_there in sorted(towards):
            tip, base = (x, x - away * 9) if is_there else (x - away * 19, x - away * 10)
            yield f"M{self._at(tip)} {y}L{self._at(base)} {y - 4}V{y + 4}z"

    def _at(self, x):
        return WIDTH - x if self._mirrored else x

    def _left(self, x, width):
        return WIDTH - x - width if self._mirrored else x
