"""The columns of the tables of networks and organisations."""

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


NETWORK_COLUMNS = (
    *LEADING,
    of_record("acronym", _("Acronym"), _("Its short name.")),
    *of_term("network_kind", _("Kind of network"), _("What kind of network it is."), "network_kinds", "kind"),
    *of_term("scale", _("Scale"), _("How far it reaches."), "scale"),
    of_record("founded_year", _("Since"), _("The year in which it began."), INTEGER),
    *of_terms("audiences", "audience_codes", _("For"), _("Whom it is for."), "audiences"),
    Column("members", _("Members"), _("How many organisations here belong to it."), _members, "", INTEGER),
    of_references("parent", _("Part of"), _("The network that it is part of."), "network"),
    of_references("secretariat", _("Kept by"), _("The organisation that keeps it."), "organisation"),
    of_references("supporters", _("Supported by"), _("The organisations that support it."), "organisation"),
    *CLOSING,
    of_text("about", _("What it is"), _("What it is and does.")),
)
ORGANISATION_COLUMNS = (
    *LEADING,
    of_record("acronym", _("Acronym"), _("Its short name.")),
    *of_term(
        "organisation_kind", _("Kind of organisation"), _("What kind of body it is."), "organisation_kinds", "kind"
    ),
    of_record("women_led", _("Women-led"), _("Whether women lead it, as a source or itself says."), BOOLEAN),
    of_record("youth_led", _("Youth-led"), _("Whether young people lead it, as a source or itself says."), BOOLEAN),
    of_record("website", _("Website"), _("Its own website.")),
    Column(
        "networks",
        _("Networks"),
        _("The networks it belongs to, each with its role there and the first and last year, parted by bars."),
        _memberships,
        "memberships",
    ),
    *CLOSING,
    of_text("about", _("What it does"), _("What it is and does.")),
)
