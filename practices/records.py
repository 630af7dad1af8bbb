"""Practices, field by field: what the public may know of them, what it means, and where it stands."""

from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

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
    TextRecord,
)
from publishing.records.values import Facet, Parts, Places, Prose, Ref, Refs, Term, Terms, Value, Words, Year, YesNo


class PracticeTextRecord(TextRecord):
    title: Annotated[
        str,
        PROSE_UNTIL_GENERALISED,
        Words(_("What the practice is called in this language."), example="Evening football in Kisumu"),
    ] = ""
    summary: Annotated[
        str,
        PROSE,
        Prose(
            _("Who does what with whom, and to what end."),
            _("Summary"),
            example="Neighbours play and talk on two evenings a week.",
        ),
    ] = ""
    years_note: Annotated[
        str, PROSE_UNTIL_GENERALISED, Words(_("What is to be said about the years in words."), _("About the years"))
    ] = ""
    evidence_note: Annotated[
        str, PROSE_UNTIL_GENERALISED, Words(_("Why the evidence has that step."), _("About the evidence"))
    ] = ""
    context: Annotated[str, PROSE, Prose(_("What people faced."), _("What the problem was"))] = ""
    approach: Annotated[str, PROSE, Prose(_("The steps that were taken."), _("What was done"))] = ""
    outcomes: Annotated[str, PROSE, Prose(_("What a source reports of it."), _("What came of it"))] = ""
    lessons: Annotated[
        str, PROSE, Prose(_("What they would do differently, and what surprised them."), _("What was learnt"))
    ] = ""
    conditions: Annotated[
        str, PROSE, Prose(_("People, trust, money, time, law."), _("What it needs to work elsewhere"))
    ] = ""


class ParticipationRecord(Record):
    """Who took part and how: the uid of an organisation while it may be named, else its description."""

    role: Annotated[
        Literal["lead", "partner", "funder"],
        ALWAYS,
        Value(_("Whether the organisation led the work, took part or paid for it.")),
    ]
    organisation: Annotated[
        str, OPEN_ONLY, Ref(_("The organisation; empty while it may not be named."), to="organisation")
    ] = ""
    description: Annotated[
        OrganisationDescription | None,
        ALWAYS,
        Value(_("What may be said of an organisation that is not named; null when nothing may, or when it is named.")),
    ] = None


class IllustrationRecord(Record):
    """A recommendation that the practice illustrates, or is named for by the report itself."""

    number: Annotated[
        str,
        ALWAYS,
        Value(_("The number of the recommendation, as in addresses: 4b-i."), source="recommendation.number"),
    ]
    # The report is public: at a careful level "named in it" would point at the passage that names the practice.
    relation: Annotated[
        Literal["illustrates", "named"],
        OPEN_ONLY,
        Value(_("Whether the practice illustrates the recommendation, or is named for it by the report itself.")),
    ] = "illustrates"


class PracticeRecord(EntryRecord):
    """A practice. `places` holds ISO 3166-1 codes of countries or M49 codes of regions; `networks` holds uids."""

    KIND: ClassVar = "practice"

    texts: Annotated[
        tuple[PracticeTextRecord, ...],
        ALWAYS,
        Parts(
            _("Its words, once for each language, the original first."), of=PracticeTextRecord, told_by="texts_in_order"
        ),
    ]
    places: Annotated[
        tuple[str, ...],
        AS_REGIONS,
        Places(
            _("Where it was done."),
            _("Where"),
            source="countries",
            example="Kenya; UG",
            facet=Facet("place", label=_("Place"), named=True),
        ),
    ] = ()
    scale: Annotated[
        str,
        ALWAYS,
        Term(_("How far it reaches."), _("Scale"), vocabulary="scale", facet=Facet("scale"), example="local"),
    ] = ""
    start_year: Annotated[
        int | None, ALWAYS, Year(_("The year in which it began."), _("First year"), example="2015")
    ] = None
    end_year: Annotated[
        int | None,
        ALWAYS,
        Year(
            _("The year in which it ended."),
            _("Last year"),
            example="2019",
            no_row="it stands in that of the first year",
        ),
    ] = None
    ongoing: Annotated[
        bool | None,
        ALWAYS,
        YesNo(_("Whether the work goes on."), _("Goes on"), example="no", no_row="it stands in that of the first year"),
    ] = None
    participations: Annotated[
        tuple[ParticipationRecord, ...],
        UNTIL_GENERALISED,
        Parts(
            _("The organisations that took part, each in its role."),
            _("Who ran it"),
            of=ParticipationRecord,
            told_by="participations_told",
        ),
    ] = ()
    adapted_from: Annotated[
        str, OPEN_ONLY, Ref(_("The practice that it was adapted from."), _("Adapted from"), to="practice")
    ] = ""
    networks: Annotated[
        tuple[str, ...],
        OPEN_ONLY,
        Refs(
            _("The networks it belongs to."),
            _("Networks"),
            to="network",
            facet=Facet("network", label=_("Network"), first=5, named=True),
            example="Bridges Network",
        ),
    ] = ()
    themes: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(
            _("What it is about, the most important first."),
            _("Themes"),
            vocabulary="themes",
            source="theme_links",
            by="tag",
            facet=Facet("theme", label=_("Theme"), named=True, by_size=True),
            example="Youth leadership; Sport, arts and culture",
        ),
    ] = ()
    gender: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(_("Which gender focus it has."), _("Gender focus"), vocabulary="gender", facet=Facet("gender")),
    ] = ()
    youth: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(_("Which youth focus it has."), _("Youth focus"), vocabulary="youth", facet=Facet("youth")),
    ] = ()
    groups: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(
            _("Whom it works with."),
            _("Works with"),
            vocabulary="groups",
            facet=Facet("group", named=True, by_size=True),
        ),
    ] = ()
    evidence: Annotated[
        str,
        ALWAYS,
        Term(
            _("The highest step of evidence that a source supports; it does not say how good the work is."),
            _("Evidence"),
            vocabulary="evidence",
            facet=Facet("evidence"),
            note="evidence_note",
            example="reported",
        ),
    ] = ""
    recommendations: Annotated[
        tuple[IllustrationRecord, ...],
        ALWAYS,
        Parts(
            _("The recommendations of the #GSX2017 report that it illustrates."),
            _("Recommendations"),
            of=IllustrationRecord,
            source="illustrations",
            no_row="they have a section of their own",
        ),
    ] = ()
    from_report: Annotated[
        bool, OPEN_ONLY, YesNo(_("Whether the #GSX2017 report tells of it."), _("Source report"), example="no")
    ] = False

    def neutral_title(self):
        regions = tree().regions_of(self.places)
        return gettext("A practice in %s") % tree().name(regions[0]) if len(regions) == 1 else gettext("A practice")
