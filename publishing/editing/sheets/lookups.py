"""What the cells of every kind of entry can name: countries, terms, entries, sources."""

from functools import cache, lru_cache

from django.utils.translation import gettext_lazy as _

from places.models import Country
from places.names import locale, territory_name
from publishing.editing.sheets.matching import Names, Thing, fold
from publishing.entries.sight import hides, veils_throughout
from publishing.models import Edition, Source, Term

# In which names of countries are understood, beside English.
LANGUAGES = (
    "am ar bn de es fa fr ha hi id it ja km ko ku lo mn ms my ne nl pl ps pt ro ru si so sq sr sw ta th tl tr uk ur"
)


class Run:
    """One reading or writing of a sheet: for whom, and what it looks names up in.

    `may_change(entry)` says what `user` may change. Without a user everything is seen, and without it allowed.
    """

    def __init__(self, user=None, may_change=lambda entry: True):
        self.user, self.may_change = user, may_change
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
        """Say that `entry`, which cells may name already, is saved now."""
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


@lru_cache(maxsize=1)
def countries_abroad():
    """{folded name: codes} of countries in LANGUAGES; some two hundred milliseconds, so it is kept."""
    found = {}
    for language in LANGUAGES.split():
        for code, name in locale(language).territories.items():
            if len(code) == 2:
                found.setdefault(fold(name), set()).add(code)
    return found


def countries(run):
    known = Country.objects.values_list("code", "iso3")
    things = [Thing(code, code, territory_name(code, "en"), (iso3,)) for code, iso3 in known]
    held = {thing.key for thing in things}
    return Names(
        _("There is no country “%(typed)s”."), things, elsewhere=lambda name: countries_abroad().get(name, set()) & held
    )


@cache
def terms(vocabulary):
    """A lookup of the terms of `vocabulary`."""

    def lookup(run):
        found = Term.objects.filter(vocabulary=vocabulary).order_by("position", "slug")
        things = [Thing(term.slug, term.pk, term.label, tuple(term.aliases)) for term in found]
        return Names(_("There is no term “%(typed)s” for this."), things)

    return lookup


def sources(run):
    found = Source.objects.nameable_by(run.user).values_list("slug", "pk", "title", "url")
    things = [Thing(slug, pk, title, (url,)) for slug, pk, title, url in found]
    return Names(_("There is no source “%(typed)s”."), things, hint=_("Add it under Sources first."))


sources.model = Source


@cache
def entries(model):
    """A lookup of the entries of `model` by address, uid, title in any language and acronym.

    Of those that the user does not see, names are what everybody can read.
    """

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
    titles = {}
    for pk, title in (
        texts.objects.filter(entry__in=entries.order_by().values("pk")).order_by("pk").values_list("entry", "title")
    ):
        titles.setdefault(pk, []).append(title)
    has_acronym = any(field.name == "acronym" for field in entries.model._meta.fields)
    for slug, pk, uid, short in entries.values_list("slug", "pk", "uid", "acronym" if has_acronym else "slug"):
        yield _thing(slug, pk, titles.get(pk, ()), uid, short)


def _public(entries):
    keys = {uid: (slug, pk) for slug, pk, uid in entries.values_list("slug", "pk", "uid")}
    for edition in Edition.objects.current().filter(kind=entries.model.KIND, uid__in=keys):
        record = edition.read()
        slug, pk = keys[edition.uid]
        titles = [text.title for text in record.texts if text.title]
        yield _thing(slug, pk, titles, edition.uid, getattr(record, "acronym", ""))


def _thing(slug, pk, titles, *others):
    return Thing(slug, pk, next(iter(titles), slug), (*others, *titles))
