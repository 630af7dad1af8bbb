"""Completion of what a reader types: pages of places, titles of entries, and lists by places, themes, groups, kinds."""

import json

from django.utils.translation import get_language, gettext

from catalogue.kinds import ANY_KIND, own_kinds
from catalogue.place_results import place_results
from catalogue.same_names import told_apart
from catalogue.search.languages import spoken
from catalogue.search.query import Term, parse
from catalogue.search.search import Search
from catalogue.search.synonyms import widened
from catalogue.search.words import words
from places.order import sorting_key

# So many of each kind and facet, with labels so long (in letters), and a reply of so many bytes.
EACH = 4
LONGEST_LABEL = 90
LARGEST = 5_000


def completions(text, catalogue):
    """[{label, items: [{label, url, lang}, …]}, …] for the `text` typed so far; groups without items are left out."""
    typed = [word.folded for word in words(text[:200])]
    if not typed:
        return []
    search = Search(text, catalogue, catalogue.kinds[ANY_KIND], literal=True, typing=True)
    groups = [{"label": gettext("Places"), "items": _place_pages(text, catalogue)}]
    for kind in own_kinds():
        groups.append({"label": str(kind.label), "items": _titles(kind, search, catalogue)})
        groups += [
            {"label": str(facet.label), "items": _values(kind, name, facet, typed, catalogue)}
            for name, facet in kind.filters.facets().items()
            if name in kind.completed
        ]
    return _fitting([group for group in groups if group["items"]])


def _fitting(groups):
    """`groups` without the last items of the longest ones, as far as a reply would be too large."""
    while len(json.dumps(groups, ensure_ascii=False, separators=(",", ":")).encode()) > LARGEST:
        longest = max(groups, key=lambda group: len(group["items"]))
        longest["items"].pop()
    return groups


def _place_pages(text, catalogue):
    """The pages of the places whose whole name was typed, then of those whose names hold it; without empty ones."""
    parts = widened(parse(text), catalogue)
    named = [part.places for part in parts if part.places and len(parts) == 1]
    found = place_results(named, catalogue.kinds[ANY_KIND]).found
    return [_item(place.label, place.url) for place in found[:EACH]]


def _titles(kind, search, catalogue):
    index = catalogue.kinds[kind.name]
    found = [index.documents[number] for number in index.ordered(search.titled & index.everything, "newest", 0, EACH)]
    here = {one.uid: one.named(get_language()) for one in found if one.title}
    named = told_apart({uid: title for uid, (title, _language) in here.items()}, catalogue, kind.name)
    return [_item(named[one.uid], kind.address(one.slug), here[one.uid][1]) for one in found if one.title]


def _values(kind, name, facet, typed, catalogue):
    index = catalogue.kinds[kind.name]
    term = Term(tuple(typed), prefix=True)
    keys = facet.keys_named(term, (), spoken(), catalogue, index)
    named = [option for option in facet.options(catalogue, index) if option.key in keys]
    named.sort(key=lambda option: (-len(index.having(name, option.key)), sorting_key(option.label)))
    return [_item(option.label, f"{kind.list_url}?{name}={option.value}", option.lang) for option in named[:EACH]]


def _item(label, url, lang=""):
    label = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"
    return {"label": label, "url": url, "lang": lang}
