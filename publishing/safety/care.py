"""Keeping back the name of an entry that became more careful, in whatever words it stands.

The level of an entry hides what refers to it, everywhere and at once. Words that name it are found here: in all
editions of all other entries, which lose the fields that hold them, and in what editors have saved, where each field
waits for an answer. Former addresses and vocabulary: see `named_elsewhere`.
"""

from itertools import batched

from django.db import transaction
from django.utils import timezone

from places.levels import Level
from publishing.editions.redaction import held_back, publishable
from publishing.editions.writing import rewrite
from publishing.models import Care, Edition, Entry, Event, Generation, Mention, names_in
from publishing.records.naming import Names
from publishing.records.record import RECORDS, hide, policy
from publishing.records.websites import found_by
from publishing.safety.named_elsewhere import close_addresses, named_row, note_mention, put_back, take_out_of_vocabulary

AT_ONCE = 200  # entries or editions in memory


def is_named_at(kind, level):
    """Whether entries of `kind` are named in public at `level`."""
    text = RECORDS[kind].text_class()
    return level != Level.WITHHELD and policy(text.model_fields["title"]).at(level) is not hide


def keep_back(entry, *, by=None):
    """Hold back every other entry's words that name `entry`, which was just read and may not be named any more.

    The Editions that lost words by it. Only names that were not looked for yet are: what was answered stays answered.
    Call it before earlier editions lose the names that they knew, inside the transaction that makes the entry more
    careful. Scans all editions and all entries: some seconds at 10,000 entries.
    """
    care = Care.objects.of(entry).first() or Care(kind=entry.KIND, uid=entry.uid)
    new = _names_of(entry) - {*care.names}
    if not new:
        return []
    care.names = sorted({*care.names, *new})
    care.save()
    return _look_through(care, Names(new), by)


def let_go(entry):
    """Forget that `entry` was kept back: it may be named again."""
    for mention in Mention.objects.waiting().filter(care__in=Care.objects.of(entry)):
        put_back(mention)
    Care.objects.of(entry).delete()


def _names_of(entry):
    """All that `entry` is and was called, by what is saved and by what was published; none for what has no name."""
    names = set(entry.names())
    if names:
        for edition in Edition.objects.of(entry).readable():
            record = edition.read()
            names |= {getattr(record, "acronym", ""), *(text.title for text in record.texts), *found_by(record)}
    return {name for name in names if name}


def _look_through(care, names, by):
    """Hold `names` back in all editions of others, and note where they are or were; the Editions that lost words."""
    changed, found = [], {}
    for edition in _others(care):
        held = hold_back(edition, names, by=by)
        if held is not None:
            changed.append(edition)
            for field in held:
                key = edition.kind, edition.uid, field
                found[key] = found.get(key, 0) + 1
    for kind, model in Entry.kinds.items():
        for entry in model.objects.editable().exclude(uid=care.uid).iterator(AT_ONCE):
            for field in naming_fields(entry, names):
                found.setdefault((kind, entry.uid, field), 0)
    close_addresses(care, names)
    taken = take_out_of_vocabulary(names)
    if any(taken.values()):
        Generation.objects.begin_era()
    for key in [*found, *taken]:
        note_mention(care, key, found.get(key, 0), taken.get(key, []))
    return changed


def _others(care):
    """The readable editions of all other entries. Their keys are read before any is written."""
    editions = Edition.objects.readable().exclude(kind=care.kind, uid=care.uid)
    for keys in batched(list(editions.values_list("pk", flat=True)), AT_ONCE):
        yield from Edition.objects.filter(pk__in=keys)


def hold_back(edition, names, *, by=None):
    """Take the fields that hold one of `names` (a Names) out of `edition`, and its note and address if they do.

    The names of the fields; None when it holds none of the names.
    """
    record = edition.read()
    fields = {field for _part, field, _name in names.in_record(record)}
    if names.in_address(edition.slug):
        fields.add("title")
    noted = bool(names.in_words(edition.note))
    if not fields and not noted:
        return None
    rewrite(edition, held_back(record, fields), note="" if noted else None)
    if edition.current and fields:
        entry = Entry.kinds[edition.kind].objects.get(uid=edition.uid)
        Event.objects.note(entry, Event.What.HELD_BACK, by=by, note=", ".join(sorted(fields)))
    return sorted(fields)


def naming_fields(entry, names):
    """The fields of the record of `entry`, as saved, that hold one of `names` (a Names)."""
    record = publishable(entry.to_record(), entry.level)
    return sorted({field for _part, field, _name in names.in_record(record)}) if record and record.texts else []


def _still_names(mention):
    names = Names(mention.care.names)
    if mention.kind not in Entry.kinds:
        row = named_row(mention)
        return row is not None and bool(names_in(row, mention.field, names))
    entry = Entry.kinds[mention.kind].objects.editable().filter(uid=mention.uid).first()
    return entry is not None and mention.field in naming_fields(entry, names)


@transaction.atomic
def answer(mention, answer, *, by):
    """Answer `mention` with a Mention.Answer. False, and nothing done, when it is called reworded and still names."""
    Generation.objects.lock()  # first, as whoever publishes does: the two would wait for each other
    if answer == Mention.Answer.REWORDED and _still_names(mention):
        return False
    if answer == Mention.Answer.HARMLESS:
        put_back(mention)
    mention.words = []
    mention.answer, mention.answered_by, mention.answered_at = answer, by, timezone.now()
    mention.save()
    return True
