"""Where a careful entry is named beside the records of others: former addresses, vocabulary."""

from publishing.models import Address, names_in, vocabulary_models


def close_addresses(care, names):
    """Close the addresses of other entries than that of `care` that hold one of `names` (a Names).

    They answer as if they had never been any.
    """
    others = Address.objects.filter(gone=False).exclude(kind=care.kind, uid=care.uid)
    named = [pk for pk, slug in others.values_list("pk", "slug").iterator() if names.in_address(slug)]
    Address.objects.filter(pk__in=named).update(gone=True)


def vocabulary_that_names(names):
    """Where vocabulary holds one of `names` (a Names), as keys of Mentions: [(kind, uid, field), …].

    It is public, and no program can reword it: editors do, or say that it may stay.
    """
    return [
        (kind, str(row.pk), field)
        for kind, model in vocabulary_models().items()
        for row in model.objects.all()
        for field in model.PUBLIC_WORDS
        if names_in(row, field, names)
    ]


def named_row(mention):
    """The row of vocabulary that `mention` is about; None when it is about an entry, or the row is gone."""
    model = vocabulary_models().get(mention.kind)
    return model.objects.filter(pk=mention.uid).first() if model else None
