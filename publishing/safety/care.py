"""Keeping back the name of an entry that became more careful, in whatever words it stands.

Its level hides what refers to it. Words that name it are found here: in editions of others, which lose them, in what
editors have saved, where each waits for an answer, in former addresses and in vocabulary.
"""

from collections import Counter
from itertools import batched

from django.db import transaction
from django.utils import timezone

from places.levels import Level
from publishing.editions.redaction import draft_record, held_back
from publishing.editions.writing import rewrite, tell_taken_back
from publishing.models import (
    Address,
    Care,
    Edition,
    Entry,
    Event,
    Generation,
    Mention,
    PublicWords,
    names_in,
    public_fields,
    put_at,
    words_at,
)
from publishing.records.naming import Names, found_by
from publishing.records.record import RECORDS, hide, policy

AT_ONCE = 200  # entries or editions in memory


def is_named_at(kind, level):
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
    for edition in Edition.objects.of(entry).readable() if names else ():
        record = edition.read()
        names |= {getattr(record, "acronym", ""), *(text.title for text in record.texts), *found_by(record)}
    return names - {""}


def _look_through(care, names, by):
    """Hold `names` back in all editions of others, and note where they are or were; the Editions that lost words."""
    changed, found = [], Counter()
    others = Edition.objects.readable().exclude(kind=care.kind, uid=care.uid)
    keys = batched(list(others.values_list("pk", flat=True)), AT_ONCE)  # all read before any is written
    for edition in (one for some in keys for one in Edition.objects.filter(pk__in=some)):
        held = hold_back(edition, names, by=by)
        if held is not None:
            changed.append(edition)
            found.update((edition.kind, edition.uid, field) for field in held)
    for kind, model in Entry.kinds.items():
        for entry in model.objects.editable().exclude(uid=care.uid).iterator(AT_ONCE):
            found.update({(kind, entry.uid, field): 0 for field in naming_fields(entry, names)})
    close_addresses(care, names)
    taken = take_out_of_vocabulary(names)
    if any(taken.values()):
        Generation.objects.begin_era()
    for key in [*found, *taken]:
        note_mention(care, key, found[key], taken.get(key, []))
    return changed


def hold_back(edition, names, *, by=None):
    """Take fields, note and address with `names` (a Names) out of `edition`; the fields, None when nothing names."""
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
    record = draft_record(entry)
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


def close_addresses(care, names):
    """Close the addresses of others than `care` that hold one of `names`: they answer as if they had never been any."""
    others = Address.objects.filter(gone=False).exclude(entry__uid=care.uid)
    named = [pk for pk, slug in others.values_list("pk", "slug").iterator() if names.in_address(slug)]
    Address.objects.filter(pk__in=named).update(gone=True)


def take_out_of_vocabulary(names):
    """Take words that hold `names` out of vocabulary, where they may be missing: {Mention's key: [words]}."""
    return {
        (kind, str(row.pk), field): _taken_out(row, field, names)
        for kind, model in PublicWords.tables.items()
        for row in model.objects.all()
        for field in public_fields(row)
        if names_in(row, field, names)
    }


def _taken_out(row, field, names):
    column, *_inside = field.split(".")
    if not row._meta.get_field(column).blank or field == "slug":
        return []
    value = words_at(row, field)
    if isinstance(value, list):
        named = [words for words in value if names.in_words(words)]
        _write(row, field, [words for words in value if words not in named])
        return named
    _write(row, field, "")
    return [value]


def note_mention(care, key, editions, words):
    """Note that the field `key` names who is kept back: so many `editions` lost it, and vocabulary these `words`."""
    kind, uid, field = key
    asked = {"held_back": editions, "answer": "", "answered_by": None, "answered_at": None}
    mention, _new = Mention.objects.update_or_create(care=care, kind=kind, uid=uid, field=field, defaults=asked)
    if words:
        mention.words = [*mention.words, *words]
        mention.save(update_fields=["words"])


def put_back(mention):
    """Put back what was taken out of vocabulary, unless others stand there; what names another is their Mention."""
    row = named_row(mention)
    if row is None or not mention.words:
        return
    free, others = [], Care.objects.exclude(pk=mention.care_id)
    for words in mention.words:
        if other := next((care for care in others if Names(care.names).in_words(words)), None):
            note_mention(other, (mention.kind, mention.uid, mention.field), 0, [words])
        else:
            free.append(words)
    value = words_at(row, mention.field)
    if isinstance(value, list):
        _write(row, mention.field, list(dict.fromkeys([*value, *free])))
    elif free and not value:
        _write(row, mention.field, free[0])
    # Not a generation of its own: its number would tell for good when, and so of whom, this was put back.
    Generation.objects.begin_era()


def _write(row, field, words):
    column = put_at(row, field, words)
    type(row).objects.filter(pk=row.pk).update(**{column: getattr(row, column)})


def named_row(mention):
    """The row of vocabulary that `mention` is about; None when it is about an entry, or the row is gone."""
    model = PublicWords.tables.get(mention.kind)
    return model.objects.filter(pk=mention.uid).first() if model else None


@transaction.atomic
def look_for_new_names():
    """Hold back what names careful entries by names that were only saved since; how many editions lost some words."""
    Generation.objects.lock()  # nobody publishes meanwhile
    kept = list(Care.objects.all())
    careful = (entry for one in kept for entry in Entry.kinds[one.kind].objects.editable().filter(uid=one.uid))
    changed = [edition for entry in careful for edition in keep_back(entry)]
    tell_taken_back(changed)
    return len(changed)
