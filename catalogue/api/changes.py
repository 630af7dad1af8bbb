"""What changed since a generation, so that a partner keeps a copy of the directory in step with it."""

from itertools import batched

from django.utils.translation import gettext_lazy as _
from ninja import Router
from pyroaring import BitMap

from catalogue.alternates.data import entry_data
from catalogue.api.answers import answered, number_asked, refuse_unknown
from catalogue.api.parameters import parameter
from catalogue.api.shapes import Changes, Withdrawal, changes_class
from catalogue.exported import exported, once_taken
from catalogue.kinds import ANY_KIND, REFERS
from catalogue.taken import CHUNK, TakenEntry, shown_of, site_of
from places.levels import Level
from publishing.models import Edition

SINCE, LIMIT = "since", "limit"
MOST = 100
PARAMETERS = [
    parameter(SINCE, _("The next_since of your last call; 0, or nothing, to start."), type="integer", minimum=0),
    parameter(LIMIT, _("The most changes to tell at once."), type="integer", minimum=1, maximum=MOST),
]


def changes_router(entries):
    """The Router of the changes of entries of the classes `entries`."""
    router = Router(tags=["changes"])

    @router.get(
        "",
        response=changes_class(entries),
        url_name="changes",
        operation_id="changes",
        summary="Keep a copy in step",
        openapi_extra={"parameters": PARAMETERS},
    )
    def changes(request):
        """The entries that were published, changed or withdrawn after the generation `since`, each as it is now.

        To keep a copy: start with nothing and since=0. Take the results in order; at each, forget what you have of
        its uid and, unless it is a withdrawal, keep what is told now. Ask again with next_since: at once while there
        is more, later when there is not. Where vocabulary is above the one you had, start again with nothing.

        There may be fewer results than the limit, or none, and still more to come. There may be more than the limit:
        when an entry may not be named any more, or may be named again, those that refer to it are told with it.
        """
        refuse_unknown(request, SINCE, LIMIT)
        catalogue = exported()
        since = number_asked(request, SINCE, 0, 0, catalogue.number)
        limit = number_asked(request, LIMIT, MOST, 1, MOST)
        return answered(request, catalogue, lambda: _changes(request, catalogue, since, limit), None)

    return router


def _changes(request, catalogue, since, limit):
    # Not beyond the catalogue: what is newer is told at the next call, with the generation that it is of.
    newer = Edition.objects.current().filter(generation__gt=since, generation__lte=catalogue.number)
    found = list(newer.order_by("generation")[: limit + 1])
    more = len(found) > limit
    found, site = found[:limit], site_of(request)
    records = [(one, catalogue.read(one) if one.record else None) for one in found]
    gone = [one.uid for one, record in records if not (record and record.exports)]
    had = once_taken(gone)
    told = [_told(edition, record, catalogue, site) for edition, record in records if edition.uid not in {*gone} - had]
    return Changes(
        generation=catalogue.number,
        vocabulary=catalogue.vocabulary,
        results=[*told, *_around(found, since, catalogue, site)],
        next_since=found[-1].generation if more else catalogue.number,
        more=more,
    )


def _told(edition, record, catalogue, site):
    """What is told of the current `edition` of an entry, which holds `record` or None."""
    if record and record.exports:
        return entry_data(TakenEntry(shown_of(edition, edition.slug), record, catalogue, site))
    return Withdrawal(
        kind=edition.kind, uid=edition.uid, generation=edition.generation, published_at=edition.published_at
    )


def _around(editions, since, catalogue, site):
    """The entries that refer to those of `editions` that may be named since then, or may not be named any more.

    What is told of them is otherwise now, though they have no new edition. One that has is told in its own place.
    """
    index = catalogue.kinds[ANY_KIND]
    around = BitMap.union(BitMap(), *(index.having(REFERS, uid) for uid in _renamed(editions, since)))
    numbers = [number for number in around if index.documents[number].generation <= since]
    for some in batched(numbers, CHUNK):
        for edition, record in catalogue.records(ANY_KIND, some):
            yield entry_data(TakenEntry(edition, record, catalogue, site))


def _renamed(editions, since):
    """The uids of those of `editions` that others may not name, or could not name at the generation `since`."""
    if not since:
        return set()
    then = Edition.objects.filter(uid__in=[one.uid for one in editions], generation__lte=since).order_by("number")
    before = {one.uid: one for one in then}
    return {one.uid for one in editions if not (_is_named(one) and _is_named(before.get(one.uid)))}


def _is_named(edition):
    record = edition and edition.read()
    return bool(record and record.exports and record.level == Level.OPEN and record.original.title)
