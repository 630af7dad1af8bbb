"""What a cell names: places, terms, entries and sources by code, address, name or alias, and the near misses."""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from places.gazetteer import countries_abroad, gazetteer
from places.gazetteer import key as folded_name
from places.models import Country
from places.names import territory_name
from publishing.editing.sheets.cells import DAY_ZERO, Wrong
from publishing.entries.sight import hides, veils_throughout
from publishing.models import Edition, Source, Term

LIKE = 72  # of 100: how like a name has to be, letter by letter, to be proposed
LETTERS_A_SLIP = 4  # of the longer name: so many letters for each that is another one. What is shorter means itself
WITHIN = 92  # of 100: how like, when only words that both have count
PROPOSALS = 3
LONGEST = 1_000  # characters of a name or an address: what is longer names nothing, and is not compared
MISSES = 200  # names of a file for which near ones are looked for: each takes some milliseconds
SHOWN = 80  # characters of a cell that a sentence repeats
ALIKE = str.maketrans("’‘ʼ`–—‑‐", "''''----")


def fold(name):
    """What spellings of one name share: no case, no marks of Latin, Greek and Cyrillic letters, plain quotes."""
    letters = unicodedata.normalize("NFKD", name.translate(ALIKE))
    unmarked = "".join(letter for letter in letters if not 0x0300 <= ord(letter) < 0x0370)
    return " ".join(unmarked.casefold().split())


def shown(typed):
    return typed if len(typed) <= SHOWN else f"{typed[: SHOWN - 1]}…"


def _is_near(typed, name):
    """Whether one is the other with slips that are few for its length: “uk” is not “ukr”."""
    return OSA.distance(typed, name) <= max(len(typed), len(name)) // LETTERS_A_SLIP


@dataclass(frozen=True)
class Thing:
    """Something that cells can name: `key` is how an export writes it, `label` how people know it."""

    key: str
    pk: object
    label: str
    names: tuple[str, ...] = ()


class Names:
    """The things of one sort, found by what is typed.

    `missing` is the sentence for what is not there, with %(typed)s; `hint` says what else to do then. `fold` takes
    away what spellings may differ in. `elsewhere` gives the keys for a folded name that `things` does not have.
    """

    def __init__(self, missing, things, *, hint="", fold=fold, elsewhere=lambda folded: set()):
        self.missing, self.hint, self.fold, self.elsewhere = missing, hint, fold, elsewhere
        self.things = {thing.key: thing for thing in things}
        self.read_as = {}  # {what was typed: the label of what it names, where it is another name of it}
        self._found, self._misses = {}, 0

    def pk(self, key):
        """The key in the database; None for what the file brings and is not saved yet."""
        return self.things[key].pk

    def expect(self, things):
        """Let `things` be found, too, and by other names what is there already."""
        for thing in things:
            if thing.pk is not None or thing.key not in self.things:
                self.add(thing)

    def add(self, thing):
        self.things[thing.key] = thing
        self._found.clear()
        for made in ("_by_key", "_by_name", "_spellings"):
            self.__dict__.pop(made, None)

    def find(self, typed):
        """The key of the thing that `typed` names. Raises Wrong when there is none, or more than one."""
        if typed not in self._found:
            self._found[typed] = self._look_up(typed)
        found = self._found[typed]
        if isinstance(found, Wrong):
            raise found
        return found

    def _look_up(self, typed):
        if len(typed) > LONGEST:
            return Wrong(self.missing % {"typed": shown(typed)})
        folded = self.fold(typed)
        keys = self._by_key.get(folded) or self._by_name.get(folded) or self.elsewhere(folded)
        if len(keys) == 1:
            [key] = keys
            if folded not in (self.fold(key), self.fold(self.things[key].label)):
                self.read_as[typed] = self.things[key].label
            return key
        if keys:
            which = "; ".join(f"{self.things[key].label} ({key})" for key in sorted(keys))
            words = _("“%(typed)s” can mean several: %(which)s. Write what stands in brackets.")
            return Wrong(words % {"typed": shown(typed), "which": which})
        near = self._near(folded)
        advice = _("Did you mean: %s?") % "; ".join(near) if near else self.hint
        return Wrong(f"{self.missing % {'typed': shown(typed)}} {advice}".strip())

    def _near(self, folded):
        self._misses += 1
        if self._misses > MISSES:
            return []
        near = [
            match
            for scorer, least in ((fuzz.ratio, LIKE), (fuzz.token_set_ratio, WITHIN))
            for match in process.extract(
                folded, self._spellings, scorer=scorer, score_cutoff=least, limit=2 * PROPOSALS
            )
            if scorer is not fuzz.ratio or _is_near(folded, match[0])
        ]
        keys = dict.fromkeys(key for name, _score, _at in near for key in sorted(self._by_name[name]))
        return [self._told_apart(key) for key in list(keys)[:PROPOSALS]]

    def _told_apart(self, key):
        label = self.things[key].label
        return label if self._by_name.get(self.fold(label)) == {key} else f"{label} ({key})"

    @cached_property
    def _by_key(self):
        return {self.fold(key): {key} for key in self.things}

    @cached_property
    def _by_name(self):
        found = {}
        for thing in self.things.values():
            for name in (thing.label, *thing.names):
                if folded := self.fold(name):
                    found.setdefault(folded, set()).add(thing.key)
        return found

    @cached_property
    def _spellings(self):
        return list(self._by_name)


class Run:
    """One reading or writing of a sheet: its lookups, for `user` (None: all is seen) who `may_change(entry)`."""

    def __init__(self, user=None, may_change=lambda entry: True):
        self.user, self.may_change, self.day_zero = user, may_change, DAY_ZERO
        self._names, self._coming = {}, {}

    def names(self, lookup):
        """The Names that the function `lookup` makes; once a run."""
        if lookup not in self._names:
            self._names[lookup] = lookup(self)
            self._names[lookup].expect(self._coming.get(getattr(lookup, "model", None), ()))
        return self._names[lookup]

    def expect(self, model, things):
        """Let cells name `things` too: entries of `model` that the file brings, or names by its own slugs."""
        self._coming[model] = things

    def came(self, entry):
        for lookup, names in self._names.items():
            if getattr(lookup, "model", None) is type(entry):
                names.add(Thing(entry.slug, entry.pk, entry.slug))

    def gives_addresses(self, model):
        """Whether `user` may choose addresses: only who sees all entries, or a refusal would tell of a hidden one."""
        return model.objects.shows_all_to(self.user)

    def editable(self, model):
        """The entries of `model` that rows may speak of, with all that cells hold, as the user may know it."""
        known = veils_throughout(model, self.user)
        apart = {one.prefetch_through for one in known}
        to_one = [one.name for one in model._meta.fields if one.many_to_one and not one.name.endswith("_by")]
        entries = model.objects.nameable_by(self.user).called_for(self.user).prefetch_related(*known).editable()
        return entries.select_related(*(name for name in to_one if name not in apart))


def countries(run):
    known = Country.objects.values_list("code", "iso3")
    things = [Thing(code, code, territory_name(code, "en"), (iso3,)) for code, iso3 in known]
    held = {thing.key for thing in things}

    def elsewhere(folded):
        return (gazetteer().countries(folded) or countries_abroad().get(folded, set())) & held

    return Names(_("There is no country “%(typed)s”."), things, fold=folded_name, elsewhere=elsewhere)


@cache
def terms(vocabulary):

    def lookup(run):
        found = Term.objects.filter(vocabulary=vocabulary).order_by("position", "slug")
        things = [Thing(term.slug, term.pk, str(term), term.names()) for term in found]
        return Names(_("There is no term “%(typed)s” for this."), things)

    return lookup


def sources(run):
    found = Source.objects.nameable_by(run.user).values_list("slug", "pk", "title", "url")
    things = [Thing(slug, pk, title, (url,)) for slug, pk, title, url in found]
    return Names(_("There is no source “%(typed)s”."), things, hint=_("Add it under Sources first."))


sources.model = Source


@cache
def entries(model):
    """A lookup of entries by address, uid, title in any language, acronym; of unseen ones by what all can read."""

    def lookup(run):
        seen = model.objects.seen_by(run.user)
        things = list(_seen(seen))
        if hides(model, run.user):
            things += _public(model.objects.nameable_by(run.user).exclude(pk__in=seen.order_by().values("pk")))
        missing = _("There is no %(kind)s “%%(typed)s”.") % {"kind": model._meta.verbose_name}
        return Names(missing, things, hint=_("Add it first, or import it before what names it."))

    lookup.model = model
    return lookup


def _seen(entries):
    texts = entries.model._meta.get_field("texts").related_model
    titles = defaultdict(list)
    of_these = texts.objects.filter(entry__in=entries.order_by().values("pk")).order_by("pk")
    for pk, title in of_these.values_list("entry", "title"):
        titles[pk].append(title)
    has_acronym = any(field.name == "acronym" for field in entries.model._meta.fields)
    for slug, pk, uid, short in entries.values_list("slug", "pk", "uid", "acronym" if has_acronym else "slug"):
        yield Thing(slug, pk, next(iter(titles[pk]), slug), (uid, short, *titles[pk]))


def _public(entries):
    keys = {uid: (slug, pk) for slug, pk, uid in entries.values_list("slug", "pk", "uid")}
    for edition in Edition.objects.current().filter(kind=entries.model.KIND, uid__in=keys):
        record, (slug, pk) = edition.read(), keys[edition.uid]
        titles = [text.title for text in record.texts if text.title]
        others = (edition.uid, getattr(record, "acronym", ""), *titles)
        yield Thing(slug, pk, next(iter(titles), slug), others)
