"""What a password may be: long, and not one that is tried first. No rules about signs and capitals."""

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST = 1000  # characters: hashing more only costs time
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop", "qwertzuiop")
SITE_WORDS = ("gsx", "gsxdirectory", "gsx2017", "directory", "editor", "editors", "admin", "administrator", "password")
RUN = 4  # so many neighbours in a row are a run
LEFT = 6  # characters that must remain when what is easily guessed is taken away
DIFFERENT = 6  # characters


class MaximumLengthValidator:
    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(_("This password is longer than %(number)s characters.") % {"number": LONGEST})

    def get_help_text(self):
        return ngettext("At most %(number)s character.", "At most %(number)s characters.", LONGEST) % {
            "number": LONGEST
        }


class PredictableValidator:
    """Refuses what is guessed early though it is long: repeats, runs, and common passwords with something added."""

    def __init__(self):
        self._common = CommonPasswordValidator().passwords

    def validate(self, password, user=None):
        word = password.casefold()
        if is_repeated(word):
            raise ValidationError(_("This password repeats the same few characters."))
        if len(without_runs(word)) < LEFT:
            raise ValidationError(_("This password follows the keyboard, the alphabet or the digits."))
        if self._is_dressed_up(word):
            raise ValidationError(_("This password is a common one with something added."))

    def get_help_text(self):
        return _(
            "No repetition, no run of the keyboard, no common password with something added. Four or five words that "
            "have nothing to do with each other are good."
        )

    def _is_dressed_up(self, word):
        """Whether little but digits and signs stands around a common password, or around several words of the site."""
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", word)
        if core in self._common or core in SITE_WORDS:
            return True
        rest = re.sub("|".join(sorted(SITE_WORDS, key=len, reverse=True)), "", word)
        return rest != word and len(re.sub(r"[\W\d_]", "", rest)) < LEFT


def is_repeated(word):
    """Whether `word` is a short piece over and over, perhaps cut off, or has very few different characters."""
    piece = next(size for size in range(1, len(word) + 1) if word == (word[:size] * len(word))[: len(word)])
    return len(set(word)) < DIFFERENT or piece <= len(word) // 2


def without_runs(word):
    """`word` without its runs along a row of the keyboard, the alphabet or the digits, forwards or backwards."""
    lines = [*ROWS, *(row[::-1] for row in ROWS)]
    left, at = [], 0
    while at < len(word):
        length = max(_run_at(word, at, line) for line in lines)
        if length < RUN:
            left.append(word[at])
        at += length if length >= RUN else 1
    return "".join(left)


def _run_at(word, at, line):
    """How many characters of `word` from `at` on follow each other in `line`."""
    place = line.find(word[at])
    length = 0
    while place >= 0 and at + length < len(word) and line[place + length : place + length + 1] == word[at + length]:
        length += 1
    return length
