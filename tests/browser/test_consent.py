"""An organisation answers by a link, on a phone, without script and with the keyboard alone."""

import pytest

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("inhabited")]


@pytest.fixture(scope="module")
def inhabited(served):
    factories.world()
