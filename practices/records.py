"""What the public may know of a practice, field by field."""

from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from networks.records import OrganisationDescription
from places.tree import tree
from publishing.records.record import (
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
    says,
)


class PracticeTextRecord(TextRecord):
    title: Annotated[
        str, PROSE_UNTIL_GENERALISED, says(gettext_noop("What the practice is called in this language."))
    ] = ""
    summary: Annotated[str, PROSE, says(gettext_noop("What it is, in two or three sentences."))] = ""
    context: Annotated[str, PROSE, says(gettext_noop("What the problem was."))] = ""
    approach: Annotated[str, PROSE, says(gettext_noop("What was done."))] = ""
    outcomes: Annotated[str, PROSE, says(gettext_noop("What came of it."))] = ""
    lessons: Annotated[str, PROSE, says(gettext_noop("What was learnt."))] = ""
    conditions: Annotated[str, PROSE, says(gettext_noop("What it needs to work elsewhere."))] = ""
    years_note: Annotated[str, PROSE_UNTIL_GENERALISED, says(gettext_noop("What is to be said of the years."))] = ""
    evidence_note: Annotated[str, PROSE_UNTIL_GENERALISED, says(gettext_noop("Why the evidence is at that step."))] = ""


class ParticipationRecord(Record):
    """Who took part and how: the uid of an organisation while it may be named, else its description."""

    role: Annotated[
        Literal["lead", "partner", "funder"],
        ALWAYS,
        says(gettext_noop("Whether the organisation led the work, took part or paid for it.")),
    ]
    organisation: Annotated[
        str, OPEN_ONLY, RefersTo("organisation"), says(gettext_noop("Its uid; empty while it may not be named."))
    ] = ""
    description: Annotated[
        OrganisationDescription | None,
        ALWAYS,
        says(
            gettext_noop(
                "What may be said of an organisation that is not named; null when nothing may, or when it is named."
            )
        ),
    ] = None


class IllustrationRecord(Record):
    """A recommendation that the practice illustrates, or is named for by the report itself."""

    number: Annotated[str, ALWAYS, says(gettext_noop("The number of the recommendation, as in addresses: 4b-i."))]
    # The report is public: at a careful level "named in it" would point at the passage that names the practice.
    relation: Annotated[
        Literal["illustrates", "named"],
        OPEN_ONLY,
        says(
            gettext_noop(
                "Whether the practice illustrates the recommendation, or is named for it by the report itself."
            )
        ),
    ] = "illustrates"


class PracticeRecord(EntryRecord):
    """A practice. `places` holds ISO 3166-1 codes of countries or M49 codes of regions; `networks` holds uids."""

    KIND: ClassVar = "practice"

    texts: Annotated[
        tuple[PracticeTextRecord, ...],
        ALWAYS,
        says(gettext_noop("Its words, once for each language, the original first.")),
    ]
    places: Annotated[
        tuple[str, ...],
        AS_REGIONS,
        says(
            gettext_noop(
                "Where it was done: ISO 3166-1 codes of countries or, when those are not told, M49 codes of regions."
            )
        ),
    ] = ()
    scale: Annotated[str, ALWAYS, says(gettext_noop("How far it reached: a slug of the facet scale."))] = ""
    start_year: Annotated[int | None, ALWAYS, says(gettext_noop("The year it began in."))] = None
    end_year: Annotated[int | None, ALWAYS, says(gettext_noop("The year it ended in."))] = None
    ongoing: Annotated[bool | None, ALWAYS, says(gettext_noop("Whether it goes on; null when not known."))] = None
    evidence: Annotated[
        str,
        ALWAYS,
        says(
            gettext_noop(
                "How much is known of its results: a slug of the facet evidence. It does not say how good the work is."
            )
        ),
    ] = ""
    themes: Annotated[
        tuple[str, ...], ALWAYS, TermsOf("themes"), says(gettext_noop("What it is about: slugs of themes."))
    ] = ()
    gender: Annotated[
        tuple[str, ...], ALWAYS, says(gettext_noop("Its focus on gender: slugs of the facet gender."))
    ] = ()
    youth: Annotated[
        tuple[str, ...], ALWAYS, says(gettext_noop("Its focus on young people: slugs of the facet youth."))
    ] = ()
    groups: Annotated[tuple[str, ...], ALWAYS, says(gettext_noop("Whom it works with: slugs of the facet group."))] = ()
    participations: Annotated[
        tuple[ParticipationRecord, ...],
        UNTIL_GENERALISED,
        says(gettext_noop("The organisations that took part, each in its role.")),
    ] = ()
    networks: Annotated[
        tuple[str, ...], OPEN_ONLY, RefersTo("network"), says(gettext_noop("The uids of networks that it was done in."))
    ] = ()
    recommendations: Annotated[
        tuple[IllustrationRecord, ...],
        ALWAYS,
        says(gettext_noop("The recommendations of the #GSX2017 report that it illustrates.")),
    ] = ()
    from_report: Annotated[bool, OPEN_ONLY, says(gettext_noop("Whether it was found in that report."))] = False
    adapted_from: Annotated[
        str, OPEN_ONLY, RefersTo("practice"), says(gettext_noop("The uid of the practice that it was adapted from."))
    ] = ""

    def neutral_title(self):
        regions = tree().regions_of(self.places)
        return _("A practice in %s") % tree().name(regions[0]) if len(regions) == 1 else _("A practice")
