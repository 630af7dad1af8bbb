"""Which documents a term is in: by the words of their texts, and by names of what belongs to them."""

from itertools import islice

from django.utils.translation import get_language
from pyroaring import BitMap

from catalogue.kinds import ANY_KIND, own_kinds
from catalogue.recent import Recent
from catalogue.search import texts
from catalogue.search.languages import languages, spoken
from catalogue.search.place_names import spoken_as
from catalogue.search.tiers import NOTHING, Tiers, any_of, apart
from catalogue.search.vocabulary import beginning_with
from catalogue.search.words import ANY, coded, stem

MOST_RECENT = 200


def tiers_of(terms, catalogue):
    """{term: Tiers} of `terms` over the documents of all kinds: one query, or none when all were looked for lately."""
    lately, language = recent(catalogue), get_language()
    known = {term: lately.get((term, language)) for term in terms}
    new = [term for term, tiers in known.items() if tiers is None]
    in_texts = [term for term in new if not term.places.first]
    found = iter(texts.match([asked for term in in_texts for asked in _asked(term, catalogue)]))
    for term in new:
        known[term] = _in_places(term.places, catalogue) if term.places.first else _in_words(term, found, catalogue)
        lately.put((term, language), known[term])
    return known


def _in_words(term, found, catalogue):
    """The Tiers of `term` in what readers of the page are shown, then in English, else in whatever texts there are."""
    spoken_in = languages(catalogue)
    own = _next(term, found)
    first = _next(term, found) if spoken_in.first else NOTHING
    others = _next(term, found) if spoken_in.others else NOTHING
    title, summary, rest, _names = (
        one | ((two | three) - spoken_in.told) for one, two, three in zip(own, first, others, strict=True)
    )
    if term.titled:
        return Tiers(title, *NOTHING[1:])
    places, names = named(term, title, catalogue)
    shown = any_of([apart(title, summary | places, rest, names), first.lowered()])
    return shown if shown.all else others.lowered()


def _next(term, found):
    fields = list(islice(found, len(_fields(term))))
    return Tiers(*fields, *NOTHING[len(fields) :])


def _fields(term):
    return (texts.TITLE,) if term.titled else texts.FIELDS


def _in_places(places, catalogue):
    """The Tiers of the documents of the places meant, those of the others that are called so after them."""
    index = catalogue.kinds[ANY_KIND]
    first, others = ([index.having("place", code) for code in codes] for codes in places)
    return apart(BitMap().union(*first), BitMap(), BitMap().union(*others), _through_others(places.first, catalogue))


def _through_others(codes, catalogue):
    """The documents of entries that have one of `codes` by what belongs to them."""
    having = (
        catalogue.kinds[kind.name].having(name, code)
        for kind in own_kinds()
        for name, facet in kind.derived_facets.items()
        if facet.named
        for code in codes
    )
    return BitMap().union(*having)


def recent(catalogue):
    """The Tiers of terms looked for lately: whoever turns a page or a filter on asks for the same words again."""
    return catalogue.remembered("recent terms", lambda: Recent(MOST_RECENT))


def _asked(term, catalogue):
    """What to ask for in each field and group of languages, so that documents with `term` are found."""
    endings = beginning_with(term.words[-1], catalogue) if term.prefix else None
    # When there are too many, stems that begin as the word does stand for words that do: a stem is a beginning itself.
    prefix = term.prefix and endings is None
    for codes in languages(catalogue).groups:
        sought = {one for by in codes for one in _stemmed(term, by, (endings or {}).get(by, ()))}
        yield from (texts.Asked(field, tuple(sorted(sought)), prefix) for field in _fields(term))


def _stemmed(term, by, endings):
    """The words of `term` as they are kept in the language of a stemmer, its last word going on to `endings`, too.

    As typed, too: a whole word may be the stem of a longer one, as “government” is of “governmental”.
    """
    *first, last = term.words
    by_name = spoken_as(term)
    # French “Islande” is no Icelandic island: a name is stemmed in the languages that it is one in.
    algorithm = ANY if by_name and by not in by_name else by
    rows = [[stem(word, algorithm) for word in (*first, one)] for one in (last, *endings)]
    whole = [[stem(term.joined, by)]] if term.joined else []
    return [tuple(coded(word, by) for word in row) for row in (*rows, *whole, term.words)]


def named(term, titled, catalogue):
    """The documents with a value that `term` names: a place, a theme, or one of the entries in the bitmap `titled`.

    Two bitmaps: those in places that are called so, and those that have the name otherwise, or a longer one.
    """
    called_so, others = BitMap(), BitMap()
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        for facet, keys in values_named(term, titled, catalogue, kind):
            called = facet.called(term, keys)
            called_so |= _having(index, facet, called)
            others |= _having(index, facet, {*keys} - called)
    return called_so, others


def _having(index, facet, keys):
    return BitMap().union(*(index.having(facet.field_name, key) for key in keys))


def values_named(term, titled, catalogue, kind):
    """[(facet, keys), …]: the values that `term` names, of the facets of `kind` (a Kind); as `named`."""
    index, by = catalogue.kinds[kind.name], spoken()
    facets = [facet for facet in kind.filters.facets().values() if facet.named]
    return [(facet, facet.keys_named(term, titled, by, catalogue, index)) for facet in facets]
