"""The query strings of the lists of networks and organisations."""

from django.utils.translation import gettext_lazy as _

from catalogue.facets import ReferenceFacet
from catalogue.filters import declared_filters
from networks.records import NetworkRecord, OrganisationRecord


class NetworkFilters(declared_filters(NetworkRecord)):
    in_order = ("place",)


class OrganisationFilters(declared_filters(OrganisationRecord)):
    usual_orders = ("title", "newest")
    in_order = ("place", "kind", "network")

    network = ReferenceFacet(
        "network", label=_("Network"), named=True, values=lambda r: {membership.network for membership in r.memberships}
    )
