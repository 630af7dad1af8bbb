"""Several things in a row, as a language writes them."""

from django.utils.translation import gettext as _


def listed(words):
    """The `words` (an iterable of texts) one after the other: a, b, c; Arabic has a comma of its own."""
    return _(", ").join(map(str, words))
