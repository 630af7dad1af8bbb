"""What the public may know of a practice, field by field."""

from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext as _

from networks.records import OrganisationDescription
from places.tree import tree
from publishing.records import (
    ALWAYS,
    AS_REGIONS,
    OPEN_ONLY,
    PROSE,
    PROSE_UNTIL_GENERALISED,
    UNTIL_GENERALISED,
    EntryRecord,
    Record,
    RefersTo,
    TermsOf,
    TextRecord,
)


class PracticeTextRecord(TextRecord):
    title: Annotated[str, PROSE_UNTIL_GENERALISED] = ""
    summary: Annotated[str, PROSE] = ""
    context: Annotated[str, PROSE] = ""
    approach: Annotated[str, PROSE] = ""
    outcomes: Annotated[str, PROSE] = ""
    lessons: Annotated[str, PROSE] = ""
    conditions: Annotated[str, PROSE] = ""
    years_note: Annotated[str, PROSE_UNTIL_GENERALISED] = ""
    evidence_note: Annotated[str, PROSE_UNTIL_GENERALISED] = ""


class ParticipationRecord(Record):
    """Who took part and how: the uid of an organisation while it may be named, else its description."""

    role: Annotated[Literal["lead", "partner", "funder"], ALWAYS]
    organisation: Annotated[str, OPEN_ONLY, RefersTo("organisation")] = ""
    description: Annotated[OrganisationDescription | None, ALWAYS] = None


class IllustrationRecord(Record):
    """A recommendation that the practice illustrates, or is named for by the report itself."""

    number: Annotated[str, ALWAYS]
    # The report is public: at a careful level "named in it" would point at the passage that names the practice.
    relation: Annotated[Literal["illustrates", "named"], OPEN_ONLY] = "illustrates"


class PracticeRecord(EntryRecord):
    """A practice. `places` holds ISO 3166-1 codes of countries or M49 codes of regions; `networks` holds uids."""

    KIND: ClassVar = "practice"

    texts: Annotated[tuple[PracticeTextRecord, ...], ALWAYS]
    places: Annotated[tuple[str, ...], AS_REGIONS] = ()
    scale: Annotated[str, ALWAYS] = ""
    start_year: Annotated[int | None, ALWAYS] = None
    end_year: Annotated[int | None, ALWAYS] = None
    ongoing: Annotated[bool | None, ALWAYS] = None
    evidence: Annotated[str, ALWAYS] = ""
    themes: Annotated[tuple[str, ...], ALWAYS, TermsOf("themes")] = ()
    gender: Annotated[tuple[str, ...], ALWAYS] = ()
    youth: Annotated[tuple[str, ...], ALWAYS] = ()
    groups: Annotated[tuple[str, ...], ALWAYS] = ()
    participations: Annotated[tuple[ParticipationRecord, ...], UNTIL_GENERALISED] = ()
    networks: Annotated[tuple[str, ...], OPEN_ONLY, RefersTo("network")] = ()
    recommendations: Annotated[tuple[IllustrationRecord, ...], ALWAYS] = ()
    from_report: Annotated[bool, OPEN_ONLY] = False
    adapted_from: Annotated[str, OPEN_ONLY, RefersTo("practice")] = ""

    def neutral_title(self):
        regions = tree().regions_of(self.places)
        return _("A practice in %s") % tree().name(regions[0]) if len(regions) == 1 else _("A practice")
