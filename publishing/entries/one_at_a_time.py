"""Mutex for uploads that are unpacked: in each process one at a time, so that what one may hold is all that is held."""

import threading
from contextlib import contextmanager

from django.utils.translation import gettext as _

WAIT = 10.0  # seconds for which another upload is waited for: most take less than one
TURN = threading.Lock()


class Busy(Exception):
    """Another upload is still being read; the message is a sentence for who uploaded this one."""


@contextmanager
def one_at_a_time():
    """Runs what stands in it while no other upload is unpacked in this process. Raises Busy after WAIT seconds."""
    if not TURN.acquire(timeout=WAIT):
        raise Busy(_("Another picture or sheet is being read at this moment: try again in a minute."))
    try:
        yield
    finally:
        TURN.release()
