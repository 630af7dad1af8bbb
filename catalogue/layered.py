"""Dictionaries that never change and of which the next one is made in no time."""

# Above so many changes the next one is a copy of its own. A copy of 100,000 takes a few milliseconds.
MOST_CHANGES = 1000
_GONE = object()


class Layered:
    """A mapping that never changes: a large dictionary, which it shares with its successors, under a few changes."""

    __slots__ = ("_base", "_changes")

    def __init__(self, base=None, changes=None):
        self._base, self._changes = base or {}, changes or {}

    def get(self, key, default=None):
        found = self._changes.get(key)
        if found is None:
            return self._base.get(key, default)
        return default if found is _GONE else found

    def __getitem__(self, key):
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key):
        return self.get(key) is not None

    def changed(self, put, gone):
        """The mapping with `put` ({key: value}) instead of what it held, and without the keys in `gone`."""
        changes = {**self._changes, **dict.fromkeys(gone, _GONE), **put}
        if len(changes) <= MOST_CHANGES:
            return Layered(self._base, changes)
        merged = {**self._base, **changes}
        return Layered({key: value for key, value in merged.items() if value is not _GONE})
