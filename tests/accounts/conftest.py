import time
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth

from tests import staff


@pytest.fixture(autouse=True)
def one_half_minute(monkeypatch):
    """All codes of an app that a test types and the site expects are of one half minute, however near its end."""
    now = time.time()
    for module in (auth, staff):
        monkeypatch.setattr(module, "time", SimpleNamespace(time=lambda: now))
