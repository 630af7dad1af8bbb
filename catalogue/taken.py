"""Lists and entries as they are taken away: whole, in the order of the page, made of editions that may leave."""

from array import array
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import batched

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue import entries
from catalogue.as_of import date_of
from catalogue.catalogue import Catalogue, current
from catalogue.citing import directory, list_citation
from catalogue.edition_rows import EditionRow
from catalogue.exported import exportable
from catalogue.finished import as_told_now, finished_texts, told_now
from catalogue.kinds import ANY_KIND, KINDS
from catalogue.public_page import Moved
from places.lists import labelled, listed, listed_apart, quoted
from publishing.records.record import EntryRecord

# Entries that are read at once: what a stream holds of a list without end.
CHUNK = 100
# Letters of what a list is filtered by that the names of its files hold: systems take 255 bytes, phones show thirty.
LONGEST_SELECTION = 80


@dataclass(frozen=True)
class TakenEntry:
    """An entry as it is taken away from the site at `site` (https://example.org).

    `edition` is the one taken, `record` its typed record, without what it may not refer to now (see `as_taken`);
    `language` the one to read it in, the active one if empty.
    """

    edition: EditionRow
    record: EntryRecord
    catalogue: Catalogue
    site: str
    language: str = ""

    @property
    def kind(self):
        return KINDS[self.edition.kind]

    @cached_property
    def text(self):
        """Its words in that language, or in the original one."""
        return self.record.text(self.language or get_language())

    @property
    def title(self):
        return self.record.title(self.text.language)

    @property
    def summary(self):
        """What sums it up in that language; empty when nothing does."""
        _titles, summaries, _rest = self.kind.searched
        return " ".join(getattr(self.text, name) for name in summaries)

    @property
    def url(self):
        """Where the entry answers, today's edition or a later one."""
        return self.site + self.kind.address(self.edition.slug)

    def url_of(self, text):
        """Where the entry is read in `text`, one of its own."""
        return self.site + entries.text_address(self.record, text, self.kind.address(self.edition.slug))

    @property
    def edition_url(self):
        """Where this edition answers for good, or what became of it is said."""
        return self.site + self.kind.edition_address(self.edition.slug, self.edition.number)

    @property
    def urn(self):
        """What names this edition anywhere, whatever its address."""
        return f"urn:gsx:{self.edition.kind}:{self.edition.uid}:{self.edition.number}"


def as_taken(edition, record, catalogue, site, language=""):
    """The TakenEntry of `edition`, whose `record` is told as far as it may refer to others now."""
    return TakenEntry(edition, catalogue.told(record), catalogue, site, language)


def taken_of(catalogue, kind_name, numbers, site):
    """The TakenEntries of the documents of a kind with these `numbers`, in order: one query."""
    return [as_taken(edition, record, catalogue, site) for edition, record in catalogue.records(kind_name, numbers)]


def taken_entry(kind_name, slug, number=None, *, site, language=""):
    """The TakenEntry at an address; None if it may not be taken away. Raises what `entries.find` does."""
    public = current()
    catalogue = exportable(public)
    try:
        edition = entries.find(public, kind_name, slug)
    except Moved as moved:
        if moved.slug not in catalogue.kinds[kind_name].slugs:
            return None  # a uid stands in other entries, and must not lead to a name
        raise
    edition = edition if number is None else entries.earlier_edition(edition, number)
    record = catalogue.read(edition)
    if not record.exports or catalogue.kinds[kind_name].get(edition.uid) is None:
        return None
    return as_taken(row_of(edition, slug), record, catalogue, site, language)


class TakenList:
    """The list that `filters` (a CatalogueFilters over `exported`) describe, as it is taken away from `site`.

    `words` are those searched for. Iterating gives every TakenEntry in the order of the page, CHUNK of them at once.
    """

    def __init__(self, filters, site):
        self.filters, self.site = filters, site
        self.catalogue, self.kind = filters.catalogue, KINDS[filters.of]
        self.words = filters.search.query.text if filters.search else ""

    @cached_property
    def total(self):
        return len(self.filters.found)

    @property
    def url(self):
        """The address of the page of this list."""
        return self.site + self.kind.list_url + self.filters.query()

    @property
    def cited_url(self):
        """The address that keeps answering with this list as it is now."""
        return self.site + self.kind.list_url + self.filters.query(as_of=self.catalogue.number)

    def file_url(self, form):
        """The address that keeps answering with the file `form` (csv) of this list as it is now."""
        return self.site + self.kind.file_address(form) + self.filters.query(as_of=self.catalogue.number)

    @property
    def file_name(self):
        """What its files are called, without their form: by what it is filtered, never by words searched for."""
        chosen = sorted((name, one.value) for name, options in self.filters.selection.items() for one in options)
        said = "-".join(dict.fromkeys(word for pair in chosen for word in pair))
        narrowed = [said[:LONGEST_SELECTION].rstrip("-")] if said else []
        return "-".join(
            [self.kind.namespace, *narrowed, *(["search"] if self.filters.search else []), str(self.catalogue.number)]
        )

    @property
    def citation(self):
        return list_citation(self.filters, self.site, self.kind.list_url)

    @property
    def date(self):
        """When the newest of all editions up to its generation was published; None for an empty directory."""
        return date_of(self.catalogue)

    @property
    def heading(self):
        """What it is a list of."""
        mixed = self.kind.name == ANY_KIND
        return _("Practices, networks and organisations") if mixed else str(self.kind.label)

    @property
    def title(self):
        """Its name with what it is narrowed to: “Practices (Place: Kenya)”."""
        narrowed = [labelled(label, listed(values)) for label, values in self.filters.choices]
        narrowed += [quoted(self.words)] if self.words else []
        return f"{self.heading} ({listed_apart(narrowed)})" if narrowed else self.heading

    @property
    def standing(self):
        """In a few words, how much it holds and when that was so."""
        amount = self.kind.words(self.total)
        if not self.date:
            return amount
        said = {"amount": amount, "date": date_format(self.date, "DATE_FORMAT"), "number": self.catalogue.number}
        return _("%(amount)s, as of %(date)s (generation %(number)s)") % said

    def facts(self):
        """What is to be known of it, as [(what, what it is)]."""
        day = stamp(self.date)[:10] if self.date else ""
        return [
            (_("List"), self.title),
            (_("Entries"), str(self.total)),
            (_("State"), _("Generation %(number)s, %(date)s") % {"number": self.catalogue.number, "date": day}),
            (_("This state"), self.cited_url),
            (_("Today"), self.url),
            (_("Licence"), licence()),
            (_("Source"), f"{directory()}, {self.site}/"),
        ]

    def __iter__(self):
        return self.among(self.filters.found)

    def among(self, found):
        """Those of its entries that are in the bitmap `found`, in order."""
        numbers = self._numbers(self.filters.found & found)
        for some in batched(numbers, CHUNK):
            now = as_told_now(self.catalogue)
            for edition, record in told_now(self.catalogue, self.kind.name, some, now):
                yield as_taken(edition, record, now, self.site)

    def texts(self, form, make, found=None):
        """What `make(entry)` gives, a text, of every entry, or of those in the bitmap `found`, in order.

        It is remembered under `form`: what is made must follow from the entry, the language and the site alone.
        """
        numbers = self._numbers(self.filters.found if found is None else self.filters.found & found)

        def made(edition, record, catalogue):
            return make(as_taken(edition, record, catalogue, self.site))

        for some in batched(numbers, CHUNK):
            yield from finished_texts(self.catalogue, self.kind.name, some, form, self.site, made).values()

    def _numbers(self, found):
        """The numbers of the documents in the bitmap `found`, in order: four bytes for each."""
        return array("I", self.filters.ordered(found, 0, len(found)))


def licence():
    """The licence of texts and data, by its name and address."""
    return f"{settings.DATA_LICENCE_NAME}, {settings.DATA_LICENCE_URL}"


def row_of(edition, slug):
    """The EditionRow of an Edition of the entry that is at `slug` today."""
    return EditionRow(*(getattr(edition, name) for name in EditionRow._fields))._replace(slug=slug)


def site_of(request):
    """The address of this site, without a slash at its end."""
    return request.build_absolute_uri("/").rstrip("/")


def stamp(date: datetime):
    """`date` as RFC 3339 writes it, to the second, in UTC."""
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")
