"""Timeline: a list in order of years, each entry with a bar from its first year to its last; years only.

Where an end is not known, the bar ends in dots. Entries without any year stand apart.
"""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.as_of import date_of
from catalogue.catalogue import current
from catalogue.filters import PAGE, SORT, Fault, named, whole
from catalogue.kinds import KINDS
from catalogue.listing import Listing, pages_of
from catalogue.page_head import render_page
from catalogue.public_page import public_page, to_canonical
from catalogue.shapes import Reference

ROWS = 100  # entries on a page
DECADE, UNIT = 10, 10  # years of a division, and the width of a year in the drawing
STUB = 3  # years of dots where it is not known how far it goes


class Span(NamedTuple):
    """The first and the last year of something as far as they are known, whether it goes on, and the same in words."""

    first: int | None
    last: int | None
    goes_on: bool
    words: str


class Row(NamedTuple):
    """An entry: the `path` of the years that are known, and in `dots` what is not."""

    title: str
    lang: str
    url: str
    words: str
    path: str
    dots: str


@require_safe
@public_page
def years_page(request, kind_name):
    """The list that the query string describes, in order of years."""
    kind, asked = KINDS[kind_name], request.GET.copy()
    page = asked.pop(PAGE, [""])[-1]
    asked.pop(SORT, None)  # it has an order of its own
    filters = kind.filters(asked, current())
    if filters.moved is not None:
        return to_canonical(request, filters.moved)
    here, listing = Listing(filters, request.path), Listing(filters, kind.list_url)
    timeline = Timeline(filters, request.path, page)
    request.own_query = None if here.own_query is None else timeline.query(timeline.page).removeprefix("?")
    context = {
        "page_title": _("%(list)s: years") % {"list": kind.label},
        "crumbs": [Reference(kind.label, listing.address())],
        "here": here,
        "listing": listing,
        "timeline": timeline,
    }
    return render_page(request, "catalogue/years.html", context)


class Timeline:
    """The entries that `filters` select, ROWS of them on the page that was asked for in words."""

    def __init__(self, filters, path, asked):
        self._filters, self._path, self._asked = filters, path, asked
        self._kind = KINDS[filters.of]
        self.pages = max(1, -(-len(filters.found) // ROWS))
        self.page = min(max(whole(asked), 1), self.pages)

    def query(self, page):
        pairs = parse_qsl(self._filters.query().removeprefix("?"))
        pairs += [(PAGE, str(page))] if page > 1 else []
        return "?" + urlencode(sorted(pairs)) if pairs else ""

    @property
    def others(self):
        """The way to its other pages; None where there is one."""
        return pages_of(self.page, self.pages, lambda page: self._path + self.query(page))

    @property
    def faults(self):
        """A Fault for everything in the query string that was left out."""
        if self._asked and self._asked != str(self.page):
            said = {"asked": named([self._asked]), "page": self.page, "pages": self.pages}
            yield Fault(PAGE, _("There is no page %(asked)s; this is page %(page)s of %(pages)s.") % said)
        yield from self._filters.faults

    @cached_property
    def _entries(self):
        """[(card, Span), …] of the page, the undated last."""
        start = (self.page - 1) * ROWS
        numbers = self._filters.index.ordered(self._filters.found, "oldest", start, start + ROWS)
        read = self._filters.catalogue.records(self._kind.name, numbers)
        return [(self._card(edition, record), self._kind.span(record)) for edition, record in read]

    def _card(self, edition, record):
        card = self._filters.catalogue.card(edition, record)
        number = self._filters.as_of and edition.number
        url = self._kind.edition_address(edition.slug, number) if number else card.url
        return Reference(card.title, url, lang=card.lang)

    @cached_property
    def undated(self):
        """References to the entries of the page that tell no year."""
        return [card for card, span in self._entries if not (span.first or span.last)]

    @cached_property
    def _scale(self):
        """The years at which the drawing begins and ends: whole decades, up to the year of the newest edition."""
        date = date_of(self._filters.catalogue)
        told = [year for _card, span in self._entries for year in span[:2] if year]
        first, last = min(told), max([*told, *([date.year] if date else [])])
        return first - first % DECADE, last + DECADE - last % DECADE, last + 1

    @property
    def width(self):
        first, end, _now = self._scale
        return (end - first) * UNIT

    @property
    def decades(self):
        first, end, _now = self._scale
        return range(first, end, DECADE)

    @property
    def divisions(self):
        """Where decades begin, as a path."""
        return "".join(f"M{(year - self._scale[0]) * UNIT} 0V10" for year in self.decades if year > self._scale[0])

    @cached_property
    def rows(self):
        return [self._row(card, span) for card, span in self._entries if span.first or span.last]

    def _row(self, card, span):
        now, first, last = self._scale[2], span.first or span.last, span.last or span.first
        end = now if span.goes_on else last + 1
        dots = ""
        if not span.first:
            dots = self._path_of(max(first - STUB, self._scale[0]), first)
        elif not span.last and not span.goes_on:
            dots = self._path_of(end, min(end + STUB, self._scale[1]))
        return Row(card.label, card.lang, card.url, span.words, self._path_of(first, max(end, first + 1)), dots)

    def _path_of(self, start, end):
        begin = self._scale[0]
        return f"M{(start - begin) * UNIT} 5H{(end - begin) * UNIT}"
