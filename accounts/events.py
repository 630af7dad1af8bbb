"""What is forgotten in time."""

from accounts import slowdown
from accounts.models import SignInEvent
from accounts.sessions import SessionStore


def forget_old():
    """Forget sign-in events of more than 400 days, sessions that are over and yesterday's attempts. Once a day."""
    SignInEvent.objects.forget_old()
    SessionStore.clear_expired()
    slowdown.forget_old()
