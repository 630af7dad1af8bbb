"""The query strings of the lists of networks and organisations."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from catalogue.facets import AnswerFacet, PlaceFacet, ReferenceFacet, TermFacet
from catalogue.filters import CatalogueFilters


class NetworkFilters(CatalogueFilters):
    of = "network"

    place = PlaceFacet(label=_("Place"), values=attrgetter("places"), named=True)
    kind = TermFacet("network_kinds", label=_("Kind"), values=lambda r: [r.kind], first=9)
    scale = TermFacet("scale", label=_("Scale"), values=lambda r: [r.scale])
    audience = TermFacet("audiences", label=_("Audience"), values=attrgetter("audiences"))


class OrganisationFilters(CatalogueFilters):
    of = "organisation"
    usual_orders = ("title", "newest")

    place = PlaceFacet(label=_("Place"), values=attrgetter("places"), named=True)
    kind = TermFacet("organisation_kinds", label=_("Kind"), values=lambda r: [r.kind], first=10)
    network = ReferenceFacet(
        "network", label=_("Network"), named=True, values=lambda r: {membership.network for membership in r.memberships}
    )
    women_led = AnswerFacet(label=_("Women-led"), values=attrgetter("women_led"))
    youth_led = AnswerFacet(label=_("Youth-led"), values=attrgetter("youth_led"))
