"""Every field of every record is in a column of its table, or on a short list of reasons why it is not."""

from dataclasses import replace
from datetime import date

import pytest

from catalogue.exported import exported
from catalogue.kinds import KINDS, own_kinds
from catalogue.taken import as_taken
from networks.records import OrganisationDescription
from places.levels import Level
from practices.records import ParticipationRecord
from publishing.models import Source, Term
from publishing.records.record import RECORDS, Record
from publishing.records.values import declared
from publishing.safety.publication import publish
from tests.factories import (
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_picture,
    make_practice,
    make_recommendation,
)

pytestmark = pytest.mark.usefixtures("world")

# What a field is changed to, where its default is what it needs or has.
OTHERWISE = {
    "uid": "otherwise",
    "exports": False,
    "language": "fr",
    "origin": "human",
    "level": Level.GENERALISED,
    "role": "otherwise",
    "number": "9",
    "digest": "otherwise",
    "licence": "cc0-1.0",
    "relation": "illustrates",
}
TEXTS = ["context", "approach", "outcomes", "lessons", "conditions", "years_note", "evidence_note"]


@pytest.fixture
def full(world):
    """{kind: an entry of which every field holds something}."""
    network = make_network("Bridges", acronym="BN", founded_year=2011, published=False)
    network.secretariat, network.parent = make_organisation("Secretaries"), make_network("Lanterns")
    network.save()
    network.supporters.set([make_organisation("Givers")])
    network.audiences.set(_terms("audiences")[:2])
    organisation = make_organisation(
        "Riverbank Circle",
        acronym="RBC",
        women_led=True,
        youth_led=False,
        website="https://riverbank.example/",
        published=False,
    )
    make_membership(organisation, make_network("Hills"), role="founder", since=2011, until=2019)
    practice = make_practice(
        "Evening football",
        lead=make_organisation("Leaders"),
        networks=[make_network("Valleys")],
        themes=["sport-arts-culture"],
        gender=[_terms("gender")[0].slug],
        youth=[_terms("youth")[0].slug],
        groups=[_terms("groups")[0].slug],
        recommendations={make_recommendation().number: "named"},
        start_year=2011,
        end_year=2019,
        ongoing=False,
        from_report=True,
        adapted_from=make_practice("Morning chess"),
        text={name: f"All about {name}." for name in TEXTS},
        published=False,
    )
    entries = [practice, organisation, network]
    for number, entry in enumerate(entries):
        entry.verified_on = date(2026, 1, 15)
        entry.save()
        cite(entry, url="https://report.example/")
        Source.objects.update(year=2020)
        make_picture(entry, f"#00000{number}", size=(64, 48), caption="On a square.", credit="A neighbour")
        publish(entry)
    return {entry.KIND: _taken(entry) for entry in entries}


def _terms(vocabulary):
    return Term.objects.filter(vocabulary=vocabulary)


def _taken(entry):
    catalogue = exported()
    number = catalogue.kinds[entry.KIND].numbers[entry.uid]
    [(edition, record)] = catalogue.records(entry.KIND, [number])
    if record.KIND == "practice":
        described = [OrganisationDescription(women_led=True), OrganisationDescription(youth_led=True, region="014")]
        parts = tuple(ParticipationRecord(role="partner", description=one) for one in described)
        record = record.model_copy(update={"participations": record.participations + parts})
    return as_taken(edition, record, catalogue, "https://gsx.example")


def row(entry):
    return [column.cell(entry) for column in KINDS[entry.record.KIND].columns]


def changed_records(record, path=""):
    """(class.field, `record` with that field otherwise) for every field, those of the records in it too."""
    for name, field in type(record).model_fields.items():
        value, label = getattr(record, name), f"{_owner(type(record), name)}.{name}"
        parts = value if isinstance(value, tuple) else (value,)
        if parts and isinstance(parts[0], Record):
            yield from _changed_inside(record, name, parts, isinstance(value, tuple))
        new = OTHERWISE[name] if name in OTHERWISE else field.get_default(call_default_factory=True)
        if not (name == "texts" or (field.annotation is bool and value == new)):
            yield label, record.model_copy(update={name: new})


def _changed_inside(record, name, parts, several):
    changes = [dict(_labelled(part)) for part in parts if isinstance(part, Record)]
    for label in dict.fromkeys(label for one in changes for label in one):
        new = tuple(one.get(label, part) for one, part in zip(changes, parts, strict=False))
        yield label, record.model_copy(update={name: new if several else new[0]})


def _labelled(part):
    found = {}
    for label, changed in changed_records(part):
        found.setdefault(label, changed)
    return found


def _owner(cls, name):
    """The class that a field comes from."""
    return next(base.__name__ for base in reversed(cls.__mro__) if name in getattr(base, "model_fields", {}))


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
        f"{_owner(cls, name)}.{name}": value
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
            if column.cell(entry) in ("", "not reported", "not asked yet", "withheld")
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
