"""What the catalogue is told of the kinds of this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.kinds import Kind
from networks.cards import network_card, organisation_card
from networks.columns import NETWORK_COLUMNS, ORGANISATION_COLUMNS
from networks.file_sizes import NETWORKS, ORGANISATIONS
from networks.filters import NetworkFilters, OrganisationFilters
from networks.linked_data import network_data, organisation_data
from networks.pages import network_page, network_reading, organisation_page, organisation_reading
from networks.presence import MEMBER_NOW
from networks.ties import network_ties, organisation_ties
from places.levels import Level
from places.numerals import in_digits

NETWORK = Kind(
    name="network",
    namespace="networks",
    place=2,
    label=_("Networks"),
    words=lambda n: ngettext("%(n)s network", "%(n)s networks", n) % {"n": in_digits(n)},
    filters=NetworkFilters,
    card=network_card,
    page=network_page,
    linked=network_data,
    reading=network_reading,
    titles=("title", "acronym"),
    completed=("kind",),
    relations={
        "parent": lambda record: [record.parent],
        "secretariat": lambda record: [record.secretariat],
    },
    columns=NETWORK_COLUMNS,
    file_sizes=NETWORKS,
    ties=network_ties,
    column=2,
)
ORGANISATION = Kind(
    name="organisation",
    namespace="organisations",
    place=3,
    label=_("Organisations"),
    words=lambda n: ngettext("%(n)s organisation", "%(n)s organisations", n) % {"n": in_digits(n)},
    filters=OrganisationFilters,
    card=organisation_card,
    page=organisation_page,
    linked=organisation_data,
    reading=organisation_reading,
    titles=("title", "acronym"),
    completed=("kind",),
    relations={MEMBER_NOW: lambda record: {one.network for one in record.memberships if not one.until}},
    columns=ORGANISATION_COLUMNS,
    file_sizes=ORGANISATIONS,
    relayed=(Level.OPEN,),
    ties=organisation_ties,
)
