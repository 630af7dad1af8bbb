"""The rows of a list: an entry's card, and where in it stands what was searched for."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language

from catalogue.catalogue import EditionRow
from catalogue.kinds import KINDS
from catalogue.search.marks import Marker
from places.lists import listed

NAMES_SHOWN = 3


@dataclass(frozen=True)
class ListRow:
    """An entry in a list: its card and the template that shows it.

    What was searched for may stand elsewhere: in a `passage` of its texts (in `lang`), or in `names` that belong to it.
    It may be without some of the words: those in `lacking`. In a list of earlier times, `edition` is the one that it
    shows and leads to.
    """

    card: Any
    template: str
    passage: str = ""
    lang: str = ""
    names: str = ""
    lacking: str = ""
    marked: bool = False
    edition: EditionRow | None = None


def list_rows(filters, records):
    """The ListRows of `records`, [(EditionRow, record), …], in a list as `filters` (a CatalogueFilters) narrow it."""
    rows = [(record, _row(filters, edition, record)) for edition, record in records]
    if not filters.search:
        return [row for _record, row in rows]
    marker = Marker(filters.search.terms)
    return [_found(filters, _marked(row, record, marker), record, marker) for record, row in rows]


def _row(filters, edition, record):
    kind = KINDS[edition.kind]
    row = ListRow(filters.catalogue.card(edition, record), kind.template("_card"))
    if not filters.as_of:
        return row
    card = replace(row.card, url=kind.edition_address(edition.slug, edition.number))
    return replace(row, card=card, edition=edition)


def _found(filters, row, record, marker):
    """`row` with what it lacks, and a passage, or names, that hold what was searched for when its card does not."""
    number = filters.index.numbers[record.uid]
    row = replace(row, lacking=listed(filters.search.lacking(number)))
    if row.marked:
        return row
    if passage := _passage(record, marker):
        return replace(row, **passage)
    names = filters.search.names_in(number, KINDS[record.KIND])
    return replace(row, names=listed(names[:NAMES_SHOWN]))


def _marked(row, record, marker):
    """`row` with what was searched for marked in the title, the acronym and the summary of its card."""
    card, text = row.card, record.text(get_language())
    # A title that stands in for a hidden one is ours, and holds nothing that was searched for.
    shown = {"title": text.language if text.title else None, "acronym": "", "summary": text.language}
    marked = {
        name: marker.marked(getattr(card, name), language)
        for name, language in shown.items()
        if language is not None and hasattr(card, name)
    }
    # No text can hold the element itself: all of it was escaped.
    found = any("<mark>" in words for words in marked.values())
    return replace(row, marked=True, card=replace(card, **marked)) if found else row


def _passage(record, marker):
    """The first passage that holds what was searched for, in the text that is shown before others: {passage, lang}."""
    shown = record.text(get_language())
    for text in (shown, *(one for one in record.texts if one is not shown)):
        for name in (name for names in KINDS[record.KIND].searched for name in names):
            if passage := marker.passage(getattr(text, name, ""), text.language):
                return {"passage": passage, "lang": text.language}
    return {}
