"""Members of the staff in a real browser, past the door. The door itself is tested in test_signing_in."""

from django.conf import settings
from django.contrib.auth import get_user_model

from tests.staff import StaffClient


def session_of(username, site):
    """The cookie of a new session of the account `username` at the address `site`."""
    client = StaffClient()
    client.force_login(get_user_model().objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}
