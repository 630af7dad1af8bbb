"""One chain of middleware for all test clients of a process, as a server has one for all its requests.

Each client of Django's loads a chain of its own, and WhiteNoise's part of it looks at every static file.
"""

from django.test.client import ClientHandler
from django.test.signals import setting_changed

PARTS = ("_middleware_chain", "_view_middleware", "_template_response_middleware", "_exception_middleware")
_load = ClientHandler.load_middleware
_loaded = {}


def _load_once(handler, is_async=False):
    if not _loaded:
        _load(handler, is_async)
        _loaded.update((part, getattr(handler, part)) for part in PARTS)
    vars(handler).update(_loaded)


def share():
    """From now on. A setting that a test changes means a new chain, and so does its end."""
    ClientHandler.load_middleware = _load_once
    setting_changed.connect(lambda **_changed: _loaded.clear(), weak=False)
