"""Following the links of the site, as a crawler would."""

from collections import Counter, deque
from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import override

from catalogue.languages import language_of
from tests.pages import Page

# So many pages of one view are looked at, in all languages together: there are some hundred places and endless lists.
OF_ONE_VIEW = 12


def walk(client, *starts):
    """{address: response} of `starts` and of the public pages that links lead to from there, in the languages that
    these are in. Files are left out."""
    found, seen, languages = {}, Counter(), {language_of(urlsplit(start).path) for start in starts}
    waiting, most = deque(starts), OF_ONE_VIEW // len(languages)
    while waiting:
        address = waiting.popleft()
        sort = (view_of(address), language_of(urlsplit(address).path))
        if address in found or (seen[sort] >= most and address not in starts):
            continue
        seen[sort] += 1
        response = client.get(address)
        if not is_page(response):
            continue
        found[address] = response
        for link in Page(found[address]).links:
            parts = urlsplit(link)
            is_page_here = not parts.netloc and parts.path and not parts.path.startswith("/static/")
            if is_page_here and language_of(parts.path) in languages:
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def is_page(response):
    """Whether `response` is a page, and not a file: packs are HTML, too."""
    return not response.streaming and response.headers.get("Content-Type", "text/html").startswith("text/html")


def view_of(address):
    """The name of the view that answers at `address`; empty where none does."""
    return _view_of(urlsplit(address).path)


@lru_cache(1 << 14)
def _view_of(path):
    """A page links to the same hundred addresses as all others do."""
    try:
        with override(language_of(path)):
            return resolve(path).view_name
    except Resolver404:
        return ""
