"""Disambiguation: entries of one name that stand in one list are told apart by their countries."""

from collections import Counter

from django.utils.translation import gettext as _

from places.lists import listed
from places.order import in_order, sorting_key
from places.tree import tree


def told_apart(named, catalogue, kind):
    """{uid: what it is called in this list} for `named`, {uid: name} of entries of `kind` that may be named."""
    often = Counter(map(sorting_key, named.values()))
    return {
        uid: _with_countries(name, uid, catalogue.kinds[kind]) if often[sorting_key(name)] > 1 else name
        for uid, name in named.items()
    }


def _with_countries(name, uid, index):
    number, places = index.numbers[uid], tree()
    codes = [code for code in index.values.get("place", {}) if code in places.country_region]
    countries = in_order(places.name(code) for code in codes if number in index.having("place", code))
    return _("%(name)s (%(places)s)") % {"name": name, "places": listed(countries)} if countries else name
