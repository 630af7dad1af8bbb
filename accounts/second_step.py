"""A second step that was lost: taken away by somebody with the right to, and written down."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts import sessions
from accounts.models import SignInEvent


@transaction.atomic
def reset(user):
    """Remove the second steps of `user` and end their sessions: the next sign-in leads to setting up a new one."""
    Authenticator.objects.filter(user=user).delete()
    sessions.of(user).delete()
    SignInEvent.objects.note(SignInEvent.What.FACTORS_RESET, user)


def have_one():
    """An expression, for accounts: whether they have a second step beside their recovery codes."""
    return Exists(Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES))
