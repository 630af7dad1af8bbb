"""The safety policy: every field of every record at every level."""

import itertools
import types
from datetime import date
from typing import Annotated, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.records import NetworkRecord, OrganisationDescription, OrganisationRecord
from places.levels import Level
from practices.records import PracticeRecord
from publishing.editions.redaction import publishable, redacted
from publishing.records.record import ALWAYS, RECORDS, Answer, Record
from publishing.records.values import declared
from tests.factories import make_practice

PUBLIC_LEVELS = [Level.OPEN, Level.GENERALISED, Level.ANONYMISED]

# Until which level each field is shown, written down a second time and by hand: a slip in a record class fails here.
# "regions" means that countries become their regions at anonymised.
TEXT = {"language": "anonymised", "origin": "anonymised"}
ENTRY = {
    "uid": "anonymised",
    "level": "anonymised",
    "unanswered": "anonymised",
    "verified_on": "anonymised",
    "sources": "open",
    "exports": "anonymised",
    "pictures": "open",
    "texts": "anonymised",
    "places": "regions",
}
SHOWN_UNTIL = {
    "SourceRecord": dict.fromkeys(["title", "publisher", "year", "url", "locator"], "open"),
    "RenditionRecord": dict.fromkeys(["digest", "width", "height"], "open"),
    "PictureRecord": dict.fromkeys(["renditions", "alt", "caption", "language", "licence", "credit"], "open"),
    "OrganisationTextRecord": TEXT | {"title": "open", "about": "anonymised"},
    "MembershipRecord": dict.fromkeys(["network", "role", "since", "until", "sources"], "open"),
    "OrganisationDescription": dict.fromkeys(["women_led", "youth_led", "region"], "anonymised"),
    "OrganisationRecord": ENTRY
    | dict.fromkeys(["acronym", "website", "contact", "languages", "memberships"], "open")
    | dict.fromkeys(["wikidata", "ror", "iati"], "open")
    | dict.fromkeys(["kind", "women_led", "youth_led"], "anonymised"),
    "NetworkTextRecord": TEXT | {"title": "generalised", "about": "anonymised"},
    "NetworkRecord": ENTRY
    | dict.fromkeys(["parent", "secretariat", "supporters"], "open")
    | {"acronym": "generalised"}
    | dict.fromkeys(["kind", "scale", "audiences", "founded_year"], "anonymised"),
    "PracticeTextRecord": TEXT
    | dict.fromkeys(["title", "years_note", "evidence_note"], "generalised")
    | dict.fromkeys(["summary", "context", "approach", "outcomes", "key_finding", "lessons"], "anonymised")
    | dict.fromkeys(["steps", "duration", "dose", "team", "partners_needed", "permission"], "anonymised")
    | dict.fromkeys(["core", "changeable", "conditions", "went_wrong", "harms", "safeguards"], "anonymised"),
    "ReachRecord": dict.fromkeys(["number", "who", "note"], "open"),
    "CostRecord": dict.fromkeys(["amount", "currency", "note", "year"], "open") | {"per": "anonymised"},
    "EvaluationRecord": dict.fromkeys(["by", "organisation", "sources", "year", "sample", "result"], "open")
    | dict.fromkeys(["independent", "design", "finding"], "anonymised"),
    "FigureRecord": dict.fromkeys(["measure", "value", "unit", "compared_with", "compared_value", "weakness"], "open"),
    "AdaptationRecord": {"what": "open"} | dict.fromkeys(["planned", "keeps_core"], "anonymised"),
    "MaterialRecord": dict.fromkeys(["title", "url", "language", "kind"], "open"),
    "ParticipationRecord": {"role": "anonymised", "organisation": "open", "description": "anonymised"},
    "IllustrationRecord": {"number": "anonymised", "relation": "open"},
    "PracticeRecord": ENTRY
    | dict.fromkeys(["networks", "run_by", "from_report", "adapted_from"], "open")
    | dict.fromkeys(["reached", "costs", "figures", "adaptations", "materials"], "open")
    | {"participations": "generalised"}
    | dict.fromkeys(["age_from", "age_to", "prevention", "setting", "mode", "weeks"], "anonymised")
    | dict.fromkeys(["scale", "start_year", "end_year", "ongoing", "evidence", "evaluations"], "anonymised")
    | dict.fromkeys(["themes", "gender", "youth", "groups", "recommendations"], "anonymised"),
}


def record_classes(of=Record):
    for one in of.__subclasses__():
        if one.__module__.split(".")[0] != "tests":
            yield one
            yield from record_classes(one)


CONCRETE = [one for one in record_classes() if one.__name__ not in ("TextRecord", "EntryRecord")]


def shown_at(record_class, name, level):
    until = SHOWN_UNTIL[record_class.__name__][name]
    return until == "regions" or level.care <= Level(until).care


def test_the_table_names_every_field_of_every_record_class():
    assert {one.__name__: set(one.model_fields) for one in CONCRETE} == {
        name: set(fields) for name, fields in SHOWN_UNTIL.items()
    }


@pytest.fixture(autouse=True)
def _places(world):
    """Regions of countries are looked up in the tree of places."""


def values_of(kind, marks):
    """A strategy for a field of the type `kind`; every free text is a new mark, so that it can be searched for."""
    if get_origin(kind) is Annotated:
        return values_of(get_args(kind)[0], marks)
    if get_origin(kind) in (Union, types.UnionType):
        return st.one_of([values_of(one, marks) for one in get_args(kind) if one is not types.NoneType])
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        return st.lists(values_of(get_args(kind)[0], marks), min_size=1, max_size=3).map(tuple)
    if get_origin(kind) is dict:
        return st.just({})
    if isinstance(kind, type) and issubclass(kind, Record):
        return filled(kind, marks)
    return {
        str: st.builds(lambda: f"mark{next(marks)}"),
        int: st.integers(1950, 2026),
        float: st.floats(-1000, 1000),
        bool: st.booleans(),
        date: st.dates(date(2015, 1, 1), date(2026, 1, 1)),
        Level: st.just(Level.OPEN),
    }[kind]


def filled(record_class, marks):
    """Records of `record_class` that hold something in every field."""
    fields = {name: values_of(field.annotation, marks) for name, field in record_class.model_fields.items()}
    countries = st.lists(st.sampled_from(["KE", "BD", "JO", "SO", "XK"]), min_size=1, max_size=3, unique=True)
    if "places" in fields:
        fields["places"] = countries.map(sorted).map(tuple)
    if "region" in fields:
        fields["region"] = st.just("014")
    return st.builds(record_class, **fields)


entry_records = st.sampled_from(sorted(RECORDS.values(), key=lambda one: one.KIND)).flatmap(
    lambda record_class: filled(record_class, itertools.count(1))
)
levels = st.sampled_from(PUBLIC_LEVELS)


def walk(full, shown, level, path=""):
    """(path, what was there, what is shown, whether it should be) for every field of `full` that is not a record."""
    for name in type(full).model_fields:
        before, after = getattr(full, name), getattr(shown, name)
        should = shown_at(type(full), name, level)
        if should and isinstance(before, tuple) and isinstance(before[0], Record):
            assert len(before) == len(after)
            for number, (old, new) in enumerate(zip(before, after, strict=True)):
                yield from walk(old, new, level, f"{path}{name}[{number}].")
        elif should and isinstance(before, Record):
            yield from walk(before, after, level, f"{path}{name}.")
        else:
            yield f"{path}{name}", before, after, should


@given(entry_records, levels)
def test_each_field_is_shown_as_far_as_its_level_allows(record, level):
    shown = publishable(record, level)
    for path, before, after, should in walk(record, shown, level):
        if path.endswith("places"):
            continue
        if path in ("level", "unanswered"):
            continue
        field = path.rsplit(".", 1)[-1].split("[")[0]
        assert (after == before) if should else (after in (None, "", (), False, "illustrates")), field


@given(entry_records, levels)
def test_nothing_that_a_level_hides_is_left_anywhere_in_what_is_written(record, level):
    written = publishable(record, level).model_dump_json()
    for path, before, _after, should in walk(record, publishable(record, level), level):
        if not should:
            for mark in marks_in(before):
                assert f'"{mark}"' not in written, path


def marks_in(value):
    """All free texts in `value`, however deep."""
    if isinstance(value, str):
        return [value] if value.startswith("mark") else []
    if isinstance(value, Record):
        return [mark for name in type(value).model_fields for mark in marks_in(getattr(value, name))]
    return [mark for one in value for mark in marks_in(one)] if isinstance(value, tuple) else []


@given(entry_records, st.data())
def test_a_withheld_field_is_not_in_what_is_written_at_any_level(record, data):
    name = data.draw(st.sampled_from(sorted(type(record).answerable())))
    level = data.draw(levels)
    marked = record.model_copy(update={"unanswered": {name: "withheld"}})
    owners = record.texts if name in type(record.original).model_fields else (record,)
    shown = publishable(marked, level)
    written = shown.model_dump_json()
    for owner in owners:
        for mark in marks_in(getattr(owner, name)):
            assert f'"{mark}"' not in written
    assert shown.answer(name) is Answer.WITHHELD


@given(entry_records, levels, levels)
def test_a_second_level_leaves_what_the_more_careful_of_both_would(record, first, second):
    both = publishable(publishable(record, first), second)
    assert both == publishable(record, Level.most_careful([first, second]))


@given(entry_records, levels)
def test_at_anonymised_there_are_regions_and_no_countries(record, level):
    shown = publishable(record, level)
    if level is Level.ANONYMISED:
        assert shown.places
        assert all(code.isdigit() for code in shown.places)
    else:
        assert shown.places == record.places


@given(entry_records)
def test_nothing_is_published_at_level_withheld(record):
    assert publishable(record, Level.WITHHELD) is None
    assert redacted(record, Level.WITHHELD) is None


@given(entry_records, st.sampled_from([Level.GENERALISED, Level.ANONYMISED]))
def test_an_earlier_edition_loses_its_prose_when_the_level_rises(record, level):
    shown = redacted(record, level)
    prose = {"title", "about", "summary", "context", "approach", "outcomes", "lessons", "conditions"}
    prose |= {"years_note", "evidence_note"}
    for text in shown.texts:
        assert {getattr(text, name) for name in prose & set(type(text).model_fields)} == {""}


@given(entry_records, levels)
def test_a_record_comes_back_from_its_json_as_it_was(record, level):
    shown = publishable(record, level)
    assert type(record).model_validate_json(shown.model_dump_json()) == shown


def test_a_record_class_with_a_field_that_has_no_policy_can_not_be_defined():
    with pytest.raises(TypeError, match="Careless.secret: every field of a record says how far it is shown"):

        class Careless(Record):
            name: Annotated[str, ALWAYS]
            secret: str


def test_the_four_kinds_of_answer():
    record = PracticeRecord(
        uid="x",
        texts=[{"language": "en", "title": "Football", "summary": "They play."}],
        unanswered={"outcomes": "not-reported", "lessons": "withheld"},
        ongoing=False,
    )
    assert record.answer("summary") is Answer.REPORTED
    assert record.answer("ongoing") is Answer.REPORTED
    assert record.answer("outcomes") is Answer.NOT_REPORTED
    assert record.answer("lessons") is Answer.WITHHELD
    assert record.answer("conditions") is Answer.NOT_ASKED


def test_a_record_gives_no_reason_for_a_field_that_the_original_tells(world):
    reasons = {"outcomes": "not-reported", "places": "not-applicable", "team": "not-reported", "summary": "withheld"}
    practice = make_practice(published=False, text={"outcomes": "Fewer fights."}, unanswered=reasons)
    practice.texts.create(language="ar", origin="human", title="كرة", summary="يلعبون.", team="متطوعان.")
    assert practice.to_record().unanswered == {"team": "not-reported", "summary": "withheld"}


def test_a_hidden_title_is_replaced_by_one_that_fits_many_entries():
    text = {"language": "en", "title": "Riverbank Circle", "summary": "They play."}
    practice = publishable(PracticeRecord(uid="x", texts=[text], places=("KE",)), Level.ANONYMISED)
    assert practice.title() == "A practice in Eastern Africa"
    wide = publishable(PracticeRecord(uid="x", texts=[text], places=("KE", "BD")), Level.ANONYMISED)
    assert wide.title() == "A practice"
    text = {"language": "en", "title": "Riverbank Circle", "about": "They work."}
    network = publishable(NetworkRecord(uid="x", texts=[text], places=("BD",)), Level.ANONYMISED)
    assert network.title() == "A network in Southern Asia"
    organisation = OrganisationRecord(uid="x", texts=[text], places=("KE",), women_led=True)
    assert publishable(organisation, Level.GENERALISED).title() == "A women-led organisation in Eastern Africa"
    assert OrganisationDescription(youth_led=True).words() == "A youth-led organisation"
    assert OrganisationDescription(region="014").words() == "An organisation in Eastern Africa"


def test_every_field_of_every_record_class_says_what_it_is():
    """Outsiders read these words: in the schema of the API, and column by column beside the files."""
    missing = [
        f"{one.__name__}.{name}"
        for one in record_classes()
        for name, value in declared(one).items()
        if not value.description.endswith(".")
    ]
    assert missing == []


@pytest.mark.parametrize("told", [True, False])
def test_a_yes_or_no_that_a_level_hides_is_not_told_by_being_withheld(told):
    record = PracticeRecord(
        uid="bcdfghjkmn", texts=[PracticeRecord.text_class()(language="en", title="A")], from_report=told
    )
    shown = publishable(record, Level.ANONYMISED)
    assert (shown.from_report, shown.unanswered) == (False, {"title": "withheld"})
