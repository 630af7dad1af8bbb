"""Ties: the edges of the graph of entries that lead from one of them to another, each of a type.

Both ends are open at this moment: a tie of any other entry would tell what its level hides.
"""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.index import sorting_key
from catalogue.kinds import KINDS
from places.levels import Level
from places.lists import listed, years_between

# Of the entries that name one (the members of a network), so many are told; the others are counted.
MOST = 200


class End(NamedTuple):
    """An entry at one end of a tie."""

    kind: str
    title: str
    lang: str
    url: str


class Tie(NamedTuple):
    """`one` is tied to `other` by what `code` names and `words` say between them; years may be unknown."""

    code: str
    words: str
    one: End
    other: End
    since: int | None = None
    until: int | None = None

    @property
    def years(self):
        if self.since and self.until:
            return years_between(self.since, self.until)
        if self.since:
            return _("since %s") % self.since
        return _("until %s") % self.until if self.until else ""

    @property
    def said(self):
        """Its words with the years."""
        return listed(filter(None, [self.words, self.years]))


@dataclass
class Ties:
    """The ties of the entry `uid` of `kind`, gathered one by one; of `rest` more it is only told how many there are."""

    kind: str
    uid: str
    catalogue: object

    def __post_init__(self):
        self.own = self.end(self.kind, self.uid)
        self.told, self.rest = [], 0

    def __iter__(self):
        return iter(self.told)

    def __len__(self):
        return len(self.told) + self.rest

    def end(self, kind, uid):
        """The End that the entry `uid` is; None while it may not be named."""
        found = self.catalogue.open_document(kind, uid)
        return found and End(kind, *found.named(get_language()), KINDS[kind].address(found.slug))

    def to(self, kind, uid, code, words, **years):
        """Adds that the entry itself is tied to another one, if that may be told."""
        if other := self.end(kind, uid):
            self._add(Tie(code, words, self.own, other, **years))

    def of(self, kind, uid, code, words, **years):
        """Adds that another entry is tied to this one, if that may be told."""
        if one := self.end(kind, uid):
            self._add(Tie(code, words, one, self.own, **years))

    def _add(self, tie):
        if tie not in self.told:
            self.told.append(tie)

    def naming(self, kind, found):
        """The uids of the first documents in the bitmap `found` of `kind`, by title; the others are counted."""
        index = self.catalogue.kinds[kind]
        self.rest += max(0, len(found) - MOST)
        return [index.documents[number].uid for number in index.ordered(found, "title", 0, MOST)]

    def records(self, kind, found):
        """The records of the first documents in the bitmap `found`, by title; the others are counted: one query."""
        index = self.catalogue.kinds[kind]
        self.rest += max(0, len(found) - MOST)
        return [record for _edition, record in self.catalogue.records(kind, index.ordered(found, "title", 0, MOST))]


def ties_of(record, catalogue):
    """The Ties of the entry that `record` tells of; None while it may not be named itself."""
    kind = KINDS[record.KIND]
    found = Ties(record.KIND, record.uid, catalogue)
    if record.level != Level.OPEN or found.own is None:
        return None
    kind.ties(record, found)
    found.told = _by_type(found.told)
    return found


def _by_type(ties):
    """`ties` with those of one type together, by the titles of their ends."""
    types = list(dict.fromkeys(tie.code for tie in ties))
    return sorted(
        ties, key=lambda tie: (types.index(tie.code), sorting_key(tie.one.title), sorting_key(tie.other.title))
    )
