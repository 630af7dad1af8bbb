import pytest

from tests.staff import StaffClient


@pytest.fixture
def admin_client(admin_user):
    """Somebody who may do everything, in a browser of their own."""
    client = StaffClient()
    client.force_login(admin_user)
    return client
