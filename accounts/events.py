"""What is forgotten in time."""

from accounts import rate_limiter, used_codes
from accounts.models import SignInEvent
from accounts.sessions import SessionStore


def forget_old():
    """Forget sign-in events of 400 days ago, sessions that are over, used codes and what was counted. Once a day."""
    SignInEvent.objects.forget_old()
    SessionStore.clear_expired()
    rate_limiter.forget_old()
    used_codes.forget_old()
