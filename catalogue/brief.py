"""Brief: a selection of entries, or a list, told on a few pages for a meeting; one model for the page and for files.

At most MOST entries are told, each with how it is known, what came of it and its first sources; the others are counted.
"""

from functools import cached_property
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pyroaring import BitMap

from catalogue.as_of import date_of
from catalogue.citing import directory, list_citation
from catalogue.crosstab import Axis, Crosstab, axes, axis
from catalogue.index import sorting_key
from catalogue.kinds import KINDS
from catalogue.questions import questions
from catalogue.taken import licence
from catalogue.world_map import WorldMap, countries_in, country_counts
from places.lists import listed
from places.tree import tree

MOST = 12  # entries told in full: two to four pages, longer texts in other languages included
WHOLE = 3  # so few are told with all that their pages tell in prose
ROWS = 8  # of the table: the values that most entries have
SOURCES = 2  # of each entry, where there are more than so few
COUNTRIES_ON_A_MAP = 3  # at least: one or two are told in words
PLACE = "place"
SENTENCE_ENDS = (".", "!", "?", "…", "؟", "۔")


class Item(NamedTuple):
    """An entry: its `facts` (where, when, who), what sums it up, `gist` as [(label, words), …], and its sources."""

    title: str
    lang: str
    url: str
    facts: list[str]
    summary: str
    gist: list[tuple[str, str]]
    sources: list[str]
    more_sources: int


class Brief:
    """The brief of what `filters` select, narrowed to the entries at `slugs` unless that is None; from `site`."""

    def __init__(self, filters, slugs, site, path):
        self.filters, self.slugs, self.site, self._path = filters, slugs, site, path
        self.kind, self.catalogue, self.index = KINDS[filters.of], filters.catalogue, filters.index

    @cached_property
    def _numbers(self):
        """The numbers of the entries that were asked for one by one, in that order; None for a list."""
        if self.slugs is None:
            return None
        known = (self.index.numbers.get(self.index.slugs.get(slug)) for slug in dict.fromkeys(self.slugs))
        return [number for number in known if number is not None]

    @cached_property
    def found(self):
        whole = self.filters.found
        return whole if self._numbers is None else whole & BitMap(self._numbers)

    @property
    def total(self):
        return len(self.found)

    @property
    def notices(self):
        """What was asked for and is not told, in sentences."""
        yield from (fault.words for fault in self.filters.faults)
        if self.slugs is not None and (missing := len(set(self.slugs)) - self.total):
            yield ngettext(
                "One of those asked for is not here, or not any more; the others are.",
                "%(number)s of those asked for are not here, or not any more; the others are.",
                missing,
            ) % {"number": missing}

    @property
    def title(self):
        return _("Brief: %s") % self.kind.words(self.total)

    @property
    def narrowed(self):
        """What narrows the list, as [(label, words)]."""
        words = [(_("Searched for"), self.filters.search.query.text)] if self.filters.search else []
        return words + [(label, " · ".join(values)) for label, values in self.filters.choices]

    @property
    def standing(self):
        """When it was so."""
        date = date_of(self.catalogue)
        if date is None:
            return directory()
        said = {"directory": directory(), "date": date_format(date, "DATE_FORMAT"), "number": self.catalogue.number}
        return _("%(directory)s as of %(date)s (generation %(number)s)") % said

    @cached_property
    def items(self):
        return [self._item(edition, record) for edition, record in self.catalogue.records(self.kind.name, self._told)]

    @property
    def _told(self):
        if self._numbers is None:
            return self.filters.ordered(self.found, 0, MOST)
        return [number for number in self._numbers if number in self.found][:MOST]

    @property
    def rest(self):
        """How many entries are not told in full."""
        return max(0, self.total - MOST)

    @property
    def rest_words(self):
        return self.kind.words(self.rest)

    @property
    def questions(self):
        return questions()

    def _item(self, edition, record):
        text, card = record.text(get_language()), self.catalogue.card(edition, record)
        past = self.filters.as_of
        url = self.kind.edition_address(edition.slug, edition.number) if past else card.url
        sources = [_source(one) for one in record.sources]
        told = len(sources) if self.total <= WHOLE else SOURCES
        return Item(
            title=card.title,
            lang=card.lang,
            url=url,
            facts=card.facts,
            summary=card.summary,
            gist=self._gist(record, text),
            sources=sources[:told],
            more_sources=max(0, len(sources) - told),
        )

    def _gist(self, record, text):
        gist = self.kind.gist(record, self.catalogue, text)
        if self.total > WHOLE:
            return gist
        sections = self.kind.reading(record, self.catalogue, text).sections
        return gist[:1] + [(one.label, _in_a_row(one.text)) for one in sections if one.text]

    @cached_property
    def map(self):
        """The WorldMap of what is found; None where there are too few countries for one."""
        counts = self._by_country
        if len(counts) < COUNTRIES_ON_A_MAP:
            return None
        chosen = [option.key for option in self.filters.selection.get(PLACE, ())]
        within = {code for key in chosen for code in countries_in(key)}
        return WorldMap(counts, self._of_country, within=tuple(sorted(within)))

    def _of_country(self, code):
        option = self.filters.option(PLACE, code)
        return self.kind.list_url + self.filters.query(selection={**self.filters.selection, PLACE: [option]})

    @property
    def countries(self):
        """In words, how many of what is found are told of each country, the most first."""
        most_first = sorted(self._by_country.items(), key=_most_first)
        return [f"{tree().name(code)} {count}" for code, count in most_first]

    @cached_property
    def _by_country(self):
        return country_counts(self.index, within=self.found)

    @cached_property
    def table(self):
        """A small Crosstab: what it is about by how it is known, of what is found; None where that says nothing."""
        across = axis(self.filters, self.filters.graded)
        name = next(one for one in axes(self.filters) if one not in (PLACE, self.filters.graded))
        down = axis(self.filters, name)
        largest = sorted(down.values, key=lambda one: -self._having(name, one))[:ROWS]
        rows = [option for option in largest if self._having(name, option)]
        columns = [option for option in across.values if self._having(across.name, option)]
        if self.total < COUNTRIES_ON_A_MAP or not rows or not columns:
            return None
        axes_shown = Axis(name, down.label, rows), Axis(across.name, across.label, columns)
        return Crosstab(self.filters, *axes_shown, found=self.found)

    def _having(self, name, option):
        return len(self.found & self.index.having(name, option.key))

    @property
    def cite(self):
        """How to cite it, with the address at which it stays as it is, if there is one; empty of an empty directory."""
        if self.slugs is None:
            citation = list_citation(self.filters, self.site, self._path)
            return f"{citation.words} {citation.url}" if citation else ""
        if not self.found:
            return ""
        return f"{self.kind.words(self.total)}. {self.standing}. {self.site}{self.address(self.catalogue.number)}"

    def address(self, as_of=None):
        """The address of this brief, perhaps as of a generation."""
        pairs = parse_qsl(self.filters.query(as_of=as_of).removeprefix("?"))
        if self.slugs is not None:
            known = [slug for slug in dict.fromkeys(self.slugs) if slug in self.index.slugs]
            pairs += [(self.kind.name, ",".join(known))] if known else []
        return self._path + (f"?{urlencode(sorted(pairs))}" if pairs else "")

    @property
    def licence(self):
        return licence()


def _most_first(pair):
    return -pair[1], sorting_key(tree().name(pair[0]))


def _in_a_row(text):
    """The lines of `text` in one: sentences as they are, others with a point between them."""
    *most, last = [line for one in text.split("\n") if (line := one.strip())] or [""]
    return "".join([*(f"{line}{_between(line)}" for line in most), last])


def _between(line):
    return " " if line.endswith(SENTENCE_ENDS) else " · "


def _source(one):
    return listed(part for part in (one.title, one.publisher, one.year) if part)
