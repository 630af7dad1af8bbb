"""Practices, field by field: what the public may know of them, what it means, and where it stands."""

from typing import Annotated, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from networks.records import OrganisationDescription
from places.tree import tree
from practices.part_records import (
    AdaptationRecord,
    CostRecord,
    EvaluationRecord,
    FigureRecord,
    MaterialRecord,
    ReachRecord,
)
from publishing.records.record import (
    ALWAYS,
    AS_REGIONS,
    OPEN_ONLY,
    PROSE,
    PROSE_UNTIL_GENERALISED,
    UNTIL_GENERALISED,
    Answer,
    EntryRecord,
    Record,
    TextRecord,
)
from publishing.records.values import (
    Facet,
    Number,
    Parts,
    Places,
    Prose,
    Ref,
    Refs,
    Steps,
    Term,
    Terms,
    Value,
    Words,
    Year,
    YesNo,
)


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
        str,
        PROSE_UNTIL_GENERALISED,
        Words(_("What is to be said about the years in words."), _("About the years"), asked=False),
    ] = ""
    evidence_note: Annotated[
        str,
        PROSE_UNTIL_GENERALISED,
        Words(_("Why the evidence has that step."), _("About the evidence"), asked=False),
    ] = ""
    context: Annotated[str, PROSE, Prose(_("What people faced."), _("What the problem was"))] = ""
    approach: Annotated[str, PROSE, Prose(_("What happened, as an account."), _("What was done"))] = ""
    outcomes: Annotated[str, PROSE, Prose(_("What a source reports of it."), _("What came of it"))] = ""
    key_finding: Annotated[
        str, PROSE, Prose(_("What was found, in one sentence, with what weakens it."), _("Key finding"), asked=False)
    ] = ""
    steps: Annotated[str, PROSE, Steps(_("What to do, in order."), _("Steps"), example="Meet; Play; Talk")] = ""
    duration: Annotated[str, PROSE, Prose(_("How long one round takes, in words."), _("How long it takes"))] = ""
    dose: Annotated[str, PROSE, Prose(_("How often people meet, and for how long."), _("How often and how much"))] = ""
    team: Annotated[str, PROSE, Prose(_("How many do it, paid or not, trained how."), _("Who does it"))] = ""
    partners_needed: Annotated[
        str, PROSE, Prose(_("Whom it can't do without, and who helps."), _("Partners it needs"))
    ] = ""
    permission: Annotated[
        str, PROSE, Prose(_("Whose leave it needs, and on which law it rests."), _("Permission or law it needs"))
    ] = ""
    core: Annotated[str, PROSE, Prose(_("What it would be something else without."), _("What must stay"))] = ""
    changeable: Annotated[str, PROSE, Prose(_("What can be done otherwise."), _("What may change"))] = ""
    conditions: Annotated[
        str, PROSE, Prose(_("People, trust, money, time, law."), _("What it needs to work elsewhere"))
    ] = ""
    lessons: Annotated[
        str, PROSE, Prose(_("What they would do differently, and what surprised them."), _("What was learnt"))
    ] = ""
    went_wrong: Annotated[str, PROSE, Prose(_("What did not go as it should."), _("What went wrong"))] = ""
    harms: Annotated[str, PROSE, Prose(_("Harm that was seen, and what was done about it."), _("Harm seen"))] = ""
    safeguards: Annotated[str, PROSE, Prose(_("What keeps those safe who take part."), _("Safeguards"))] = ""


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
        YesNo(
            _("Whether the work goes on."),
            _("Goes on"),
            facet=Facet("active"),
            example="no",
            no_row="it stands in that of the first year",
        ),
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
    run_by: Annotated[
        tuple[str, ...],
        OPEN_ONLY,
        Refs(
            _("The networks that ran it as such."),
            _("Networks that ran it"),
            to="network",
            asked=False,
            no_row="they stand in that of who ran it",
            example="Bridges Network",
        ),
    ] = ()
    adapted_from: Annotated[
        str, OPEN_ONLY, Ref(_("The practice that it was adapted from."), _("Adapted from"), to="practice", asked=False)
    ] = ""
    networks: Annotated[
        tuple[str, ...],
        OPEN_ONLY,
        Refs(
            _("The networks it belongs to."),
            _("Networks"),
            to="network",
            asked=False,
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
        Terms(
            _("Which gender focus it has."), _("Gender focus"), vocabulary="gender", facet=Facet("gender", named=True)
        ),
    ] = ()
    youth: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(_("Which youth focus it has."), _("Youth focus"), vocabulary="youth", facet=Facet("youth", named=True)),
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
    age_from: Annotated[
        int | None, ALWAYS, Number(_("The youngest that it is meant for, in years."), _("Ages"), example="14")
    ] = None
    age_to: Annotated[
        int | None,
        ALWAYS,
        Number(
            _("The oldest that it is meant for, in years."),
            _("Oldest"),
            example="28",
            no_row="it stands in that of the youngest",
        ),
    ] = None
    prevention: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(
            _("Whether it is for everybody, for those at risk or for those who used violence."),
            _("Prevention"),
            vocabulary="prevention",
            facet=Facet("prevention"),
            example="primary",
        ),
    ] = ()
    setting: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(
            _("Where people meet for it."),
            _("Setting"),
            vocabulary="setting",
            facet=Facet("setting", by_size=True),
            example="school",
        ),
    ] = ()
    mode: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(_("How it reaches people."), _("Mode"), vocabulary="mode", facet=Facet("mode"), example="group"),
    ] = ()
    weeks: Annotated[int | None, ALWAYS, Number(_("How many weeks one round takes."), _("Weeks"), example="12")] = None
    reached: Annotated[
        tuple[ReachRecord, ...],
        OPEN_ONLY,
        Parts(_("How many people it reached, and who they were."), _("People reached"), of=ReachRecord),
    ] = ()
    costs: Annotated[tuple[CostRecord, ...], OPEN_ONLY, Parts(_("What it cost."), _("Cost"), of=CostRecord)] = ()
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
    evaluations: Annotated[
        tuple[EvaluationRecord, ...],
        ALWAYS,
        Parts(_("Studies of what it changed."), _("Evaluations"), of=EvaluationRecord),
    ] = ()
    figures: Annotated[
        tuple[FigureRecord, ...],
        OPEN_ONLY,
        Parts(_("The figures of the key finding."), _("Figures"), of=FigureRecord, asked=False),
    ] = ()
    adaptations: Annotated[
        tuple[AdaptationRecord, ...],
        OPEN_ONLY,
        Parts(_("What was changed when it was repeated."), _("Changed when repeated"), of=AdaptationRecord),
    ] = ()
    materials: Annotated[
        tuple[MaterialRecord, ...],
        OPEN_ONLY,
        Parts(_("Manuals and other things to work with."), _("Materials"), of=MaterialRecord),
    ] = ()
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

    @property
    def fullness(self):
        """Each evaluation counts as much as a field: what is known of results is what readers look for."""
        return super().fullness + len(self.evaluations)

    def silence(self, name):
        """Work that is not tied to countries has none to tell; what goes on has no last year, what has one ended."""
        nothing = {"places": self.scale == "global", "end_year": self.ongoing, "ongoing": self.end_year}
        if nothing.get(name):
            return Answer.NOT_APPLICABLE
        return super().silence(name)

    def neutral_title(self):
        regions = tree().regions_of(self.places)
        return gettext("A practice in %s") % tree().name(regions[0]) if len(regions) == 1 else gettext("A practice")
