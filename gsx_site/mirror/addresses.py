"""Which addresses of the site a copy carries, and the names of the files that stand for them.

An address is a path with a query in its canonical form, as `public_page` has it: /practices/?page=2.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from django.conf import settings
from django.http import QueryDict
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils.translation import override

from catalogue import languages
from catalogue.alternates import offered
from catalogue.kinds import KINDS
from catalogue.listing import INDEXED_CHOICES
from catalogue.public_page import canonical

# Routes that need the site itself: those of the staff, forms, what answers to words, and who answers for the site.
NOT_CARRIED = ("admin/", "account/", "consent/", "suggest/", "search/", ".well-known/", "oembed", "api/v1/reconcile")
PAGE, LANGUAGE = "page", "lang"
# The page, in every language, that says what the copy is: where links lead to what it does not carry.
ABOUT = "copy.html"
UNSAFE = re.compile(r"[^A-Za-z0-9._-]")


def starts():
    """The addresses from which links are followed: all that need no argument, and the files of whole lists."""
    for code in languages.codes():
        with override(code):
            yield from (address for address in _without_arguments(get_resolver(), "/") if is_carried(address))
            for kind in KINDS.values():
                for form in offered.of_lists():
                    yield reverse(f"{kind.namespace}:list-file", args=[form])


def _without_arguments(resolver, above):
    for one in resolver.url_patterns:
        route = above + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            yield from _without_arguments(one, route)
        elif isinstance(one, URLPattern) and not one.pattern.regex.groups:
            yield route


def about_in(code):
    """The file of the page ABOUT in the language `code`."""
    return f"{languages.prefix(code)}/{ABOUT}".lstrip("/")


def own_address(link, at, site):
    """(address, fragment) of a `link` that stands at the address `at` of `site`; None for one that leaves the site."""
    return _own_address(link, "/" if link.startswith("/") else at, site)


@lru_cache(1 << 16)  # the same links stand on most pages
def _own_address(link, at, site):
    parts = urlsplit(urljoin(site + at, link))
    if f"{parts.scheme}://{parts.netloc}" != site:
        return None
    query = canonical(QueryDict(parts.query))
    return (parts.path or "/") + (f"?{query}" if query else ""), parts.fragment


def is_carried(address):
    """Whether a copy has the page or file at `address`, if there is one: there is an end of such addresses."""
    path, _mark, query = address.partition("?")
    if path.startswith(settings.STATIC_URL):
        return not query
    code = languages.language_of(path)
    try:
        with override(code):
            route = "/" + resolve(unquote(path)).route
    except Resolver404:
        return False
    own = route.removeprefix(languages.prefix(code)).removeprefix("/")
    return not own.startswith(NOT_CARRIED) and _is_finite(query, names_file(address))


def _is_finite(query, of_file):
    """Whether `query` asks for a page, a language or as few choices as search engines see; of a file, a language."""
    names = [name for name, _value in parse_qsl(query)]
    if of_file:
        return names in ([], [LANGUAGE])
    chosen = [name for name in names if name != PAGE]
    facets = {name for kind in KINDS.values() for name in kind.filters.facets()}
    return len(chosen) <= INDEXED_CHOICES and set(chosen) <= {LANGUAGE, *facets}


def names_file(address):
    """Whether `address` is that of a file, which is carried as it is: practices.csv."""
    return "." in address.partition("?")[0].rpartition("/")[2]


def file_of(address):
    """The name of the file for `address`, with slashes. A page lies in a folder of its own, its other pages beside."""
    path, _mark, query = address.partition("?")
    asked = _part("-".join(f"{name}-{value}" for name, value in parse_qsl(query)))
    if names_file(path):
        folder, slash, last = _safe(path).rpartition("/")
        name, _dot, form = last.partition(".")
        return f"{folder}{slash}{name}.{asked}.{form}" if asked else _safe(path)
    return f"{_safe(path)}/{asked or 'index'}.html".lstrip("/")


def _safe(path):
    """`path` without what file systems or links could take for something else."""
    parts = [part for part in unquote(path).split("/") if part not in ("", ".", "..")]
    return "/".join(map(_part, parts))


def _part(name):
    return UNSAFE.sub(lambda sign: "".join(f"_{byte:02x}" for byte in sign[0].encode()), name)
