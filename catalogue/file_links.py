"""The way to the files: which forms a list or an entry has, where they are, and about how large."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from statistics import mean
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.alternates import offered
from catalogue.exported import exportable
from catalogue.kinds import ANY_KIND, KINDS, own_kinds
from catalogue.shapes import Reference

# Records of a kind whose length stands for that of all.
LOOKED_AT = 50


@dataclass(frozen=True)
class FileLink:
    """A file to take away; its `size` in words, empty where not known. Reference managers read one that `cites`."""

    name: str
    label: str
    use: str
    url: str
    media_type: str
    size: str = ""
    cites: bool = False


class ListFiles:
    """What can be taken away of the list that `filters` describe, given the `records` on its page.

    `total` is how many entries the files hold; `left_out` how many of the list they do not, because somebody agreed to
    web pages alone.
    """

    def __init__(self, filters, records):
        self._filters, self._records = filters, records
        self._found = _of_exports(filters).found
        self.total = len(self._found)
        self.left_out = len(filters.found) - self.total
        self.words = KINDS[filters.of].words(self.total)

    @cached_property
    def files(self):
        """The forms there are, as FileLink."""
        kind, query = KINDS[self._filters.of], self._filters.query()
        return [
            _link(one, kind.file_address(name) + query, size_in_words(self.size(one)))
            for name, one in offered.of_lists().items()
        ]

    def size(self, alternate):
        """About how many bytes the file in the form `alternate` has."""
        in_all, in_one = self._lengths
        length = in_all if alternate.all_languages else in_one
        return alternate.size(self.total, length, mixed=self._filters.of == ANY_KIND)

    @cached_property
    def _lengths(self):
        """How long the JSON of a record is (see `_lengths`): as on the page, which those on the others are much like.

        Not so in a list of all kinds, where those of one kind may come before those of the next.
        """
        catalogue = self._filters.catalogue
        if self._filters.of == ANY_KIND:
            return _lengths_of_kinds(self._found, catalogue)
        return _means(_lengths(record, catalogue) for record in self._records)


def entry_files(edition, record, catalogue, slug, query=""):
    """The forms of `edition`, which holds `record`, at `slug`, as FileLink; none of one that stays here."""
    if not record.exports or exportable(catalogue).kinds[edition.kind].get(edition.uid) is None:
        return []
    namespace = KINDS[edition.kind].namespace
    view, where = ("detail-file", [slug]) if edition.current else ("edition-file", [slug, edition.number])
    query = f"?{query}" if query else ""
    return [
        _link(one, reverse(f"{namespace}:{view}", args=[*where, name]) + query)
        for name, one in offered.of_entries().items()
    ]


def _link(one, url, size=""):
    return FileLink(one.name, str(one.label), str(one.use), url, one.media_type, size, one.cites)


def _lengths_of_kinds(found, catalogue):
    """How long the JSON of the records `found` is, by their kinds."""
    usual = catalogue.remembered(("lengths", get_language()), lambda: _usual_lengths(catalogue))
    index = catalogue.kinds[ANY_KIND]
    numbers = {kind: len(found & index.having("kind", kind)) for kind in usual}
    return [sum(numbers[kind] * usual[kind][which] for kind in usual) / max(1, len(found)) for which in (0, 1)]


def _usual_lengths(catalogue):
    """{kind: how long the JSON of its records is, as it is taken away}, from the newest of each: one query."""
    newest = []
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        newest += index.ordered(index.everything, "newest", 0, LOOKED_AT)
    lengths = defaultdict(list)
    for edition, record in catalogue.records(ANY_KIND, newest):
        lengths[edition.kind].append(_lengths(record, catalogue))
    return {kind: _means(found) for kind, found in lengths.items()}


def _lengths(record, catalogue):
    """How many bytes the JSON of `record` has as it is taken away: in all its languages, and in that of the page.

    What it refers to and may not tell has no length either.
    """

    def measure():
        told = catalogue.told(record)
        in_one = told.model_copy(update={"texts": (told.text(get_language()),)})
        return [len(one.model_dump_json().encode()) for one in (told, in_one)]

    return catalogue.remembered(("lengths", record.uid, get_language()), measure)


def _means(lengths):
    return [mean(ones) for ones in zip(*lengths, strict=True)] or [0, 0]


def announced(files):
    """The value of a Link header (RFC 8288) that tells programs of `files` (FileLinks)."""
    return ", ".join(f'<{one.url}>; rel="alternate"; type="{one.media_type}"' for one in files)


def _of_exports(filters):
    """`filters` over what may be taken away; themselves when that is everything."""
    catalogue = exportable(filters.today)
    same = catalogue is filters.today and not filters.as_of
    return filters if same else type(filters)(filters.data, catalogue, taken=True)


def size_in_words(size):
    """About how much `size` bytes are, in words, with two figures that count: about 130 kB."""
    kilobytes = float(f"{size / 1000:.2g}")
    if kilobytes >= 1000:
        return _("about %s MB") % number_format(kilobytes / 1000, 1)
    return _("about %s kB") % number_format(max(kilobytes, 1), 0)


def share_links(title, url, files):
    """Plain links to send an entry on, as References: its text to copy, a mail, a message. `url` is absolute."""
    texts = [Reference(_("As text"), file.url) for file in files if file.name == "txt"]
    words = f"{title}\n{url}"
    mail = f"mailto:?{urlencode({'subject': title, 'body': words}, quote_via=quote)}"
    message = f"https://wa.me/?{urlencode({'text': words}, quote_via=quote)}"
    return [*texts, Reference(_("By e-mail"), mail), Reference(_("By WhatsApp"), message)]
