"""Figures: what children measure and print, one JSON line each, and what the parent gathers from them."""

import json
from dataclasses import asdict, dataclass

PROGRAM = "this program"


@dataclass(frozen=True)
class Figure:
    """One measurement: `value` in `unit`, of `who` doing `what`, for a row of the table at a size on an engine.

    Peers are set beside the program where row, size, engine and `what` are the same. Without a value, `note` says why.
    """

    row: str
    what: str
    value: float | None
    unit: str = "ms"
    who: str = PROGRAM
    size: int = 0
    engine: str = ""
    note: str = ""

    def line(self):
        return json.dumps(asdict(self))

    @property
    def place(self):
        """What it has in common with the figures that stand beside it."""
        return self.row, self.size, self.engine, self.what


def read(lines):
    """The figures among the `lines` of a child; anything else that it printed is passed over."""
    return [Figure(**json.loads(line)) for line in lines if line.startswith('{"row"')]
