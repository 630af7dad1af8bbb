"""How complete entries are: which of the fields that their records ask for have an answer.

Each field counts once and alike; that it is not reported, or withheld, is an answer too: an entry can be complete and
short. What is counted of the directory is its current editions, which is what readers miss.
"""

from itertools import batched

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from publishing.editions.editions import Edition
from publishing.entries.entries import Entry
from publishing.records.record import RECORDS, Answer
from publishing.records.values import declared

CHUNK = 500
FACTS = ("generation", "asked", "percent", "missing")


class Completeness(models.Model):
    """How many fields of the current edition are `asked` for, and which are `missing`. Written by this module only."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="completeness")
    generation = models.PositiveBigIntegerField()
    asked = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField()
    missing = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.percent} %"

    @property
    def answered(self):
        return self.asked - len(self.missing)


def measure(record):
    """The Completeness of `record`, an EntryRecord, not saved."""
    asked = fields(type(record))
    missing = [name for name in asked if record.answer(name) is Answer.NOT_ASKED]
    percent = 100 * (len(asked) - len(missing)) // len(asked)
    return Completeness(asked=len(asked), percent=percent, missing=missing)


def fields(record_class):
    """The names of the fields that count, those of the texts first, in the order of their classes."""
    named = declared(record_class.text_class()) | declared(record_class)
    return [name for name, value in named.items() if value.asked and name in record_class.answerable()]


@transaction.atomic
def keep_measures(editions):
    """Write down how complete the `editions` are that are current; forget the entries of the others."""
    rows = []
    for edition in editions:
        if edition.current:
            rows.append(measure(edition.read()))
            rows[-1].entry_id, rows[-1].generation = edition.entry_id, edition.generation
        else:
            Completeness.objects.filter(entry=edition.entry_id).delete()
    Completeness.objects.bulk_create(rows, update_conflicts=True, unique_fields=["entry"], update_fields=list(FACTS))


def catch_up():
    """Measure the current editions that were not yet, or by other fields than today's. Returns how many there were."""
    keys = []
    for kind, record_class in RECORDS.items():
        same = {"entry": OuterRef("entry"), "generation": OuterRef("generation"), "asked": len(fields(record_class))}
        current = Edition.objects.current().filter(kind=kind).exclude(Exists(Completeness.objects.filter(**same)))
        keys += current.order_by("pk").values_list("pk", flat=True)
    for some in batched(keys, CHUNK):
        keep_measures(Edition.objects.current().filter(pk__in=some))
    return len(keys)
