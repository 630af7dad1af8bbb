"""JSON that is sent while it is made."""

import json


def compact(value):
    """`value` as JSON without a space too many, in UTF-8 and not in escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def separated(pieces, between=",\n"):
    """`pieces` (texts) with `between` before each but the first."""
    before = ""
    for piece in pieces:
        yield before + piece
        before = between
