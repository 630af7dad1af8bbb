"""An entry as lists of literature cite it: the facts, written by `bibtex`, `ris` and `csl` beside this module.

What is cited is always one edition, at the address where it stays. The directory is its author, as an institution: who
did the work did not write about it here, and those who may be named are named in the entry alone.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import get_language

from catalogue.citing import directory


class Keyword(NamedTuple):
    """A term that stands for what an entry is about; `vocabulary` is the one it is of."""

    vocabulary: str
    slug: str
    label: str


@dataclass(frozen=True)
class Cited:
    """An edition of an entry as it is cited. `key` names it in a list: kind, address and edition; no two are the same.

    Every text is one line of characters that all of the formats can hold. `language` is a BCP 47 tag, that of
    `abstract`; `title_language` differs from it when the title is a neutral one.
    """

    key: str
    title: str
    title_language: str
    publisher: str
    date: date
    number: int
    url: str
    urn: str
    language: str
    abstract: str
    keywords: list[Keyword]


def cited(taken):
    """The Cited of a TakenEntry."""
    edition, text = taken.edition, taken.text
    return Cited(
        key=f"{edition.kind}-{edition.slug}-{edition.number}",
        title=plain(taken.title),
        title_language=text.language if text.title else get_language(),
        publisher=directory(),
        date=edition.published_at.date(),
        number=edition.number,
        url=taken.edition_url,
        urn=taken.urn,
        language=text.language,
        abstract=plain(taken.summary),
        keywords=list(_keywords(taken)),
    )


def plain(text):
    """`text` as one line, without what XML 1.0 has no way to write (section 2.2) and no reader could show."""
    return " ".join("".join(one for one in text if one.isspace() or _can_be_written(one)).split())


def _can_be_written(letter):
    return unicodedata.category(letter) not in ("Cc", "Cs") and letter not in "\ufffe\uffff"


def _keywords(taken):
    """The themes of what is cited, by which libraries find it; what else it is a list tells."""
    for slug in getattr(taken.record, "themes", ()):
        yield Keyword("themes", slug, plain(taken.catalogue.term("themes", slug).label))
