"""Places as things to match: countries, regions and groupings, by all their names in the gazetteer."""

from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.reconciling.thing import Property, Thing, written
from catalogue.search.place_names import containing, meant
from catalogue.search.words import words
from places.gazetteer import ADJECTIVE, gazetteer, key
from places.tree import WORLD, tree

# Where no place is called so: slips in a name that are let pass, and the shortest that may have any.
SLIPS, SHORTEST = 2, 5
MOST = 15


class PlaceType:
    """All places but the world."""

    id = "places"

    @property
    def label(self):
        return _("Places")

    def things(self, keys):
        """{code: Thing} of the places that `keys` mean: codes of ISO 3166-1, of M49, slugs of groupings."""
        codes = [tree().coded(one) for one in keys]
        return {code: _thing(code) for code in codes if code not in (None, WORLD)}

    def meant(self, texts):
        """{text: [Thing, …]} of the places that each of `texts` may mean."""
        return {text: [_thing(code) for code in _codes(text)] for text in texts}

    @cached_property
    def properties(self):
        """{name: Property}"""
        return {one.name: one for one in _properties()}


def _codes(text):
    sought, given = key(text), tree().coded(text.removeprefix("places/"))
    if not sought:
        return []
    typed = tuple(word.folded for word in words(text))
    begun = [one.code for one in gazetteer().beginning(sought) if one.sort != ADJECTIVE]
    first, others = meant(typed, text, alone=True)
    found = dict.fromkeys([given, *first, *others, *begun, *containing(typed)])
    codes = [code for code in found if code not in (None, WORLD)]
    return (codes or _with_slips(sought))[:MOST]


def _with_slips(sought):
    """The codes of the places with a name that somebody who typed `sought` may have meant."""
    if len(sought) < SHORTEST:
        return []
    shown = gazetteer().shown
    near = process.extract(
        sought, [one.key for one in shown], scorer=OSA.distance, score_cutoff=SLIPS, limit=MOST, processor=None
    )
    return list(dict.fromkeys(shown[at].code for _key, _distance, at in near if len(shown[at].key) >= SHORTEST))


def _thing(code):
    places = tree()
    grouping, above = places.groupings.get(code), places.above(code)
    return Thing(
        type="places",
        key=code,
        name=places.name(code),
        names=tuple(dict.fromkeys(one.text for one in gazetteer().of(code) if one.sort != ADJECTIVE)),
        path=reverse("places:detail", args=[code]),
        of=code,
        codes=tuple(filter(None, places.country_numbers.get(code, ()))),
        about=grouping.said("note").words if grouping else places.name(above[0]) if above else "",
    )


def _properties():
    iso3 = _("The code of a country by ISO 3166-1 alpha-3.")
    m49 = _("The code of a country or region by UN M49.")
    within = _("The region that it lies in.")
    yield Property("code", _("Code"), _("How the directory writes the place."), lambda code: [written(code)])
    yield Property("iso3", "ISO 3166-1 alpha-3", iso3, lambda code: _number(code, 0))
    yield Property("m49", "UN M49", m49, _m49)
    yield Property("region", _("Region"), within, _around, "places")


def _number(code, at):
    numbers = tree().country_numbers.get(code)
    return [written(numbers[at])] if numbers and numbers[at] else []


def _m49(code):
    return [written(code)] if code in tree().region_parent else _number(code, 1)


def _around(code):
    return [{"id": f"places/{one}", "name": tree().name(one)} for one in tree().above(code)[:1]]
