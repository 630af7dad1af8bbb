"""The addresses of sign-in and of one's own account: of allauth's, only those that the staff need.

Their names are those that allauth looks for. Whatever it also has (signing up, e-mail addresses) has no address here.
"""

from django.urls import path
from django.views.decorators.cache import never_cache

from accounts import own_account, views


def page(route, view, name):
    """A page that no browser keeps: a secret may be on it."""
    return path(route, never_cache(view), name=name)


urlpatterns = [
    page("", own_account.account, "account"),
    page("", own_account.account, "mfa_index"),
    page("sign-in/", views.SignIn.as_view(), "account_login"),
    page("sign-in/second-step/", views.SecondStep.as_view(), "mfa_authenticate"),
    page("sign-in/passkey/", views.PasskeySignIn.as_view(), "mfa_login_webauthn"),
    page("sign-out/", views.SignOut.as_view(), "account_logout"),
    page("confirm/", views.Confirm.as_view(), "account_reauthenticate"),
    page("confirm/code/", views.ConfirmByCode.as_view(), "mfa_reauthenticate"),
    page("confirm/passkey/", views.ConfirmByPasskey.as_view(), "mfa_reauthenticate_webauthn"),
    page("invitation/<str:token>/", views.invited, "account_invitation"),
    page("language/", own_account.choose_language, "account_language"),
    page("password/", own_account.ChangePassword.as_view(), "account_change_password"),
    page("second-step/", own_account.set_up, "account_set_up"),
    page("second-step/app/", own_account.AddApp.as_view(), "mfa_activate_totp"),
    page("second-step/app/remove/", own_account.RemoveApp.as_view(), "mfa_deactivate_totp"),
    page("second-step/passkey/", own_account.AddPasskey.as_view(), "mfa_add_webauthn"),
    page("second-step/passkey/<int:pk>/remove/", own_account.RemovePasskey.as_view(), "mfa_remove_webauthn"),
    page("recovery-codes/", own_account.RecoveryCodes.as_view(), "mfa_view_recovery_codes"),
    page("recovery-codes/new/", own_account.NewRecoveryCodes.as_view(), "mfa_generate_recovery_codes"),
    page("sessions/end-others/", own_account.end_other_sessions, "account_end_other_sessions"),
    page("sessions/<slug:handle>/end/", own_account.end_session, "account_end_session"),
]

# In front of the admin's own: its ways in and out are ours.
before_admin = [
    path("login/", views.admin_sign_in),
    path("logout/", never_cache(views.SignOut.as_view())),
    path("password_change/", own_account.to_password),
]
