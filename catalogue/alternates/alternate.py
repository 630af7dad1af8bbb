"""What a form is that a list or an entry is taken away in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What a reader takes a list away for.
OFFLINE, MESSAGE, SHEET, PROGRAMS = "offline", "message", "sheet", "programs"


@dataclass(frozen=True)
class Alternate:
    """One form that lists or entries are taken away in.

    `name` is what stands after the dot (csv, csl.json), `label` what it is called and `use` what for, in a few words.
    `of_list(taken)` gives the file of a TakenList in pieces (str or bytes), `of_entry(entry)` that of a TakenEntry,
    whole; one that is None is not made. `group` is what it is taken away for. `most` is how many entries it holds at
    most, 0 for all; one that is not `whole` does not hold what the entries say, one in `all_languages` has all their
    texts, others one of each entry. Unless it is `shown` by browsers, it is saved as a file. One that `cites` is for
    reference managers.
    """

    name: str
    label: Any
    use: Any
    media_type: str
    of_list: Callable | None = None
    of_entry: Callable | None = None
    group: str = PROGRAMS
    most: int = 0
    whole: bool = True
    all_languages: bool = False
    shown: bool = False
    cites: bool = False
