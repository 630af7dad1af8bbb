"""What changed since a generation, so that a partner keeps a copy of the directory in step with it."""

import re
from itertools import batched

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router
from pyroaring import BitMap

from catalogue.alternates.data import entry_data
from catalogue.api.answers import Refused, answered, number_asked, refuse, refuse_unknown
from catalogue.api.entries import parameter
from catalogue.api.shapes import Changes, changes_class
from catalogue.exported import exported
from catalogue.filters import Fault, named, whole
from catalogue.kinds import ANY_KIND, REFERS
from catalogue.public_page import problem
from catalogue.taken import CHUNK, as_taken, row_of, site_of, taken_of
from places.levels import Level
from publishing.models import Edition

SINCE, LIMIT = "since", "limit"
MOST = 100
START = "0"
# A cursor: the era it is of, and the generation up to which everything was told.
CURSOR = re.compile(r"(?P<era>[0-9a-z]+)\.(?P<number>[0-9]{1,18})", re.ASCII)
PARAMETERS = [
    parameter(SINCE, gettext_lazy("The next_since of your last call; 0, or nothing, to start."), type="string"),
    parameter(LIMIT, gettext_lazy("The most changes to tell at once."), type="integer", minimum=1, maximum=MOST),
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
        """The entries that were published or changed since the last call, each as it is now.

        To keep a copy: start with nothing and since=0. Let each of the results take the place of what you have of its
        uid. Ask again with next_since: at once while there is more, later when there is not. Where the answer is 410,
        something was taken back: throw your copy away, and start again with nothing. Where vocabulary is above the one
        you had, start again too.

        There may be fewer results than the limit, or none, and still more to come. There may be more than the limit:
        when an entry may be named that could not be before, those that refer to it are told with it.
        """
        refuse_unknown(request, SINCE, LIMIT)
        catalogue = exported()
        since = _since(request.GET.get(SINCE, ""), catalogue)
        limit = number_asked(request, LIMIT, MOST, 1, MOST)
        return answered(request, catalogue, lambda: _changes(request, catalogue, since, limit), None)

    return router


def _since(cursor, catalogue):
    """The generation up to which whoever gives `cursor` knows `catalogue`; 0 for nothing."""
    if cursor in ("", START):
        return 0
    found = CURSOR.fullmatch(cursor)
    if found and found["era"] == catalogue.era and int(found["number"]) <= catalogue.number:
        return int(found["number"])
    if found or whole(cursor):  # a number alone is what was given before there were eras
        words = _("Something was taken back since then: throw your copy away and read everything anew, from %s=0.")
        raise Refused(problem(410, words % SINCE, parameter=SINCE))
    words = _("%(name)s is the next_since of an earlier reply, not %(asked)s.")
    refuse(Fault(SINCE, words % {"name": SINCE, "asked": named([cursor])}))


def _changes(request, catalogue, since, limit):
    # Not beyond the catalogue: what is newer is told at the next call, with the generation that it is of.
    newer = Edition.objects.current().filter(generation__gt=since, generation__lte=catalogue.number)
    found = list(newer.order_by("generation")[: limit + 1])
    more = len(found) > limit
    found, site = found[:limit], site_of(request)
    read = [(one, record) for one in found if (record := catalogue.read(one)).exports]
    told = [entry_data(as_taken(row_of(one, one.slug), record, catalogue, site)) for one, record in read]
    return Changes(
        generation=catalogue.number,
        vocabulary=catalogue.vocabulary,
        results=[*told, *_around(read, since, catalogue, site)],
        next_since=f"{catalogue.era}.{found[-1].generation if more else catalogue.number}",
        more=more,
    )


def _around(read, since, catalogue, site):
    """The entries that refer to those in `read`, [(edition, record)], that may be named now and could not be then.

    What is told of them is otherwise now, though they have no new edition. One that has is told in its own place.
    """
    index = catalogue.kinds[ANY_KIND]
    around = BitMap.union(BitMap(), *(index.having(REFERS, uid) for uid in _named_anew(read, since)))
    numbers = [number for number in around if index.documents[number].generation <= since]
    for some in batched(numbers, CHUNK):
        yield from map(entry_data, taken_of(catalogue, ANY_KIND, some, site))


def _named_anew(read, since):
    """The uids of those in `read` that others may name, and could not at the generation `since`."""
    named_now = [edition.uid for edition, record in read if _is_named(record)] if since else []
    then = Edition.objects.readable().filter(uid__in=named_now, generation__lte=since).order_by("number")
    before = {one.uid: one.read() for one in then}
    return {uid for uid in named_now if not (uid in before and _is_named(before[uid]))}


def _is_named(record):
    return record.exports and record.level == Level.OPEN and bool(record.original.title)
