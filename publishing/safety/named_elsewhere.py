"""Where a careful entry is named beside the records of others: former addresses, vocabulary."""

from publishing.models import Address, Care, Generation, Mention, PublicWords, names_in
from publishing.records.naming import Names


def close_addresses(care, names):
    """Close the addresses of other entries than that of `care` that hold one of `names` (a Names).

    They answer as if they had never been any.
    """
    others = Address.objects.filter(gone=False).exclude(entry__uid=care.uid)
    named = [pk for pk, slug in others.values_list("pk", "slug").iterator() if names.in_address(slug)]
    Address.objects.filter(pk__in=named).update(gone=True)


def take_out_of_vocabulary(names):
    """Take the words that hold one of `names` (a Names) out of vocabulary, which is public, where they may be missing.

    {(kind, uid, field) of a Mention: [words taken out, …]}. A name, a title or an address can't be left empty: it stays
    until an editor rewords it.
    """
    return {
        (kind, str(row.pk), field): _taken_out(row, field, names)
        for kind, model in PublicWords.tables.items()
        for row in model.objects.all()
        for field in model.PUBLIC_WORDS
        if names_in(row, field, names)
    }


def _taken_out(row, field, names):
    if not row._meta.get_field(field).blank or field == "slug":
        return []
    value = getattr(row, field)
    if not isinstance(value, list):
        _write(row, field, "")
        return [value]
    named = [words for words in value if names.in_words(words)]
    _write(row, field, [words for words in value if words not in named])
    return named


def note_mention(care, key, editions, words):
    """Note that the field `key` names who is kept back: so many `editions` lost it, and vocabulary these `words`."""
    kind, uid, field = key
    asked = {"held_back": editions, "answer": "", "answered_by": None, "answered_at": None}
    mention, _new = Mention.objects.update_or_create(care=care, kind=kind, uid=uid, field=field, defaults=asked)
    if words:
        mention.words = [*mention.words, *words]
        mention.save(update_fields=["words"])


def put_back(mention):
    """Put the words back that were taken out of vocabulary for `mention`, unless others stand there by now.

    Words that name somebody else who may not be named become a Mention of theirs instead.
    """
    row = named_row(mention)
    if row is None or not mention.words:
        return
    free = []
    for words in mention.words:
        if other := _also_named(words, mention):
            note_mention(other, (mention.kind, mention.uid, mention.field), 0, [words])
        else:
            free.append(words)
    value = getattr(row, mention.field)
    if isinstance(value, list):
        _write(row, mention.field, list(dict.fromkeys([*value, *free])))
    elif free and not value:
        _write(row, mention.field, free[0])
    # Not a generation of its own: its number would tell for good when, and so of whom, this was put back.
    Generation.objects.begin_era()


def _also_named(words, mention):
    """Another Care than that of `mention` whose names stand in `words`, or None."""
    others = Care.objects.exclude(pk=mention.care_id)
    return next((care for care in others if Names(care.names).in_words(words)), None)


def _write(row, field, value):
    type(row).objects.filter(pk=row.pk).update(**{field: value})


def named_row(mention):
    """The row of vocabulary that `mention` is about; None when it is about an entry, or the row is gone."""
    model = PublicWords.tables.get(mention.kind)
    return model.objects.filter(pk=mention.uid).first() if model else None
