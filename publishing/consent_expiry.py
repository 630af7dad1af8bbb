"""When consent has run out: what was public on its ground is withheld."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from places.levels import Level
from publishing.consents import running_out
from publishing.models import Event
from publishing.publication import restrict


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
