import pytest

from tests import factories
from tests.worlds import public_work, secret_work, story  # noqa: F401 - which say what editors do
from tests.worlds.asked import everything
from tests.wsgi import in_one_transaction  # noqa: F401


@pytest.fixture
def directory(db, in_one_transaction):  # noqa: F811
    """The directory in which stories begin."""
    factories.world()
    story.enter()
    story.forget()
    everything()
