"""The sheet of organisations, and the columns of networks in a directory file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.models import Membership, Network, Organisation
from publishing.editing.sheets.cells import Wrong
from publishing.editing.sheets.columns import Column, Lines
from publishing.editing.sheets.declared import sheet_columns
from publishing.editing.sheets.links import Flag, KeptLinks, Part
from publishing.editing.sheets.lookups import entries
from publishing.editing.sheets.resource import SheetResource


class Memberships(KeptLinks):
    """The networks of an organisation. The sources of a membership are in no sheet, and stay."""

    def read(self, cell, run):
        items = super().read(cell, run)
        for network, _role, since, until, *_rest in items:
            if since and until and until < since:
                raise Wrong(_("The membership in “%s” can't end before it began.") % network)
        return items

    def tells(self, value):
        return any(shown for _network, _role, _since, _until, shown, *_rest in value)


def memberships(*more):
    return Memberships(
        "memberships",
        gettext_lazy(
            "Its networks: network | role | since | until | hidden; next one. All but the network may be left out."
        ),
        entries(Network),
        to="network",
        parts=[
            Part(Membership, "role", "member"),
            Part(Membership, "since", None),
            Part(Membership, "until", None),
            Flag(Membership, "shown", "hidden"),
            *more,
        ],
        identity=["role"],
        answer="memberships",
        example="Bridges Network | founding partner | 2015",
    )


also_known_as = Lines(
    "also_known_as",
    gettext_lazy("Other names, in any language. Never published: they are looked for where it may not be named."),
    example="Riverside Circle; Cercle de la rive",
)
NETWORK_COLUMNS = sheet_columns(
    Network,
    after={"acronym": [also_known_as], "audiences": [Column("website", Network._meta.get_field("website").help_text)]},
)


class OrganisationSheet(SheetResource):
    model = Organisation
    columns = sheet_columns(Organisation, instead={"memberships": [memberships()]}, after={"acronym": [also_known_as]})
