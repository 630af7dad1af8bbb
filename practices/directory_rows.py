"""The rows of a directory file (fixtures/directory.json): what each may hold."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from places.levels import Level
from places.plain_text import in_values

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Number = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=8)
]  # of a recommendation, as in addresses
Year = Annotated[int | None, Field(ge=1900, le=2100)]
Prose = Annotated[str, Field(max_length=20_000)]  # what a page can show; the longest so far has 300
FieldName = Annotated[str, Field(pattern=r"^[a-z_]+$")]


class Row(BaseModel):
    """A row of the file, or of a list in one of its rows; two in a list may not agree in all of `KEY`."""

    model_config = ConfigDict(extra="forbid", strict=True)
    KEY: ClassVar[tuple[str, ...]] = ("slug",)
    _where: str = ""

    @property
    def where(self):
        """Where in the file the row stands: practices[3] “county-action-plans-kenya”."""
        return self._where

    def key(self):
        return tuple(getattr(self, name) for name in self.KEY)

    @field_validator("*", mode="before")
    @classmethod
    def _plain_text(cls, value):
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and ("\0" in text or not _is_text(text)):
                raise ValueError("NUL and halves of characters are no text")
        return in_values(value)


def _is_text(value):
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


class SourceRow(Row):
    slug: Slug
    title: str = Field(min_length=1, max_length=300)
    publisher: str = ""
    year: Year = None
    url: str = ""


class CitationRow(Row):
    KEY = ("source", "locator")

    source: Slug
    locator: str = ""


class EntryRow(Row):
    slug: Slug
    level: Annotated[Level, Field(strict=False)] = Level.OPEN
    unanswered: dict[FieldName, Literal["not-reported", "withheld"]] = {}
    sources: list[CitationRow] = []


class BodyRow(EntryRow):
    name: str = Field(min_length=1, max_length=200)
    acronym: str = ""
    also_known_as: list[str] | None = None  # None: the file does not say, and what is saved stays
    kind: Slug
    about: Prose = ""


class OrganisationRow(BodyRow):
    country: str = ""
    women_led: bool | None = None
    youth_led: bool | None = None
    website: str = ""


class NetworkRow(BodyRow):
    scale: Slug
    parent: str = ""
    secretariat: str = ""
    founded_year: Year = None
    countries: list[str] = []
    audiences: list[Slug] = []
    supporters: list[Slug] = []
    website: str | None = None


class MembershipRow(Row):
    KEY = ("organisation", "network", "role")

    organisation: Slug
    network: Slug
    role: str = Field(min_length=1, max_length=80)
    since: Year = None
    until: Year = None
    sources: list[CitationRow] = []


class RecommendationRow(Row):
    KEY = ("number",)

    number: Number
    label: str = Field(min_length=1, max_length=12)
    parent: str = ""
    title: str = Field(min_length=1, max_length=120)
    gist: Prose = Field(min_length=1)
    source_locator: str = Field("", max_length=80)


class KeyThemeRow(Row):
    KEY = ("number",)

    number: str = Field(pattern=r"^[1-9][0-9]{0,2}$")
    title: str = Field(min_length=1, max_length=120)
    gist: Prose = Field(min_length=1)
    source_locator: str = Field("", max_length=80)


class ParticipationRow(Row):
    KEY = ("organisation", "role")

    organisation: Slug
    role: Literal["lead", "partner", "funder"]


class IllustrationRow(Row):
    KEY = ("number",)

    number: str
    relation: Literal["illustrates", "named"] = "illustrates"


class PracticeRow(EntryRow):
    title: str = Field(min_length=1, max_length=120)
    summary: Prose = Field(min_length=1)
    context: Prose = ""
    approach: Prose = ""
    outcomes: Prose = ""
    lessons: Prose = ""
    conditions: Prose = ""
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


ROWS = {
    "sources": SourceRow,
    "organisations": OrganisationRow,
    "networks": NetworkRow,
    "memberships": MembershipRow,
    "recommendations": RecommendationRow,
    "key_themes": KeyThemeRow,
    "practices": PracticeRow,
}
