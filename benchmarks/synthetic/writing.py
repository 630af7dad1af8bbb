"""Writing a synthetic catalogue: editions and addresses in bulk, as publishing would have left them."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from io import StringIO

from django.core.management import call_command
from django.db import transaction
from django.utils import translation

from benchmarks import program
from benchmarks.synthetic import PREFIX, uid_of
from benchmarks.synthetic.skew import FIXTURES
from practices.vocabulary import load_recommendations
from publishing.models import Address, Edition, Entry, Generation

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
NOTE = "Synthetic: made for measuring."


class NotSynthetic(Exception):
    """The database holds something that is real, so nothing is written to it."""


def refuse_what_is_real():
    """Raise NotSynthetic unless the database is empty or holds synthetic entries only."""
    if Entry.objects.exclude(uid__startswith=PREFIX).exists():
        raise NotSynthetic("There are entries here that are not synthetic: nothing was written.")


def write(entries, progress=lambda done, of: None):
    """Write the catalogue `entries` (Entries) to the database, which holds nothing or is refused."""
    refuse_what_is_real()
    load_words()
    for block in entries.blocks():
        with transaction.atomic():
            write_block(entries, block)
        progress(block.stop, entries.size)


def load_words():
    """The real places and vocabulary, which the records name."""
    for name in ("places", "vocabulary"):
        call_command(f"load_{name}", FIXTURES / f"{name}.json", verbosity=0, stdout=StringIO())
    directory = json.loads((FIXTURES / "directory.json").read_text("utf-8"))
    load_recommendations(directory["recommendations"])


def write_block(entries, block):
    """One block of the catalogue, each edition with a generation of its own, in order."""
    generation = Generation.objects.select_for_update().get(pk=1)
    records = list(entries.records(block))
    own = Entry.objects.bulk_create(
        Entry(entry_kind=record.KIND, uid=record.uid, slug=slug_of(record), state=Entry.State.PUBLISHED)
        for record in records
    )
    editions = [
        edition_of(record, entry, generation.number + at)
        for at, (record, entry) in enumerate(zip(records, own, strict=True), start=1)
    ]
    generation.number += len(editions)
    generation.save()
    Edition.objects.bulk_create(editions)
    named = (edition for edition in editions if edition.slug != edition.uid)
    Address.objects.bulk_create(Address(kind=one.kind, slug=one.slug, entry=one.entry) for one in named)
    program.store(editions)


def edition_of(record, entry, generation, number=1):
    """The current edition `number` of the synthetic `record` of `entry`, as publishing writes it."""
    written = record.model_dump_json()
    with translation.override("en"):
        title = record.title()
    return Edition(
        entry=entry,
        kind=record.KIND,
        uid=record.uid,
        slug=slug_of(record),
        number=number,
        generation=generation,
        level=record.level,
        title=title,
        record=written,
        digest=hashlib.sha256(written.encode()).hexdigest(),
        published_at=BEGINNING + timedelta(minutes=generation),
        note=NOTE,
    )


def slug_of(record):
    """The address of a synthetic entry: it says what it is, and is the uid where the title is hidden."""
    return f"synthetic-{record.KIND}-{record.uid.removeprefix(PREFIX)}" if record.original.title else record.uid


def revise(entries, number):
    """Write the next edition of the synthetic entry `number`: its record as verified, at another scale."""
    with transaction.atomic():
        earlier = Edition.objects.current().get(kind=entries.kind(number), uid=uid_of(number))
        record = earlier.read()
        changed = record.model_copy(update={"verified_on": BEGINNING.date(), **_another_facet(record)})
        Edition.objects.filter(pk=earlier.pk).update(current=False)
        edition = edition_of(changed, earlier.entry, Generation.objects.advance(), earlier.number + 1)
        edition.save()
        program.store([edition])
    return edition


def _another_facet(record):
    """Another scale than the record has, where its kind has one."""
    return {"scale": "local" if record.scale != "local" else "national"} if hasattr(record, "scale") else {}
