"""HTML with holes: made once, and filled again and again with what differs from page to page.

What is made is cut at its holes by one split, so that neither the length of a page nor what stands in it matters.
"""

MARK = "\0"  # no text can hold such a sign


def hole(name):
    """What stands in HTML where the hole `name` is to be."""
    return f"{MARK}{name}{MARK}"


class Holed:
    """`html` with a hole wherever it has `hole(name)`."""

    def __init__(self, html):
        # Every second part is the name of a hole: what is filled in is never looked through.
        self._parts = html.split(MARK)
        self._names = self._parts[1::2]

    def filled(self, values):
        """The HTML with `values`, {name: HTML or a number}, in the holes."""
        parts = self._parts[:]
        parts[1::2] = [str(values[name]) for name in self._names]
        return "".join(parts)
