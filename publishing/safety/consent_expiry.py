"""When consent has run out: what was public on its ground is withheld."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from places.levels import Level
from publishing.models import Entry, Event
from publishing.safety.consents import running_out
from publishing.safety.publication import keep_from_exports, restrict


@transaction.atomic
def drop_expired(day):
    """Withhold every public entry whose agreement ended and whose days of grace are over on `day`; the list of them.

    It stays public for CONSENT_GRACE_DAYS days after the last one of its agreement.
    """
    grace = timedelta(days=settings.CONSENT_GRACE_DAYS)
    dropped = [(entry, last_day) for entry, last_day in running_out(day) if last_day + grace < day]
    for entry, last_day in dropped:
        note = _("Consent ended on %s.") % date_format(last_day, "DATE_FORMAT")
        restrict(entry, Level.WITHHELD, note=note)
        Event.objects.note(entry, Event.What.CONSENT_ENDED, note=note)
    return [entry for entry, _last_day in dropped]


def mind_exports():
    """Take the entries out of files and the API that may be on this site alone by now; the list of them.

    A link that is answered does so at once. This is for what an editor wrote into the ledger.
    """
    taken = []
    for model in Entry.kinds.values():
        refusing = model.objects.filter(consents__exports=False).distinct().prefetch_related("consents")
        taken += [entry for entry in refusing if not entry.may_be_exported() and keep_from_exports(entry)]
    return taken
