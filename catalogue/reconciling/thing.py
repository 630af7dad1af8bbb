"""What can be matched: a Thing of a type, and the properties that things of a type have."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rapidfuzz import fuzz

from places.gazetteer import key

# A name that others may have too, such as an acronym, counts for so much of a whole one.
SHORT_COUNTS = 0.9


@dataclass(frozen=True)
class Thing:
    """An entry, a place or a theme: `of` is what its properties are read of, `path` where its page is.

    `names` are what it is called in all languages, `short` what it is called, too, and others may be; `codes` what
    programs call it besides. `about` tells it from others of its name, `lang` is the BCP 47 tag of `name` and `about`,
    "" where that is the reader's.
    """

    type: str
    key: str
    name: str
    names: tuple[str, ...]
    path: str
    of: Any
    about: str = ""
    short: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    lang: str = ""

    @property
    def id(self):
        """What names it among all that can be matched: its address below that of the site, by what never changes."""
        return f"{self.type}/{self.key}"

    def similarity(self, sought):
        """How like its names the key `sought` is, from 0 to 100: letters that differ, in whatever order words stand."""
        whole = max((fuzz.token_sort_ratio(sought, one) for one in self.keys), default=0)
        short = max((fuzz.token_sort_ratio(sought, one) for one in self.short_keys), default=0)
        return max(whole, SHORT_COUNTS * short)

    def is_called(self, text, *, among_its_own=False):
        """Whether `text` is one of its names, however it is spelt, or its id; `among_its_own`, one of its codes."""
        codes = (self.key, *self.codes) if among_its_own else ()
        return text in (self.id, *codes) or key(text) in self.keys

    @cached_property
    def keys(self):
        """What all spellings of its names share."""
        return frozenset(map(key, self.names))

    @cached_property
    def short_keys(self):
        """The same of those that others may have, too."""
        return frozenset(map(key, self.short))


@dataclass(frozen=True)
class Property:
    """What can be asked of things: `values(of)` gives a list of values as the protocol writes them.

    Values that are things themselves are of the type `to`, if they are all of one.
    """

    name: str
    label: Any
    meaning: Any
    values: Callable[[Any], list]
    to: str = ""

    def keys_of(self, thing):
        """All that a value of `thing` may be given as: its words, its id, or what that ends with."""
        given = (str(part) for value in self.values(thing.of) for part in value.values())
        return {key(one) for part in given for one in (part, part.rpartition("/")[2])}


def written(value):
    """The `value` of a property as the protocol writes it: a whole number, a day, or a text."""
    if isinstance(value, bool):
        return {"str": "yes" if value else "no"}
    if isinstance(value, int):
        return {"int": value}
    if hasattr(value, "isoformat"):
        return {"date": f"{value.isoformat()}T00:00:00Z"}
    return {"str": str(value)}
