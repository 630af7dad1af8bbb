"""Terms of a vocabulary as things to match, by their labels and aliases in all languages."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.reconciling.thing import Property, Thing, written
from places.gazetteer import key

LIKE = 85  # of 100: names of terms are long, and have many letters in common with anything


class TermType:
    """The terms of the vocabulary `id`, which each have a page of their own; many of them are called `label`."""

    def __init__(self, id, label, catalogue):
        self.id, self.label, self._catalogue = id, label, catalogue
        self._terms = catalogue.terms.get(id, {})

    def things(self, keys):
        """{slug: Thing} of the terms with these slugs, of today or once."""
        former = self._catalogue.former.get(self.id, {})
        slugs = [former.get(key, key) for key in keys]
        return {slug: self._thing(self._terms[slug]) for slug in slugs if slug in self._terms}

    def meant(self, texts):
        """{text: [Thing, …]} of the terms that each of `texts` may mean, by a part of a name or with slips in it."""
        things = [self._thing(term) for term in self._terms.values()]
        return {text: [one for one in things if _may_be(key(text), one)] for text in texts}

    @cached_property
    def properties(self):
        """{name: Property}"""
        return {one.name: one for one in _properties()}

    def _thing(self, term):
        return Thing(
            type=self.id,
            key=term.slug,
            name=term.label,
            names=tuple(dict.fromkeys(name for _language, name, _shown in term.names)),
            path=reverse(f"{self.id}:detail", args=[term.slug]),
            of=term,
            about=term.told.words,
        )


def _may_be(sought, thing):
    held = any(f" {sought}" in f" {name}" for name in thing.keys)
    return held or sought == key(thing.key) or sought == key(thing.id) or thing.similarity(sought) >= LIKE


def _properties():
    described = _("What it is about.")
    aliases = _("What else it is called.")
    dac = _("The codes of the OECD DAC purposes that come nearest to it.")
    yield Property("description", _("Description"), described, lambda term: _texts([term.told.words]))
    yield Property("aliases", _("Also called"), aliases, lambda term: _texts(term.called.words))
    yield Property("dac", "OECD DAC", dac, lambda term: _texts(term.codes.get("dac", ())))


def _texts(values):
    return [written(one) for one in values if one]
