"""Keeping back the name of an entry that became more careful, in whatever words it stands.

The level of an entry hides what refers to it, everywhere and at once. Words that name it are found here: in all
editions of all other entries, which lose the fields that hold them, and in what editors have saved, where each field
waits for an answer. Addresses, notes and vocabulary: see `named_elsewhere`.
"""

from itertools import batched

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from places.levels import Level
from publishing.models import Care, Edition, Entry, Event, Generation, Mention, names_in
from publishing.named_elsewhere import close_addresses, forget_note, named_row, vocabulary_that_names
from publishing.naming import Names
from publishing.records import RECORDS, hide, policy
from publishing.redaction import held_back, publishable
from publishing.websites import web_names
from publishing.writing import as_public, rewrite, write

AT_ONCE = 200  # entries or editions in memory


def entry_models():
    """The models of all kinds of entry, by kind."""
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Entry)}


def is_named_at(kind, level):
    """Whether entries of `kind` are named in public at `level`."""
    text = RECORDS[kind].text_class()
    return level != Level.WITHHELD and policy(text.model_fields["title"]).at(level) is not hide


def keep_back(entry, *, by=None):
    """Hold back every other entry's words that name `entry`, which was just read and whose level hides its names.

    Call it before earlier editions lose the names that they knew, inside the transaction that makes the entry more
    careful. Scans all editions and all entries: some seconds at 10,000 entries. Returns whether it did: what was
    looked for already is not looked for again.
    """
    care, _created = Care.objects.get_or_create(kind=entry.KIND, uid=entry.uid)
    known = sorted({*care.names, *_names_of(entry)})
    if not known or known == care.names:
        return False
    care.names = known
    care.save(update_fields=["names"])
    _look_through(care, Names(known), by)
    return True


def let_go(entry):
    """Forget that `entry` was kept back: it may be named again."""
    Care.objects.of(entry).delete()


def _names_of(entry):
    """All that `entry` is and was called, by what is saved and by what was published; none for what has no name."""
    names = set(entry.names())
    if names:
        for edition in Edition.objects.of(entry).readable():
            record = edition.read()
            names |= {getattr(record, "acronym", ""), *(text.title for text in record.texts)}
            names |= {*web_names(getattr(record, "website", ""))}
    return {name for name in names if name}


def _look_through(care, names, by):
    found = {}
    for edition in _others(care):
        for field in hold_back(edition, names, by=by):
            key = edition.kind, edition.uid, field
            found[key] = found.get(key, 0) + 1
    for kind, model in entry_models().items():
        for entry in model.objects.editable().exclude(uid=care.uid).iterator(AT_ONCE):
            for field in naming_fields(entry, names):
                found.setdefault((kind, entry.uid, field), 0)
    close_addresses(care, names)
    found |= dict.fromkeys(vocabulary_that_names(names), 0)
    for (kind, uid, field), editions in found.items():
        Mention.objects.update_or_create(
            care=care,
            kind=kind,
            uid=uid,
            field=field,
            defaults={"held_back": editions, "answer": "", "answered_by": None, "answered_at": None},
        )


def _others(care):
    """The readable editions of all other entries. Their keys are read before any is written."""
    editions = Edition.objects.readable().exclude(kind=care.kind, uid=care.uid)
    for keys in batched(list(editions.values_list("pk", flat=True)), AT_ONCE):
        yield from Edition.objects.filter(pk__in=keys)


def hold_back(edition, names, *, by=None):
    """Take the fields that hold one of `names` (a Names) out of `edition`; the names of these fields.

    The current edition gets a successor, so that whoever follows the directory hears of it.
    """
    forget_note(edition, names)
    record = edition.read()
    fields = {field for _part, field, _name in names.in_record(record)}
    if names.in_address(edition.slug):
        fields.add("title")
    if not fields:
        return []
    rest = held_back(record, fields)
    if edition.current:
        entry = entry_models()[edition.kind].objects.get(uid=edition.uid)
        write(as_public(entry, edition, edition.level), rest, Generation.objects.advance())
        Event.objects.note(entry, Event.What.HELD_BACK, by=by, note=", ".join(sorted(fields)))
    rewrite(edition, rest, edition.level, **({"slug": edition.uid} if "title" in fields else {}))
    return sorted(fields)


def naming_fields(entry, names):
    """The fields of the record of `entry`, as saved, that hold one of `names` (a Names)."""
    record = publishable(entry.to_record(), entry.level)
    return sorted({field for _part, field, _name in names.in_record(record)}) if record and record.texts else []


def _still_names(mention):
    names = Names(mention.care.names)
    if mention.kind not in entry_models():
        row = named_row(mention)
        return row is not None and bool(names_in(row, mention.field, names))
    entry = entry_models()[mention.kind].objects.editable().filter(uid=mention.uid).first()
    return entry is not None and mention.field in naming_fields(entry, names)


@transaction.atomic
def answer(mention, answer, *, by):
    """Answer `mention` with a Mention.Answer. False, and nothing done, when it is called reworded and still names."""
    if answer == Mention.Answer.REWORDED and _still_names(mention):
        return False
    mention.answer, mention.answered_by, mention.answered_at = answer, by, timezone.now()
    mention.save()
    return True
