"""The rows of a list: an entry's card, and where in it stands what was searched for."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from catalogue.edition_rows import EditionRow
from catalogue.holes import Holed, hole
from catalogue.kinds import KINDS
from catalogue.recent import Recent
from catalogue.search.marks import MOST_TEXTS, Marker, stems_of
from catalogue.search.words import algorithm
from places.lists import listed

NAMES_SHOWN = 3
# Cards that are remembered, some 2 kB each, until the next publication: those of the first pages of most lists.
MOST_REMEMBERED = 2_000
# Editions whose texts are remembered with their stems: those of some lists of what was found.
MOST_SEARCHED = 400


@dataclass(frozen=True)
class ListRow:
    """An entry in a list: its card and the template that shows it, or `html`, which is that card shown.

    What was searched for may stand elsewhere: in a `passage` of its texts (in `lang`), or in `names` that belong to it.
    It may be without some of the words: those in `lacking`. In a list of earlier times, `edition` is the one that it
    shows and leads to.
    """

    card: Any
    template: str
    html: str = ""
    passage: str = ""
    lang: str = ""
    names: str = ""
    lacking: str = ""
    marked: bool = False
    edition: EditionRow | None = None

    @property
    def is_plain(self):
        """Whether it is its card as HTML, and nothing beside it."""
        return bool(self.html) and not (self.passage or self.names or self.lacking or self.edition)


def list_rows(filters, editions):
    """The ListRows of `editions` (EditionRows), in a list as `filters` (a CatalogueFilters) narrow it."""
    rows = [(_row(filters, edition), edition) for edition in editions]
    if not filters.search:
        return [row for row, _edition in rows]
    marker = Marker(filters.search.terms, filters.catalogue.remembered("stems", lambda: Recent(MOST_TEXTS)))
    return [_found(filters, _marked(filters, row, edition, marker), edition, marker) for row, edition in rows]


def _row(filters, edition):
    catalogue, kind = filters.catalogue, KINDS[edition.kind]
    if not filters.as_of:
        return _remembered(catalogue, kind, edition)
    card = catalogue.card(edition, catalogue.read(edition))
    card = replace(card, url=kind.edition_address(edition.slug, edition.number))
    return ListRow(card, kind.template("_card"), edition=edition)


def _remembered(catalogue, kind, edition):
    """The row of a current edition, made once for each catalogue and language. Whether it may still be shown was asked
    of the database when `edition` was read, and one that lost words at this moment has another row."""
    rows = catalogue.remembered("rows", lambda: Recent(MOST_REMEMBERED))
    key = edition.uid, hash(edition.record), get_language()
    row = rows.get(key)
    if row is None:
        card, template = catalogue.card(edition, catalogue.read(edition)), kind.template("_card")
        row = ListRow(card, template, render_to_string(template, {"card": card}))
        rows.put(key, row)
    return row


def _found(filters, row, edition, marker):
    """`row` with what it lacks, and a passage, or names, that hold what was searched for when its card does not."""
    number = filters.index.numbers[edition.uid]
    if lacking := filters.search.lacking(number):
        row = replace(row, lacking=listed(lacking))
    if row.marked:
        return row
    if passage := _passage(_texts(filters.catalogue, edition), marker):
        return replace(row, **passage)
    names = filters.search.names_in(number, KINDS[edition.kind])
    return replace(row, names=listed(names[:NAMES_SHOWN]))


def _marked(filters, row, edition, marker):
    """`row` with what was searched for marked in the title, the acronym and the summary of its card."""
    form = _form(filters.catalogue, row, edition)
    marked = {name: marker.marked(getattr(row.card, name), language) for name, language in form.languages.items()}
    # No text can hold the element itself: all of it was escaped.
    found = any("<mark>" in words for words in marked.values())
    return replace(row, marked=True, html=mark_safe(form.html.filled(marked))) if found else row


class CardForm(NamedTuple):
    """A card as HTML with holes where its texts stand, and the languages of these: {name of a field: BCP 47 tag}."""

    html: Holed
    languages: dict[str, str]


def _form(catalogue, row, edition):
    """The CardForm of a row, made once for each catalogue and language as the row is; of earlier times, each time."""
    if row.edition:
        return _new_form(catalogue, row, edition)
    forms = catalogue.remembered("forms", lambda: Recent(MOST_REMEMBERED))
    key = edition.uid, hash(edition.record), get_language()
    form = forms.get(key)
    if form is None:
        form = _new_form(catalogue, row, edition)
        forms.put(key, form)
    return form


def _new_form(catalogue, row, edition):
    text = catalogue.read(edition).text(get_language())
    # A title that stands in for a hidden one is ours, and holds nothing that was searched for.
    shown = {"title": text.language if text.title else None, "acronym": "", "summary": text.language}
    languages = {name: tag for name, tag in shown.items() if tag is not None and getattr(row.card, name, "")}
    card = replace(row.card, **{name: hole(name) for name in languages})
    return CardForm(Holed(render_to_string(row.template, {"card": card})), languages)


def _passage(texts, marker):
    """The first passage of `texts` (as `_texts` gives them) that holds what was searched for: {passage, lang}."""
    for words, language, stems in texts:
        if passage := marker.passage(words, language, stems):
            return {"passage": passage, "lang": language}
    return {}


def _texts(catalogue, edition):
    """[(words, BCP 47 tag, Stems), …] of an edition as it is searched, those in the text that is shown before others.

    Of the editions looked through lately they are remembered, some 10 kB each.
    """
    known = catalogue.remembered("texts", lambda: Recent(MOST_SEARCHED))
    key = edition.uid, hash(edition.record), get_language()
    texts = known.get(key)
    if texts is None:
        texts = _read_texts(catalogue.read(edition))
        known.put(key, texts)
    return texts


def _read_texts(record):
    shown = record.text(get_language())
    texts = [shown, *(one for one in record.texts if one is not shown)]
    fields = [name for names in KINDS[record.KIND].searched for name in names]
    held = [(words, text.language) for text in texts for name in fields if (words := getattr(text, name, ""))]
    return [(words, language, stems_of(words, algorithm(language))) for words, language in held]
