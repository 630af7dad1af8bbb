"""Soft delete of accounts: whoever leaves is let in no more, and the history goes on knowing who did what."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import LanguageChoice, Session, SignInEvent

# What belongs to an account alone, and tells of nothing that it did.
ITS_OWN = (Authenticator, EmailAddress, LanguageChoice, Session)
NOT_ONESELF = gettext_lazy("You can't deactivate your own account: another superuser does that.")


class MustStay(Exception):
    """The account can't be deactivated; the message says why, in a sentence for superusers."""


@transaction.atomic
def deactivate(user, *, by):
    """Let nobody in as `user` any more: sessions end at once; password, second steps and e-mail addresses go.

    The name and the roles stay. Raises MustStay for the account of `by` and for the last superuser.
    """
    superusers = get_user_model().objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk")
    others = [one for one in superusers if one != user]
    if user == by:
        raise MustStay(NOT_ONESELF)
    if user.is_superuser and not others:
        raise MustStay(_("“%s” is the last superuser: make another one first.") % user)
    user.is_active, user.email = False, ""
    user.set_unusable_password()
    user.save(update_fields=["is_active", "email", "password"])
    for model in ITS_OWN:
        model.objects.filter(user=user).delete()
    SignInEvent.objects.note(SignInEvent.What.DEACTIVATED, user)


def has_left_traces(user):
    """Whether any row but those of its own tells of `user`: all tables that refer to accounts are asked."""
    return any(
        model._base_manager.filter(**{field.name: user}).exists()
        for model, field in referring(type(user))
        if model not in ITS_OWN
    )


def referring(user_model):
    """(model, its foreign key to accounts) of all tables but those that hold the roles."""
    relations = user_model._meta.get_fields(include_hidden=True)
    keys = [one for one in relations if one.auto_created and not one.concrete and not one.many_to_many]
    return [(one.related_model, one.field) for one in keys if not one.related_model._meta.auto_created]
