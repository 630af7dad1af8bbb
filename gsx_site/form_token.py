"""A signed token in a form, in place of a cookie: it says when the page was made, and names what will be sent."""

import time
from dataclasses import dataclass

from django.core import signing

from publishing.entries.fields import new_uid

# Seconds. A page may lie open for a working day; nobody reads and fills in a form faster than the least.
LEAST_AGE, GREATEST_AGE = 3, 12 * 60 * 60
SALT = "gsx_site.form_token"


@dataclass(frozen=True)
class FormToken:
    """`made_at` in seconds since 1970; `reference` is random."""

    made_at: int
    reference: str

    def __str__(self):
        return signing.Signer(salt=SALT).sign_object({"made_at": self.made_at, "reference": self.reference})

    @property
    def age(self):
        return time.time() - self.made_at


def new_token():
    return FormToken(int(time.time()), new_uid())


def read_token(text):
    """The FormToken that `text` is; None when it is not one of ours, or too old."""
    try:
        token = FormToken(**signing.Signer(salt=SALT).unsign_object(text))
    except signing.BadSignature:
        return None
    return token if token.age <= GREATEST_AGE else None
