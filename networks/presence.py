"""Where networks are present through others: in the places of their members and of the networks that belong to them."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from catalogue.facets import PlaceFacet
from places.numerals import in_digits
from places.order import in_order
from places.tree import tree

# The relation of organisations to the networks that they have not left.
MEMBER_NOW = "member_now"


class ThroughMembersFacet(PlaceFacet):
    """Places in which a network has members, or a network that belongs to it, be it said to be there itself or not."""

    derived_from = ("network", "organisation")
    beside = "place"

    def derive(self, kinds):
        return Presence(kinds)

    def called(self, term, keys):
        return set()  # it is not the place of the network itself

    def label_of(self, key, catalogue):
        return _("%s, through members") % tree().name(key)

    def led(self, number):
        words = ngettext(
            "%(n)s network is present there through members or networks that belong to it.",
            "%(n)s networks are present there through members or networks that belong to them.",
            number,
        )
        return words % {"n": in_digits(number)}


class Presence(Mapping):
    """Inverted index, worked out where it is asked for: {code of a place: the networks present through others, BitMap}.

    Of the catalogue's own bitmaps, so what is not in these is not in it: members that are not open tell no network, and
    neither a network that may not be named is present through others, nor others through it.
    """

    def __init__(self, kinds):
        self._networks, self._members = kinds["network"], kinds["organisation"]
        self._found = {}

    def __getitem__(self, code):
        if code not in self._found:
            self._found[code] = self._at(code)
        if found := self._found[code]:
            return found
        raise KeyError(code)

    def __iter__(self):
        return iter(self._codes(BitMap().union(*self._members_of.values()), BitMap(self._parent)))

    def __len__(self):
        return len(list(iter(self)))

    def places_of(self, uid):
        """The codes of all places in which the network `uid` is present through others."""
        number = self._number(uid)
        if number is None:
            return []
        below = self._below(number)
        members = (self._members_of.get(one, BitMap()) for one in (number, *below))
        return self._codes(BitMap().union(*members), below)

    def _codes(self, members, networks):
        """The codes of the places of any of these members and networks."""
        pairs = ((self._members, members), (self._networks, networks))
        return list(
            dict.fromkeys(
                code
                for index, numbers in pairs
                for code, found in index.values.get("place", {}).items()
                if found.intersect(numbers)
            )
        )

    def _at(self, code):
        here = self._members.having("place", code)
        found = BitMap([number for number, members in self._members_of.items() if members.intersect(here)])
        passing = found | self._networks.having("place", code)
        while passing:
            above = BitMap([self._parent[number] for number in passing if number in self._parent])
            passing = above - found
            found |= above
        return found

    def _below(self, number):
        """The networks that belong to the one with this number, and those that belong to these."""
        found, passing = BitMap(), BitMap([number])
        while passing:
            below = BitMap([one for parent in passing for one in self._children.get(parent, ())])
            passing = below - found
            found |= below
        return found

    @cached_property
    def _members_of(self):
        """{number of a network that may be named: its members}"""
        named = ((self._number(uid), found) for uid, found in self._members.values.get(MEMBER_NOW, {}).items())
        return {number: found for number, found in named if number is not None}

    @cached_property
    def _parent(self):
        """{number of a network: that of the network that it belongs to}, of those that may be named."""
        documents = self._networks.documents
        return {
            child: parent
            for uid, children in self._networks.values.get("parent", {}).items()
            if (parent := self._number(uid)) is not None
            for child in children
            if self._number(documents[child].uid) is not None
        }

    @cached_property
    def _children(self):
        found = defaultdict(list)
        for child, parent in self._parent.items():
            found[parent].append(child)
        return dict(found)

    def _number(self, uid):
        """The number of the network `uid`; None where it may not be named."""
        found = self._networks.open(uid)
        return found and found.number


def countries_through(record, catalogue):
    """The codes of the countries in which a network is present through others."""
    found = catalogue.kinds["network"].values["through"].places_of(record.uid)
    return in_order([code for code in found if code in tree().country_region], tree().name)


def countries_beyond(record, catalogue):
    """Those of them in which it is not said to be itself."""
    return [code for code in countries_through(record, catalogue) if code not in record.places]
