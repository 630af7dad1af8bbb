"""A column of the tables that lists are taken away as: what it means, and how its cells are made.

Cells keep the four kinds of empty apart, and none of them begins as a formula does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from publishing.editing.sheets.cells import join_items, neutral, plain
from publishing.records.record import Answer

# What stands in a cell without content. The words are part of the format and are not translated.
TOKENS = {
    Answer.NOT_REPORTED: "not reported",
    Answer.NOT_ASKED: "not looked up yet",
    Answer.NOT_APPLICABLE: "not applicable",
    Answer.WITHHELD: "withheld",
    Answer.NOT_TRANSLATED: "not translated yet",
}
TOKEN_MEANINGS = {
    Answer.NOT_REPORTED: _("Sources and people were asked, and nothing is reported of it."),
    Answer.NOT_ASKED: _("Nobody has looked for it yet."),
    Answer.NOT_APPLICABLE: _("There is nothing to ask: it was not adapted from anything, or is not tied to countries."),
    Answer.WITHHELD: _("It may be known, and is held back for the safety of people."),
    Answer.NOT_TRANSLATED: _("There is an answer in the original language, and not in the one of this table."),
}
YES, NO = "yes", "no"
STRING, INTEGER, BOOLEAN, DATE = "string", "integer", "boolean", "date"
# A whole cell that could be taken for a token: content gets a backslash before it.
LIKE_TOKEN = re.compile(rf"\\*(?:{'|'.join(TOKENS.values())})")


@dataclass(frozen=True)
class Column:
    """One column: its machine-readable `name`, what it is called (`label`), and its `meaning` in a sentence.

    `value(entry)` gives its content for a TakenEntry: a text, number, yes or no, date, or a list of texts or of tuples
    of parts; an Answer where there is none for a reason of its own. `field` is the field of the record or of its text
    that otherwise tells why there is none. `type` is that of Table Schema. One of `prose` holds paragraphs. One that
    holds a uid says `to` which kind of entry it leads, one that holds a slug of which `vocabulary` that is.
    """

    name: str
    label: Any
    meaning: Any
    value: Callable[[Any], Any]
    field: str = ""
    type: str = STRING
    prose: bool = False
    to: str = ""
    vocabulary: str = ""

    def content(self, entry):
        """What it holds of `entry`: yes or no, a number, a date or a text; or the Answer why there is nothing."""
        value = self.value(entry)
        if isinstance(value, bool | int | date):
            return value
        text = "" if isinstance(value, Answer) or not value else _written(value)
        return text or self._answer(entry, value)

    def cell(self, entry):
        """What stands in the cell of `entry`: a number, a date or a text that is no formula."""
        match self.content(entry):
            case Answer() as answer:
                return TOKENS[answer]
            case bool(value):
                return YES if value else NO
            case str(text):
                return neutral(f"\\{text}" if LIKE_TOKEN.fullmatch(text) else text)
            case value:
                return value

    def _answer(self, entry, value):
        if isinstance(value, Answer):
            return value
        known = entry.record.answer(self.field, entry.text.language)
        # What holds something of which nothing may be said, such as a country at a careful level.
        return Answer.WITHHELD if known is Answer.REPORTED else known


def _written(value):
    """A text, or a list of texts or of tuples of parts, as it stands in a cell."""
    if isinstance(value, str):
        return plain(value)
    return join_items([plain(str(part)) for part in ((one,) if isinstance(one, str) else one)] for one in value)
