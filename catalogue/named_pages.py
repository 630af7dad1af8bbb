"""Pages and lists as results of a search: those of themes, groups, kinds and other terms, and entries of other lists.

Known-item search: whoever types a name wants what is called so, and gets the way there before what only has the word.
"""

from collections import defaultdict
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override

from catalogue.facets import TermFacet
from catalogue.kinds import ANY_KIND, KINDS, in_menu
from catalogue.search.languages import spoken
from catalogue.search.names import ValueName
from catalogue.search.synonyms import key_of
from catalogue.search.words import ANY
from catalogue.shapes import Count

MOST = 6  # terms that are called so; where they are fewer, up to so many with those whose labels only hold the words
# Where more entries of other kinds have the words in their titles, these are no name.
MOST_ENTRIES = 2
# Terms with a page of their own, by their vocabularies; the others lead to the list that they narrow.
PAGES = {"themes": "themes:detail", "recommendations": "recommendations:detail"}


class Called(NamedTuple):
    """That the value `key` of the facet `facet` of a kind has the name `name` (ValueName); "" for the kind itself."""

    kind: str
    facet: str
    key: str
    name: ValueName


def named_pages(search):
    """The pages and lists (Count) that have what was searched for as their name, then those whose names hold it."""
    catalogue = search.catalogue
    if any(len(one.terms) > 1 or one.terms[0].quoted for one in search.query.positive):
        return []
    everywhere = search.index is catalogue.kinds[ANY_KIND]
    lists = [kind for kind in in_menu() if everywhere or search.index is catalogue.kinds[kind.name]]
    names = catalogue.remembered(("names of pages", get_language()), lambda: _by_names(catalogue))
    called = _all_called(search, names)
    wanted = {kind.name for kind in lists}
    # What is shown as its name comes before what is only also called so.
    called.sort(key=lambda one: one.name.whole)
    first = [(one.kind, one.facet, one.key) for one in called if not one.facet or one.kind in wanted]
    others = [one for kind in lists for one in _holding(search, kind)]
    pages = (_page(*one, catalogue) for one in dict.fromkeys([*first, *others]))
    return [*_entries(search), *islice((page for page in pages if page.count), MOST)]


def _all_called(search, names):
    """The Called that the whole query names; where it is a row of names, those that each of these names."""
    if whole := _called(names, search.query.positive):
        return whole
    parts = [(part.places, _called(names, part.clauses)) for part in search.parts]
    return [one for _places, found in parts for one in found] if all(map(any, parts)) else []


def _called(names, clauses):
    typed = " ".join(one.typed for one in clauses)
    found = [one for by in spoken() for one in names.get((by, key_of(typed, by)), ())]
    return [one for one in dict.fromkeys(found) if one.name.is_meant(typed)]


def _by_names(catalogue):
    """{(algorithm, stems): [Called, …]} of what kinds, and terms that entries have, are called."""
    found = defaultdict(list)
    for kind in in_menu():
        called = [Called(kind.name, "", kind.name, one) for one in _names_of(kind)]
        for name, facet in kind.filters.facets().items():
            names = facet.names(catalogue, catalogue.kinds[kind.name]) if isinstance(facet, TermFacet) else ()
            called += [Called(kind.name, name, one.key, one) for one in names]
        for one in called:
            for by in (ANY,) if one.name.foreign else spoken():
                found[by, key_of(one.name.text, by)].append(one)
    return dict(found)


def _names_of(kind):
    """What entries of the `kind` are called in the languages of the site (ValueName)."""
    here = get_language()
    for language, _name in settings.LANGUAGES:
        with override(language):
            yield ValueName(kind.name, str(kind.label), foreign=language not in (here, settings.LANGUAGE_CODE))


def _holding(search, kind):
    """(kind, facet, key) of the terms that have all that was searched for in their labels."""
    terms = [clause.terms[0] for clause in search.query.positive]
    index, catalogue = search.catalogue.kinds[kind.name], search.catalogue
    for name, facet in kind.filters.facets().items():
        if terms and facet.named and isinstance(facet, TermFacet):
            keys = [set(facet.keys_named(term, (), spoken(), catalogue, index)) for term in terms]
            yield from ((kind.name, name, key) for key in sorted(set.intersection(*keys)))


def _page(kind_name, facet_name, key, catalogue):
    kind, index = KINDS[kind_name], catalogue.kinds[kind_name]
    if not facet_name:
        return Count(str(kind.label), len(index), kind.list_url)
    facet = kind.filters.facets()[facet_name]
    page = PAGES.get(facet.vocabulary)
    url = reverse(page, args=[key]) if page else f"{kind.list_url}?{facet_name}={key}"
    return Count(facet.label_of(key, catalogue), len(index.having(facet_name, key)), url, str(facet.label))


def _entries(search):
    """The open entries, of other kinds than are listed, whose names hold all words: few, or they are no name."""
    catalogue = search.catalogue
    titled = search.titled_elsewhere
    if not 0 < len(titled) <= MOST_ENTRIES:
        return
    for one in map(catalogue.kinds[ANY_KIND].documents.__getitem__, titled):
        if catalogue.open_document(one.kind, one.uid):
            kind, (title, language) = KINDS[one.kind], one.named(get_language())
            yield Count(title, 0, kind.address(one.slug), str(kind.label), language)
