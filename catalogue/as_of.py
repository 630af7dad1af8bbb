"""The catalogue as it stood at an earlier generation: what a citation of a list leads to.

Entries that were taken out since are not in it, and what was hidden since is hidden in it too: earlier editions are
brought to the level that their entry has now, and safety goes before history. Names of places and terms are those of
today, and so are the words that a search looks in.
"""

import json
import threading
from functools import lru_cache
from itertools import batched

from catalogue.catalogue import COLUMNS
from catalogue.documents import document
from catalogue.index import indexed
from catalogue.kinds import ANY_KIND
from publishing.models import Edition

CHUNK = 500
_lock = threading.Lock()


def as_of(catalogue, number):
    """`catalogue` as it stood at the generation `number`, which is not above its own."""
    if number == catalogue.number:
        return catalogue
    with _lock:  # so that whoever asks for many of them at once waits in line
        return _past(catalogue, number)


def date_of(catalogue):
    """When the newest edition in `catalogue` was published; None when it holds none.

    Not that of any edition up to its generation: it would tell when something was published that is hidden by now.
    """

    def find():
        index = catalogue.kinds[ANY_KIND]
        newest = [index.documents[number].generation for number in index.ordered(index.everything, "newest", 0, 1)]
        return Edition.objects.filter(generation__in=newest).values_list("published_at", flat=True).first()

    return catalogue.remembered("date", find)


@lru_cache(maxsize=4)  # each holds what has changed since, and shares the rest with today's
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
