"""What registers elsewhere call an organisation, and the address of its office: checks that say what is wrong."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing.records.naming import findings

WIKIDATA = re.compile(r"Q[1-9][0-9]*")
# A zero, six letters or digits of Crockford's base 32, and two check digits.
ROR = re.compile(r"0([0-9a-hjkmnp-tv-z]{6})([0-9]{2})")
BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"
# The code of a register (org-id.guide), which begins with that of a country, and the number there.
IATI = re.compile(r"[A-Z]{2}-[A-Z][A-Z0-9_]*-[A-Za-z0-9._:-]+")


def validate_wikidata(value):
    """Refuse what is no identifier of an item of Wikidata."""
    if not WIKIDATA.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is no Wikidata identifier: that is a Q and digits, such as Q1065."), params={"value": value}
        )


def validate_ror(value):
    """Refuse what is no ROR identifier, or one with a slip, by its check digits (ISO/IEC 7064, MOD 97-10)."""
    found = ROR.fullmatch(value)
    if not found:
        words = _(
            "“%(value)s” is no ROR identifier: that is what stands behind https://ror.org/, nine small letters "
            "and digits."
        )
        raise ValidationError(words, params={"value": value})
    number = sum(BASE_32.index(letter) * 32**place for place, letter in enumerate(reversed(found[1])))
    if int(found[2]) != 98 - number * 100 % 97:
        words = _("“%(value)s” is a ROR identifier with a slip: its last two digits don’t go with the others.")
        raise ValidationError(words, params={"value": value})


def validate_iati(value):
    """Refuse what is not written as an IATI organisation identifier."""
    if not IATI.fullmatch(value):
        words = _(
            "“%(value)s” is no IATI organisation identifier: that is the code of a register, a hyphen and the "
            "number there, such as XM-DAC-41114."
        )
        raise ValidationError(words, params={"value": value})


def validate_contact(value):
    """Refuse an address that leads to a person or to a door, and not to a page."""
    for found, what in findings(value):
        words = _("“%(found)s” looks like %(what)s: give the address of a page of the office, never of a person.")
        raise ValidationError(words, params={"found": found, "what": what})
