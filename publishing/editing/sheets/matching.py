"""What a cell names: places, terms, entries and sources by code, address, name or alias, and the near misses."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from publishing.editing.sheets.cells import Wrong

LIKE = 72  # of 100: how like a name has to be, letter by letter, to be proposed
WITHIN = 92  # of 100: how like, when only words that both have count
PROPOSALS = 3
LONGEST = 1_000  # characters of a name or an address: what is longer names nothing, and is not compared
MISSES = 200  # names of a file for which near ones are looked for: each takes some milliseconds
SHOWN = 80  # characters of a cell that a sentence repeats
ALIKE = str.maketrans("’‘ʼ`–—‑‐", "''''----")


def fold(name):
    """What spellings of one name share: no case, no marks of Latin, Greek and Cyrillic letters, plain quotes."""
    letters = unicodedata.normalize("NFKD", name.translate(ALIKE))
    unmarked = "".join(letter for letter in letters if not 0x0300 <= ord(letter) < 0x0370)
    return " ".join(unmarked.casefold().split())


def shown(typed):
    """`typed` as a sentence repeats it."""
    return typed if len(typed) <= SHOWN else f"{typed[: SHOWN - 1]}…"


@dataclass(frozen=True)
class Thing:
    """Something that cells can name: `key` is how an export writes it, `label` how people know it."""

    key: str
    pk: object
    label: str
    names: tuple[str, ...] = ()


class Names:
    """The things of one sort, found by what is typed.

    `missing` is the sentence for what is not there, with %(typed)s; `hint` says what else to do then. `fold` takes
    away what spellings may differ in. `elsewhere` gives the keys for a folded name that `things` does not have.
    """

    def __init__(self, missing, things, *, hint="", fold=fold, elsewhere=lambda folded: set()):
        self.missing, self.hint, self.fold, self.elsewhere = missing, hint, fold, elsewhere
        self.things = {thing.key: thing for thing in things}
        self._found, self._misses = {}, 0

    def pk(self, key):
        """The key in the database; None for what the file brings and is not saved yet."""
        return self.things[key].pk

    def expect(self, things):
        """Let `things` be found, too, and by other names what is there already."""
        for thing in things:
            if thing.pk is not None or thing.key not in self.things:
                self.add(thing)

    def add(self, thing):
        """Let `thing` be found, too."""
        self.things[thing.key] = thing
        self._found.clear()
        for made in ("_by_key", "_by_name", "_spellings"):
            self.__dict__.pop(made, None)

    def find(self, typed):
        """The key of the thing that `typed` names. Raises Wrong when there is none, or more than one."""
        if typed not in self._found:
            self._found[typed] = self._look_up(typed)
        found = self._found[typed]
        if isinstance(found, Wrong):
            raise found
        return found

    def _look_up(self, typed):
        if len(typed) > LONGEST:
            return Wrong(self.missing % {"typed": shown(typed)})
        folded = self.fold(typed)
        keys = self._by_key.get(folded) or self._by_name.get(folded) or self.elsewhere(folded)
        if len(keys) == 1:
            return next(iter(keys))
        return self._ambiguous(typed, sorted(keys)) if keys else self._unknown(typed, folded)

    def _ambiguous(self, typed, keys):
        which = "; ".join(f"{self.things[key].label} ({key})" for key in keys)
        words = _("“%(typed)s” can mean several: %(which)s. Write what stands in brackets.")
        return Wrong(words % {"typed": shown(typed), "which": which})

    def _unknown(self, typed, folded):
        sentences = [self.missing % {"typed": shown(typed)}]
        if near := self._near(folded):
            sentences.append(_("Did you mean: %s?") % "; ".join(near))
        elif self.hint:
            sentences.append(str(self.hint))
        return Wrong(" ".join(sentences))

    def _near(self, folded):
        self._misses += 1
        if self._misses > MISSES:
            return []
        near = [
            match
            for scorer, least in ((fuzz.ratio, LIKE), (fuzz.token_set_ratio, WITHIN))
            for match in process.extract(
                folded, self._spellings, scorer=scorer, score_cutoff=least, limit=2 * PROPOSALS
            )
        ]
        keys = dict.fromkeys(key for name, _score, _at in near for key in sorted(self._by_name[name]))
        return [self._told_apart(key) for key in list(keys)[:PROPOSALS]]

    def _told_apart(self, key):
        label = self.things[key].label
        return label if self._by_name.get(self.fold(label)) == {key} else f"{label} ({key})"

    @cached_property
    def _by_key(self):
        return {self.fold(key): {key} for key in self.things}

    @cached_property
    def _by_name(self):
        found = {}
        for thing in self.things.values():
            for name in (thing.label, *thing.names):
                if folded := self.fold(name):
                    found.setdefault(folded, set()).add(thing.key)
        return found

    @cached_property
    def _spellings(self):
        return list(self._by_name)
