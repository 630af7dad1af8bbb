"""The query string of the list of practices."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from catalogue.as_of import date_of
from catalogue.facets import AnswerFacet, BandFacet, LanguageFacet, ReferenceFacet, TermFacet, TermTreeFacet
from catalogue.filters import declared_filters
from practices.cost_facet import CostFacet
from practices.records import PracticeRecord


def _recommendations(record):
    """The recommendations it illustrates and those that these stand below: 4b-i counts for 4b and 4."""
    numbers = {one.number for one in record.recommendations}
    return numbers | {above for number in numbers for above in recommendations_above(number)}


def recommendations_above(number):
    """The numbers that `number` stands below, as its form tells: 4b-i is below 4b, which is below 4."""
    point = number.split("-")[0]
    whole = point.rstrip("abcdef")
    return {point, whole} - {number}


AGES = {
    "0-11": (0, 11, _("Under 12")),
    "12-17": (12, 17, _("12 to 17")),
    "18-24": (18, 24, _("18 to 24")),
    "25-34": (25, 34, _("25 to 34")),
    "35": (35, 200, _("35 and older")),
}
# The years of work, in periods of five; the first holds all before it.
YEARS = {
    "1999": (0, 1999, _("until 1999")),
    **{f"{year}-{year + 4}": (year, year + 4, f"{year}–{year + 4}") for year in range(2000, 2040, 5)},
}


def _years(record):
    """The years of work: of work that is not said to go on, no year after its last one known."""
    if record.start_year is None and record.end_year is None:
        return None, None
    last = None if record.ongoing else record.end_year or record.start_year
    return record.start_year or record.end_year, last


class YearsFacet(BandFacet):
    """The years of work: work that goes on has every later year, but no list offers those that are still to come."""

    def options(self, catalogue, index):
        now = date_of(catalogue)
        return [one for one in super().options(catalogue, index) if now and self.bands[one.value][0] <= now.year]


def _goes_on(record):
    """Whether the work goes on: work with a last year does not, be that said or not."""
    return False if record.ongoing is None and record.end_year else record.ongoing


def _by_role(role, label):
    """The facet of the organisations that have `role` in a practice."""
    return ReferenceFacet(
        "organisation",
        label=label,
        first=5,
        values=lambda record: {one.organisation for one in record.participations if one.role == role},
    )


def by_evidence(filters):
    """The practices by their step of evidence, the highest first, as bitmaps."""
    terms = filters.catalogue.terms.get("evidence", {}).values()
    highest = sorted(terms, key=lambda term: -term.codes.get("step", 0))
    return [filters.index.having("evidence", term.slug) for term in highest]


class PracticeFilters(declared_filters(PracticeRecord)):
    usual_orders = ("fullest", "newest", "title", "start", "oldest")
    rankings: ClassVar = {"evidence": by_evidence}
    graded = "evidence"
    in_order = (
        "place",
        "theme",
        "group",
        "evidence",
        "finding",
        "prevention",
        "setting",
        "gender",
        "youth",
        "age",
        "network",
        "organisation",
        "lead",
        "partner",
        "funder",
        "recommendation",
        "design",
        "years",
        "cost",
        "active",
    )

    at_hand = ("place", "theme", "group", "evidence", "finding")
    rare = (
        *("prevention", "setting", "gender", "youth", "age", "network", "lead", "partner", "funder"),
        *("recommendation", "design", "years", "active", "scale", "mode", "language"),
    )

    age = BandFacet(label=_("Ages"), bands=AGES, span=lambda record: (record.age_from, record.age_to))
    years = YearsFacet(label=_("Years of work"), bands=YEARS, span=_years)
    cost = CostFacet(label=_("What it cost"), first=5)
    lead = _by_role("lead", _("Led by"))
    partner = _by_role("partner", _("Partner"))
    funder = _by_role("funder", _("Funded by"))
    organisation = ReferenceFacet(
        "organisation",
        label=_("Organisation"),
        first=5,
        named=True,
        values=lambda record: {one.organisation for one in record.participations if one.organisation},
    )
    recommendation = TermTreeFacet("recommendations", label=_("Recommendation"), values=_recommendations)
    design = TermFacet(
        "design", label=_("Design of evaluation"), values=lambda record: {e.design for e in record.evaluations}
    )
    finding = TermFacet("finding", label=_("Finding"), values=lambda record: {e.finding for e in record.evaluations})
    active = AnswerFacet(label=_("Goes on"), values=_goes_on)
    language = LanguageFacet(label=_("Language"), values=lambda record: {t.language for t in record.texts})
