"""One's own account: second steps, recovery codes, password and sessions."""

import time

from allauth.account import views as account_views
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django.views.decorators.http import require_POST, require_safe

from accounts import forms, language, sessions
from accounts.adapter import SecondStepAdapter
from accounts.models import SignInEvent
from accounts.views import PasskeyContext

What = SignInEvent.What
SIGNS_IN_BY_ITSELF = {"residentKey": "required", "requireResidentKey": True, "userVerification": "required"}


@require_safe
@login_required
def account(request):
    """Everything about one's own account on one page."""
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at")
    codes = [factor for factor in factors if factor.type == Authenticator.Type.RECOVERY_CODES]
    context = {
        "app": next((factor for factor in factors if factor.type == Authenticator.Type.TOTP), None),
        "passkeys": [factor for factor in factors if factor.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else None,
        "sessions": sessions.of(request.user),
        "current": request.session.session_key,
        "offered": settings.LANGUAGES,
    }
    return render(request, "account/account.html", context)


@require_safe
@login_required
def set_up(request):
    """Where somebody without a second step is led before anything else."""
    return render(request, "account/set_up.html")


@require_POST
@login_required
def choose_language(request):
    """Let one's own pages of the staff be in another language, from now on and in later sessions."""
    chosen = request.POST.get("language")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    language.choose(request, chosen)
    with override(chosen):
        messages.success(request, _("This is the language of these pages from now on."))
        return redirect("account")


@require_POST
@login_required
def end_session(request, handle):
    """End one of one's own sessions."""
    session = next((one for one in sessions.of(request.user) if one.handle == handle), None)
    if session is None:
        raise Http404
    session.delete()
    SignInEvent.objects.note(What.SESSION_ENDED, request.user)
    messages.success(request, _("The session was ended."))
    return redirect("account")


@require_POST
@login_required
def end_other_sessions(request):
    """End all of one's own sessions but this one."""
    ended = sessions.end_others(request)
    if ended:
        SignInEvent.objects.note(What.SESSION_ENDED, request.user)
    words = ngettext("%(count)s other session was ended.", "%(count)s other sessions were ended.", ended)
    messages.success(request, words % {"count": ended})
    return redirect("account")


def to_password(request):
    """The admin's own page for a new password leads to ours."""
    return redirect("account_change_password")


class Noted:
    """Does what is `done` besides when its form was valid."""

    def form_valid(self, form):
        response = super().form_valid(form)
        self.done()
        return response


@method_decorator(login_required, name="dispatch")
class ChangePassword(Noted, account_views.PasswordChangeView):
    form_class = forms.ChangePasswordForm
    template_name = "account/password.html"
    success_url = reverse_lazy("account")

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_default_success_url(self):
        return reverse("account")

    def done(self):
        sessions.end_others(self.request)
        SignInEvent.objects.note(What.PASSWORD_CHANGED, self.request.user)


def note_added(request, kind):
    """A second step was added, and shown by that: this session took it, and every other one ends."""
    taken = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [*taken, {"method": "mfa", "at": time.time(), "type": kind}]
    sessions.end_others(request)
    SignInEvent.objects.note(What.FACTOR_ADDED, request.user)


def note_removed(request):
    sessions.end_others(request)
    SignInEvent.objects.note(What.FACTOR_REMOVED, request.user)


class AddApp(Noted, app_views.ActivateTOTPView):
    form_class = forms.AddAppForm
    template_name = "account/add_app.html"

    def done(self):
        note_added(self.request, Authenticator.Type.TOTP)


class RemoveApp(Noted, app_views.DeactivateTOTPView):
    template_name = "account/remove.html"
    extra_context = {"what": gettext_lazy("the authenticator app")}

    def done(self):
        note_removed(self.request)


class AddPasskey(Noted, PasskeyContext, passkey_views.AddWebAuthnView):
    form_class = forms.AddPasskeyForm
    template_name = "account/add_passkey.html"

    def passkey_options(self, context):
        """One that signs in by itself. (allauth asks for less, and leaves it to its script to ask for more.)"""
        options = context["js_data"]["creation_options"]["publicKey"]
        return {"publicKey": {**options, "authenticatorSelection": SIGNS_IN_BY_ITSELF}}

    def done(self):
        note_added(self.request, Authenticator.Type.WEBAUTHN)


class RemovePasskey(Noted, passkey_views.RemoveWebAuthnView):
    template_name = "account/remove.html"
    success_url = reverse_lazy("account")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"what": _("the passkey “%(name)s”") % {"name": self.object}}

    def form_valid(self, form):
        adapter = SecondStepAdapter()
        if not adapter.can_delete_authenticator(self.object):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            return self.form_invalid(form)
        return super().form_valid(form)

    def done(self):
        note_removed(self.request)


class RecoveryCodes(code_views.ViewRecoveryCodesView):
    template_name = "account/recovery_codes.html"


class NewRecoveryCodes(Noted, code_views.GenerateRecoveryCodesView):
    template_name = "account/new_recovery_codes.html"

    def done(self):
        SignInEvent.objects.note(What.CODES_MADE, self.request.user)
