"""A list as a Data Package (Frictionless, version 1): a table, what its columns mean, and where it comes from.

By itself the description leads to the tables at their addresses; in the archive they stand beside it.
"""

import json

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.alternates.about import facts, title
from catalogue.alternates.alternate import Alternate
from catalogue.alternates.tables import CSV, CSV_DICTIONARY, DICTIONARY, as_csv, dictionary, table
from catalogue.citing import directory
from catalogue.columns import BOOLEAN, NO, STRING, TOKENS, YES
from catalogue.taken import stamp
from publishing.editing.sheets.writing import zipped


def description(taken, path):
    """The descriptor of a TakenList, as a dict; `path` gives the address of its file in a form (csv)."""
    return {
        "profile": "tabular-data-package",
        "name": taken.file_name,
        "title": title(taken),
        "description": _("%(list)s of the GSX directory. Cells without content say why there is none.")
        % {"list": title(taken)},
        "homepage": taken.cited_url,
        "version": str(taken.catalogue.number),
        **({"created": stamp(taken.date)} if taken.date else {}),
        "licenses": [{"path": settings.DATA_LICENCE_URL, "title": settings.DATA_LICENCE_NAME}],
        "sources": [{"title": directory(), "path": f"{taken.site}/"}],
        "resources": [
            _resource(taken.kind.namespace, title(taken), path(CSV.name), _schema(taken.kind.columns)),
            _resource("dictionary", _("What the columns mean"), path(CSV_DICTIONARY.name), _schema_of_dictionary()),
        ],
    }


def _resource(name, title, path, schema):
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


def _schema(columns):
    return {
        "fields": [_field(column) for column in columns],
        "missingValues": list(TOKENS.values()),
        "primaryKey": ["uid"],
    }


def _field(column):
    values = {"trueValues": [YES], "falseValues": [NO]} if column.type == BOOLEAN else {}
    return {
        "name": column.name,
        "title": str(column.label),
        "description": str(column.meaning),
        "type": column.type,
        **values,
    }


def _schema_of_dictionary():
    fields = [{"name": name, "description": str(meaning), "type": STRING} for name, meaning in DICTIONARY.items()]
    return {"fields": fields, "primaryKey": ["name"]}


def _written(descriptor):
    yield json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n"


def _read_me(taken):
    yield _("A list taken from the GSX directory") + "\n\n"
    for what, said in facts(taken):
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
        ("datapackage.json", _written(description(taken, names.get))),
        ("dictionary.csv", as_csv(dictionary(taken.kind.columns))),
        ("data.csv", as_csv(table(taken))),
    ]
    return zipped(files, taken.date)


DATA_PACKAGE = Alternate(
    name="datapackage.json",
    label=gettext_lazy("Data Package"),
    use=gettext_lazy("describes the tables to programs"),
    media_type="application/vnd.datapackage+json",
    of_list=lambda taken: _written(description(taken, taken.file_url)),
    weight=(10_500, 0, 0.0),
    whole=False,
    shown=True,
)
ARCHIVE = Alternate(
    name="zip",
    label="ZIP",
    use=gettext_lazy("the CSV table with its dictionary and description"),
    media_type="application/zip",
    of_list=_archive,
    weight=(4500, 5, 0.2),
    mixed_weight=(3500, 0, 0.1),
)
