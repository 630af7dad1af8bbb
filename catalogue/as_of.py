"""The catalogue as it stood at an earlier generation: what a citation of a list leads to.

Entries that were taken out since are not in it, and what was hidden since is hidden in it too: earlier editions are
brought to the level that their entry has now, and safety goes before history. Names of places and terms are those of
today, and so are the words that a search looks in.
"""

import json
import re
import threading
from bisect import bisect_right
from datetime import datetime, time
from itertools import batched

from django.db import OperationalError
from django.utils import timezone
from django.utils.dateparse import parse_date
from pyroaring import BitMap

from catalogue.catalogue import COLUMNS
from catalogue.documents import document
from catalogue.index import indexed
from catalogue.kinds import ANY_KIND
from catalogue.recent import Recent
from publishing.models import Edition

CHUNK = 500
# Earlier times that are remembered: each holds what has changed since, and shares the rest with today's.
MOST_REMEMBERED = 4
PATIENCE = 0.5  # seconds
DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
_lock = threading.Lock()


def as_of(catalogue, number):
    """`catalogue` as it stood at the generation `number`, which is not above its own.

    Those asked for lately are remembered with `catalogue`, and go when it goes: what is hidden by then is not in it.
    """
    if number == catalogue.number:
        return catalogue
    known = catalogue.remembered("past", lambda: Recent(MOST_REMEMBERED))
    if past := known.get(number):
        return past
    # Whoever asks for many of them at once waits in line, but not for long: who waits keeps a turn at the database.
    if not _lock.acquire(timeout=PATIENCE):
        raise OperationalError("earlier times are being looked up for others")  # a 503 that says when to ask again
    try:
        past = known.get(number) or _past(catalogue, number)
        known.put(number, past)
    finally:
        _lock.release()
    return past


def date_of(catalogue):
    """When the newest edition in `catalogue` was published; None when it holds none.

    Not that of any edition up to its generation: it would tell when something was published that is hidden by now.
    """

    def find():
        index = catalogue.kinds[ANY_KIND]
        newest = [index.documents[number].generation for number in index.ordered(index.everything, "newest", 0, 1)]
        return Edition.objects.filter(generation__in=newest).values_list("published_at", flat=True).first()

    return catalogue.remembered("date", find)


def parsed_day(words):
    """The date that `words` write (ISO 8601: 2026-11-30); None for anything else."""
    try:
        return parse_date(words) if DAY.fullmatch(words) else None
    except ValueError:  # the 31st of a shorter month
        return None


def generation_on(catalogue, day):
    """The generation that `catalogue` had reached by the end of `day`, as what is public now tells; 0 for none."""
    end = timezone.make_aware(datetime.combine(day, time.max))
    public = Edition.objects.current().values("uid")
    until = Edition.objects.readable().filter(uid__in=public, published_at__lte=end, generation__lte=catalogue.number)
    return until.order_by("-generation").values_list("generation", flat=True).first() or 0


def published_after(index, number):
    """The documents of `index` whose editions followed the generation `number`, as a bitmap.

    What was taken back keeps its generation, so that no restriction is among the news.
    """
    newest = index.orders["newest"]
    end = bisect_right(newest, -number - 1, key=lambda one: -index.documents[one].generation)
    return BitMap(newest[:end])


def _past(catalogue, number):
    index = catalogue.kinds[ANY_KIND]
    changed = [one for one in map(index.documents.__getitem__, index.everything) if one.generation > number]
    documents = [one for some in batched(changed, CHUNK) for one in _then(some, number)]
    return catalogue.altered(documents, number=number, past=True)


def _then(changed, number):
    """What stood in the place of the documents `changed` at the generation `number`, as Catalogue.altered takes it."""
    editions = Edition.objects.filter(uid__in=[one.uid for one in changed], generation__lte=number)
    newest = {edition.uid: edition for edition in editions.order_by("number")}
    for now in changed:
        edition = newest.get(now.uid)
        record = edition and edition.read()
        if record is None:
            yield now.kind, now.number, None, {}
            continue
        then = document(edition, record)
        then.pk, then.slug = now.number, now.slug
        facts = [getattr(then, name) for name in COLUMNS]
        yield now.kind, now.number, indexed(*facts), json.loads(then.values)
