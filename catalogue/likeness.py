"""Entries that may be one and the same: found among what editors work on, and remembered as pairs.

What was withdrawn is left out: that is how one of two entries for one thing ends.

Names are compared by the groups of three letters that they share. Trigrams are those of PostgreSQL's pg_trgm: each word
is written with two spaces before and one after it. Two names are as alike as the trigrams that both have are to those
that either has (Jaccard), from 0 to 1, and each trigram weighs log(1 + N/n), where n of N names have it: that two
networks are both called “local prevention network” says little where many are. It is counted here, over words folded as
the search compares them, so that both databases find the same.

All pairs are found by prefix filtering (Bayardo, Ma and Srikant 2007, with the longer prefixes of Wang, Li and Feng
2012): two names that are alike share some of their rarest trigrams, so only these are looked up.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import ceil, log

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import LookAlike
from catalogue.search.words import words
from publishing.editing.cockpit import ROWS, Link, WorkList, WorkRow
from publishing.models import Entry, lines

LEAST = 0.6  # of likeness, from which two names may be those of one thing
SHARED = 4  # of the rarest trigrams are what a candidate shares, if it has so many
ROUNDING = 1e-9  # sums in another order differ by less


@dataclass(frozen=True, slots=True)
class Name:
    """One of the names of `owner`."""

    owner: str
    trigrams: frozenset[str]


def trigrams(name):
    """The trigrams of `name`, a frozenset of strings."""
    spaced = [f"  {word.folded} " for word in words(name)]
    return frozenset(word[at : at + 3] for word in spaced for at in range(len(word) - 2))


def alike(own, others, least=LEAST):
    """The owners among `others` with a name like one of `own` (lists of Name): {owner: the highest likeness}."""
    weights = _Weights([*own, *others])
    found = {}
    for name in own:
        whole = weights.of(name.trigrams)
        for other in others:
            measured = weights.likeness(name.trigrams, whole, other.trigrams, weights.of(other.trigrams))
            if measured >= least:
                found[other.owner] = max(measured, found.get(other.owner, 0.0))
    return found


def all_alike(names, least=LEAST):
    """{(owner, other): the highest likeness} of the pairs among `names` that are alike, the smaller owner first."""
    weights = _Weights(names)
    weighed = sorted(
        ((weights.of(name.trigrams), name) for name in names if name.trigrams), key=lambda one: (one[0], one[1].owner)
    )
    seen, needed, found = defaultdict(list), [], {}
    # The lighter names first, so that whoever is looked up weighs at least as much as those seen before.
    for at, (whole, name) in enumerate(weighed):
        prefix, need = weights.prefix(name.trigrams, least * whole)
        needed.append(need)
        met = Counter([other for gram in prefix for other in seen[gram]])
        for other, shared in met.items():
            if shared >= min(need, needed[other]) and weighed[other][0] >= least * whole:
                _note(found, weights, least, weighed[other], (whole, name))
        for gram in prefix:
            seen[gram].append(at)
    return found


def _note(found, weights, least, one, other):
    (whole, name), (other_whole, other_name) = one, other
    if name.owner != other_name.owner:
        measured = weights.likeness(name.trigrams, whole, other_name.trigrams, other_whole)
        if measured >= least:
            pair = (min(name.owner, other_name.owner), max(name.owner, other_name.owner))
            found[pair] = max(measured, found.get(pair, 0.0))


class _Weights:
    """What each trigram weighs among `names`."""

    def __init__(self, names):
        held = Counter(gram for name in names for gram in name.trigrams)
        self.by_gram = {gram: log(1 + len(names) / count) for gram, count in held.items()}
        self.order = {gram: at for at, gram in enumerate(sorted(held, key=lambda gram: (held[gram], gram)))}

    def of(self, grams):
        return sum(map(self.by_gram.__getitem__, grams))

    def likeness(self, grams, whole, other_grams, other_whole):
        """How alike two sets of trigrams are, which as a `whole` weigh so much."""
        shared = self.of(grams & other_grams)
        return shared / (whole + other_whole - shared) if shared else 0.0

    def prefix(self, grams, least):
        """The rarest of `grams`, and how many of them whoever shares the weight `least` with `grams` shares at least.

        What follows the prefix weighs less than `least` without one trigram fewer than that number.
        """
        ordered = sorted(grams, key=self.order.__getitem__)
        heaviest = self.by_gram[ordered[0]]
        need = min(SHARED, max(1, ceil(least / heaviest)))
        rest, spare = self.of(grams), least - (need - 1) * heaviest - ROUNDING
        for at, gram in enumerate(ordered):
            if rest < spare:
                return ordered[:at], need
            rest -= self.by_gram[gram]
        return ordered, need


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


class LookAlikes:
    """Pairs of entries with names that are alike, of which nobody has said that they are two."""

    def __init__(self, desk):
        self.desk = desk
        pairs = LookAlike.objects.open().filter(seen_by(desk))
        self.count, self.pairs = pairs.count(), list(pairs[:ROWS])
        self.by_uid = keys_of(desk, self.pairs)
        self.keys = set(self.by_uid.values())

    def work_lists(self):
        if not self.desk.admins:
            return []
        ways = [Link(_("All pairs"), self.desk.list_url(LookAlike, apart__exact=0))] if self.count else []
        rows = [self._row(pair) for pair in self.pairs]
        return [WorkList("look-alikes", gettext_lazy("Possible duplicates"), self.count, rows, ways)]

    def _row(self, pair):
        one, other = (self.desk.found[self.by_uid[uid]] for uid in (pair.one, pair.other))
        words = _("Its name is like that of another one (%s %%).") % pair.likeness
        settle = Link(_("Not the same"), self.desk.url(pair, "apart")) if may_settle(self.desk, pair) else None
        return WorkRow(self.desk.link(one), one._meta.verbose_name, words, (self.desk.link(other),), settle)


def seen_by(desk):
    """A Q: the pairs of which the user of `desk` sees both entries, and neither was withdrawn."""
    seen = Q(pk__in=[])
    for model in desk.admins:
        entries = desk.entries(model).exclude(state=model.State.WITHDRAWN)
        one, other = (Exists(entries.filter(uid=OuterRef(name))) for name in ("one", "other"))
        seen |= Q(one, other, kind=model.KIND)
    return seen


def may_settle(desk, pair):
    """Whether the user of `desk` may say that the two of `pair`, which they see, are not the same."""
    return any(
        admin.has_change_permission(desk.request) for model, admin in desk.admins.items() if pair.kind == model.KIND
    )


def keys_of(desk, pairs):
    """{uid: key} of the entries of `pairs`, as a Desk reads them."""
    wanted = {uid for pair in pairs for uid in (pair.one, pair.other)}
    kinds = {pair.kind for pair in pairs}
    return {
        uid: (model._meta.label, pk)
        for model in desk.admins
        if model.KIND in kinds
        for uid, pk in model.objects.filter(uid__in=wanted).values_list("uid", "pk")
    }
