"""Entries in a directory file: objects of JSON, which become rows of the same plan as those of a sheet."""

from copy import copy

from publishing.editing.sheets.cells import Wrong, join_items, plain, split_items
from publishing.editing.sheets.columns import Column, checked
from publishing.editing.sheets.declared import LANGUAGE, SLUG, UID
from publishing.editing.sheets.lookups import shown
from publishing.editing.sheets.table import WHOLE_ROW, Row

LONGEST_TEXT = 20_000  # characters: what a page can show
OWN_KEYS = (SLUG, "texts", "original_language")


class Unanswered(Column):
    """The fields without an answer, which a file names beside the others and a sheet in their cells."""

    json = dict

    def cell_of(self, given):
        return join_items((name, checked(answer, str)) for name, answer in sorted(given.items()))

    def read(self, cell, run):
        return dict(parts if len(parts) == 2 else (parts[0], "") for parts in split_items(cell))

    def write(self, value):
        return join_items(sorted(value.items()))


def file_columns(columns):
    """`columns` of a sheet as a file has them: cells hold no answers, which stand in an object of their own."""
    found = [copy(column) for column in columns]
    for column in found:
        column.answer = ""
    return [*found, Unanswered("unanswered")]


def file_rows(where, data, columns, held):
    """The Rows of the object `data` at `where`, about `held` (None: a new entry): its original text, then others."""
    language = data.get("original_language") or (held.original_language if held else "en")
    names = {UID: held.uid} if held else {SLUG: data[SLUG]}
    first = Row(where, {**names, LANGUAGE: str(language)})
    _fill(first, data, [one for one in columns if one.name not in names | {LANGUAGE: ""}], OWN_KEYS)
    try:
        texts = checked(data.get("texts", []), list)
    except Wrong as error:
        first.blame("texts", error)
        texts = []
    words = [one for one in columns if one.of_text]
    rows = [first]
    for number, text in enumerate(texts):
        row = Row(f"{where} texts[{number}]", dict(names))
        _fill(row, text if isinstance(text, dict) else {"": text}, words, ())
        rows.append(row)
    return rows


def _fill(row, data, columns, own):
    known = {column.in_files for column in columns} | set(own)
    for name in data:
        if name not in known:
            row.blame(name[:60], "There is no field of this name.")
    for column in columns:
        if column.in_files in data:
            try:
                row.cells[column.name] = _cell(column, data[column.in_files])
            except Wrong as error:
                row.blame(column.name, error)


def _cell(column, given):
    cell = column.from_json(given)
    if not is_text(cell):
        raise Wrong("NUL and halves of characters are no text.")
    if len(cell) > LONGEST_TEXT:
        raise Wrong(f"This has more than {LONGEST_TEXT:,} characters: “{shown(cell)}”")
    return plain(cell)


def is_text(given):
    """Whether `given`, a string of JSON, has neither NUL nor halves of characters in it."""
    return "\0" not in given and not any("\ud800" <= letter <= "\udfff" for letter in given)


def faults_of(rows, columns):
    """A sentence, with its place, for all that is wrong with `rows`."""
    keys = {column.name: column.in_files for column in columns}
    found = [
        f"{row.line}: {f'{keys.get(name, name)}: ' if name != WHOLE_ROW else ''}{sentence}"
        for row in rows
        for name, sentences in row.faults.items()
        for sentence in sentences
    ]
    return list(dict.fromkeys(found))  # several columns may hold what one key does


def changes_of(row):
    if row.body.new and row.first:
        return [f"{row.line}: new"]
    return [f"{row.line}: {one.column.in_files}: “{shown(one.old)}” → “{shown(one.new)}”" for one in row.changes]
