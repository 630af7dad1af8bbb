"""Two worlds beside each other: the same story played in both, every reply the same, or it is said what differs."""

import difflib
import io
import re
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field

from tests.worlds.quick import chosen
from tests.worlds.replies import fresh_replies
from tests.worlds.story import world

SHOWN, LINES, LENGTH = 12, 4, 240  # of replies that differ, of lines of each, of letters of each line
# Where a reply is cut into lines, so that a line holds little.
CUTS = re.compile(r"(?<=[>}\],])(?=[<{\[\"])|(?<=</)|\n")


class Different(AssertionError):
    """The two worlds can be told apart from outside; `differing` are the requests by which."""

    def __init__(self, message, differing):
        super().__init__(message)
        self.differing = differing


@dataclass
class Tally:
    """What was done in all."""

    stories: int = 0
    replies: int = 0
    began: float = field(default_factory=time.perf_counter)

    def __str__(self):
        seconds = time.perf_counter() - self.began
        return f"{self.stories} sequences, {self.replies} replies compared, {seconds:.0f} seconds"


def by_chance(story, number):
    """What is asked in each of many stories."""
    return chosen(story.chance(number), at_first=number == len(story.before) + 1)


def compare(story, *, asking=by_chance, tally=None):
    """Play `story` in both worlds, and ask both at each moment at which all that differs is hidden.

    `asking(story, number)` gives what is asked after so many steps. Raises Different, with the shortest story that it
    finds for it.
    """
    number, one, other = _first_difference(story, asking, tally)
    if number:
        differing = [asked for asked in one if one[asked] != other[asked]]
        story = shortened(story.until(number), differing)
        raise Different(_told(story, differing, *_replies_at_the_end(story, differing)), differing)


def _first_difference(story, asking, tally):
    """(number of steps taken, replies of the one world, replies of the other) where they differ; 0 when nowhere."""
    worlds = [dict(_played(story, bit, asking)) for bit in (0, 1)]
    if tally:
        tally.stories += 1
        tally.replies += sum(len(replies) for replies in worlds[0].values())
    for number, one in worlds[0].items():
        if one != worlds[1][number]:
            return number, one, worlds[1][number]
    return 0, {}, {}


def _played(story, bit, asking):
    """(number, replies) at each moment at which all is hidden."""
    with world():
        for number, stage in story.played(bit):
            if story.hides(number):
                yield number, fresh_replies(asking(story, number)) | {REFUSED: str(stage.refused).encode()}


# What an editor is refused must not hang on what is hidden either, or the public would see one edition more or less.
REFUSED = "what was refused"


# --- a shorter story


def shortened(story, differing):
    """`story` without the steps that it takes none of for one of `differing` to differ at its end."""
    number = 1
    while number <= len(story.steps):
        if number != len(story.before) + 1 and _differs_at_the_end(shorter := story.without(number), differing):
            story = shorter
        else:
            number += 1
    return story


def _differs_at_the_end(story, differing):
    one, other = _replies_at_the_end(story, differing)
    return one != other


def _replies_at_the_end(story, asked):
    def asking(_story, number):
        return [one for one in asked if one != REFUSED] if number == len(story.steps) else []

    return [list(dict(_played(story, bit, asking)).values())[-1] for bit in (0, 1)]


# --- in words


def _told(story, differing, one, other):
    still = [asked for asked in differing if one.get(asked) != other.get(asked)]
    kinds = Counter(getattr(asked, "surface", asked) for asked in still)
    counted = ", ".join(f"{name}: {number}" for name, number in kinds.items())
    said = f"{len(still)} replies tell the two worlds apart ({counted})"
    return "\n".join([said, "after", str(story), apart({asked: one[asked] for asked in still}, other)])


def apart(one, other):
    """Where the replies `one` differ from `other`, {request: bytes}, in words; empty when nowhere."""
    differing = [asked for asked in one if one[asked] != other.get(asked)]
    said = [("", str(asked), *_lines_apart(one[asked], other.get(asked, b""))) for asked in differing[:SHOWN]]
    return "\n".join(line for lines in said for line in lines)


def _lines_apart(one, other):
    """The lines of the replies that differ, those of the one world with a minus, of the other with a plus."""
    lines = difflib.unified_diff(CUTS.split(_legible(one)), CUTS.split(_legible(other)), n=0, lineterm="")
    apart = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return [f"    {line[:LENGTH]}" for mark in "-+" for line in [one for one in apart if one[0] == mark][:LINES]]


def _legible(reply):
    """A reply as text; what is in a packed file, too."""
    head, _blank, body = reply.partition(b"\n\n")
    if not body.startswith(b"PK"):
        return reply.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        parts = [f"{name}\n{packed.read(name).decode('utf-8', 'replace')}" for name in packed.namelist()]
    return "\n".join([head.decode(), *parts])
