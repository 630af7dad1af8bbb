"""What changed since a generation, so that a partner keeps a copy of the directory in step with it."""

import re
from itertools import batched, islice
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import Router

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
NAMED = "named"
# A cursor: the era it is of, and the generation up to which everything was told. Where a page ended among the entries
# that refer to one, it goes on with the generation of that one and the uid that was told last.
CURSOR = re.compile(
    r"(?P<era>[0-9a-z]+)\.(?P<number>[0-9]{1,18})(\.(?P<within>[0-9]{1,18})\.(?P<uid>[0-9a-z]+))?", re.ASCII
)


class Since(NamedTuple):
    """What a partner knows: all up to the generation `number`, and more.

    If `within` is not 0, that is the newer ones up to it, and of the entries that refer to its own those up to `uid`.
    """

    number: int = 0
    within: int = 0
    uid: str = ""


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

        There may be fewer results than the limit, or none, and still more to come. When others may tell of an
        entry what they could not before, such as its name, those that refer to it are told after it.
        """
        refuse_unknown(request, SINCE, LIMIT)
        catalogue = exported()
        since = _since(request.GET.get(SINCE, ""), catalogue)
        limit = number_asked(request, LIMIT, MOST, 1, MOST)
        return answered(request, catalogue, lambda: _changes(request, catalogue, since, limit), None)

    return router


def _since(cursor, catalogue):
    """The Since that whoever gives `cursor` knows of `catalogue`."""
    if cursor in ("", START):
        return Since()
    found = CURSOR.fullmatch(cursor)
    if found and found["era"] == catalogue.era:
        since = Since(int(found["number"]), int(found["within"] or 0), found["uid"] or "")
        if max(since.number, since.within) <= catalogue.number:
            return since
    if found or whole(cursor):  # a number alone is what was given before there were eras
        words = _("Something was taken back since then: throw your copy away and read everything anew, from %s=0.")
        raise Refused(problem(410, words % SINCE, parameter=SINCE))
    words = _("%(name)s is the next_since of an earlier reply, not %(asked)s.")
    refuse(Fault(SINCE, words % {"name": SINCE, "asked": named([cursor])}))


def _changes(request, catalogue, since, limit):
    # Not beyond the catalogue: what is newer is told at the next call, with the generation that it is of.
    current = Edition.objects.current().filter(generation__lte=catalogue.number).order_by("generation")
    found = list(current.filter(generation=since.within)) if since.within else []
    rest = bool(found)
    if not rest:  # or it has a newer edition by now, and is told anew with that
        found = list(current.filter(generation__gt=since.number)[: limit + 1])
    read = [(one, record) for one in found if (record := catalogue.read(one)).exports]
    steps = list(islice(_steps(read, since, catalogue.kinds[ANY_KIND], rest), limit + 1))
    told, site = steps[:limit], site_of(request)
    if len(steps) > limit:
        reached = _reached(since, *steps[limit - 1 : limit + 1])
    else:
        reached = found[-1].generation if rest or len(found) > limit else catalogue.number
    return Changes(
        generation=catalogue.number,
        vocabulary=catalogue.vocabulary,
        results=list(_results(told, catalogue, site)),
        next_since=f"{catalogue.era}.{reached}",
        more=len(steps) > limit or len(found) > limit or (rest and found[-1].generation < catalogue.number),
    )


class Step(NamedTuple):
    """An entry to tell: with the edition of `generation` if that is its own, else because it refers to that entry."""

    generation: int
    uid: str
    own: tuple = ()


def _steps(read, since, index, rest):
    """The Steps that `read`, [(edition, record)], leads to: each with the entries that refer to it, by their uids.

    Of these only where they tell of it otherwise than then, by name or by a description: they have no new edition for
    that. One that has is told in its own place. `rest`: only those behind the last uid that was told.
    """
    told_anew = _told_anew(read, since.number)
    for edition, record in read:
        if not rest:
            yield Step(edition.generation, edition.uid, (edition, record))
        if edition.uid in told_anew:
            around = (index.documents[number] for number in index.having(REFERS, edition.uid))
            uids = sorted(one.uid for one in around if one.generation <= since.number)
            yield from (Step(edition.generation, uid) for uid in uids if not rest or uid > since.uid)


def _reached(since, last, following):
    """What a cursor says of a page that ends with the Step `last` before another one, `following`."""
    if following.generation > last.generation:
        return last.generation
    return f"{since.number}.{last.generation}.{START if last.own else last.uid}"


def _results(told, catalogue, site):
    index = catalogue.kinds[ANY_KIND]
    numbers = [index.numbers[step.uid] for step in told if not step.own]
    taken = (one for some in batched(numbers, CHUNK) for one in taken_of(catalogue, ANY_KIND, some, site))
    around = {one.edition.uid: one for one in taken}
    for step in told:
        if step.own:
            edition, record = step.own
            yield entry_data(as_taken(row_of(edition, edition.slug), record, catalogue, site))
        elif step.uid in around:  # it may have become more careful at this moment
            yield entry_data(around[step.uid])


def _told_anew(read, since):
    """The uids of those in `read` of whom others tell otherwise now than at the generation `since`."""
    now = {edition.uid: _as_others_tell(record) for edition, record in read} if since else {}
    then = Edition.objects.readable().filter(uid__in=now, generation__lte=since).order_by("number")
    before = {one.uid: _as_others_tell(one.read()) for one in then}
    return {uid for uid, told in now.items() if told != before.get(uid)}


def _as_others_tell(record):
    """What those that refer to the entry of `record` tell of it: that it is named, a description, or None."""
    if not record.exports:
        return None
    if record.level == Level.OPEN and record.original.title:
        return NAMED
    described = record.level in (Level.OPEN, Level.GENERALISED) and hasattr(record, "description")
    return record.description() if described else None
