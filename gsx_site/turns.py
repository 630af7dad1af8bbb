"""A bulkhead: requests that need the database wait for one another, and never take the threads that need none.

While a table is locked or the server hangs, whoever asks it waits until a deadline is over. Without this, that would be
all threads after a moment, and nobody got even a page that is kept or a style sheet.
"""

import threading

from django.db import OperationalError

# Requests in Django at a time in each process, and seconds for which another one waits for its turn. There are more
# threads than that: see deploy/gunicorn.conf.py.
TURNS, PATIENCE = 4, 2.0


class Turns:
    """Middleware below the static files: the page cache and they stand before it."""

    def __init__(self, get_response):
        self._get_response = get_response
        self._turns = threading.BoundedSemaphore(TURNS)
        self._stuck = False

    def __call__(self, request):
        if not self._has_turn():
            raise OperationalError("all that is asked of the database waits for it")  # a 503, as when it is gone
        try:
            return self._get_response(request)
        finally:
            self._stuck = False
            self._turns.release()

    def _has_turn(self):
        """A crowd is let in one by one. Once somebody waited in vain, nobody waits until a turn comes to its end."""
        if self._turns.acquire(blocking=False):
            return True
        if self._stuck:
            return False
        self._stuck = not self._turns.acquire(timeout=PATIENCE)
        return not self._stuck
