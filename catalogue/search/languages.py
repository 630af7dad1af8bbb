"""In which languages what a reader types is looked for: each text by the stems of its own, and no other's."""

from typing import NamedTuple

from django.utils.translation import get_language
from pyroaring import BitMap

from catalogue.kinds import ANY_KIND
from catalogue.search.words import ANY, algorithm, subtag

# The language that the directory is written in first: its words are typed on pages in any other, too.
FIRST = "en"
# Names of terms that are words for something else in another language of the site: each is meant in its own alone.
FALSE_FRIENDS = {
    **dict.fromkeys(("drivers", "formers", "study"), "en"),
    **dict.fromkeys(("formation", "genre", "repentis", "revenants", "ville"), "fr"),
    **dict.fromkeys(("arte", "imán", "maras", "red", "redes"), "es"),
    "جامع": "ar",
}


class Languages(NamedTuple):
    """The codes of stemmers by what the texts in their languages are to readers of the page.

    `own` is the page's language, with words of which no language is known; `first` that which the directory is written
    in, where it is another one; `others` are all further languages of texts. `told` are the documents with a text in
    the page's language: readers are shown that one, and of the rest the original.
    """

    own: tuple[str, ...]
    first: tuple[str, ...]
    others: tuple[str, ...]
    told: BitMap

    @property
    def groups(self):
        return [codes for codes in (self.own, self.first, self.others) if codes]


def languages(catalogue):
    """The Languages for pages in the active language."""
    language = get_language()
    return catalogue.remembered(("languages", language), lambda: _languages(catalogue, language))


def _languages(catalogue, language):
    index = catalogue.kinds[ANY_KIND]
    tags = index.values.get("language", {})
    used = {algorithm(tag) for tag in tags}
    own = {ANY, algorithm(language)}
    first = {FIRST} & used - own
    told = [index.having("language", tag) for tag in tags if subtag(tag) == subtag(language)]
    return Languages(*map(tuple, map(sorted, (own, first, used - own - first))), BitMap().union(*told))


def spoken():
    """The codes of the stemmers by which names and words of editors are compared with what was typed."""
    return sorted({ANY, algorithm(get_language()), FIRST})
