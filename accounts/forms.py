"""The forms of the pages for the staff: allauth's, with our words, limits and the slowing down of attempts."""

import re
import struct

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import names, rate_limiter
from accounts.adapter import AccountAdapter, SecondStepAdapter
from accounts.models import SignInEvent, is_first_use
from accounts.passwords import LONGEST
from places.plain_text import PlainField


def password_field(label, autocomplete="current-password", **options):
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST, widget=widget, **options)


def code_field(help_text):
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"}
    return forms.CharField(
        label=_("Code"), max_length=20, help_text=help_text, widget=forms.TextInput(attrs=attributes)
    )


class SignInForm(account_forms.LoginForm):
    password = password_field(_("Password"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        widget = forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
        self.fields["login"] = forms.CharField(label=_("User name or e-mail address"), max_length=254, widget=widget)
        self.order_fields(["login", "password"])

    def user_credentials(self):
        return {"username": self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class ConfirmPasswordForm(account_forms.ReauthenticateForm):
    password = password_field(_("Password"))


class ChangePasswordForm(forms.Form):
    """Asks for the present password, which is slowed down as at the door, and twice for the new one."""

    oldpassword = password_field(_("Present password"))
    password1 = password_field(_("New password"), "new-password")
    password2 = password_field(_("New password again"), "new-password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password1"].help_text = password_validation.password_validators_help_text_html()

    def clean_oldpassword(self):
        password = self.cleaned_data["oldpassword"]
        adapter = AccountAdapter()
        if not adapter.reauthenticate(self.user, password):
            raise adapter.validation_error("enter_current_password")
        return password

    def clean_password1(self):
        password = self.cleaned_data["password1"]
        password_validation.validate_password(password, self.user)
        return password

    def clean(self):
        cleaned = super().clean()
        if "password1" in cleaned and cleaned.get("password2") not in (None, cleaned["password1"]):
            self.add_error("password2", _("The two new passwords are not the same."))
        return cleaned

    def save(self):
        AccountAdapter().set_password(self.user, self.cleaned_data["password1"])


class InvitedForm(forms.Form):
    """Name and password of a new account, for who was invited."""

    username = UsernameField(
        label=_("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters, digits and @ . + - _ only. Colleagues see it beside what you do; readers never do."),
    )
    password1 = password_field(_("New password"), "new-password")
    password2 = password_field(_("New password again"), "new-password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_validation.password_validators_help_text_html()

    def clean_username(self):
        name = self.cleaned_data["username"]
        if names.is_taken(name):
            raise ValidationError(_("Somebody has this user name already, in capitals or small letters."))
        return name

    def clean(self):
        super().clean()
        first, second = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", _("The two new passwords are not the same."))
        elif first:
            try:
                password_validation.validate_password(first, get_user_model()(username=self.data.get("username", "")))
            except ValidationError as error:
                self.add_error("password1", error)


class CodeMixin:
    """A code of the app or a recovery code: tried as often as waiting allows, and good for once."""

    def clean_code(self):
        attempt = rate_limiter.try_code(self.user)
        try:
            code = super().clean_code()
            self._refuse_used(code)
        except ValidationError:
            SignInEvent.objects.note(SignInEvent.What.WRONG_CODE, self.user)
            raise
        attempt.passed()
        return code

    def _refuse_used(self, code):
        is_of_the_app = self.authenticator.type == Authenticator.Type.TOTP
        # A right code of the app is its digits, whatever was typed between them.
        if is_of_the_app and not is_first_use(self.user, re.sub(r"\D", "", code)):
            raise SecondStepAdapter().validation_error("incorrect_code")

    def save(self):
        super().save()
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            SignInEvent.objects.note(SignInEvent.What.CODE_USED, self.user)


CODE_HELP = _("Six digits from your app. If you cannot reach it, one of your recovery codes.")


class CodeForm(CodeMixin, AuthenticateForm):
    code = code_field(CODE_HELP)


class ConfirmCodeForm(CodeMixin, ReauthenticateForm):
    code = code_field(CODE_HELP)


class AddAppForm(ActivateTOTPForm):
    code = code_field(_("The six digits that the app shows now."))


class CredentialMixin:
    """What a browser says of a passkey is anybody's text until it is checked, and the library that checks it raises
    whatever its parts raise."""

    def _clean_fields(self):
        self._read(super()._clean_fields)

    def _clean_form(self):
        self._read(super()._clean_form)

    def _read(self, clean):
        try:
            clean()
        except UNREADABLE:
            self.add_error("credential", SecondStepAdapter().validation_error("incorrect_code"))


UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)


class AddPasskeyForm(CredentialMixin, AddWebAuthnForm):
    """Adds a passkey that opens the door by itself: allauth's question whether it should is answered here."""

    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)
    name = PlainField(
        label=_("Name"), max_length=60, required=False, help_text=_("So that you know it again: “Phone”, “Blue key”.")
    )

    def clean_passwordless(self):
        return True

    def clean_credential(self):
        """allauth takes a `0` for a passkey: what is false in Python goes past its checks."""
        credential = self.cleaned_data["credential"]
        if not credential:
            raise SecondStepAdapter().validation_error("incorrect_code")
        return credential


class PasskeyStepForm(CredentialMixin, AuthenticateWebAuthnForm):
    pass


class PasskeySignInForm(CredentialMixin, LoginWebAuthnForm):
    """What was sent once lets in once: the challenge is in a cookie, which somebody may have copied."""

    def clean_credential(self):
        passkey = super().clean_credential()
        if not is_first_use(passkey.user, context.request.challenge):
            raise SecondStepAdapter().validation_error("incorrect_code")
        return passkey


class ConfirmPasskeyForm(CredentialMixin, ReauthenticateWebAuthnForm):
    pass
