"""Who may sign in, and with which name."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from accounts import names


class StaffBackend(ModelBackend):
    """Only active staff sign in, by user name or by e-mail address.

    A wrong name costs the same work as a wrong password: one search, one hash. allauth's own backend hashes twice for
    an e-mail address that somebody has, so that a clock would tell who is here.
    """

    def authenticate(self, request, username=None, password=None, **others):
        if not username or password is None:
            return None
        user = names.called(username)
        if user is None:
            get_user_model()().set_password(password)
            return None
        is_right = user.check_password(password)
        return user if is_right and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.is_staff
