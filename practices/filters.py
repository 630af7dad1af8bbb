"""The query string of the list of practices."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from catalogue.facets import LanguageFacet, PlaceFacet, ReferenceFacet, TermFacet, TermTreeFacet
from catalogue.filters import CatalogueFilters


def _recommendations(record):
    """The recommendations it illustrates and those that these stand below: 4b-i counts for 4b and 4."""
    numbers = {one.number for one in record.recommendations}
    return numbers | {above for number in numbers for above in recommendations_above(number)}


def recommendations_above(number):
    """The numbers that `number` stands below, as its form tells: 4b-i is below 4b, which is below 4."""
    point = number.split("-")[0]
    whole = point.rstrip("abcdef")
    return {point, whole} - {number}


class PracticeFilters(CatalogueFilters):
    of = "practice"
    usual_orders = ("newest", "title", "start")

    place = PlaceFacet(label=_("Place"), values=attrgetter("places"), named=True)
    theme = TermFacet("themes", by_size=True, label=_("Theme"), values=attrgetter("themes"), named=True)
    gender = TermFacet("gender", label=_("Gender focus"), values=attrgetter("gender"))
    youth = TermFacet("youth", label=_("Youth focus"), values=attrgetter("youth"))
    group = TermFacet("groups", by_size=True, label=_("Works with"), values=attrgetter("groups"), named=True)
    network = ReferenceFacet("network", label=_("Network"), first=5, values=attrgetter("networks"), named=True)
    organisation = ReferenceFacet(
        "organisation",
        label=_("Organisation"),
        first=5,
        named=True,
        values=lambda record: {one.organisation for one in record.participations if one.organisation},
    )
    recommendation = TermTreeFacet("recommendations", label=_("Recommendation"), values=_recommendations)
    evidence = TermFacet("evidence", label=_("Evidence"), values=lambda record: [record.evidence])
    scale = TermFacet("scale", label=_("Scale"), values=lambda record: [record.scale])
    language = LanguageFacet(label=_("Language"), values=lambda record: {t.language for t in record.texts})
