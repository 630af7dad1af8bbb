"""The way to the files: which forms a list or an entry has, where they are, and about how large."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from catalogue.alternates import registry
from catalogue.exported import exportable
from catalogue.kinds import KINDS


@dataclass(frozen=True)
class FileLink:
    """A file that can be taken away: `size` is about what it weighs, in words; empty where that is not known.

    One that `cites` is for reference managers.
    """

    name: str
    label: str
    use: str
    url: str
    media_type: str
    size: str = ""
    cites: bool = False


class Taking:
    """What can be taken away of the list that `filters` describe, given the `editions` (Shown) on its page.

    `total` is how many entries the files hold; `left_out` how many of the list they do not, because somebody agreed to
    web pages alone.
    """

    def __init__(self, filters, editions):
        self._filters, self._editions = filters, editions
        self.namespace = KINDS[filters.of].namespace
        self.total = len(_of_exports(filters).found)
        self.left_out = len(filters.found) - self.total
        self.words = KINDS[filters.of].words(self.total)

    def url(self, form):
        """The address of this list in the form `form` (csv)."""
        return KINDS[self._filters.of].file_address(form) + self._filters.query()

    @cached_property
    def files(self):
        """The forms there are, as FileLink."""
        return [
            FileLink(name, str(one.label), str(one.use), self.url(name), one.media_type, self._size(one))
            for name, one in registry.of_lists().items()
        ]

    def _size(self, alternate):
        """About how large the file is, from the records on the page: those on the others are much like them."""
        lengths = [len(edition.record) for edition in self._editions]
        return size_in_words(alternate.size(self.total, sum(lengths) / max(1, len(lengths))))


def entry_files(edition, record, catalogue, slug, query=""):
    """The forms of `edition`, which holds `record` and answers at `slug`, as FileLink; none of one that stays here.

    `query` (lang=fr) says which of its texts is read.
    """
    if not record.exports or exportable(catalogue).kinds[edition.kind].get(edition.uid) is None:
        return []
    namespace = KINDS[edition.kind].namespace
    view, where = ("detail-file", [slug]) if edition.current else ("edition-file", [slug, edition.number])
    query = f"?{query}" if query else ""
    return [
        FileLink(
            name,
            str(one.label),
            str(one.use),
            reverse(f"{namespace}:{view}", args=[*where, name]) + query,
            one.media_type,
            cites=one.cites,
        )
        for name, one in registry.of_entries().items()
    ]


def announced(files):
    """The value of a Link header (RFC 8288) that tells programs of `files` (FileLinks)."""
    return ", ".join(f'<{one.url}>; rel="alternate"; type="{one.media_type}"' for one in files)


def _of_exports(filters):
    """`filters` over what may be taken away; themselves when that is everything."""
    catalogue = exportable(filters.today)
    return filters if catalogue is filters.today else type(filters)(filters.data, catalogue)


def size_in_words(size):
    """About how much `size` bytes are, in words, with two figures that count: about 130 kB."""
    kilobytes = float(f"{size / 1000:.2g}")
    if kilobytes >= 1000:
        return _("about %s MB") % number_format(kilobytes / 1000, 1)
    return _("about %s kB") % number_format(max(kilobytes, 1), 0)
