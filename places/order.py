"""Collation: the one order of names (UTS 10, Unicode Collation Algorithm), as the language of the page has it.

Names are ordered word by word, without regard to case and signs, so that quotation marks and brackets count for
nothing; accents count among names that are otherwise the same. Of what languages change in the order of all, two
things are kept: in Spanish ñ comes after all of n, and in Arabic its own script comes first.
"""

import unicodedata
from functools import cache

from django.utils.translation import get_language
from pyuca import Collator

from places.letters import BETWEEN, HYPHENS, JOINERS, plain
from places.memory import memoised

REMEMBERED = 1 << 16
SPANISH, ARABIC = "es", "ar"
OTHER = ""
# Weights of accents: the usual one, and what stands between the levels of a key.
PLAIN, LEVEL = chr(0x20), "\0"
LAST = "\uffff"  # its weight is above those of all letters
# What is inside of a word and nothing to its place.
SIGNS = dict.fromkeys(map(ord, BETWEEN.replace(HYPHENS, "") + JOINERS + "\u0640"))
ASCII_SIGNS = {code: " " for code in range(0x80) if not chr(code).isalnum()} | {ord("'"): None, ord("`"): None}


def sorting_key(name, language=None):
    """What `name` is sorted by in `language`, the active one by default: a text, for comparing only."""
    code = (language or get_language() or OTHER)[:2]
    return _key(name, code if code in (SPANISH, ARABIC) else OTHER)


def in_order(things, name=str, language=None):
    """The `things` as a list, by what `name` gives of each."""
    return sorted(things, key=lambda one: sorting_key(name(one), language))


def initial(name):
    """The capital under which `name` stands in an index; # for what begins with no letter."""
    first = plain(_words(name)[:1])[:1].upper()
    return first if first.isalpha() else "#"


@memoised(REMEMBERED)
def _key(name, language):
    words = _words(name)
    if language == SPANISH:
        words = words.replace("ñ", "n" + LAST)
    if words.isascii():
        primary, secondary = words.translate(_ascii_weights()), ""
    else:
        elements = _collator().collation_elements(unicodedata.normalize("NFD", words))
        primary = "".join(chr(one[0]) for one in elements if one[0])
        secondary = "".join(chr(one[1]) for one in elements if one[1]).rstrip(PLAIN)
    script = ("0" if _is_arabic(words) else "1") if language == ARABIC else ""
    return f"{script}{primary}{LEVEL}{secondary}{LEVEL}{name}"


def _words(name):
    """The words of `name` in small letters, with one space between them."""
    if name.isascii():
        return " ".join(name.lower().translate(ASCII_SIGNS).split())
    letters = unicodedata.normalize("NFC", name).lower().translate(SIGNS)
    return " ".join("".join(letter if _is_of_a_word(letter) else " " for letter in letters).split())


def _is_of_a_word(letter):
    return letter.isalnum() or unicodedata.category(letter)[0] == "M"


def _is_arabic(words):
    return unicodedata.name(words[:1] or " ", "").startswith("ARABIC")


@cache
def _collator():
    return Collator()


@cache
def _ascii_weights():
    """{code: weight, as a letter} of small letters, digits and the space."""
    letters = " 0123456789abcdefghijklmnopqrstuvwxyz"
    return {ord(letter): chr(_collator().collation_elements(letter)[0][0]) for letter in letters}
