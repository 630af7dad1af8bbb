"""Waiting for other threads and processes, with an end: what never comes is a failure, and not a run that hangs.

The bound is no measure of speed. Nothing here takes a tenth of it, on whatever machine.
"""

import time
from contextlib import contextmanager
from threading import Thread

SECONDS = 120
OFTEN = 0.01


def wait_until(there_is):
    """Wait for what another thread or process does."""
    for _ in range(round(SECONDS / OFTEN)):
        if there_is():
            return
        time.sleep(OFTEN)
    raise AssertionError("nothing happens any more")


def through(*threads):
    """Wait for the end of each of these threads."""
    for thread in threads:
        thread.join(SECONDS)
    assert [thread.name for thread in threads if thread.is_alive()] == []


def at_once(*calls):
    """Call each of these in a thread of its own, and wait until all are through."""
    threads = [Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    through(*threads)


@contextmanager
def serving(server):
    """While this lasts, `server` (of socketserver) answers in a thread of its own."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        through(thread)
