"""What changed since a generation, so that a partner keeps a copy of the directory in step with it."""

from django.utils.translation import gettext_lazy as _
from ninja import Router

from catalogue.alternates.data import entry_data
from catalogue.api.answers import answered, number_asked, refuse_unknown
from catalogue.api.parameters import parameter
from catalogue.api.shapes import Changes, Withdrawal, changes_class
from catalogue.exported import exported
from catalogue.taken import TakenEntry, shown_of, site_of
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
        is more, later when there is not. A page may hold fewer results than asked for, or none, and still have more
        behind it. Where vocabulary is above the one you had, start again with nothing.
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
    found = found[:limit]
    told = [_told(edition, catalogue, site_of(request)) for edition in found]
    return Changes(
        generation=catalogue.number,
        vocabulary=catalogue.vocabulary,
        results=[one for one in told if one],
        next_since=found[-1].generation if more else catalogue.number,
        more=more,
    )


def _told(edition, catalogue, site):
    """What is told of the current `edition` of an entry; None when nobody can have anything of that entry."""
    record = catalogue.read(edition) if edition.record else None
    if record and record.exports:
        return entry_data(TakenEntry(shown_of(edition, edition.slug), record, catalogue, site))
    if edition.number == 1:
        return None
    return Withdrawal(
        kind=edition.kind, uid=edition.uid, generation=edition.generation, published_at=edition.published_at
    )
