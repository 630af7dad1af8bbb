"""What the cells of every kind of entry can name: countries, terms, entries, sources."""

from functools import lru_cache

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from places.levels import Level
from places.models import Country
from places.names import country_name, locale
from publishing.models import Edition, Source, Term
from publishing.sheets.matching import Names, Thing, fold

# In which names of countries are understood, beside English.
LANGUAGES = (
    "am ar bn de es fa fr ha hi id it ja km ko ku lo mn ms my ne nl pl ps pt ro ru si so sq sr sw ta th tl tr uk ur"
)


class Run:
    """One reading or writing of a sheet: for whom, and what it looks names up in.

    `visible(model)` gives the entries that `user` may see in the admin, `may_change(entry)` says what they may change.
    Without them everything is allowed.
    """

    def __init__(self, user=None, visible=None, may_change=lambda entry: True):
        self.user, self.visible, self.may_change = user, visible, may_change
        self._names = {}

    def names(self, lookup):
        """The Names that the function `lookup` makes; once a run."""
        if lookup not in self._names:
            self._names[lookup] = lookup(self)
        return self._names[lookup]

    def nameable(self, model):
        """The entries of `model` that cells may name and sentences may propose: what the user sees, and the public."""
        if self.visible is None:
            return model.objects.all()
        named = Edition.objects.current().filter(kind=model.KIND, level=Level.OPEN)
        public = Q(uid__in=named.values("uid"), level=Level.OPEN)
        return model.objects.filter(Q(pk__in=self.visible(model).order_by().values("pk")) | public)


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
    things = [Thing(code, code, country_name(code, "en"), (iso3,)) for code, iso3 in known]
    held = {thing.key for thing in things}
    return Names(
        _("There is no country “%(typed)s”."), things, elsewhere=lambda name: countries_abroad().get(name, set()) & held
    )


def terms(vocabulary, missing):
    """A lookup of the terms of `vocabulary`; `missing` is the sentence for what is not one of them."""

    def lookup(run):
        found = Term.objects.filter(vocabulary=vocabulary).order_by("position", "slug")
        return Names(missing, [Thing(term.slug, term.pk, term.label, tuple(term.aliases)) for term in found])

    return lookup


def sources(run):
    found = Source.objects.values_list("slug", "pk", "title", "url")
    things = [Thing(slug, pk, title, (url,)) for slug, pk, title, url in found]
    return Names(_("There is no source “%(typed)s”."), things, hint=_("Add it under Sources first."))


def entries(model, missing, hint):
    """A lookup of the entries of `model` by address, uid, title in any language and acronym."""

    def lookup(run):
        held = run.nameable(model)
        texts = model._meta.get_field("texts").related_model
        titles = {}
        for pk, title in (
            texts.objects.filter(entry__in=held.order_by().values("pk")).order_by("pk").values_list("entry", "title")
        ):
            titles.setdefault(pk, []).append(title)
        has_acronym = any(field.name == "acronym" for field in model._meta.fields)
        facts = held.values_list("slug", "pk", "uid", "acronym" if has_acronym else "slug")
        things = [
            Thing(slug, pk, next(iter(titles.get(pk, ())), slug), (uid, short, *titles.get(pk, ())))
            for slug, pk, uid, short in facts
        ]
        return Names(missing, things, hint=hint)

    return lookup
