"""An organisation answers by a link, on a phone, without script and with the keyboard alone."""

import pytest

from networks.models import Organisation
from publishing.consent_links import make_link
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.test_every_page_is_accessible import LOOKS

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
