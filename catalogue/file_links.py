"""The way to the files: which forms a list or an entry has, where they are, and about how large."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from statistics import mean
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.alternates import offered
from catalogue.alternates.alternate import MESSAGE, OFFLINE, PROGRAMS, SHEET
from catalogue.exported import exportable
from catalogue.kinds import ANY_KIND, KINDS, own_kinds
from catalogue.recent import Recent
from catalogue.shapes import Reference

# Editions of a kind whose length stands for that of all, and of how many it is remembered until the next publication.
LOOKED_AT, MOST_REMEMBERED = 50, 20_000
GROUPS = {
    OFFLINE: gettext_lazy("To read without a network"),
    MESSAGE: gettext_lazy("To send"),
    SHEET: gettext_lazy("As a spreadsheet"),
    PROGRAMS: gettext_lazy("For programs"),
}


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
    group: str = ""


class ListFiles:
    """What can be taken away of the list that `filters` describe, given the `editions` on its page (EditionRows).

    `total` is how many entries the files hold; `left_out` how many of the list they do not, because somebody agreed to
    web pages alone.
    """

    def __init__(self, filters, editions):
        self._filters, self._editions = filters, editions
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

    @property
    def groups(self):
        """The forms by what they are taken away for, as [(words, [FileLink, …]), …]."""
        for group, words in GROUPS.items():
            yield words, [one for one in self.files if one.group == group]

    def size(self, alternate):
        """About how many bytes the file in the form `alternate` has; None where that does not follow from entries."""
        of, found = self._filters.of, 0
        if of == ANY_KIND and (alternate.most or alternate.group == SHEET):
            return None  # the newest are of whatever kind, and the table has other columns than those of each kind
        sizes = [(KINDS[kind].file_sizes.get(alternate.name), *facts) for kind, *facts in self._lengths]
        if not all(size for size, *_facts in sizes):
            return None
        for (_fixed, each, ratio), number, in_all, in_one in sizes:
            length = in_all if alternate.all_languages else in_one
            found += (each + ratio * length) * min(number, alternate.most or number)
        return max(0, found + max((fixed for (fixed, _each, _ratio), *_facts in sizes), default=0))

    @cached_property
    def _lengths(self):
        """[(kind, number of its entries, how long the JSON of each is: see `_lengths`), …].

        As on the page, which those on the others are much like but for how much they tell; not so in a list of all
        kinds, where those of one kind may come before those of the next.
        """
        catalogue, of = self._filters.catalogue, self._filters.of
        if of != ANY_KIND:
            lengths = _means(_lengths(edition, catalogue) for edition in self._editions)
            return [(of, self.total, *(length / self._fuller for length in lengths))]
        usual = catalogue.remembered(("lengths", get_language()), lambda: _usual_lengths(catalogue))
        index = catalogue.kinds[ANY_KIND]
        numbers = {kind: len(self._found & index.having("kind", kind)) for kind in usual}
        return [(kind, numbers[kind], *usual[kind]) for kind in usual if numbers[kind]]

    @property
    def _fuller(self):
        """How many times as much the entries on the page tell as some of the whole list: the fullest may come first."""
        documents = self._filters.index.documents
        some = self._found[:: max(1, len(self._found) // LOOKED_AT)]
        on_page, of_all = ([documents[one].fullness for one in numbers] for numbers in (self._filters.numbers, some))
        return (mean(on_page) / mean(of_all) or 1) if any(of_all) and on_page else 1


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
    return FileLink(one.name, *_told(one.name, get_language()), url, one.media_type, size, one.cites, one.group)


@lru_cache(maxsize=1 << 8)
def _told(form, _language):
    """What the form named so is called in the active language, and what for it is."""
    [one] = [one for one in offered.ALTERNATES if one.name == form]
    return str(one.label), str(one.use)


def _usual_lengths(catalogue):
    """{kind: how long the JSON of its records is, as it is taken away}, from the newest of each: one query."""
    newest = []
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        newest += index.ordered(index.everything, "newest", 0, LOOKED_AT)
    lengths = defaultdict(list)
    for edition in catalogue.editions(ANY_KIND, newest):
        lengths[edition.kind].append(_lengths(edition, catalogue))
    return {kind: _means(found) for kind, found in lengths.items()}


def _lengths(edition, catalogue):
    """How many bytes the JSON of `edition` has as it is taken away: in all its languages, and in that of the page.

    What it refers to and may not tell has no length either.
    """
    known = catalogue.remembered("lengths of editions", lambda: Recent(MOST_REMEMBERED))
    key = edition.uid, hash(edition.record), get_language()
    lengths = known.get(key)
    if lengths is None:
        told = catalogue.told(catalogue.read(edition))
        in_one = told.model_copy(update={"texts": (told.text(get_language()),)})
        lengths = [len(one.model_dump_json().encode()) for one in (told, in_one)]
        known.put(key, lengths)
    return lengths


def _means(lengths):
    return [sum(ones) / len(ones) for ones in zip(*lengths, strict=True)] or [0, 0]


def announced(files):
    """The value of a Link header (RFC 8288) that tells programs of `files` (FileLinks)."""
    return ", ".join(f'<{one.url}>; rel="alternate"; type="{one.media_type}"' for one in files)


def _of_exports(filters):
    """`filters` over what may be taken away; themselves when that is everything."""
    catalogue = exportable(filters.today)
    same = catalogue is filters.today and not filters.as_of
    return filters if same else type(filters)(filters.data, catalogue, taken=True)


def size_in_words(size):
    """About how much `size` bytes are, in words, with two figures that count: about 130 kB; nothing of None."""
    if size is None:
        return ""
    return _size_in_words(float(f"{size / 1000:.2g}"), get_language())


@lru_cache(maxsize=1 << 11)
def _size_in_words(kilobytes, _language):
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
