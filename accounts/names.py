"""Caseless matching: what an account is called, by its user name or its e-mail address, whatever capitals are typed."""

from unicodedata import normalize

from django.contrib.auth import get_user_model
from django.db import IntegrityError


class NameTaken(IntegrityError):
    """Another account is called so, perhaps in other capitals."""


def folded(name):
    """How `name` is compared, in every script: databases fold the letters of English alone, or as they were set up."""
    return normalize("NFKC", normalize("NFKC", name).casefold())


def called(name):
    """The account with this user name, or the only one with this e-mail address; None for other names.

    A name exactly as typed comes before others that differ from it by capitals alone, and a name before an address.
    All accounts are read, which takes the same time whoever is called.
    """
    sought = folded(name)
    found = [user for user in get_user_model().objects.all() if sought in _names_of(user)]
    named = [user for user in found if folded(user.get_username()) == sought]
    exact = [user for user in named if user.get_username() == name]
    best = exact or named or found
    return best[0] if len(best) == 1 else None


def is_taken(name, *, but=None):
    """Whether an account other than `but` signs in as `name`, a user name or an e-mail address."""
    others = get_user_model().objects.exclude(pk=but and but.pk)
    return any(folded(name) in _names_of(user) for user in others.only("username", "email"))


def take(*wanted, but=None):
    """Raise NameTaken where one of the names `wanted` is taken; till the transaction ends nobody else takes any.

    To the database only names that are the same letter by letter are one, so whoever takes any locks the first account.
    """
    get_user_model().objects.select_for_update().order_by("pk").first()
    if taken := [name for name in wanted if is_taken(name, but=but)]:
        raise NameTaken(taken[0])


def _names_of(user):
    return {folded(name) for name in (user.get_username(), user.email) if name}
