"""The first row of a sheet: the names of its columns."""

from collections import Counter

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from publishing.editing.sheets.matching import SHOWN, shown

CLOSE = 70  # of 100: how like a name has to be to be proposed


class BadFile(ValueError):
    """The file can't be read row by row, or written; `sentences` say why and what to do."""

    def __init__(self, *sentences):
        self.sentences = [str(sentence) for sentence in sentences]
        super().__init__(" ".join(self.sentences))


def header_name(value):
    """The name of a column as `value`, a cell of the first row, gives it."""
    return str(value or "").strip().casefold().replace(" ", "_")


def check_headers(headers, columns):
    """Raise BadFile unless `headers` are names of `columns`, each once, all that are needed among them."""
    known = {column.name for column in columns}
    faults = [_unknown(name, known) for name in headers if name not in known]
    faults += [
        _("The column “%s” stands there twice: keep one of them.") % shown(name)
        for name, times in Counter(headers).items()
        if times > 1 and name in known
    ]
    faults += [
        _("The column “%s” is missing: every sheet needs it.") % column.name
        for column in columns
        if column.needed and column.name not in headers
    ]
    if faults:
        raise BadFile(*faults)


def _unknown(name, known):
    if not name:
        return _("A column with cells in it has no name: name it in the first row, or empty it.")
    near = process.extractOne(name[:SHOWN], sorted(known), scorer=fuzz.ratio, score_cutoff=CLOSE)
    said = _("There is no column “%s”.") % shown(name)
    return f"{said} {_('Did you mean: %s?') % near[0]}" if near else f"{said} {_('Take it out of the file.')}"
