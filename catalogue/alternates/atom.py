"""What is new, changed and taken back in a list, for feed readers: Atom (RFC 4287) with tombstones (RFC 6721).

The newest MOST editions that are in the list. Nobody knows any more whether a withdrawn entry was in it: those of its
kind are all told by name alone, and a reader passes over names that it never heard.
"""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.alternates.citations import cited, plain
from catalogue.alternates.registry import Alternate
from catalogue.as_of import date_of
from catalogue.citing import directory, feed_title
from catalogue.exported import kept_back, once_taken
from catalogue.kinds import ANY_KIND, KINDS
from catalogue.models import Document
from catalogue.taken import TakenEntry, stamp, urn
from places.levels import Level
from publishing.models import Edition

MOST = 50  # editions
MOST_TAKEN_BACK = 200  # entries
MEDIA_TYPE = "application/atom+xml"
NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}
LANGUAGE = "xml:lang"
# A feed must say when it was last changed (4.1.1), that of an empty directory too.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _of_list(taken):
    entries = _newest(taken)
    gone = list(_taken_back(taken, entries))
    yield '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(_feed(taken, entries, gone), encoding="unicode") + "\n"


def _newest(taken):
    """The newest entries of a TakenList, as TakenEntry: one query."""
    numbers = taken.filters.index.ordered(taken.filters.found, "newest", 0, MOST)
    records = taken.catalogue.records(taken.kind.name, numbers)
    return [TakenEntry(edition, record, taken.catalogue, taken.site) for edition, record in records]


def _taken_back(taken, entries):
    """(urn, when) of every edition that a reader may still hold and must not, since the oldest of `entries`."""
    today, kind = taken.filters.today, taken.kind.name
    # A feed that is not full holds the whole list, and what was in it may be as old as you like.
    since = min(one.edition.generation for one in entries) if len(entries) == MOST else 0
    shown = {one.urn for one in entries}
    for one in today.remembered(("taken back", kind), lambda: _newest_taken_back(today, kind)):
        names = [urn(one.kind, one.uid, earlier) for earlier in range(1, one.number)] if one.generation >= since else []
        yield from ((name, one.published_at) for name in names if name not in shown)


def _newest_taken_back(catalogue, kind):
    """The newest editions of the entries of `kind` of which nobody should hold an earlier one, newest first.

    They were withdrawn, may not be taken away any more, or are at a careful level: what was said of them before has
    lost what it hides. Of what nobody could ever take away, nothing is told. Two queries.
    """
    gone = Document.objects.filter(Q(live=False) | Q(uid__in=kept_back(catalogue)) | ~Q(level=Level.OPEN))
    if kind != ANY_KIND:
        gone = gone.filter(kind=kind)
    uids = gone.order_by("-generation").values("uid")[:MOST_TAKEN_BACK]
    facts = ("kind", "uid", "number", "generation", "published_at")
    editions = Edition.objects.current().filter(uid__in=uids).order_by("-generation")
    found = list(editions.values_list(*facts, named=True))
    had = once_taken([one.uid for one in found])
    return [one for one in found if one.uid in had]


def _feed(taken, entries, gone):
    feed = Element("feed", NAMESPACES | {LANGUAGE: get_language()})
    address = taken.site + taken.kind.file_address("atom") + taken.filters.query()
    dates = [*(one.edition.published_at for one in entries), *(date for _name, date in gone)]
    _text(feed, "id", address)
    _text(feed, "title", plain(feed_title(taken.filters)), type="text")
    _text(feed, "updated", stamp(max(dates, default=date_of(taken.catalogue) or NEVER)))
    SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=address)
    SubElement(feed, "link", rel="alternate", type="text/html", href=taken.url)
    SubElement(feed, "link", rel="license", href=settings.DATA_LICENCE_URL)  # RFC 4946
    author = SubElement(feed, "author")
    _text(author, "name", directory())
    _text(author, "uri", taken.site + "/")
    _text(feed, "generator", directory(), uri=taken.site + "/")
    _text(feed, "rights", settings.DATA_LICENCE_NAME, type="text")
    began = _first_dates(entries)
    for one in entries:
        _entry(feed, one, began.get((one.edition.kind, one.edition.uid), one.edition.published_at))
    for name, date in gone:
        SubElement(feed, "at:deleted-entry", ref=name, when=stamp(date))
    return feed


def _first_dates(entries):
    """{(kind, uid): when its first edition was published}: one query."""
    first = Edition.objects.filter(number=1, uid__in=[one.edition.uid for one in entries])
    return {(kind, uid): date for kind, uid, date in first.values_list("kind", "uid", "published_at")}


def _entry(feed, taken, began):
    one, kind = cited(taken), KINDS[taken.edition.kind]
    entry = SubElement(feed, "entry", {LANGUAGE: one.language})
    _text(entry, "id", one.urn)
    _text(entry, "title", one.title, **{"type": "text", LANGUAGE: one.title_language})
    _text(entry, "published", stamp(began))
    _text(entry, "updated", stamp(taken.edition.published_at))
    SubElement(entry, "link", rel="alternate", type="text/html", hreflang=one.language, href=taken.url)
    SubElement(entry, "link", rel="bookmark", type="text/html", hreflang=one.language, href=one.url)
    if one.abstract:
        _text(entry, "summary", one.abstract, type="text")
    _category(entry, "kind", kind.name, str(kind.label))
    _category(entry, "change", *(("new", _("New")) if one.number == 1 else ("changed", _("Changed"))))
    for keyword in one.keywords:
        _category(entry, *keyword)


def _text(parent, name, text, **attributes):
    SubElement(parent, name, attributes).text = text


def _category(entry, scheme, term, label):
    SubElement(entry, "category", {"scheme": f"urn:gsx:{scheme}", "term": term, "label": label})


ATOM = Alternate(
    name="atom",
    label="Atom",
    use=gettext_lazy("for feed readers: what is new, changed and withdrawn"),
    media_type=MEDIA_TYPE,
    of_list=_of_list,
    weight=(600, 350, 0.36),
    most=MOST,
    whole=False,
    shown=True,
)
