"""The documents and words of current editions, kept in step inside the transaction that publishes."""

import json

from django.db import transaction
from django.db.models import Exists, OuterRef

from catalogue.kinds import KINDS
from catalogue.models import Document
from catalogue.search import texts, vocabulary
from catalogue.search.words import algorithm, stem, words
from publishing.models import Edition, Generation

# Raised when the same edition would give another document or other words: `catch_up` then makes all of them anew.
RULES = 5
CHUNK = 500


@transaction.atomic
def store(editions):
    """Bring what the catalogue keeps in step with `editions`, each the current Edition of its entry.

    An edition without a record leaves a document that is not live, so that indexes learn that the entry is gone.
    """
    read = [(edition, edition.read()) for edition in editions]
    rows = [document(edition, record) for edition, record in read]
    changing = [field.name for field in Document._meta.fields if field.name not in ("id", "uid")]
    Document.objects.bulk_create(rows, update_conflicts=True, unique_fields=["uid"], update_fields=changing)
    numbers = dict(Document.objects.filter(uid__in=[row.uid for row in rows]).values_list("uid", "pk"))
    found = {numbers[edition.uid]: _Words(record) for edition, record in read if record}
    texts.remove([numbers[edition.uid] for edition, record in read if not record])
    texts.write({number: one.fields for number, one in found.items()})
    vocabulary.learn(set().union(*(one.spelt for one in found.values())))


def catch_up():
    """Store the current editions that the catalogue does not hold as they are. Returns how many there were."""
    held = Document.objects.filter(uid=OuterRef("uid"), generation=OuterRef("generation"), rules=RULES)
    behind = Edition.objects.current().filter(~Exists(held)).order_by("pk")
    keys = list(behind.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        _store_current(keys[start : start + CHUNK])
    return len(keys)


@transaction.atomic
def _store_current(keys):
    """Store those of the editions with these `keys` that are still current. Nothing is published meanwhile."""
    Generation.objects.advance()
    store(Edition.objects.current().filter(pk__in=keys))


def document(edition, record):
    """The Document, not saved, of `edition` with its `record`, or None for one without."""
    facts = {"kind": edition.kind, "uid": edition.uid, "generation": edition.generation, "rules": RULES}
    if record is None:
        return Document(**facts, live=False, slug=edition.slug, level=edition.level, language="", values="{}")
    original = record.original
    return Document(
        **facts,
        live=True,
        slug=edition.slug,
        level=record.level.value,
        title=original.title,
        language=original.language,
        start_year=getattr(record, "start_year", None),
        values=json.dumps(_values(record), separators=(",", ":")),
        record="" if record.level == "open" and original.title else edition.record,
    )


def _values(record):
    """{facet or relation: values} of `record`, without those that are empty, as a withheld field is."""
    found = {name: values_of(record) for name, values_of in KINDS[record.KIND].indexed.items()}
    found["language"] = {text.language for text in record.texts}
    filled = {name: sorted({value for value in values if value}) for name, values in found.items()}
    return {name: values for name, values in filled.items() if values}


class _Words:
    """The words of `record`: stemmed in the `fields` of `texts`, and as they are `spelt`."""

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
        found = words(text)
        self.spelt.update(vocabulary.spelling(text, word) for word in found if vocabulary.is_spelt(word))
        return [stem(word.folded, algorithm(language)) for word in found]
