"""The door: signing in, the second step, leaving, confirming that one is still oneself. allauth's views, our pages."""

import json
from functools import partial

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import challenge, forms, invitations, rate_limiter
from accounts.adapter import AccountAdapter
from accounts.client_address import client_address

CLEAR = '"cache", "cookies", "storage"'  # what a browser is asked to forget of this site


class Entrance:
    """A page for whoever is not in yet. allauth calls the host `site`; with us that is what the shell needs."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        del context["site"]
        return context


class PasskeyContext:
    """Hands what the script of passkeys needs to the template, as JSON in `passkey_options`."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["passkey_options"] = json.dumps(self.passkey_options(context), cls=DjangoJSONEncoder)
        return context

    def passkey_options(self, context):
        return context["js_data"]["request_options"]


class SignIn(Entrance, account_views.LoginView):
    form_class = forms.SignInForm
    template_name = "account/sign_in.html"


class SecondStep(PasskeyContext, Entrance, mfa_views.AuthenticateView):
    form_class = forms.CodeForm
    webauthn_form_class = forms.PasskeyStepForm
    template_name = "account/second_step.html"


class PasskeySignIn(passkey_views.LoginWebAuthnView):
    form_class = forms.PasskeySignInForm

    def get(self, request, *args, **kwargs):
        return challenge.hand_out(request, partial(super().get, request, *args, **kwargs))

    def post(self, request, *args, **kwargs):
        self.attempt = rate_limiter.try_passkey(client_address(request))
        response = super().post(request, *args, **kwargs) if challenge.take_back(request) else self._refuse()
        response.delete_cookie(challenge.COOKIE, samesite="Strict")
        return response

    def form_valid(self, form):
        self.attempt.passed()
        return super().form_valid(form)

    def form_invalid(self, form):
        challenge.forget(self.request)
        return self._refuse()

    def _refuse(self):
        messages.error(self.request, _("This passkey could not be read, or is not known here. Try again."))
        return redirect("account_login")


class Confirm(account_views.ReauthenticateView):
    form_class = forms.ConfirmPasswordForm
    template_name = "account/confirm.html"


class ConfirmByCode(mfa_views.ReauthenticateView):
    form_class = forms.ConfirmCodeForm
    template_name = "account/confirm.html"


class ConfirmByPasskey(PasskeyContext, passkey_views.ReauthenticateWebAuthnView):
    form_class = forms.ConfirmPasskeyForm
    template_name = "account/confirm.html"

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))


class SignOut(account_views.LogoutView):
    template_name = "account/sign_out.html"

    def post(self, request):
        self.logout()
        response = render(request, "account/signed_out.html")
        response["Clear-Site-Data"] = CLEAR
        return response


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request, token):
    """Where somebody who was invited makes their account. Opening it uses nothing up: mail programs open links too."""
    if request.user.is_authenticated:
        messages.info(request, _("You are signed in. Sign out to make another account by an invitation."))
        return redirect("account")
    form = forms.InvitedForm(request.POST if request.method == "POST" else None)
    with transaction.atomic():
        invitation = invitations.find(token)
    if invitation is None:
        return render(request, "account/invitation_closed.html", status=404)
    if not form.is_valid():
        return render(request, "account/invited.html", {"form": form, "role": invitation.role})
    try:
        user = invitations.accept(token, form.cleaned_data["username"], form.cleaned_data["password1"])
    except IntegrityError:  # somebody took the name at this moment
        form.add_error("username", _("Somebody has this user name already, in capitals or small letters."))
        return render(request, "account/invited.html", {"form": form, "role": invitation.role})
    if user is None:
        return render(request, "account/invitation_closed.html", status=404)
    messages.success(request, _("Your account is made. Sign in with its name and password."))
    return redirect("account_login")


def admin_sign_in(request):
    """The admin's own way in leads to ours, and on to where one wanted to go, if that is here."""
    wanted = request.GET.get("next", "")
    if not AccountAdapter().is_safe_url(wanted):
        wanted = reverse("admin:index")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
