"""One tree of places for all tests of a process whose tables hold the same places, as a server has one for years.

What is made of a tree stays with it: the list of all names of places takes as long as a test.
"""

from collections import deque

from places import tree

_read = tree._read
_known = deque(maxlen=4)


def share():
    """From now on. Tables that hold anything else give another tree."""
    tree._read = _read_once


def _read_once():
    read = _read()
    same = next((one for one in _known if _facts(one) == _facts(read)), None)
    if same is None:
        _known.append(read)
    return same or read


def _facts(places):
    return (
        places.region_parent,
        places.country_region,
        places.country_numbers,
        places.groupings,
        places.other_names,
    )


def put(places):
    """Let the tree be `places`: the tables hold just what it was read of."""
    tree._tree = places
