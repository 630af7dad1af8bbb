"""The columns of the tables of practices."""

from django.utils.translation import gettext_lazy as _

from catalogue.columns import (
    BOOLEAN,
    CLOSING,
    INTEGER,
    LEADING,
    Column,
    of_record,
    of_references,
    of_term,
    of_terms,
    of_text,
)
from places.levels import Level
from practices.cards import taking_part
from publishing.records.record import Answer


def _part(role, name, label, meaning):
    """The column of those who have `role` in a practice."""

    def names(entry):
        found = taking_part(entry.record, entry.catalogue, role)
        # That nobody has this part says nothing of the others; whoever may not be spoken of is passed over in silence.
        return [one.label for one in found] or (Answer.NOT_REPORTED if entry.record.participations else [])

    return Column(name, label, meaning, names, "participations")


def _recommendations(entry):
    return [entry.catalogue.term("recommendations", one.number).label for one in entry.record.recommendations]


def _recommendation_numbers(entry):
    return [(one.number, "named") if one.relation == "named" else (one.number,) for one in entry.record.recommendations]


def _from_report(entry):
    """At a careful level nothing is said: that it is held back would itself be the answer."""
    return entry.record.from_report if entry.record.level is Level.OPEN else Answer.WITHHELD


COLUMNS = (
    *LEADING,
    of_text("summary", _("Summary"), _("Who does what with whom, and to what end.")),
    *of_term("scale", _("Scale"), _("How far it reaches."), "scale"),
    of_record("start_year", _("First year"), _("The year in which it began."), INTEGER),
    of_record("end_year", _("Last year"), _("The year in which it ended."), INTEGER),
    of_record("ongoing", _("Goes on"), _("Whether the work goes on."), BOOLEAN),
    _part("lead", "lead", _("Led by"), _("The organisations that lead it, named or described as far as they may be.")),
    _part("partner", "partners", _("Partners"), _("The organisations that take part in it.")),
    _part("funder", "funders", _("Funded by"), _("The organisations that pay for it.")),
    of_references("networks", _("Networks"), _("The networks it belongs to."), "network"),
    *of_terms("themes", "theme_codes", _("Themes"), _("What it is about, the most important first."), "themes"),
    *of_terms("gender", "gender_codes", _("Gender focus"), _("Which gender focus it has."), "gender"),
    *of_terms("youth", "youth_codes", _("Youth focus"), _("Which youth focus it has."), "youth"),
    *of_terms("groups", "group_codes", _("Works with"), _("Whom it works with."), "groups"),
    *of_term("evidence", _("Evidence"), _("The highest step of evidence that a source supports."), "evidence"),
    Column(
        "recommendations",
        _("Recommendations"),
        _("The recommendations of the #GSX2017 report that it illustrates."),
        _recommendations,
        "recommendations",
    ),
    Column(
        "recommendation_numbers",
        _("Recommendations"),
        _("Their numbers; “| named” stands after one for which the report itself names the practice."),
        _recommendation_numbers,
        "recommendations",
    ),
    Column("from_report", _("Source report"), _("Whether the #GSX2017 report tells of it."), _from_report, "", BOOLEAN),
    of_references("adapted_from", _("Adapted from"), _("The practice that it was adapted from."), "practice"),
    *CLOSING,
    of_text("years_note", _("About the years"), _("What is to be said about the years in words.")),
    of_text("evidence_note", _("About the evidence"), _("Why the evidence has that step.")),
    of_text("context", _("What the problem was"), _("What people faced.")),
    of_text("approach", _("What was done"), _("The steps that were taken.")),
    of_text("outcomes", _("What came of it"), _("What a source reports of it.")),
    of_text("lessons", _("What was learnt"), _("What they would do differently, and what surprised them.")),
    of_text("conditions", _("What it needs to work elsewhere"), _("People, trust, money, time, law.")),
)
