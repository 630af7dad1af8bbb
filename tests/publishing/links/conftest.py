import pytest

from publishing.editing.link_checks.asking import Asker, Pace
from tests.publishing.links.site import Clock, running

AGENT = "Test-link-check/1.0 (+https://example.org/about/)"


@pytest.fixture
def site():
    with running() as one:
        yield one


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def asker(clock):
    """One that may ask the small site, which is on this machine. Who may be asked at all: see test_addresses.py."""
    pace = Pace(now=clock.now, sleep=clock.sleep)
    with Asker(AGENT, allowed=lambda address, port, scheme: True, pace=pace) as one:
        yield one
