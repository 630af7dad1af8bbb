"""What is forgotten in time."""

from django.utils import timezone

from accounts import invitations, rate_limiter
from accounts.models import EVENTS_KEPT, USED_CODES_KEPT, SignInEvent, UsedCode
from accounts.sessions import SessionStore


def forget_old():
    """Forget sign-in events of 400 days ago, sessions that are over, used codes and what was counted. Once a day."""
    now = timezone.now()
    SignInEvent.objects.filter(at__lt=now - EVENTS_KEPT).delete()
    invitations.forget_old()
    UsedCode.objects.filter(at__lt=now - USED_CODES_KEPT).delete()
    SessionStore.clear_expired()
    rate_limiter.forget_old()
