"""Lists as tables: CSV with the dictionary of its columns, the Data Package that describes both, XLSX with all of it.

CSV is in UTF-8 with a mark at the beginning (a BOM), by which Excel knows that it is; lines end as RFC 4180 says. Data
Packages are those of Frictionless, version 1. By itself the description leads to the tables at their addresses; in the
archive they stand beside it.
"""

import csv
import json
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.alternates.alternate import SHEET, Alternate
from catalogue.citing import directory
from catalogue.column import BOOLEAN, NO, STRING, TOKEN_MEANINGS, TOKENS, YES
from catalogue.taken import stamp
from publishing.editing.sheets.archives import zipped
from publishing.editing.sheets.cells import neutral, plain
from publishing.editing.sheets.workbooks import WRAPPED, Sheet, workbook, written_row

MARK = "\ufeff"
MEDIA_TYPE = "text/csv; charset=utf-8; header=present"
WIDTH, MEANING_WIDTH = 22, 70  # characters that columns of a workbook show
HEIGHT = 60  # points: four lines of each text are in view, and the rest in the cell
# The columns of the dictionary itself: {name: what it means}.
DICTIONARY = {
    "name": gettext_lazy("The name of a column, or what stands in a cell that has no content."),
    "title": gettext_lazy("What that column is called."),
    "type": gettext_lazy("Its type in Table Schema; “missing value” for what stands in cells without content."),
    "meaning": gettext_lazy("What it means, in a sentence."),
}


class _Line:
    """What csv.writer writes to: it is handed the line back."""

    @staticmethod
    def write(line):
        return line


_write = csv.writer(_Line(), lineterminator="\r\n").writerow


def _names(taken):
    return [column.name for column in taken.kind.columns]


def _cells(taken):
    """The function from a TakenEntry to its row in a TakenList: texts, numbers and dates."""
    columns = taken.kind.columns
    return lambda entry: [column.cell(entry) for column in columns]


def _csv(taken):
    """The table of a TakenList as a CSV file, in pieces."""
    cells = _cells(taken)
    return chain([MARK, _write(_names(taken))], taken.texts("csv", lambda entry: _write(cells(entry))))


def _written_rows(taken, links):
    """The table of a TakenList as the rows of a sheet."""
    cells = _cells(taken)
    yield _names(taken)
    yield from taken.texts("xlsx", lambda entry: written_row(cells(entry), WRAPPED, links))


def _dictionary(taken):
    """The rows that say what the columns mean, and what their cells without content do; the names of them first."""
    yield list(DICTIONARY)
    for column in taken.kind.columns:
        yield [column.name, str(column.label), column.type, str(column.meaning)]
    for answer, token in TOKENS.items():
        yield [token, _("No content"), "missing value", str(TOKEN_MEANINGS[answer])]


def csv_file(rows):
    """`rows` as a CSV file, in pieces."""
    return chain([MARK], map(_write, rows))


def _package(taken, path):
    """The descriptor of a TakenList, as JSON; `path` gives the address of its file in a form (csv)."""
    columns = [_field(column) for column in taken.kind.columns]
    schema = {"fields": columns, "missingValues": list(TOKENS.values()), "primaryKey": ["uid"]}
    meanings = [{"name": name, "description": str(meaning), "type": STRING} for name, meaning in DICTIONARY.items()]
    of_meanings = {"fields": meanings, "primaryKey": ["name"]}
    descriptor = {
        "profile": "tabular-data-package",
        "name": taken.file_name,
        "title": taken.title,
        "description": _("%(list)s of the GSX directory. Cells without content say why there is none.")
        % {"list": taken.title},
        "homepage": taken.cited_url,
        "version": str(taken.catalogue.number),
        **({"created": stamp(taken.date)} if taken.date else {}),
        "licenses": [{"path": settings.DATA_LICENCE_URL, "title": settings.DATA_LICENCE_NAME}],
        "sources": [{"title": directory(), "path": f"{taken.site}/"}],
        "resources": [
            resource(taken.kind.namespace, taken.title, path(CSV.name), schema),
            resource("dictionary", _("What the columns mean"), path(CSV_DICTIONARY.name), of_meanings),
        ],
    }
    yield json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def _field(column):
    values = {"trueValues": [YES], "falseValues": [NO]} if column.type == BOOLEAN else {}
    said = {"name": column.name, "title": str(column.label), "description": str(column.meaning), "type": column.type}
    return said | values


def resource(name, title, path, schema):
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _read_me(taken):
    yield _("A list taken from the GSX directory") + "\n\n"
    for what, said in taken.facts():
        yield f"{what}: {said}\n"
    yield "\n" + _(
        "data.csv holds a row for each entry, dictionary.csv says what its columns mean, and datapackage.json says "
        "both to programs (https://specs.frictionlessdata.io/data-package/). The tables are in UTF-8. An apostrophe "
        "before a text keeps spreadsheets from taking it for a formula, and is no part of it."
    )
    yield "\n"


def _archive(taken):
    names = {CSV.name: "data.csv", CSV_DICTIONARY.name: "dictionary.csv"}
    files = [
        ("README.txt", _read_me(taken)),
        ("datapackage.json", _package(taken, names.get)),
        ("dictionary.csv", csv_file(_dictionary(taken))),
        ("data.csv", _csv(taken)),
    ]
    return zipped(files, taken.date)


def _workbook(taken):
    links = _names(taken).index("url")
    widths = [MEANING_WIDTH if column.prose else WIDTH for column in taken.kind.columns]
    table = Sheet(_written_rows(taken, links), widths, WRAPPED, height=HEIGHT, links=links, filters=True)
    sheets = {
        str(taken.kind.label): table,
        _("Columns"): Sheet(_dictionary(taken), [WIDTH, WIDTH, WIDTH, MEANING_WIDTH], WRAPPED),
        _("About"): Sheet(_about(taken), [WIDTH, MEANING_WIDTH], WRAPPED),
    }
    return workbook(sheets, taken.date, taken.title)


def _about(taken):
    yield [_("What"), _("What it is")]
    for what, said in taken.facts():
        yield [what, neutral(plain(said))]
    yield [_("Apostrophes"), _("One before a text keeps it from being taken for a formula, and is no part of it.")]
    yield [_("Long texts"), _("No cell of a spreadsheet holds more than 32,767 characters: what ends in “…” was cut.")]


CSV = Alternate(
    name="csv",
    label="CSV",
    use=gettext_lazy("a table for any program, a row for each entry"),
    media_type=MEDIA_TYPE,
    of_list=_csv,
    group=SHEET,
)
CSV_DICTIONARY = Alternate(
    name="dictionary.csv",
    label=gettext_lazy("Data dictionary"),
    use=gettext_lazy("what each column of the tables means"),
    media_type=MEDIA_TYPE,
    of_list=lambda taken: csv_file(_dictionary(taken)),
    group=SHEET,
    whole=False,
)
DATA_PACKAGE = Alternate(
    name="datapackage.json",
    label=gettext_lazy("Data Package"),
    use=gettext_lazy("describes the tables to programs"),
    media_type="application/vnd.datapackage+json",
    of_list=lambda taken: _package(taken, taken.file_url),
    whole=False,
    shown=True,
)
ARCHIVE = Alternate(
    name="zip",
    label="ZIP",
    use=gettext_lazy("the CSV table with its dictionary and description"),
    media_type="application/zip",
    of_list=_archive,
    group=SHEET,
)
XLSX = Alternate(
    name="xlsx",
    label="XLSX",
    use=gettext_lazy("for Excel and LibreOffice, with the meaning of every column"),
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    of_list=_workbook,
    group=SHEET,
)
