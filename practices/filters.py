"""The query string of the list of practices."""

from django.utils.translation import gettext_lazy as _

from catalogue.facets import LanguageFacet, ReferenceFacet, TermFacet, TermTreeFacet
from catalogue.filters import declared_filters
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


class PracticeFilters(declared_filters(PracticeRecord)):
    usual_orders = ("newest", "title", "start")
    in_order = ("place", "theme", "gender", "youth", "group", "network", "organisation", "recommendation", "evidence")

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
    language = LanguageFacet(label=_("Language"), values=lambda record: {t.language for t in record.texts})
