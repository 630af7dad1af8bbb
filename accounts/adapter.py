"""Where allauth asks us: how a password is tried, what starts and ends a session, and in which words."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import authenticate
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import language, names, rate_limiter, sessions
from accounts.backend import StaffBackend
from accounts.client_address import client_address
from accounts.models import SignInEvent

NO_MATCH = _("These open no account here. Check name and password, or ask whoever runs the site.")

# What is said after something was done, by allauth's name for it. Of the rest the page itself speaks.
SAID = {
    "account/messages/password_changed.txt": _("Your password was changed. Your other sessions were ended."),
    "mfa/messages/totp_activated.txt": _("The authenticator app was added. Your other sessions were ended."),
    "mfa/messages/totp_deactivated.txt": _("The authenticator app was removed. Your other sessions were ended."),
    "mfa/messages/webauthn_added.txt": _("The passkey was added. Your other sessions were ended."),
    "mfa/messages/webauthn_removed.txt": _("The passkey was removed. Your other sessions were ended."),
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NO_MATCH,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
    }

    def is_open_for_signup(self, request):
        return False

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        if words := message or SAID.get(message_template):
            messages.add_message(request, level, words, extra_tags=extra_tags)

    def is_safe_url(self, url):
        """Whether one may be sent on to `url`: an address of this site. (allauth's own fails at “http://[”.)"""
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_client_ip(self, request):
        """As text, and empty when it can't be told; allauth's own knows other settings and refuses the request."""
        return str(client_address(request) or "")

    def is_reauthentication_required(self, *, app, **kwargs):
        return super().is_reauthentication_required(app=app, **kwargs) and not sessions.is_new(self.request)

    def authenticate(self, request, *, username="", password="", **others):
        """The account, or None. Raises SlowDown when it is too early to try."""
        attempt = rate_limiter.try_password(client_address(request), names.folded(username))
        user = authenticate(request, username=username, password=password)
        if user:
            attempt.passed()
        else:
            SignInEvent.objects.note(SignInEvent.What.WRONG_PASSWORD, names.called(username))
        return user

    def pre_login(self, request, user, **kwargs):
        """Turn away a passkey whose account may not sign in; a password would not have got this far."""
        if StaffBackend().user_can_authenticate(user):
            return None
        request.session.flush()
        messages.error(request, _("This passkey does not open an account here."))
        return redirect("account_login")

    def login(self, request, user):
        super().login(request, user)
        sessions.begin(request)
        language.recall(request, user)
        SignInEvent.objects.note(SignInEvent.What.SIGNED_IN, user)

    def logout(self, request):
        SignInEvent.objects.note(SignInEvent.What.SIGNED_OUT, request.user)
        super().logout(request)


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This is not the right code, or it was used already. Wait for the next one and try again."),
        "cannot_delete_authenticator": _("This is your only second step. Add another one first, then remove this one."),
    }

    def generate_authenticator_name(self, user, type):
        return gettext("Key %(number)s") % {"number": Authenticator.objects.filter(user=user, type=type).count() + 1}

    def can_delete_authenticator(self, authenticator):
        """A session that took a second step stays trustworthy because its account always has one."""
        factors = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
