"""The challenge of a passkey at the door, in a signed cookie: whoever asks for one leaves no row behind.

allauth keeps it in the session, which would be a row for everybody who asks. It is for the browser that asked, for
five minutes and, by the form that reads it, for one sign-in. (Past the door there is a session, and it is there.)
"""

import json

from django.conf import settings
from django.core.signing import BadSignature

COOKIE = settings.COOKIE_PREFIX + "passkey"
SALT = "accounts.challenge"
SECONDS = 5 * 60


def hand_out(request, make):
    """The response that `make` makes, with what that put into the session of `request` in a cookie instead."""
    before = dict(request.session.items())
    response = make()
    made = {name: value for name, value in request.session.items() if before.get(name) != value}
    for name in made:
        del request.session[name]
    response.set_signed_cookie(
        COOKIE,
        json.dumps(made, sort_keys=True),
        salt=SALT,
        max_age=SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def take_back(request):
    """Put the challenge that the browser was given where allauth looks for it; whether it has one of ours."""
    try:
        request.challenge = request.get_signed_cookie(COOKIE, salt=SALT, max_age=SECONDS)
    except (KeyError, BadSignature):
        return False
    request.session.update(json.loads(request.challenge))
    return True


def forget(request):
    """Take the challenge out of the session again."""
    for name in json.loads(request.challenge):
        request.session.pop(name, None)
