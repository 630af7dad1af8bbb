"""Which places the words of a reader name, by the one list of their names."""

from collections import defaultdict

from django.utils.translation import get_language

from catalogue.search.query import COMMON
from catalogue.search.words import ELIDED
from places.gazetteer import NOTHING_MEANT, gazetteer, key, ranked
from places.memory import memoised

# Words of whose places is remembered what they are: each is looked for in the facets of every kind.
REMEMBERED = 1 << 10


def meant(words, typed, *, alone=False):
    """The Meant of the folded `words`, which the reader `typed` so; `alone` when they are all that was asked for."""
    held = gazetteer()
    names = _names(words, held)
    if not names:
        return NOTHING_MEANT
    return ranked([one for one in names if _as_here(one, held).counts(typed.strip('"'), alone)])


def named(term):
    """The codes of the places that a Term, which need not be all that was asked for, names first."""
    return meant(term.words, term.typed).first


def called(term):
    """The codes of the places that `term` is first the whole name of, however it is written."""
    return {*ranked(_names(term.words, gazetteer())).first}


def spoken_as(term):
    """The codes of the languages in which the words of `term` are the whole name of a place; none for no name."""
    return {name.language for name in _names(term.words, gazetteer())}


def beginning(term):
    """The codes of the places with a name that begins with the words of `term`, the last perhaps unfinished."""
    return _beginning(term.words, gazetteer())


@memoised(REMEMBERED)
def _names(words, held):
    folded = key(" ".join(words))
    return tuple(held.named(folded) or _without_common_words(held).get(_said(folded), ()))


def _said(folded):
    """The words of `folded` that are neither common nor elided."""
    return " ".join(word for word in folded.split() if word not in COMMON and word not in ELIDED)


@memoised(REMEMBERED)
def _beginning(words, held):
    return frozenset(one.code for one in held.beginning(key(" ".join(words))))


def containing(words):
    """The codes of the places whose usual name, or any of a region or grouping, holds the folded `words` in a row."""
    sought = f" {key(' '.join(words))} "
    return list(dict.fromkeys(one.code for one in gazetteer().shown if sought in f" {one.key} "))


def _as_here(name, held):
    """`name` as it counts in the reader's language: an everyday word there is one for names of any language."""
    return name._replace(when=held.when((get_language() or "en").split("-")[0], name.key) or name.when)


@memoised(1)
def _without_common_words(held):
    """{key: Names} of the names with common or elided words, without these, as queries of several words are."""
    found = defaultdict(list)
    for name in held.names:
        kept = _said(name.key)
        if kept and len(kept) < len(name.key):
            found[kept].append(name._replace(key=kept, when=held.when(name.language, kept) or name.when))
    return dict(found)
