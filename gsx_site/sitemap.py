"""The sitemap: the addresses of all public pages, in parts, with the days of their newest editions.

By the protocol of sitemaps.org (0.9). Entries stand in the order of their publication, so that only the last part
changes often, and a part is one range of generations: no part costs more than another one, however many there are.
"""

from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from pyroaring import BitMap

from catalogue.catalogue import current
from catalogue.kinds import ANY_KIND, KINDS, own_kinds
from catalogue.languages import address_in, alternates, codes
from catalogue.public_page import public_page
from catalogue.taken import site_of
from places.tree import WORLD, tree
from publishing.models import Edition
from publishing.records.record import language_alone

# Entries in a part, each with an address for every language that it can be read in. The protocol allows 50,000
# addresses; a part is made whole in memory.
PART = 10_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Pages of words: nothing says when they changed.
UNDATED = ("about", "glossary", "data", "api:documentation", "safety", "accessibility", "borders", "suggest:practice")


class Located(NamedTuple):
    """A page or a part of the sitemap: its path, and the day of the newest edition in it if that is known."""

    path: str
    changed: date | None = None


@require_safe
@public_page
def index(request):
    """Where the parts are, each with the day of the newest edition in it."""
    ends = [last for _first, last in _parts(current())]
    days = _days(ends)
    parts = [
        Located(reverse("sitemap-part", args=[number]), days.get(last)) for number, last in enumerate(ends, start=1)
    ]
    pages = Located(reverse("sitemap-pages"), days.get(ends[-1]) if ends else None)
    return _answer(request, "sitemapindex", "sitemap", [pages, *parts])


@require_safe
@public_page
def part(request, number):
    """The entries of the part `number`, those published first in the first one."""
    catalogue = current()
    parts = _parts(catalogue)
    if not 1 <= number <= len(parts):
        raise Http404
    editions = Edition.objects.current().filter(generation__range=parts[number - 1])
    rows = editions.order_by("generation").values_list("kind", "uid", "slug", "published_at")
    # A copy of the site is made of fewer entries than there are editions.
    texts = _in_languages(catalogue)
    entries = (
        Located(address_in(code, KINDS[kind].address(slug)), moment.date())
        for kind, uid, slug, moment in rows.iterator()
        if catalogue.kinds[kind].get(uid)
        for code in codes()
        if code == settings.LANGUAGE_CODE or catalogue.kinds[kind].numbers[uid] in texts[kind, code]
    )
    return _answer(request, "urlset", "url", entries)


@require_safe
@public_page
def pages(request):
    """All other pages: first pages and lists, themes, recommendations, and the places where there is something."""
    catalogue = current()
    found = {path: _newest(index, found) for path, index, found in _gatherings(catalogue)}
    days = _days(set(found.values()) - {None})
    gatherings = [Located(path, days.get(generation)) for path, generation in found.items()]
    pages = [*gatherings, *(Located(reverse(name)) for name in UNDATED)]
    in_all = (page._replace(path=path) for page in pages for path in alternates(page.path).values() or [page.path])
    return _answer(request, "urlset", "url", in_all)


def _in_languages(catalogue):
    """{(kind, code): the entries, as a bitmap, that have a text in that language}; without, it is in another."""
    found = {}
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        for code in codes():
            tags = [tag for tag in index.values.get("language", {}) if language_alone(tag) == code]
            found[kind.name, code] = BitMap.union(BitMap(), *(index.having("language", tag) for tag in tags))
    return found


def _parts(catalogue):
    """The generations of the first and the last edition of each part."""
    index = catalogue.kinds[ANY_KIND]
    numbers = index.orders["newest"][::-1]
    ends = [(start, min(start + PART, len(numbers)) - 1) for start in range(0, len(numbers), PART)]
    return [tuple(index.documents[numbers[at]].generation for at in pair) for pair in ends]


def _gatherings(catalogue):
    """(path, index, bitmap) of the pages that tell of several entries: those in the bitmap, of the index."""
    everything, practices = catalogue.kinds[ANY_KIND], catalogue.kinds["practice"]
    for path in (reverse("home"), reverse("places:list")):
        yield path, everything, everything.everything
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        yield kind.list_url, index, index.everything
    for vocabulary, facet in (("themes", "theme"), ("recommendations", "recommendation")):
        yield reverse(f"{vocabulary}:list"), practices, practices.everything
        for slug in catalogue.terms.get(vocabulary, {}):
            yield reverse(f"{vocabulary}:detail", args=[slug]), practices, practices.having(facet, slug)
    at = everything.values["place"]
    for code in sorted(at):  # every process says them in the same order
        if code in tree() and code != WORLD:
            yield reverse("places:detail", args=[code]), everything, at[code]


def _newest(index, found):
    """The generation of the newest edition in the bitmap `found`; None where there is none."""
    numbers = index.ordered(found, "newest", 0, 1)
    return index.documents[numbers[0]].generation if numbers else None


def _days(generations):
    """{generation: day of its edition}."""
    rows = Edition.objects.filter(generation__in=generations).values_list("generation", "published_at")
    return {generation: moment.date() for generation, moment in rows}


def _answer(request, root, element, found):
    """The XML document with `found`, an iterable of Located."""
    site = site_of(request)
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">']
    for path, changed in found:
        dated = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
        lines.append(f"<{element}><loc>{escape(site + path)}</loc>{dated}</{element}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml")
