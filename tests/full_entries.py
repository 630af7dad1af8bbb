"""An entry of each kind of which every field holds something, and the same with one field otherwise."""

from datetime import date
from typing import get_args

from catalogue.exported import exported
from catalogue.taken import as_taken
from networks.records import OrganisationDescription
from places.levels import Level
from practices.records import ParticipationRecord, PracticeTextRecord
from publishing.models import Source, Term
from publishing.records.record import Record
from publishing.records.values import Languages, Number, Parts, Places, Value, Words, Year, YesNo, declared
from publishing.records.values import Term as TermOf
from publishing.records.values import Terms as TermsOf
from publishing.safety.publication import publish
from tests.factories import (
    a_source,
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_picture,
    make_practice,
    make_recommendation,
)

# What a field is changed to, where its default is what it needs or has.
OTHERWISE = {
    "uid": "otherwise",
    "exports": False,
    "language": "fr",
    "origin": "human",
    "level": Level.GENERALISED,
    "role": "otherwise",
    "IllustrationRecord.number": "9",
    "CostRecord.per": "year",
    "MaterialRecord.language": "sw",
    "digest": "otherwise",
    "licence": "cc0-1.0",
    "relation": "illustrates",
}
GIVEN = ("title", "summary", "language", "origin")


def full_entries():
    """{kind: a TakenEntry of which every field holds something}."""
    network = make_network("Bridges", acronym="BN", founded_year=2011, published=False)
    network.secretariat, network.parent = make_organisation("Secretaries"), make_network("Lanterns")
    network.save()
    make_network("Springs", parent=network)  # where the network is through others
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
        run_by=[make_network("Rivers")],
        rows={"evaluations": [_evaluation()]},
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
        text={name: f"All about {name}." for name in declared(PracticeTextRecord) if name not in GIVEN},
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


def _evaluation():
    return {
        "by": "a university",
        "organisation": make_organisation("University of Evenings"),
        "source": a_source(),
        "independent": True,
        "design": "randomised",
        "year": 2019,
        "sample": "16 towns",
        "finding": "mixed",
        "result": "Trust rose.",
    }


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
    return as_taken(edition, filled(record), catalogue, "https://gsx.example")


def filled(record):
    """`record` with something in those fields of its kind that hold nothing: a new field needs no line above."""
    fields = type(record).model_fields
    empty = {name: value for name, value in type(record).own().items() if getattr(record, name) == fields[name].default}
    return record.model_copy(update={name: _something(name, value) for name, value in empty.items()})


def _something(name, value):
    match value:
        case Languages():
            return ("fr", "sw")
        case Words():
            return f"All about {name}."
        case Year():
            return 2011
        case YesNo():
            return True
        case Number():
            return 12
        case Parts():
            return (_part(value.of),)
        case TermOf():
            return _terms(value.vocabulary)[0].slug
        case TermsOf():
            return (_terms(value.vocabulary)[0].slug,)
        case Places():
            return ("KE",)
    raise AssertionError(f"{name} needs something in full_entries")


def _part(record_class):
    """A part of which every field holds something, but for what it would lead to."""
    held = {name: _held(record_class, name, value) for name, value in declared(record_class).items()}
    return record_class(**{name: one for name, one in held.items() if one is not None})


def _held(record_class, name, value):
    if type(value) is Value:
        choices = get_args(record_class.model_fields[name].annotation)
        return next(iter(choices), {"currency": "KES", "language": "fr"}.get(name))
    return _something(name, value)


def changed_records(record, path=""):
    """(class.field, `record` with that field otherwise) for every field, those of the records in it too."""
    for name, field in type(record).model_fields.items():
        value, label = getattr(record, name), f"{owner_of(type(record), name)}.{name}"
        parts = value if isinstance(value, tuple) else (value,)
        if parts and isinstance(parts[0], Record):
            yield from _changed_inside(record, name, parts, isinstance(value, tuple))
        usual = OTHERWISE.get(name, field.get_default(call_default_factory=True))
        new = OTHERWISE.get(label, usual)
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


def owner_of(cls, name):
    """The class that a field comes from."""
    return next(base.__name__ for base in reversed(cls.__mro__) if name in getattr(base, "model_fields", {}))
