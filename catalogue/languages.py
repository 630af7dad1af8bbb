"""The languages that the site's own words are in, and how its addresses say them.

The path alone tells the language of a page: it begins with the language's code (`/fr/practices/`), and with none in
the usual language of the site, LANGUAGE_CODE. No cookie and no header of a reader's has a say.
"""

from urllib.parse import unquote

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override

from publishing.records.record import language_alone


def codes():
    """The codes of the languages offered, the usual one first."""
    return [code for code, _name in settings.LANGUAGES]


def tag(code):
    """The BCP 47 tag by which machines are told of pages in the language `code`: whatever kind of English is read."""
    return language_alone(code)


def language_of(path):
    """The code of the language that a page at `path` is in."""
    first = path[1:].partition("/")[0]
    return first if first in codes() and first != settings.LANGUAGE_CODE else settings.LANGUAGE_CODE


def prefix(code):
    """What stands before the addresses in the language `code`: `/fr`, and nothing in the usual language."""
    return "" if code == settings.LANGUAGE_CODE else f"/{code}"


def address_in(code, address):
    """The `address`, a path with or without a query, in the language `code`."""
    return prefix(code) + address.removeprefix(prefix(language_of(address.partition("?")[0])))


def alternates(address):
    """{code: the same page in that language} of the page at `address`, itself among them.

    Empty for what has one address only: the pages of the API and of the staff, and what is not there.
    """
    return {code: address_in(code, address) for code in codes()} if _is_in_all(address.partition("?")[0]) else {}


def _is_in_all(path):
    """Whether what is at `path` is in the tree of every language, which is the same tree."""
    with_prefix = next((code for code in codes() if prefix(code)), None)
    return with_prefix is None or _answers(address_in(with_prefix, path), with_prefix)


def _answers(path, code):
    """Whether there is an address `path` in the language `code`. Not remembered: some are secret, as consents are."""
    with override(code):
        try:
            resolve(unquote(path))
        except Resolver404:
            return False
    return True


def home_in(code):
    """The address of the first page in the language `code`."""
    with override(code):
        return reverse("home")
