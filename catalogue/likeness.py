"""Entries that may be one and the same: found among what editors work on, and remembered as pairs.

What was withdrawn is left out: that is how one of two entries for one thing ends.
"""

from django.db import transaction

from catalogue.models import LookAlike
from catalogue.trigrams import Name, alike, all_alike, trigrams
from publishing.models import Entry, lines


def names_of(entries):
    """What `entries` (a queryset of one kind) are called: a Name for each title, with the acronym as a word of it, and
    one for each other name."""
    known = {field.name for field in entries.model._meta.fields}
    rows = entries.exclude(state=Entry.State.WITHDRAWN).order_by()
    titles = rows.values_list("uid", "texts__title", *({"acronym"} & known))
    others = rows.exclude(also_known_as="").values_list("uid", "also_known_as") if "also_known_as" in known else ()
    return [
        *(Name(uid, trigrams(" ".join(filter(None, words)))) for uid, *words in titles),
        *(Name(uid, trigrams(name)) for uid, names in others for name in lines(names)),
    ]


def like(titles, entries):
    """Those of `entries` (a queryset of one kind) with a title like one of `titles`, the most alike first."""
    found = alike([Name("", trigrams(title)) for title in titles], names_of(entries))
    read = {entry.uid: entry for entry in entries.filter(uid__in=found).prefetch_related("texts")}
    return [read[uid] for uid in sorted(found, key=lambda uid: (-found[uid], uid)) if uid in read]


@transaction.atomic
def find_all(model):
    """Find the pairs of `model` anew and remember them. Returns how many are open."""
    found = all_alike(names_of(model.objects.all()))
    _keep(model, found, LookAlike.objects.filter(kind=model.KIND))
    return LookAlike.objects.open().filter(kind=model.KIND).count()


@transaction.atomic
def find_of(entry):
    """Find the pairs of `entry`, as saved, anew and remember them."""
    model = type(entry)
    own = names_of(model.objects.filter(pk=entry.pk))
    found = alike(own, names_of(model.objects.exclude(pk=entry.pk))) if own else {}
    pairs = {(min(uid, entry.uid), max(uid, entry.uid)): measured for uid, measured in found.items()}
    _keep(model, pairs, LookAlike.objects.of(entry))


def set_apart(pair, *, by):
    """Remember that `pair` (a LookAlike) are two entries, as the user `by` says."""
    LookAlike.objects.filter(pk=pair.pk).update(apart=True, apart_by=by)


def _keep(model, found, before):
    """Put `found`, {(uid, uid): likeness}, in the place of the open pairs in `before`."""
    gone = [pair.pk for pair in before.open() if (pair.one, pair.other) not in found]
    LookAlike.objects.filter(pk__in=gone).delete()
    rows = [
        LookAlike(kind=model.KIND, one=one, other=other, likeness=round(100 * measured))
        for (one, other), measured in found.items()
    ]
    LookAlike.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["kind", "one", "other"], update_fields=["likeness"]
    )
