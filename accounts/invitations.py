"""Capability links by which somebody makes their own account: shown once, good once, for a week, for one role."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone

from accounts import names
from accounts.models import Invitation, SignInEvent

LASTS = timedelta(days=7)
TOKEN_BYTES = 24  # 192 bits


def invite(role, *, by, day=None):
    """The token of a new Invitation, which is nowhere else."""
    token = _signer().sign(secrets.token_urlsafe(TOKEN_BYTES))
    expires = (day or timezone.localdate()) + LASTS
    Invitation.objects.create(digest=_digest(token), role=role, made_by=by, expires_on=expires)
    return token


def find(token):
    """The open Invitation of `token`, locked until the transaction ends; or None."""
    try:
        _signer().unsign(token)  # a token that is not ours doesn't reach the database
    except BadSignature:
        return None
    return Invitation.objects.open().select_for_update(of=("self",)).filter(digest=_digest(token)).first()


@transaction.atomic
def accept(token, name, password):
    """The new account `name` with the role that it was invited to; None when the invitation is open no more.

    Raises names.NameTaken where somebody took the name at this moment.
    """
    invitation = find(token)
    if invitation is None:
        return None
    names.take(name)
    user = get_user_model().objects.create_user(name, password=password, is_staff=True)
    user.groups.add(invitation.role)
    invitation.delete()
    SignInEvent.objects.note(SignInEvent.What.INVITED, user)
    return user


def forget_old(day=None):
    Invitation.objects.filter(expires_on__lt=day or timezone.localdate()).delete()


def _signer():
    return Signer(salt="accounts.invitation")


def _digest(token):
    return hashlib.sha256(token.encode()).hexdigest()
