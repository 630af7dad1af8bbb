"""The query strings of the lists of networks and organisations."""

from collections import defaultdict
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from catalogue.facets import ReferenceFacet
from catalogue.filters import declared_filters
from networks.presence import ThroughMembersFacet
from networks.records import NetworkRecord, OrganisationRecord


class NetworkFilters(declared_filters(NetworkRecord)):
    in_order = ("place", "kind", "through")

    through = ThroughMembersFacet(label=_("Present through members"), named=True)


def by_practices(filters):
    """The organisations by how many practices they take part in, those with most first, as bitmaps.

    Of one that may not be named, its place would tell the number: it counts as one without any.
    """
    catalogue, found = filters.catalogue, defaultdict(BitMap)
    for uid, practices in catalogue.kinds["practice"].values.get("organisation", {}).items():
        if catalogue.open_document("organisation", uid):
            found[len(practices)].add(filters.index.numbers[uid])
    return [found[count] for count in sorted(found, reverse=True)]


class OrganisationFilters(declared_filters(OrganisationRecord)):
    usual_orders = ("title", "newest")
    rankings: ClassVar = {"practices": by_practices}
    in_order = ("place", "kind", "network")

    network = ReferenceFacet(
        "network", label=_("Network"), named=True, values=lambda r: {membership.network for membership in r.memberships}
    )
