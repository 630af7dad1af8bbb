"""The columns of the tables of networks and organisations."""

from django.utils.translation import gettext_lazy as _

from catalogue.column import INTEGER, Column
from catalogue.columns import columns_of, keys
from networks.presence import countries_through
from networks.records import NetworkRecord, OrganisationRecord
from places.tree import tree
from publishing.records.record import Answer


def _members(entry):
    """How many organisations say that they belong to it; of one that is not open, they are not told together."""
    if entry.catalogue.open_document("network", entry.record.uid) is None:
        return Answer.WITHHELD
    return len(entry.catalogue.kinds["organisation"].having("network", entry.record.uid))


def _through(entry, called):
    """The countries in which it is present through others, each as `called`; of one that is not open, none is told."""
    if entry.catalogue.open_document("network", entry.record.uid) is None:
        return Answer.WITHHELD
    return [called(code) for code in countries_through(entry.record, entry.catalogue)] or Answer.NOT_ASKED


def _memberships(entry):
    """Its memberships in networks that may be named, as [(Reference to the network, role, since, until)], by name."""
    found = [(entry.catalogue.reference("network", one.network), one) for one in entry.record.memberships]
    told = [(network, one.role, one.since or "", one.until or "") for network, one in found if network is not None]
    return sorted(told, key=lambda one: (one[0].label, *map(str, one[1:]), one[0].uid))


def _in_words(entry):
    return [(network.label, *rest) for network, *rest in _memberships(entry)]


def _networks(entry):
    return [network for network, *_rest in _memberships(entry)]


NETWORK_COLUMNS = columns_of(
    NetworkRecord,
    more=[
        Column("members", _("Members"), _("How many organisations here belong to it."), _members, "", INTEGER),
        Column(
            "through_countries",
            _("Present through members"),
            _("The countries of its members and of the networks that belong to it, be it itself there or not."),
            lambda entry: _through(entry, tree().name),
        ),
        Column(
            "through_country_codes",
            _("Present through members"),
            _("The same as ISO 3166-1 alpha-2 codes."),
            lambda entry: _through(entry, str),
        ),
    ],
)
ORGANISATION_COLUMNS = columns_of(
    OrganisationRecord,
    instead={
        "memberships": [
            Column(
                "networks",
                _("Networks"),
                _("The networks it belongs to, each with its role there and the first and last year, parted by bars."),
                _in_words,
                "memberships",
            ),
            *keys("network", _("Networks"), _networks, "memberships"),
        ]
    },
)
