"""The columns of the tables of networks and organisations."""

from django.utils.translation import gettext_lazy as _

from catalogue.columns import INTEGER, Column, columns_of
from networks.records import NetworkRecord, OrganisationRecord
from publishing.records.record import Answer


def _members(entry):
    """How many organisations say that they belong to it; of one that is not open, they are not told together."""
    if entry.catalogue.open_document("network", entry.record.uid) is None:
        return Answer.WITHHELD
    return len(entry.catalogue.kinds["organisation"].having("network", entry.record.uid))


def _memberships(entry):
    found = [(entry.catalogue.reference("network", one.network), one) for one in entry.record.memberships]
    return sorted(
        (network.label, one.role, one.since or "", one.until or "") for network, one in found if network is not None
    )


NETWORK_COLUMNS = columns_of(
    NetworkRecord,
    more=[Column("members", _("Members"), _("How many organisations here belong to it."), _members, "", INTEGER)],
)
ORGANISATION_COLUMNS = columns_of(
    OrganisationRecord,
    instead={
        "memberships": [
            Column(
                "networks",
                _("Networks"),
                _("The networks it belongs to, each with its role there and the first and last year, parted by bars."),
                _memberships,
                "memberships",
            )
        ]
    },
)
