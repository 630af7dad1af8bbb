"""The sheet of organisations."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networks.models import Membership, Network, Organisation
from publishing.editing.sheets.cells import Wrong
from publishing.editing.sheets.columns import Flag, KeptLinks, Lines, One, Part, Words, YesNo
from publishing.editing.sheets.common import closing_columns, key_columns
from publishing.editing.sheets.lookups import countries, entries, terms
from publishing.editing.sheets.resource import SheetResource

organisations = entries(
    Organisation,
    gettext_lazy("There is no organisation “%(typed)s”."),
    gettext_lazy("Organisations are added, or imported, before what names them."),
)
networks = entries(
    Network, gettext_lazy("There is no network “%(typed)s”."), gettext_lazy("Add it under Networks first.")
)
kinds = terms("organisation_kinds", gettext_lazy("There is no kind of organisation “%(typed)s”."))


class Memberships(KeptLinks):
    """The networks of an organisation. The sources of a membership are in no sheet, and stay."""

    def read(self, cell, run):
        items = super().read(cell, run)
        for network, _role, since, until, _shown in items:
            if since and until and until < since:
                raise Wrong(_("The membership in “%s” can't end before it began.") % network)
        return items


class OrganisationSheet(SheetResource):
    model = Organisation
    columns = [
        *key_columns(),
        Words(
            "title",
            gettext_lazy("The name of the organisation."),
            example="Riverbank Circle",
            needed=True,
            of_text=True,
            answer="title",
        ),
        Words(
            "about",
            gettext_lazy("What it does, in two or three sentences. Name no private person."),
            example="It brings neighbours together on two evenings a week.",
            of_text=True,
            answer="about",
        ),
        Words("acronym", gettext_lazy("Its short name."), example="RBC", answer="acronym"),
        Lines(
            "also_known_as",
            gettext_lazy(
                "Other names, in any language. Never published: they are looked for where it may not be named."
            ),
            example="Riverside Circle; Cercle de la rive",
        ),
        One(
            "kind",
            gettext_lazy("What kind of body it is."),
            kinds,
            listed=True,
            needed=True,
            example="civil-society",
            answer="kind",
        ),
        One(
            "country",
            gettext_lazy("Where it is based: a name in any language, or a code. Empty when it works across countries."),
            countries,
            key="code",
            example="Kenya",
            answer="places",
        ),
        YesNo(
            "women_led",
            gettext_lazy("Whether women lead it. Only when a source or the organisation says so."),
            example="yes",
            answer="women_led",
        ),
        YesNo(
            "youth_led",
            gettext_lazy("Whether young people lead it. Only when a source or the organisation says so."),
            example="no",
            answer="youth_led",
        ),
        Words("website", gettext_lazy("Its own website."), example="https://riverbank.example/", answer="website"),
        Memberships(
            "memberships",
            gettext_lazy(
                "Its networks: network | role | since | until | hidden; next one. All but the network may be left out."
            ),
            networks,
            to="network",
            parts=[
                Part(Membership, "role", "member"),
                Part(Membership, "since", None),
                Part(Membership, "until", None),
                Flag(Membership, "shown", "hidden"),
            ],
            identity=["role"],
            answer="memberships",
            example="Bridges Network | founding partner | 2015",
        ),
        *closing_columns(),
    ]
