"""The door: signing in, the second step, leaving, confirming that one is still oneself. allauth's views, our pages."""

import json

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.webauthn import views as passkey_views
from django.core.serializers.json import DjangoJSONEncoder
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from accounts import forms

CLEAR = '"cache", "cookies", "storage"'  # what a browser is asked to forget of this site


class PasskeyContext:
    """Hands what the script of passkeys needs to the template, as JSON in `passkey_options`."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if "js_data" in context:
            options = next(iter(context["js_data"].values()))
            context["passkey_options"] = json.dumps(options, cls=DjangoJSONEncoder)
        return context


class SignIn(account_views.LoginView):
    form_class = forms.SignInForm
    template_name = "account/sign_in.html"


class SecondStep(PasskeyContext, mfa_views.AuthenticateView):
    form_class = forms.CodeForm
    webauthn_form_class = forms.PasskeyStepForm
    template_name = "account/second_step.html"


class PasskeySignIn(passkey_views.LoginWebAuthnView):
    form_class = forms.PasskeySignInForm


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


def admin_sign_in(request):
    """The admin's own way in leads to ours, and on to where one wanted to go, if that is here."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("admin:index")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
