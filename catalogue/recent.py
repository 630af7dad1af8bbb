"""LRU cache: the values asked for lately, so many at most. Where it is kept in a catalogue, it goes with it."""

import threading
from collections import OrderedDict


class Recent:
    """The last `most` values that were put, by key; None is no value. Safe for threads."""

    def __init__(self, most):
        self._most = most
        self._values = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key):
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key, value):
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    def clear(self):
        with self._lock:
            self._values.clear()
