"""Memoised `reverse`: where a view answers, looked up once for each view and language.

What stands in the place of its argument, such as the address of an entry, is filled in each time and never remembered:
it may be hidden by then.
"""

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

ANY = "0any0"  # stands for whatever argument: a slug, a code, the form of a file


def path_to(view, argument=None):
    """The path of `view`, with one argument or none, in the active language: a page names some hundred."""
    if argument is None:
        return _path(view, get_language())
    before, after = _around(view, get_language())
    return f"{before}{argument}{after}"


@lru_cache(maxsize=1 << 9)
def _path(view, _language):
    return reverse(view)


@lru_cache(maxsize=1 << 9)
def _around(view, _language):
    before, _any, after = reverse(view, args=[ANY]).rpartition(ANY)
    return before, after
