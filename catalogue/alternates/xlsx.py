"""Lists as workbooks: the table, what its columns mean, and what it is."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.alternates.about import facts
from catalogue.alternates.alternate import Alternate
from catalogue.alternates.tables import dictionary, table
from publishing.editing.sheets.cells import neutral, plain
from publishing.editing.sheets.writing import WRAPPED, Sheet, workbook

WIDTH, MEANING_WIDTH = 22, 70  # characters that columns show


def _of_list(taken):
    columns = taken.kind.columns
    sheets = {
        str(taken.kind.label): Sheet(table(taken), [WIDTH] * len(columns)),
        _("Columns"): Sheet(dictionary(columns), [WIDTH, WIDTH, WIDTH, MEANING_WIDTH], WRAPPED),
        _("About"): Sheet(_about(taken), [WIDTH, MEANING_WIDTH], WRAPPED),
    }
    return workbook(sheets, taken.date)


def _about(taken):
    yield [_("What"), _("What it is")]
    for what, said in facts(taken):
        yield [what, neutral(plain(said))]
    yield [_("Apostrophes"), _("One before a text keeps it from being taken for a formula, and is no part of it.")]
    yield [_("Long texts"), _("No cell of a spreadsheet holds more than 32,767 characters: what ends in “…” was cut.")]


XLSX = Alternate(
    name="xlsx",
    label="XLSX",
    use=gettext_lazy("for Excel and LibreOffice, with the meaning of every column"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    of_list=_of_list,
    weight=(6500, 0, 0.34),
    mixed_weight=(5500, 0, 0.17),
)
