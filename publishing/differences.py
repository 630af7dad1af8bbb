"""What changed between two states."""

import difflib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    label: str
    before: object
    after: object
    pieces: tuple


def differences(before, after):
    found = []
    for label in {**before, **after}:
        old, new = before.get(label, ""), after.get(label, "")
        if old != new:
            found.append(Difference(label, old, new, tuple(_pieces(_text(old), _text(new)))))
    return found


def _text(value):
    return "\n".join(value) if isinstance(value, list | tuple) else str(value)


def _pieces(old, new):
    a, b = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "same", "".join(a[i:j])
        else:
            if i < j:
                yield "deleted", "".join(a[i:j])
            if k < m:
                yield "inserted", "".join(b[k:m])
