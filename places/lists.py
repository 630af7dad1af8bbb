"""Signs between and around words, as a language writes them: lists, labels, quotation marks."""

from django.utils.translation import gettext as _


def listed(words):
    """The `words` (an iterable of texts) one after the other: a, b, c; Arabic has a comma of its own."""
    return _(", ").join(map(str, words))


def listed_apart(phrases):
    """Several phrases that may hold commas, one after the other: a; b; c."""
    return _("; ").join(map(str, phrases))


def labelled(label, words):
    """`words` after what they are: “Place: Kenya”. French has a space before the colon."""
    return _("%(label)s: %(words)s") % {"label": label, "words": words}


def quoted(words):
    """`words` in the quotation marks of the language."""
    return _("“%s”") % words


def years_between(first, last):
    """From year to year: “2016–2023”. In Arabic the first stands on the right, wherever the words stand."""
    return _("%(first)s–%(last)s") % {"first": first, "last": last}
