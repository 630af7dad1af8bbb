"""The challenge of a passkey at the door, in a signed cookie: whoever asks for one leaves no row behind.

allauth keeps it in the session, which would be a row for everybody who asks. It is for the browser that asked, for
five minutes and, by the form that reads it, for one sign-in. (Past the door there is a session, and it is there.)
"""

import json

from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.conf import settings
from django.core.signing import BadSignature

COOKIE = settings.COOKIE_PREFIX + "passkey"
SALT = "accounts.challenge"
SECONDS = 5 * 60


def hand_out(request, response):
    """Move the challenge that was just made for `request`, if one was, from its session into `response`."""
    if state := request.session.pop(STATE_SESSION_KEY, None):
        response.set_signed_cookie(
            COOKIE,
            json.dumps(state),
            salt=SALT,
            max_age=SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
    return response


def take_back(request):
    """Put the challenge that the browser was given where allauth looks for it; nothing when it has none of ours."""
    try:
        kept = request.get_signed_cookie(COOKIE, salt=SALT, max_age=SECONDS)
    except (KeyError, BadSignature):
        forget(request)
    else:
        request.session[STATE_SESSION_KEY] = json.loads(kept)


def current(request):
    """The challenge itself, a text; empty without one."""
    return request.session.get(STATE_SESSION_KEY, {}).get("challenge", "")


def forget(request):
    request.session.pop(STATE_SESSION_KEY, None)
