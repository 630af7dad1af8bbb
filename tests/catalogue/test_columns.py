"""Every field of every record is in a column of its table, or on a short list of reasons why it is not."""

from dataclasses import replace

import pytest

from catalogue.kinds import KINDS, own_kinds
from publishing.records.record import RECORDS, Record
from publishing.records.values import declared
from tests.full_entries import changed_records, full_entries, owner_of

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def full(world):
    return full_entries()


def row(entry):
    return [column.cell(entry) for column in KINDS[entry.record.KIND].columns]


def test_every_field_of_every_record_is_in_a_column_or_its_declaration_says_why_not(full):
    told, untold = set(), set()
    for entry in full.values():
        before = row(entry)
        for label, record in changed_records(entry.record):
            (told if row(replace(entry, record=record)) != before else untold).add(label)
    left_out = {label for label, value in every_declaration().items() if value.no_column}
    assert untold - told == left_out
    assert told | left_out == set(every_declaration())


def every_declaration():
    """{class.field: Value} of all record classes of ours, the texts as a whole left out."""
    classes = {
        cls for cls in _classes(Record) if cls.__module__.split(".")[0] in ("publishing", "practices", "networks")
    }
    return {
        f"{owner_of(cls, name)}.{name}": value
        for cls in classes
        for name, value in declared(cls).items()
        if name != "texts"
    }


def _classes(of):
    for cls in of.__subclasses__():
        yield cls
        yield from _classes(cls)


def test_a_full_entry_has_no_empty_cell(full):
    for entry in full.values():
        empty = [
            column.name
            for column in entry.kind.columns
            if column.cell(entry) in ("", "not reported", "not looked up yet", "not applicable", "withheld")
        ]
        assert empty == (["funders"] if entry.record.KIND == "practice" else [])


def test_names_are_plain_and_each_stands_once():
    for kind in KINDS.values():
        names = [column.name for column in kind.columns]
        assert len(names) == len(set(names))
        assert all(name.isascii() and name.isidentifier() and name == name.lower() for name in names)


def test_every_column_says_in_a_sentence_what_it_means():
    for kind in own_kinds():
        for column in kind.columns:
            assert str(column.label)
            assert str(column.meaning).endswith("."), column.name
    assert set(RECORDS) == {kind.name for kind in own_kinds()}


def test_the_list_of_all_kinds_has_the_columns_that_all_of_them_have():
    shared = set.intersection(*({column.name for column in kind.columns} for kind in own_kinds()))
    assert {column.name for column in KINDS["entry"].columns} == shared - {"scale", "acronym"}
