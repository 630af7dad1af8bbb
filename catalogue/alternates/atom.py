"""What is new and changed in a list, for feed readers: Atom (RFC 4287).

The newest MOST editions that are in the list. What was taken back is no news: it is not in the feed any more, and
nothing says that it was.
"""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.alternates.alternate import Alternate
from catalogue.alternates.literature import cited, plain
from catalogue.as_of import date_of
from catalogue.citing import directory, feed_title
from catalogue.kinds import KINDS
from catalogue.taken import stamp, taken_of
from publishing.models import Edition

MOST = 50  # editions
MEDIA_TYPE = "application/atom+xml"
NAMESPACE = {"xmlns": "http://www.w3.org/2005/Atom"}
LANGUAGE = "xml:lang"
# A feed must say when it was last changed (4.1.1), that of an empty directory too.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def _of_list(taken):
    """The newest entries of a TakenList: one query."""
    numbers = taken.filters.index.ordered(taken.filters.found, "newest", 0, MOST)
    entries = taken_of(taken.catalogue, taken.kind.name, numbers, taken.site)
    yield '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(_feed(taken, entries), encoding="unicode") + "\n"


def _feed(taken, entries):
    feed = Element("feed", NAMESPACE | {LANGUAGE: get_language()})
    address = taken.site + taken.kind.file_address("atom") + taken.filters.query()
    dates = [one.edition.published_at for one in entries]
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
    use=gettext_lazy("for feed readers: what is new and changed"),
    media_type=MEDIA_TYPE,
    of_list=_of_list,
    most=MOST,
    whole=False,
    shown=True,
)
