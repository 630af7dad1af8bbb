"""Organisations and networks, field by field: what the public may know of them, what it means, and where it stands."""

from typing import Annotated, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from places.tree import tree
from publishing.records.record import (
    ALWAYS,
    AS_REGIONS,
    OPEN_ONLY,
    PROSE,
    PROSE_OPEN_ONLY,
    PROSE_UNTIL_GENERALISED,
    TYPED_OPEN_ONLY,
    UNTIL_GENERALISED,
    Answer,
    EntryRecord,
    Record,
    SourceRecord,
    TextRecord,
)
from publishing.records.values import (
    Facet,
    Identifier,
    Languages,
    Link,
    Parts,
    Places,
    Prose,
    Ref,
    Refs,
    Term,
    Terms,
    Value,
    Words,
    Year,
    YesNo,
)

# Kinds of organisations that belong to a state, a town or several states: they are led by office.
PUBLIC_BODIES = ("government", "local-government", "multilateral")


class OrganisationTextRecord(TextRecord):
    title: Annotated[
        str,
        PROSE_OPEN_ONLY,
        Words(_("The name of the organisation in this language."), in_files="name", example="Riverbank Circle"),
    ] = ""
    about: Annotated[
        str,
        PROSE,
        Prose(
            _("What it is and does."),
            _("What it does"),
            example="It brings neighbours together on two evenings a week.",
        ),
    ] = ""


class MembershipRecord(Record):
    """That an organisation belongs to the network with the uid `network`; years may be unknown."""

    network: Annotated[str, OPEN_ONLY, Ref(_("The network."), to="network")] = ""
    role: Annotated[str, TYPED_OPEN_ONLY, Words(_("What the organisation is in it, such as a member."))] = ""
    since: Annotated[int | None, OPEN_ONLY, Year(_("The year it joined in."))] = None
    until: Annotated[int | None, OPEN_ONLY, Year(_("The year it left in."))] = None
    sources: Annotated[
        tuple[SourceRecord, ...],
        OPEN_ONLY,
        Parts(
            _("What says so."),
            of=SourceRecord,
            told_by="citations_told",
            no_column="a cell holds no list within a list; the JSON does",
        ),
    ] = ()

    @property
    def key(self):
        return self.network, self.role


class OrganisationRecord(EntryRecord):
    """An organisation. `places` holds no or one country, or its region."""

    KIND: ClassVar = "organisation"

    texts: Annotated[
        tuple[OrganisationTextRecord, ...],
        ALWAYS,
        Parts(
            _("Its words, once for each language, the original first."),
            of=OrganisationTextRecord,
            told_by="texts_in_order",
        ),
    ]
    acronym: Annotated[
        str,
        TYPED_OPEN_ONLY,
        Words(_("Its short name."), _("Acronym"), example="RBC", asked=False, no_row="it stands beside the name"),
    ] = ""
    kind: Annotated[
        str,
        ALWAYS,
        Term(
            _("What kind of body it is."),
            _("Kind"),
            vocabulary="organisation_kinds",
            in_tables="organisation_kind",
            facet=Facet("kind", first=10, named=True),
            example="civil-society",
        ),
    ] = ""
    places: Annotated[
        tuple[str, ...],
        AS_REGIONS,
        Places(
            _("Where it is based."),
            _("Based in"),
            source="country",
            example="Kenya",
            facet=Facet("place", label=_("Place"), named=True),
        ),
    ] = ()
    women_led: Annotated[
        bool | None,
        ALWAYS,
        YesNo(
            _("Whether women lead it, as a source or itself says."),
            _("Women-led"),
            facet=Facet("women_led"),
            example="yes",
        ),
    ] = None
    youth_led: Annotated[
        bool | None,
        ALWAYS,
        YesNo(
            _("Whether young people lead it, as a source or itself says."),
            _("Youth-led"),
            facet=Facet("youth_led"),
            example="no",
        ),
    ] = None
    website: Annotated[
        str, TYPED_OPEN_ONLY, Link(_("Its own website."), _("Website"), example="https://riverbank.example/")
    ] = ""
    contact: Annotated[
        str,
        TYPED_OPEN_ONLY,
        Link(
            _("A page of its office by which anybody may write to it."),
            _("Contact"),
            example="https://riverbank.example/contact",
        ),
    ] = ""
    languages: Annotated[
        tuple[str, ...],
        OPEN_ONLY,
        Languages(
            _("The languages in which it works with people."),
            _("Works in"),
            in_tables="working_languages",
            facet=Facet("working_language", label=_("Language of work")),
            example="en; sw",
        ),
    ] = ()
    # Checked in their form, so that nothing else can stand in them: no name, no number of a telephone.
    wikidata: Annotated[
        str,
        OPEN_ONLY,
        Identifier(
            _("Its item in Wikidata: what stands behind https://www.wikidata.org/wiki/ in the address."),
            _("Wikidata"),
            at="https://www.wikidata.org/wiki/{}",
            asked=False,
        ),
    ] = ""
    ror: Annotated[
        str,
        OPEN_ONLY,
        Identifier(
            _("Its identifier in the Research Organization Registry: what stands behind https://ror.org/."),
            _("ROR"),
            at="https://ror.org/{}",
            asked=False,
        ),
    ] = ""
    iati: Annotated[
        str,
        OPEN_ONLY,
        Identifier(
            _("Its organisation identifier in the data of the International Aid Transparency Initiative (IATI)."),
            _("IATI identifier"),
            at="https://d-portal.org/ctrack.html?publisher={}",
            asked=False,
        ),
    ] = ""
    memberships: Annotated[
        tuple[MembershipRecord, ...],
        OPEN_ONLY,
        Parts(
            _("The networks it belongs to or belonged to."),
            _("Networks"),
            of=MembershipRecord,
            told_by="memberships_told",
            no_row="they have a section of their own",
        ),
    ] = ()

    def with_memberships(self, rows):
        """Itself with the memberships of `rows` that it does not tell; None without any, or where they are withheld."""
        told = {one.key for one in self.memberships}
        new = [MembershipRecord.of(row) for row in rows if (row.network.uid, row.role) not in told]
        if not new or self.answer("memberships") is Answer.WITHHELD:
            return None
        return self.model_copy(
            update={"memberships": tuple(sorted((*self.memberships, *new), key=lambda one: one.key))}
        )

    def silence(self, name):
        """Nobody asks who leads a public body, and what no register was asked for is not said to be in none."""
        if name in ("women_led", "youth_led") and self.kind in PUBLIC_BODIES:
            return Answer.NOT_APPLICABLE
        if isinstance(self.own().get(name), Identifier):
            return Answer.NOT_ASKED
        return super().silence(name)

    def neutral_title(self):
        return self.description().words()

    def description(self):
        """How the organisation may be spoken of where it is not named."""
        regions = tree().regions_of(self.places)
        return OrganisationDescription(
            women_led=self.women_led is True, youth_led=self.youth_led is True, region=regions[0] if regions else ""
        )


class OrganisationDescription(Record):
    """An organisation that is described and not named; `region` is an M49 code or empty."""

    women_led: Annotated[bool, ALWAYS, Value(_("Whether women lead it."))] = False
    youth_led: Annotated[bool, ALWAYS, Value(_("Whether young people lead it."))] = False
    region: Annotated[str, ALWAYS, Value(_("The M49 code of the region it sits in; empty when that is not told."))] = ""

    def words(self):
        """Such as “A women-led organisation in Eastern Africa”, in the active language."""
        if self.women_led:
            who, where = gettext("A women-led organisation"), gettext("A women-led organisation in %s")
        elif self.youth_led:
            who, where = gettext("A youth-led organisation"), gettext("A youth-led organisation in %s")
        else:
            who, where = gettext("An organisation"), gettext("An organisation in %s")
        return where % tree().name(self.region) if self.region else who


class NetworkTextRecord(TextRecord):
    title: Annotated[
        str, PROSE_UNTIL_GENERALISED, Words(_("The name of the network in this language."), in_files="name")
    ] = ""
    about: Annotated[str, PROSE, Prose(_("What it is and does."), _("What it is"))] = ""


class NetworkRecord(EntryRecord):
    """A network. `parent` is the uid of a network; `secretariat` and `supporters` are uids of organisations."""

    KIND: ClassVar = "network"

    texts: Annotated[
        tuple[NetworkTextRecord, ...],
        ALWAYS,
        Parts(
            _("Its words, once for each language, the original first."), of=NetworkTextRecord, told_by="texts_in_order"
        ),
    ]
    acronym: Annotated[
        str,
        UNTIL_GENERALISED,
        Words(_("Its short name."), _("Acronym"), asked=False, no_row="it stands beside the name"),
    ] = ""
    parent: Annotated[
        str, OPEN_ONLY, Ref(_("The network that it is part of."), _("Part of"), to="network", asked=False)
    ] = ""
    kind: Annotated[
        str,
        ALWAYS,
        Term(
            _("What kind of network it is."),
            _("Kind"),
            vocabulary="network_kinds",
            in_tables="network_kind",
            facet=Facet("kind", first=9, named=True),
        ),
    ] = ""
    scale: Annotated[
        str, ALWAYS, Term(_("How far it reaches."), _("Scale"), vocabulary="scale", facet=Facet("scale"))
    ] = ""
    founded_year: Annotated[int | None, ALWAYS, Year(_("The year in which it began."), _("Since"))] = None
    places: Annotated[
        tuple[str, ...],
        AS_REGIONS,
        Places(
            _("Where it is present."),
            _("Present in"),
            source="countries",
            facet=Facet("place", label=_("Place"), named=True),
        ),
    ] = ()
    secretariat: Annotated[
        str, OPEN_ONLY, Ref(_("The organisation that keeps it running."), _("Kept by"), to="organisation")
    ] = ""
    supporters: Annotated[
        tuple[str, ...],
        OPEN_ONLY,
        Refs(
            _("The organisations that support it."),
            _("Supported by"),
            to="organisation",
            facet=Facet("supporter", first=5),
        ),
    ] = ()
    audiences: Annotated[
        tuple[str, ...],
        ALWAYS,
        Terms(_("Whom it is for."), _("For"), vocabulary="audiences", facet=Facet("audience", label=_("Audience"))),
    ] = ()

    def silence(self, name):
        """A network of the whole world is present in no country more than in others."""
        return Answer.NOT_APPLICABLE if name == "places" and self.scale == "global" else super().silence(name)

    def neutral_title(self):
        regions = tree().regions_of(self.places)
        return gettext("A network in %s") % tree().name(regions[0]) if len(regions) == 1 else gettext("A network")
