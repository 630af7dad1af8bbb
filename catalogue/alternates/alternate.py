"""What a form is that a list or an entry is taken away in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Alternate:
    """One form that lists or entries are taken away in.

    `name` is what stands after the dot (csv, csl.json), `label` what it is called and `use` what for, in a few words.
    `of_list(taken)` gives the file of a TakenList in pieces (str or bytes), `of_entry(entry)` that of a TakenEntry,
    whole; one that is None is not made. `weight` tells about how many bytes a list file has: so many whatever is in it,
    for each entry, and for each byte of its records' JSON; `mixed_weight` is that of lists of all kinds where they have
    another one. `most` is how many entries it holds at most, 0 for all; one that is not `whole` does not hold what the
    entries say, one in `all_languages` has all their texts, others one of each entry. Unless it is `shown` by browsers,
    it is saved as a file. One that `cites` is for reference managers.
    """

    name: str
    label: Any
    use: Any
    media_type: str
    of_list: Callable | None = None
    of_entry: Callable | None = None
    weight: tuple[int, int, float] = (200, 0, 1.0)
    mixed_weight: tuple[int, int, float] | None = None
    most: int = 0
    whole: bool = True
    all_languages: bool = False
    shown: bool = False
    cites: bool = False

    def size(self, entries, length, *, mixed=False):
        """About how many bytes a list file has of so many `entries`, the JSON of whose records has `length` each."""
        fixed, each, ratio = (mixed and self.mixed_weight) or self.weight
        return fixed + (each + ratio * length) * min(entries, self.most or entries)
