"""What may stand in a cell, and how it is written so that reading it gives back the same."""

import re
from datetime import date

from django.utils.translation import gettext as _

from places import plain_text
from places.numerals import in_digits
from publishing.records.record import Answer

DAY_ZERO = date(1899, 12, 30)  # spreadsheets count days from here, unless a workbook says that it counts from another
# How a spreadsheet's formula begins, in half and full width; and the apostrophe that keeps it from being one.
RISKY = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")
# A whole cell, or what a cell begins with. The words are part of the format and are not translated.
ANSWER = re.compile(
    r"(\\*)(?:(not[ _-](?:reported|applicable)|withheld)|\[(not[ _-](?:reported|applicable)|withheld)\]\s*(.*))",
    re.IGNORECASE | re.DOTALL,
)
MOST_SEPARATORS = 1_000  # in a cell of several items: each makes lists, and perhaps a sentence
PIECE = re.compile(r"\\([\\;|n])|([;\n|])|([^\\;\n|]+|\\)")


class Wrong(ValueError):
    """A cell, a row or a file can't be read; the message is a sentence that says what to do."""


class BadFile(ValueError):
    """The file can't be read row by row, or written; `sentences` say why and what to do."""

    def __init__(self, *sentences):
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__(" ".join(self.sentences))


class Formula(str):
    """What stood in a cell that a spreadsheet works out: we don't, and the cell is wrong."""

    __slots__ = ()


def plain(text):
    """`text` as sheets hold it and the tables do: plain, with nothing around it."""
    return plain_text.plain(text).strip()


def spaced(text):
    """`text` with plain single spaces, by which two titles are compared: programs put others beside quotes."""
    return " ".join(plain(text).split())


def neutral(text):
    """`text` so that no spreadsheet takes it for a formula. `as_typed` undoes it."""
    return f"'{text}" if RISKY.match(text) else text


def as_typed(cell):
    return cell[1:] if cell.startswith("'") and RISKY.match(cell[1:]) else cell


def join_answer(answer, text):
    """The cell of a field that may be without an answer: `answer` is an Answer or empty, `text` what it holds."""
    if not answer:
        return f"\\{text}" if ANSWER.fullmatch(text) else text
    word = answer.replace("-", " ")
    return f"[{word}] {text}" if text else word


def split_answer(cell):
    found = ANSWER.fullmatch(cell)
    if not found:
        return "", cell
    if found[1]:
        return "", cell[1:]
    word = re.sub("[ _]", "-", (found[2] or found[3]).lower())
    return Answer(word).value, found[4] or ""


def join_items(items):
    """A cell of several items, each a sequence of parts: `a | b; c`. Parts that are empty at the end are left out."""
    return "; ".join(_joined(parts) for parts in items)


def _joined(parts):
    parts = [re.sub(r"[\\;|]", r"\\\g<0>", part).replace("\n", r"\n") for part in parts]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def split_items(cell):
    """The items of a cell, a list of parts each, parted by semicolons or lines. Raises Wrong when they are too many."""
    if sum(map(cell.count, ";|\n")) > MOST_SEPARATORS:
        raise Wrong(
            _("This cell names more than %s things or parts of them: leave some out.") % in_digits(MOST_SEPARATORS)
        )
    items, parts, part = [], [], ""
    for escaped, separator, text in PIECE.findall(cell):
        if not separator:
            part += {"n": "\n"}.get(escaped, escaped) or text
            continue
        parts, part = [*parts, part.strip()], ""
        if separator != "|":
            items, parts = [*items, parts], []
    items.append([*parts, part.strip()])
    return [parts for parts in items if any(parts)]
