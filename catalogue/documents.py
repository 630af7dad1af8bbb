"""The documents and words of current editions, kept in step inside the transaction that publishes."""

import json
from itertools import batched

from django.db import transaction
from django.db.models import Exists, OuterRef

from catalogue.kinds import KINDS
from catalogue.models import Document
from catalogue.rules import rules
from catalogue.search import texts, vocabulary
from catalogue.search.words import algorithm, coded, otherwise, stem, words
from places.levels import Level
from publishing.models import Edition, Generation

CHUNK = 500


@transaction.atomic
def store(editions):
    """Bring what the catalogue keeps in step with `editions`. What was taken out leaves a document that is not live."""
    step = Generation.objects.now().step
    read = [(edition, edition.read() if edition.current else None) for edition in editions]
    found = {edition.uid: _Words(record) for edition, record in read if record}
    rows = [document(edition, record, step) for edition, record in read]
    for row in rows:
        row.spelt = " ".join(sorted(found[row.uid].spelt)) if row.uid in found else ""
    before = dict(Document.objects.filter(uid__in=[row.uid for row in rows]).values_list("uid", "spelt"))
    vocabulary.learn((set(before.get(row.uid, "").split()), set(row.spelt.split())) for row in rows)
    changing = [field.name for field in Document._meta.fields if field.name not in ("id", "uid")]
    Document.objects.bulk_create(rows, update_conflicts=True, unique_fields=["uid"], update_fields=changing)
    numbers = dict(Document.objects.filter(uid__in=[row.uid for row in rows]).values_list("uid", "pk"))
    texts.remove([numbers[row.uid] for row in rows if not row.live])
    texts.write({numbers[uid]: one.fields for uid, one in found.items()})


def catch_up():
    """Bring what the catalogue keeps in step with the current editions. Returns how many entries were behind."""
    held = Document.objects.filter(uid=OuterRef("uid"), generation=OuterRef("generation"), rules=rules(), live=True)
    behind = Edition.objects.current().filter(~Exists(held)).order_by("pk")
    public = Edition.objects.current().filter(uid=OuterRef("uid"))
    gone = Document.objects.live().filter(~Exists(public)).order_by("pk")
    uids = [*behind.values_list("uid", flat=True), *gone.values_list("uid", flat=True)]
    for some in batched(uids, CHUNK):
        _store_as_they_are(some)
    return len(uids)


@transaction.atomic
def _store_as_they_are(uids):
    """Store the last edition of each of the entries `uids`. Nothing is published meanwhile."""
    Generation.objects.lock().take_step()
    store(Edition.objects.filter(uid__in=uids).last_of_each())


def document(edition, record, step=0):
    """The Document, not saved, of `edition` with its `record`, None for an entry that was taken out."""
    facts = {"kind": edition.kind, "uid": edition.uid, "rules": rules(), "step": step}
    if record is None:
        nothing = {"generation": 0, "slug": edition.uid, "level": Level.WITHHELD, "language": "", "values": "{}"}
        return Document(**facts, **nothing, live=False)
    original = record.original
    return Document(
        **facts,
        live=True,
        generation=edition.generation,
        slug=edition.slug,
        level=record.level.value,
        title=original.title,
        language=original.language,
        start_year=getattr(record, "start_year", None),
        fullness=record.fullness,
        values=json.dumps(_values(record), separators=(",", ":")),
        record="" if record.level == "open" and original.title else edition.record,
        titles=_titles(record),
    )


def _titles(record):
    """The titles of the translations of `record` as JSON, by their languages; empty where there are none."""
    found = {text.language: text.title for text in record.texts if text is not record.original and text.title}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _values(record):
    """{facet or relation: values} of `record`, without those that are empty, as a withheld field is."""
    found = {name: values_of(record) for name, values_of in KINDS[record.KIND].indexed.items()}
    found["language"] = {text.language for text in record.texts}
    filled = {name: sorted({value for value in values if value}) for name, values in found.items()}
    return {name: values for name, values in filled.items() if values}


class _Words:
    """The words of `record`, each with its language: stemmed in the `fields` of `texts`, and as they are `spelt`."""

    def __init__(self, record):
        self.spelt = set()
        self.fields = [self._field(record, names) for names in KINDS[record.KIND].searched]

    def _field(self, record, names):
        found = []
        for part, language in [*((text, text.language) for text in record.texts), (record, "")]:
            for name in (name for name in names if name in type(part).model_fields):
                found += [*self._stems(getattr(part, name), language), texts.GAP]
        return found

    def _stems(self, text, language):
        found, by = words(text), algorithm(language)
        self.spelt.update(coded(vocabulary.spelling(text, word), by) for word in found if vocabulary.is_spelt(word))
        stems = [coded(stem(word.folded, by), by) for word in found]
        others = [coded(stem(word, by), by) for word in otherwise(text)]
        return [*stems, *(one for other in others for one in (texts.GAP, other))]
