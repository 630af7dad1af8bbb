"""Staff in tests, and the short way in for tests of other things than the door.

Signing in as a person does, with password and second step, is tested in tests/accounts. Everywhere else the fixture
`client` is a StaffClient: its `force_login` begins a session in which the second step counts as taken.
"""

import struct
import time
from base64 import b32decode
from hashlib import sha1
from hmac import digest

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.test import Client

PASSWORD = "tangerine kettle orbit moss"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # the one of RFC 6238's examples
STEP = 30  # seconds


class StaffClient(Client):
    def force_login(self, user, backend=None):
        super().force_login(user, backend)
        session = self.session
        request = HttpRequest()
        request.session = session
        record_authentication(request, user, "mfa", type="totp")
        session.save()


def make_staff(username="amina", *, password=PASSWORD, secret=SECRET, superuser=True, **facts):
    """An account of the staff whose authenticator app holds `secret`; an empty one: without a second step."""
    model = get_user_model()
    user = model.objects.create_user(username, password=password, is_staff=True, is_superuser=superuser, **facts)
    if secret:
        TOTP.activate(user, secret)
    return user


def code(secret=SECRET, *, steps=0):
    """What an authenticator app with `secret` shows now, or so many half minutes later (RFC 6238)."""
    counter = int(time.time()) // STEP + steps
    whole = digest(b32decode(secret), struct.pack(">Q", counter), sha1)
    start = whole[-1] & 15
    number = int.from_bytes(whole[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def sign_in(client, username="amina", password=PASSWORD, secret=SECRET, *, steps=0):
    """Sign in to `client` as a person would; the answer is the response to the last form."""
    response = client.post("/account/sign-in/", {"login": username, "password": password})
    if secret and response.status_code == 302:
        response = client.post(response.url, {"code": code(secret, steps=steps)})
    return response
