"""Numbers as the language of the page writes them, from CLDR through Babel."""

from functools import lru_cache

from babel.numbers import format_decimal
from django.utils.translation import get_language

from places.names import locale


def in_digits(value):
    """A decimal number with the signs that the active language groups and parts its digits by."""
    return _in_digits(value, get_language())


@lru_cache(maxsize=1 << 12)
def _in_digits(value, language):
    return format_decimal(value, locale=locale(language))
