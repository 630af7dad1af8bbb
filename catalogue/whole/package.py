"""The directory as a Data Package (Frictionless, version 1): its tables as CSV, and how they hang together."""

import json

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.alternates.tables import csv_file, resource
from catalogue.citing import directory
from catalogue.column import BOOLEAN
from catalogue.taken import stamp
from catalogue.whole.database import rows_of
from publishing.editing.sheets.archives import zipped
from publishing.editing.sheets.cells import neutral


def write_package(path, database, schema, facts, catalogue, site, date):
    """Write the archive at `path` of what stands in the SQLite file at `database`, by the `schema` that it has."""
    files = [
        ("README.txt", _read_me(facts)),
        ("datapackage.json", [_descriptor(schema, catalogue, site, date)]),
        *((f"{table.name}.csv", csv_file(_rows(database, table))) for table in schema.tables),
    ]
    with path.open("wb") as file:
        file.writelines(zipped(files, date))


def _rows(database, table):
    yield [field.name for field in table.fields]
    for row in rows_of(database, table):
        yield [neutral(value) if isinstance(value, str) else value for value in row]


def _read_me(facts):
    yield _("The whole of the GSX directory") + "\n\n"
    for what, said in facts:
        yield f"{what}: {said}\n"
    yield "\n" + _(
        "There is a table for each kind of entry, and one for each thing of which an entry can have several. "
        "dictionary.csv says what the columns mean, missing.csv why nothing stands in a cell, and datapackage.json all "
        "of it to programs (https://specs.frictionlessdata.io/data-package/). Nothing but an empty cell is a missing "
        "value: NA is Namibia. Codes such as 014 are texts. An apostrophe before a text keeps spreadsheets from taking "
        "it for a formula, and is no part of it."
    )
    yield "\n\npandas: pandas.read_csv(file, dtype=str, keep_default_na=False, na_values=[''])\n"
    yield "R: readr::read_csv(file, na = '', col_types = readr::cols(.default = 'c'))\n"


def _descriptor(schema, catalogue, site, date):
    described = {
        "profile": "tabular-data-package",
        "name": f"directory-{catalogue.number}",
        "title": directory(),
        "homepage": f"{site}/",
        "version": str(catalogue.number),
        **({"created": stamp(date)} if date else {}),
        "licenses": [{"path": settings.DATA_LICENCE_URL, "title": settings.DATA_LICENCE_NAME}],
        "sources": [{"title": directory(), "path": f"{site}/"}],
        "resources": [
            resource(table.name, table.title, f"{table.name}.csv", _schema(table, catalogue)) for table in schema.tables
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _schema(table, catalogue):
    keys = [
        {"fields": field.name, "reference": {"resource": field.refers[0], "fields": field.refers[1]}}
        for field in table.fields
        if field.refers
    ]
    fields = [_field(one, one.name in table.key, catalogue) for one in table.fields]
    return {"fields": fields, "missingValues": [""], "primaryKey": list(table.key), "foreignKeys": keys}


def _field(field, needed, catalogue):
    constraints = {"required": True} if needed else {}
    if field.vocabulary:
        constraints["enum"] = list(catalogue.terms.get(field.vocabulary, {}))
    values = {"trueValues": ["1"], "falseValues": ["0"]} if field.type == BOOLEAN else {}
    said = {"name": field.name, "title": field.title, "description": field.meaning, "type": field.type}
    return said | values | ({"constraints": constraints} if constraints else {})
