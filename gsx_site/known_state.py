"""What a process knows of the state of the directory, and how it asks: never in the thread of a reader who waits."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

from django.db import Error, close_old_connections

from publishing.models import Generation

# Seconds. A publication is seen by every worker within FRESH_FOR.
ASK_AFTER, FRESH_FOR = 0.5, 1.0
# Seconds between two attempts to reach a database that is gone, and for which a reader waits for an answer.
RETRY_AFTER, PATIENCE = 1.0, 2.0

logger = logging.getLogger(__name__)


class KnownState:
    """The state of the directory as far as this process knows; `moved()` is called when it is another one.

    One question at a time is put to the database, by a thread of its own, which may wait long. Readers go on with what
    is known as long as that is fresh; then they wait for the answer, but no longer than PATIENCE. While there is none
    nobody waits: what was known last is served, and said to be stale.
    """

    def __init__(self, clock, moved):
        self._clock, self._moved = clock, moved
        self._asker = ThreadPoolExecutor(1, "state of the directory")
        self._lock = threading.RLock()
        self._asked = None
        self.forget()

    def forget(self):
        self._mark = None
        self._known_at = self._ask_at = float("-inf")
        self._reached = True
        self._moved()

    def is_fresh(self):
        """Whether what is kept is as the directory was less than FRESH_FOR seconds ago."""
        now, end = self._clock(), time.monotonic() + PATIENCE
        if now < self._ask_at:
            return self._reached
        question = self._question()
        while self._reached and self._known_at <= now - FRESH_FOR:
            if wait({question}, max(0, end - time.monotonic())).not_done:
                self._lost(f"it gave no answer within {PATIENCE:g} seconds")
            else:
                question = self._question()
        return self._reached

    def _question(self):
        """The future of the question that is being asked; where none is and one is due, of a new one."""
        with self._lock:
            if self._asked is None or (self._asked.done() and self._clock() >= self._ask_at):
                self._asked = self._asker.submit(self._ask)
            return self._asked

    def _ask(self):
        asked_at = self._clock()
        try:
            mark = mark_now()
        except Error as error:
            self._lost(error)
        else:
            self._found(mark, asked_at)

    def _lost(self, why):
        with self._lock:
            if self._reached:
                logger.error("The database cannot be reached; pages are served as they were last: %s", why)
            self._reached, self._ask_at = False, self._clock() + RETRY_AFTER

    def _found(self, mark, asked_at):
        with self._lock:
            if not self._reached:
                logger.warning("The database is reached again.")
            if mark != self._mark:
                self._moved()
            self._mark, self._known_at = mark, asked_at
            self._reached, self._ask_at = True, asked_at + ASK_AFTER


def mark_now():
    """The mark of the state of the directory, from the database. Raises django.db.Error when it can't be asked."""
    # Outside Django's own handling of a request, so its care for connections that broke or got old is ours.
    close_old_connections()
    try:
        return Generation.objects.now().mark
    finally:
        close_old_connections()
