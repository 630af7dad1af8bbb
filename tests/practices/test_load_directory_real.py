"""The real directory, loaded: every fact of the file is public, and nothing is in the file that must not be."""

import json
import re
from collections import Counter
from io import StringIO
from operator import itemgetter

import pytest
from django.conf import settings
from django.core.management import call_command

from networks.models import Network, Organisation
from practices.models import KeyTheme, Practice, Recommendation
from publishing.models import Edition, Source
from tests import factories
from tests.practices.directories import content

PATH = settings.BASE_DIR / "fixtures" / "directory.json"
FILE = json.loads(PATH.read_text("utf-8"))
SOURCES = {row["slug"]: {name: row[name] for name in ("title", "publisher", "year", "url")} for row in FILE["sources"]}


def load():
    """The lines of the output and of the progress."""
    out, progress = StringIO(), StringIO()
    call_command("load_directory", PATH, stdout=out, stderr=progress)
    return out.getvalue().splitlines(), progress.getvalue().splitlines()


@pytest.fixture(scope="module")
def loaded_once(kept):
    factories.world()
    return factories.real_directory()


@pytest.fixture
def loaded(loaded_once, db):
    return loaded_once


@pytest.fixture
def records(loaded):
    """{(kind, slug): record} of what the public reads now, and {uid: slug}."""
    editions = list(Edition.objects.current())
    return (
        {(edition.kind, edition.slug): edition.read() for edition in editions},
        {edition.uid: edition.slug for edition in editions},
    )


def cited(rows):
    """What the public reads of the citations `rows` of the file."""
    return [SOURCES[row["source"]] | {"locator": row["locator"]} for row in rows]


def read(sources):
    return [source.model_dump() for source in sources]


def test_everything_is_created_with_a_word_on_how_far_it_is(loaded):
    assert loaded == (
        [
            "sources: 523 created, 0 changed, 0 left alone",
            "organisations: 226 created, 0 changed, 0 left alone",
            "networks: 24 created, 0 changed, 0 left alone",
            "recommendations: 40 created, 0 changed, 0 left alone",
            "key themes: 11 created, 0 changed, 0 left alone",
            "practices: 94 created, 0 changed, 0 left alone",
        ],
        [f"{done} of 344 entries" for done in (50, 100, 150, 200, 250, 300, 344)],
    )
    assert {part: len(rows) for part, rows in FILE.items()} == {
        "sources": 523,
        "organisations": 226,
        "networks": 24,
        "memberships": 117,
        "recommendations": 40,
        "key_themes": 11,
        "practices": 94,
    }


def test_a_second_load_writes_nothing(loaded):
    before = content()
    lines, _progress = load()
    assert lines == [
        "sources: 0 created, 0 changed, 523 left alone",
        "organisations: 0 created, 0 changed, 226 left alone",
        "networks: 0 created, 0 changed, 24 left alone",
        "recommendations: 0 created, 0 changed, 40 left alone",
        "key themes: 0 created, 0 changed, 11 left alone",
        "practices: 0 created, 0 changed, 94 left alone",
    ]
    assert content() == before


def test_the_public_reads_every_fact_of_the_file(records):
    found, slugs = records
    assert Counter(kind for kind, _slug in found) == {"organisation": 226, "network": 24, "practice": 94}
    for row in FILE["organisations"]:
        assert organisation_row(found["organisation", row["slug"]], slugs) == as_read(row)
    for row in FILE["networks"]:
        assert network_row(found["network", row["slug"]], slugs) == as_read(row)
    for row in FILE["practices"]:
        record = found["practice", row["slug"]]
        assert practice_row(record, slugs) | in_depth(record, slugs) == DEPTH | as_read(row)
    by_rows = [(row["organisation"], row["network"], row["role"], cited(row["sources"])) for row in FILE["memberships"]]
    by_records = [
        (slug, slugs[one.network], one.role, read(one.sources))
        for (kind, slug), record in found.items()
        if kind == "organisation"
        for one in record.memberships
    ]
    assert sorted(by_records, key=str) == sorted(by_rows, key=str)
    assert all(edition.number == 1 and edition.level == "open" for edition in Edition.objects.all())
    assert {model.objects.published().count() for model in (Organisation, Network, Practice)} == {226, 24, 94}


def as_read(row):
    """A row of the file as the functions below read it back: what has no order sorted, citations written out."""
    sets = ("countries", "networks", "gender", "youth", "groups", "audiences", "supporters")
    read_back = {name: sorted(value) if name in sets else value for name, value in row.items()}
    read_back["sources"] = cited(row["sources"])
    for name in SETS:
        read_back |= {name: sorted(row[name])} if name in row else {}
    if "texts" in row:
        read_back["texts"] = sorted(row["texts"], key=itemgetter("language"))
    if "themes" in row:
        read_back |= {"unanswered": row.get("unanswered", {}), "conditions": row.get("conditions", "")}
        read_back["organisations"] = sorted((one["organisation"], one["role"]) for one in row["organisations"])
        read_back["recommendations"] = sorted((one["number"], one["relation"]) for one in row["recommendations"])
    return read_back


def organisation_row(record, slugs):
    (text,) = record.texts
    return {
        "slug": slugs[record.uid],
        "name": text.title,
        "acronym": record.acronym,
        "kind": record.kind,
        "country": "".join(record.places),
        "women_led": record.women_led,
        "youth_led": record.youth_led,
        "website": record.website,
        "about": text.about,
        "level": record.level,
        "sources": read(record.sources),
    }


def network_row(record, slugs):
    text, *others = record.texts
    return {
        "slug": slugs[record.uid],
        "name": text.title,
        "texts": [translation(one, "name") for one in others],
        "acronym": record.acronym,
        "kind": record.kind,
        "scale": record.scale,
        "parent": slugs.get(record.parent, ""),
        "secretariat": slugs.get(record.secretariat, ""),
        "founded_year": record.founded_year,
        "about": text.about,
        "countries": sorted(record.places),
        "audiences": sorted(record.audiences),
        "supporters": sorted(slugs[uid] for uid in record.supporters),
        "level": record.level,
        "sources": read(record.sources),
    }


def practice_row(record, slugs):
    text, *others = record.texts
    words = (
        "title",
        "summary",
        "context",
        "approach",
        "outcomes",
        "lessons",
        "conditions",
        "years_note",
        "evidence_note",
    )
    facts = ("scale", "start_year", "end_year", "ongoing", "evidence", "level", "from_report", "unanswered")
    return {
        "slug": slugs[record.uid],
        "texts": [translation(one, "title") for one in others],
        **{name: getattr(text, name) for name in words},
        **{name: getattr(record, name) for name in facts},
        "countries": sorted(record.places),
        "organisations": sorted((slugs[one.organisation], one.role) for one in record.participations),
        "networks": sorted(slugs[uid] for uid in record.networks),
        "themes": list(record.themes),  # in the order of the file: the first ones stand in lists
        "gender": sorted(record.gender),
        "youth": sorted(record.youth),
        "groups": sorted(record.groups),
        "recommendations": sorted((one.number, one.relation) for one in record.recommendations),
        "sources": read(record.sources),
    }


def translation(text, title):
    """A text in another language without what it does not say; `title` is what files call its title."""
    told = {name: value for name, value in text.model_dump().items() if value}
    told |= {"steps": told["steps"].splitlines()} if "steps" in told else {}
    return told | {title: told.pop("title")}


# What a practice of the file that says nothing of it is read as.
LINES = ("duration", "dose", "team", "partners_needed", "permission", "core", "changeable", "went_wrong", "harms")
NUMBERS = ("age_from", "age_to", "weeks")
SETS = ("setting", "mode", "prevention")
PARTS = ("reached", "costs", "evaluations", "figures", "adaptations", "materials")
DEPTH = dict.fromkeys((*LINES, "safeguards", "key_finding", "adapted_from"), "") | dict.fromkeys(NUMBERS)
DEPTH |= {name: [] for name in ("steps", "run_by", *SETS, *PARTS)}


def in_depth(record, slugs):
    """How it is done, what it took and how it is known, as the file says it."""
    text = record.original
    return {
        **{name: getattr(text, name) for name in (*LINES, "safeguards", "key_finding")},
        **{name: getattr(record, name) for name in NUMBERS},
        **{name: sorted(getattr(record, name)) for name in SETS},
        **{name: [part_row(one, slugs) for one in getattr(record, name)] for name in PARTS},
        "steps": text.steps.splitlines(),
        "run_by": [slugs[uid] for uid in record.run_by],
        "adapted_from": slugs.get(record.adapted_from, ""),
    }


def part_row(part, slugs):
    """A part without what it does not say; an evaluation leads to its organisation and its source by their slugs."""
    told = {name: value for name, value in part.model_dump().items() if value not in (None, "", (), [])}
    if "organisation" in told:
        told["organisation"] = slugs[told["organisation"]]
    for source in told.pop("sources", ()):
        told["source"] = next(slug for slug, row in SOURCES.items() if row | {"locator": ""} == source)
    return told


def test_sources_recommendations_and_key_themes_are_as_in_the_file(loaded):
    assert {one["slug"]: one for one in Source.objects.values("slug", "title", "publisher", "year", "url")} == {
        row["slug"]: row for row in FILE["sources"]
    }
    assert [
        {
            "number": one.number,
            "label": one.label,
            "parent": one.parent.number if one.parent else "",
            "title": one.title,
            "gist": one.gist,
            "source_locator": one.locator,
            "texts": one.texts,
        }
        for one in Recommendation.objects.select_related("parent")
    ] == FILE["recommendations"]
    assert [
        {
            "number": str(one.number),
            "title": one.title,
            "gist": one.gist,
            "source_locator": one.locator,
            "texts": one.texts,
        }
        for one in KeyTheme.objects.all()
    ] == FILE["key_themes"]


# --- what must not stand in a public file

EDITORS_NOTE = re.compile(r"editor\W?s?[\W_]*notes?", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+(@|\s*[\[(]at[\])]\s*)[\w-]+\.\w+", re.IGNORECASE)
# A country code, or “tel”, or a leading zero, and at least seven digits; addresses of web pages are left out before.
PHONE = re.compile(r"(?<![\w./-])(\+|00|\(0|0|tel[.:]*\s*)[\s(]*\d([\s()./-]*\d){6,}", re.IGNORECASE)
URL = re.compile(r"https?://\S+")


def words_and_keys(data):
    """All strings in `data`, and all keys."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from data
        for value in data.values():
            yield from words_and_keys(value)
    elif isinstance(data, list):
        for value in data:
            yield from words_and_keys(value)


@pytest.mark.parametrize("name", ["directory.json", "vocabulary.json", "places.json"])
def test_the_files_hold_no_notes_of_editors_and_no_way_to_reach_a_person(name):
    found = list(words_and_keys(json.loads((PATH.parent / name).read_text("utf-8"))))
    assert len(found) > 500
    assert [word for word in found if EDITORS_NOTE.search(word)] == []
    assert [word for word in found if EMAIL.search(word)] == []
    assert [word for word in found if PHONE.search(URL.sub("", word))] == []


@pytest.mark.parametrize("text", ["editor_note", "editor_notes", "Editor’s note: ask Amina", "editors' notes"])
def test_a_note_of_an_editor_would_be_found(text):
    assert EDITORS_NOTE.search(text)


@pytest.mark.parametrize("text", ["amina@example.org", "write to amina.o [at] example.org", "A+b@c-d.org"])
def test_an_email_address_would_be_found(text):
    assert EMAIL.search(text)


@pytest.mark.parametrize("text", ["+254 20 123 4567", "Tel.: 020-1234567", "(020) 123 4567", "0044 20 79460958"])
def test_a_phone_number_would_be_found(text):
    assert PHONE.search(text)


@pytest.mark.parametrize("text", ["2015–2017", "S/RES/2250 (2015)", "1,150 people", "paragraphs 10-12", "@gsx"])
def test_years_numbers_and_locators_are_taken_for_neither(text):
    assert not EMAIL.search(text)
    assert not PHONE.search(text)
