"""Which documents a term is in: in their own words, and in the names of what belongs to them."""

from django.utils.translation import get_language
from pyroaring import BitMap

from catalogue.facets import ReferenceFacet
from catalogue.kinds import ANY_KIND, own_kinds
from catalogue.recent import Recent
from catalogue.search import texts
from catalogue.search.names import Names
from catalogue.search.tiers import apart
from catalogue.search.vocabulary import beginning_with
from catalogue.search.words import ANY, algorithm, stem

MOST_RECENT = 200


def tiers_of(terms, catalogue):
    """{term: Tiers} of `terms` over the documents of all kinds: one query, or none when all were looked for lately."""
    lately, language = recent(catalogue), get_language()
    known = {term: lately.get((term, language)) for term in terms}
    new = [term for term, tiers in known.items() if tiers is None]
    found = iter(texts.match([asked for term in new for asked in _asked(term, catalogue)]))
    for term in new:
        title, summary, rest = next(found), next(found), next(found)
        known[term] = apart(title, summary | named(term, title, catalogue), rest)
        lately.put((term, language), known[term])
    return known


def recent(catalogue):
    """The Tiers of terms looked for lately: whoever turns a page or a filter on asks for the same words again."""
    return catalogue.remembered("recent terms", lambda: Recent(MOST_RECENT))


def _asked(term, catalogue):
    """What to ask for in each field, so that documents with `term` are found."""
    endings = beginning_with(term.words[-1], catalogue) if term.prefix else None
    # When there are too many, stems that begin as the word does stand for words that do: a stem is a beginning itself.
    prefix = term.prefix and endings is None
    lasts = [term.words[-1], *(endings or ())]
    sought = {
        tuple(stem(word, by) for word in (*term.words[:-1], last)) for last in lasts for by in algorithms(catalogue)
    }
    return [texts.Asked(field, tuple(sorted(sought)), prefix) for field in texts.FIELDS]


def algorithms(catalogue):
    """The stemmers of the languages that texts are in and of the reader's own, and ANY."""
    language = get_language()

    def gather():
        used = catalogue.kinds[ANY_KIND].values.get("language", {})
        return sorted({ANY, *map(algorithm, [*used, language])})

    return catalogue.remembered(("algorithms", language), gather)


def named(term, titled, catalogue):
    """The documents with a value that `term` names: a place, a theme, or one of the entries in the bitmap `titled`."""
    found = BitMap()
    for kind in own_kinds():
        index = catalogue.kinds[kind.name]
        for facet, keys in values_named(term, titled, catalogue, kind):
            for key in keys:
                found |= index.having(facet.field_name, key)
    return found


def values_named(term, titled, catalogue, kind):
    """[(facet, keys), …]: the values that `term` names, of the facets of `kind` (a Kind); as `named`."""
    return [
        (facet, _keys(term, titled, facet, catalogue, kind)) for facet in kind.filters.facets().values() if facet.named
    ]


def _keys(term, titled, facet, catalogue, kind):
    if isinstance(facet, ReferenceFacet):
        return _open(titled, facet.kind, catalogue)
    return names(facet, catalogue, kind).matching(term, algorithms(catalogue))


def _open(titled, kind, catalogue):
    """The uids of the entries of `kind` among `titled` that others may be found by: nothing leads to a hidden one."""
    index = catalogue.kinds[kind]
    uids = [index.documents[number].uid for number in titled & index.everything]
    return [uid for uid in uids if catalogue.open_document(kind, uid)]


def names(facet, catalogue, kind):
    """The Names of the values of `facet` that entries of `kind` (a Kind) have."""
    key = ("names", kind.name, facet.field_name, get_language())
    return catalogue.remembered(key, lambda: Names(facet.names(catalogue, catalogue.kinds[kind.name])))
