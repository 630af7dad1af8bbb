"""Every field that a kind declares can be filled by an editor and read on every surface. The declarations are walked:
a new field is in these tests without a line of its own. What each level hides of it: tests/publishing/test_records.py.
"""

from dataclasses import replace

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten, flatten_fieldsets

from catalogue.alternates.article import article
from catalogue.alternates.data import JSON
from catalogue.alternates.message import TEXT
from catalogue.kinds import KINDS
from gsx_site.api import openapi
from gsx_site.data_page import field_rows, json_schema
from practices.loading import KINDS as PARTS
from publishing.editing.sheets.directory import file_columns
from publishing.models import Entry
from publishing.records.record import RECORDS, TextRecord
from publishing.records.values import declared
from tests.full_entries import changed_records, full_entries

MODELS = Entry.kinds
FACTS = [(kind, name) for kind, record in RECORDS.items() for name in record.own()]
WORDS = [
    (kind, name)
    for kind, record in RECORDS.items()
    for name in declared(record.text_class())
    if name not in TextRecord.model_fields
]


@pytest.fixture
def full(world):
    return full_entries()


def text_model(kind):
    return MODELS[kind]._meta.get_field("texts").related_model


def inlines(kind):
    return {inline.model: inline for inline in admin.site.get_model_admin(MODELS[kind]).inlines}


@pytest.mark.parametrize("kind, name", WORDS)
def test_words_are_in_the_form_of_their_text_and_in_sheets_and_files(kind, name):
    assert name in flatten(inlines(kind)[text_model(kind)](MODELS[kind], admin.site).get_fields(None))
    columns = {column.field: column for column in columns_of(kind) if column.of_text}
    assert columns[name].answer == name
    assert name in {column.field for column in file_columns(columns.values())}


@pytest.mark.parametrize("kind, name", FACTS)
def test_a_fact_is_in_the_form_and_in_sheets_and_files(kind, name):
    in_model = RECORDS[kind].own()[name].in_model(name)
    field = MODELS[kind]._meta.get_field(in_model)
    in_form = flatten_fieldsets(admin.site.get_model_admin(MODELS[kind]).fieldsets)
    assert field.related_model in inlines(kind) or in_model in in_form
    assert in_model in {column.field for column in columns_of(kind)}
    assert in_model in {column.field for column in file_columns(columns_of(kind))}


def columns_of(kind):
    [columns] = [columns for model, columns in PARTS.values() if model is MODELS[kind]]
    return columns


@pytest.mark.parametrize("kind", RECORDS)
def test_whatever_is_in_a_record_is_told_on_the_page_in_the_text_in_the_pack_and_in_the_api(full, kind):
    entry, told = full[kind], set()
    fields = {f"{RECORDS[kind].__name__}.{name}" for of, name in FACTS if of == kind}
    fields |= {f"{RECORDS[kind].text_class().__name__}.{name}" for of, name in WORDS if of == kind}
    before = surfaces(entry)
    for label, record in changed_records(entry.record):
        after = surfaces(replace(entry, record=record))
        told |= {(label, surface) for surface in before if before[surface] != after[surface]}
    excused = {f"{RECORDS[kind].__name__}.{name}" for name, value in RECORDS[kind].own().items() if value.no_row}
    untold = {(label, surface) for label in fields for surface in before} - told
    assert [one for one in untold if one[0] not in excused or one[1] == "api"] == []


def surfaces(entry):
    """{name of a surface: what it says of `entry`}; the pack is made of the Article."""
    record, kind = entry.record, KINDS[entry.record.KIND]
    facts = {"title": entry.title}
    return {
        "page": kind.page(record, entry.catalogue, entry.text, facts),
        "text": TEXT.of_entry(entry),
        "pack": article(entry),
        "api": JSON.of_entry(entry),
    }


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_is_described_in_the_schema_in_the_api_and_on_the_page_about_data(kind):
    for cls in (RECORDS[kind], RECORDS[kind].text_class()):
        schema = json_schema(kind)
        described = schema["properties"] if cls is RECORDS[kind] else schema["$defs"][cls.__name__]["properties"]
        in_api = openapi()["components"]["schemas"][cls.__name__]["properties"]
        rows = {row.name: row for row in field_rows(cls)}
        for name, value in declared(cls).items():
            assert rows[name].kind
            said = {described[name]["description"], in_api[name]["description"], rows[name].meaning}
            assert said == {value.description}
