"""The form of a directory file (fixtures/directory.json): what each entry holds, and what it may refer to."""

import json
from collections import Counter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from places.levels import Level
from places.models import Country
from practices.models import Recommendation, Theme
from publishing.models import Term

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Year = Annotated[int | None, Field(ge=1900, le=2100)]


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SourceRow(Row):
    slug: Slug
    title: str = Field(min_length=1, max_length=300)
    publisher: str = ""
    year: Year = None
    url: str = ""


class CitationRow(Row):
    source: Slug
    locator: str = ""


class EntryRow(Row):
    slug: Slug
    level: Annotated[Level, Field(strict=False)] = Level.OPEN
    unanswered: dict[str, Literal["not-reported", "withheld"]] = {}
    sources: list[CitationRow] = []


class OrganisationRow(EntryRow):
    name: str = Field(min_length=1, max_length=200)
    acronym: str = ""
    kind: Slug
    country: str = ""
    women_led: bool | None = None
    youth_led: bool | None = None
    website: str = ""
    about: str = ""


class NetworkRow(EntryRow):
    name: str = Field(min_length=1, max_length=200)
    acronym: str = ""
    kind: Slug
    scale: Slug
    parent: str = ""
    secretariat: str = ""
    founded_year: Year = None
    about: str = ""
    countries: list[str] = []
    audiences: list[Slug] = []
    supporters: list[Slug] = []


class MembershipRow(Row):
    organisation: Slug
    network: Slug
    role: str = Field(min_length=1, max_length=80)
    since: Year = None
    until: Year = None
    sources: list[CitationRow] = []


class RecommendationRow(Row):
    number: str
    label: str
    parent: str = ""
    title: str
    gist: str
    source_locator: str = ""


class KeyThemeRow(Row):
    number: str = Field(pattern=r"^\d+$")
    title: str
    gist: str
    source_locator: str = ""


class ParticipationRow(Row):
    organisation: Slug
    role: Literal["lead", "partner", "funder"]


class IllustrationRow(Row):
    number: str
    relation: Literal["illustrates", "named"] = "illustrates"


class PracticeRow(EntryRow):
    title: str = Field(min_length=1, max_length=120)
    summary: str = Field(min_length=1)
    context: str = ""
    approach: str = ""
    outcomes: str = ""
    lessons: str = ""
    conditions: str = ""
    years_note: str = Field("", max_length=200)
    evidence_note: str = Field("", max_length=300)
    countries: list[str] = []
    organisations: list[ParticipationRow] = []
    networks: list[Slug] = []
    themes: list[Slug] = []
    gender: list[Slug] = []
    youth: list[Slug] = []
    groups: list[Slug] = []
    scale: Slug
    start_year: Year = None
    end_year: Year = None
    ongoing: bool | None = None
    evidence: Slug
    recommendations: list[IllustrationRow] = []
    from_report: bool = False


class DirectoryFile(Row):
    sources: list[SourceRow] = []
    organisations: list[OrganisationRow] = []
    networks: list[NetworkRow] = []
    memberships: list[MembershipRow] = []
    recommendations: list[RecommendationRow] = []
    key_themes: list[KeyThemeRow] = []
    practices: list[PracticeRow] = []


class BadFile(Exception):
    """The file can't be loaded; `faults` are sentences, each with the place in the file."""

    def __init__(self, faults):
        self.faults = faults
        super().__init__("\n".join(faults))


def read_directory(text):
    """The DirectoryFile in the JSON `text`. Raises BadFile with every fault of form and every reference to nothing."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadFile([f"This is not JSON: {error}"]) from None
    try:
        directory = DirectoryFile.model_validate(data)
    except ValidationError as error:
        raise BadFile([_fault(one, data) for one in error.errors()]) from None
    if faults := [*_doubles(directory), *_loose_ends(directory)]:
        raise BadFile(faults)
    return directory


def place(part, number, row):
    """Where in the file something stands: practices[3] “county-action-plans-kenya”."""
    if not isinstance(row, dict):
        row = row.model_dump() if isinstance(row, BaseModel) else {}
    name = row.get("slug") or row.get("number") or row.get("organisation")
    return f"{part}[{number}] “{name}”" if name else f"{part}[{number}]"


def _fault(error, data):
    part, *rest = [str(step) for step in error["loc"]] or ["the file"]
    where = part
    if rest and rest[0].isdigit():
        where = place(part, rest[0], data[part][int(rest[0])])
        rest = rest[1:]
    return f"{where}: {'.'.join(rest)}{': ' if rest else ''}{error['msg']} (found {error['input']!r:.60})"


def _doubles(directory):
    keys = {
        "sources": lambda row: row.slug,
        "organisations": lambda row: row.slug,
        "networks": lambda row: row.slug,
        "practices": lambda row: row.slug,
        "recommendations": lambda row: row.number,
        "key_themes": lambda row: row.number,
        "memberships": lambda row: (row.organisation, row.network, row.role),
    }
    for part, key in keys.items():
        rows = getattr(directory, part)
        seen = Counter()
        for number, row in enumerate(rows):
            seen[key(row)] += 1
            if seen[key(row)] > 1:
                yield f"{place(part, number, row)}: stands in the file twice"


def _loose_ends(directory):
    """Everything a row refers to that is neither in the file nor in the vocabulary and the places of the database."""
    known = {
        "source": {row.slug for row in directory.sources},
        "organisation": {row.slug for row in directory.organisations},
        "network": {row.slug for row in directory.networks},
        "recommendation": {row.number for row in directory.recommendations}
        | set(Recommendation.objects.values_list("number", flat=True)),
        "country": set(Country.objects.values_list("code", flat=True)),
        "theme": set(Theme.objects.values_list("slug", flat=True)),
    }
    for vocabulary, slug in Term.objects.values_list("vocabulary", "slug"):
        known.setdefault(vocabulary, set()).add(slug)
    for part in ("organisations", "networks", "memberships", "recommendations", "practices"):
        for number, row in enumerate(getattr(directory, part)):
            for field, what, value in _references(part, row):
                if value and value not in known.get(what, ()):
                    yield f"{place(part, number, row)}: {field}: there is no {what} “{value}”"


def _references(part, row):
    """What `row` refers to: (field, what, value), the value empty where it refers to nothing."""
    one = {
        "organisations": {"kind": "organisation_kinds", "country": "country"},
        "networks": {
            "kind": "network_kinds",
            "scale": "scale",
            "parent": "network",
            "secretariat": "organisation",
        },
        "memberships": {"organisation": "organisation", "network": "network"},
        "recommendations": {"parent": "recommendation"},
        "practices": {"scale": "scale", "evidence": "evidence"},
    }[part]
    many = {
        "networks": {"countries": "country", "audiences": "audiences", "supporters": "organisation"},
        "practices": {
            "countries": "country",
            "networks": "network",
            "themes": "theme",
            "gender": "gender",
            "youth": "youth",
            "groups": "groups",
        },
    }.get(part, {})
    for field, what in one.items():
        yield field, what, getattr(row, field)
    for field, what in many.items():
        for value in getattr(row, field):
            yield field, what, value
    for citation in getattr(row, "sources", ()):
        yield "sources", "source", citation.source
    if part == "practices":
        for participation in row.organisations:
            yield "organisations", "organisation", participation.organisation
        for illustration in row.recommendations:
            yield "recommendations", "recommendation", illustration.number
