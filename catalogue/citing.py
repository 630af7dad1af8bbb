"""How a list is cited, and what the page of a list of earlier times says of itself."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.as_of import date_of
from catalogue.kinds import ANY_KIND, KINDS
from places.lists import labelled, listed, listed_apart


@dataclass(frozen=True)
class ListCitation:
    """A list in `words`, and its `path` on `site`; `exact` when what is there stays as it was cited."""

    words: str
    site: str
    path: str
    exact: bool

    @property
    def url(self):
        return self.site + self.path


def directory():
    """The name of the directory, under which it is cited too."""
    return _("GSX directory")


def list_citation(filters, site, path):
    """The ListCitation of the list that `filters` describe at `path`, without the query string.

    None while nothing was ever published. Words are looked for in the texts of today, so that a search has no address
    that would keep it as it is: it is cited as read on a date.
    """
    date = date_of(filters.catalogue)
    if date is None and not filters.search:
        return None
    found = KINDS[filters.of].words(len(filters.found))
    if filters.search:
        said = _("%(list)s. %(directory)s, read on %(date)s.")
        when, number = timezone.localdate(), 0
    else:
        said = _("%(list)s. %(directory)s as of generation %(number)s (%(date)s).")
        when, number = date, filters.catalogue.number
    words = said % {
        "list": listed([found, *narrowing(filters)]),
        "directory": directory(),
        "number": number,
        "date": date_format(when, "DATE_FORMAT"),
    }
    return ListCitation(words, site, path + filters.query(as_of=number), exact=not filters.search)


def feed_title(filters):
    """What the feed of a list is called among those of other sites."""
    of = [] if filters.of == ANY_KIND else [str(KINDS[filters.of].label)]
    return ": ".join(filter(None, [directory(), listed([*of, *narrowing(filters)])]))


def narrowing(filters):
    """In words, what narrows a list: the words searched for, since when it was published, and the choices."""
    if filters.search:
        yield _("with the words “%s”") % filters.search.query.text
    if filters.since:
        yield _("new or changed since generation %s") % filters.since
    if filters.choices:
        choices = listed_apart(labelled(label, listed(values)) for label, values in filters.choices)
        yield _("filtered by %s") % choices


def past(filters, path):
    """Of an earlier list at `path`: its generation and the date of that, and where today's is; None for that one."""
    if not filters.as_of:
        return None
    date, today = date_of(filters.catalogue), path + filters.query(as_of=0)
    return {"number": filters.as_of, "date": date, "today_url": today}
