"""Who may sign in, and with which name."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q


class StaffBackend(ModelBackend):
    """Only active staff sign in, by user name or by e-mail address.

    A wrong name costs the same work as a wrong password: one search, one hash. allauth's own backend hashes twice for
    an e-mail address that somebody has, so that a clock would tell who is here.
    """

    def authenticate(self, request, username=None, password=None, **others):
        if not username or password is None:
            return None
        user = account_called(username)
        if user is None:
            get_user_model()().set_password(password)
            return None
        is_right = user.check_password(password)
        return user if is_right and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.is_staff


def account_called(name):
    """The account whose user name this is, or the only one with this e-mail address; None for any other name."""
    found = list(get_user_model().objects.filter(Q(username=name) | Q(email__iexact=name)))
    exact = [user for user in found if user.get_username() == name]
    if exact:
        return exact[0]
    return found[0] if len(found) == 1 else None
