"""The difference of two texts, word by word, and of two nested structures of texts, field by field.

Nothing here knows where they come from: two versions of an entry, an edition and what would be published.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile

# A word or a mark with the space behind it. Where words are not written apart (Thai, Burmese, Khmer, Chinese,
# Japanese), each letter stands for itself.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_MARKS = r".,;:!?()\[\]“”\"«»…—–/،؛؟।、。"
_TOKEN = re.compile(rf"(?:[{_UNSPACED}]|[^\s{_MARKS}{_UNSPACED}]+|[{_MARKS}])\s*|\s+")
# Beyond so many pairs of tokens that could match, two texts are not compared but shown one after the other.
_TOO_MANY = 25_000_000


class Kind(StrEnum):
    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both sides have, or one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Difference:
    """Where two structures differ, `path` being the labels. Of lists of texts (`is_list`), a piece is an item."""

    path: tuple[str, ...]
    before: str | list[str]
    after: str | list[str]
    pieces: tuple[Piece, ...]
    is_list: bool = False

    @property
    def label(self):
        return " › ".join(map(str, self.path))


def compare(before, after):
    """The list of Differences between two mappings of label → value, in the order of `after`, then of `before`.

    A value is a text, a list of texts, or again such a mapping. What is missing on one side is empty there; how lines
    end makes no difference. A part without any words of its own that is on one side only shows as its label.
    """
    return list(_compare_mappings(before, after, ()))


def word_pieces(before, after):
    """The Pieces of two texts: the same and the deleted ones make up `before`, the same and the inserted `after`."""
    return _pieces(_TOKEN.findall(before), _TOKEN.findall(after), join=True)


def item_pieces(before, after):
    """The Pieces of two lists of texts, one Piece an item."""
    return _pieces(list(before), list(after), join=False)


def _compare_mappings(before, after, path):
    for label in [*after, *(label for label in before if label not in after)]:
        yield from _compare_values(before.get(label), after.get(label), (*path, label))


def _compare_values(before, after, path):
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        found = list(_compare_mappings(before or {}, after or {}, path))
        if not found and (before is None) != (after is None):
            before, after = ("", path[-1]) if before is None else (path[-1], "")
            found = [Difference(path, before, after, word_pieces(before, after))]
        yield from found
    elif isinstance(before, list | tuple) or isinstance(after, list | tuple):
        before, after = list(before or []), list(after or [])
        if before != after:
            yield Difference(path, before, after, item_pieces(before, after), is_list=True)
    else:
        before, after = _lines(before), _lines(after)
        if before != after:
            yield Difference(path, before, after, word_pieces(before, after))


def _lines(text):
    return "\n".join(re.split(r"\r\n?|\n", text or ""))


def _pieces(before, after, *, join):
    """The Pieces of two lists of tokens; with `join`, neighbours of one kind are one Piece."""
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    changed = _changed(before[start : len(before) - end], after[start : len(after) - end])
    stretches = [(Kind.SAME, before[:start]), *changed, (Kind.SAME, before[len(before) - end :])]
    if join:
        return tuple(Piece(kind, "".join(tokens)) for kind, tokens in stretches if tokens)
    return tuple(Piece(kind, token) for kind, tokens in stretches for token in tokens)


def _shared(first, second):
    """How many tokens two lists have in common at their start."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _changed(before, after):
    if len(before) * len(after) > _TOO_MANY:
        return [(Kind.DELETED, before), (Kind.INSERTED, after)]
    found = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            found.append((Kind.SAME, before[start:end]))
        else:
            found += [(Kind.DELETED, before[start:end]), (Kind.INSERTED, after[new_start:new_end])]
    return found
