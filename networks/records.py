"""What the public may know of organisations and networks, field by field."""

from typing import Annotated, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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
    EntryRecord,
    Record,
    RefersTo,
    SourceRecord,
    TextRecord,
    says,
)


class OrganisationTextRecord(TextRecord):
    title: Annotated[str, PROSE_OPEN_ONLY, says(gettext_noop("The name of the organisation in this language."))] = ""
    about: Annotated[str, PROSE, says(gettext_noop("What it does, in a few sentences."))] = ""


class MembershipRecord(Record):
    """That an organisation belongs to the network with the uid `network`; years may be unknown."""

    network: Annotated[str, OPEN_ONLY, RefersTo("network"), says(gettext_noop("The uid of the network."))] = ""
    role: Annotated[str, TYPED_OPEN_ONLY, says(gettext_noop("What the organisation is in it, such as a member."))] = ""
    since: Annotated[int | None, OPEN_ONLY, says(gettext_noop("The year it joined in."))] = None
    until: Annotated[int | None, OPEN_ONLY, says(gettext_noop("The year it left in."))] = None
    sources: Annotated[tuple[SourceRecord, ...], OPEN_ONLY, says(gettext_noop("What says so."))] = ()

    @property
    def key(self):
        return self.network, self.role


class OrganisationRecord(EntryRecord):
    """An organisation. `places` holds no or one country, or its region."""

    KIND: ClassVar = "organisation"

    texts: Annotated[
        tuple[OrganisationTextRecord, ...],
        ALWAYS,
        says(gettext_noop("Its words, once for each language, the original first.")),
    ]
    acronym: Annotated[str, TYPED_OPEN_ONLY, says(gettext_noop("Its name in short."))] = ""
    kind: Annotated[str, ALWAYS, says(gettext_noop("What kind of organisation it is: a slug of the facet kind."))] = ""
    places: Annotated[
        tuple[str, ...],
        AS_REGIONS,
        says(
            gettext_noop(
                "Where it sits: the ISO 3166-1 code of its country or, when that is not told, the M49 code of its "
                "region."
            )
        ),
    ] = ()
    women_led: Annotated[
        bool | None, ALWAYS, says(gettext_noop("Whether women lead it; null when that is not known."))
    ] = None
    youth_led: Annotated[
        bool | None, ALWAYS, says(gettext_noop("Whether young people lead it; null when that is not known."))
    ] = None
    website: Annotated[str, TYPED_OPEN_ONLY, says(gettext_noop("The address of its website."))] = ""
    memberships: Annotated[
        tuple[MembershipRecord, ...], OPEN_ONLY, says(gettext_noop("The networks it belongs to or belonged to."))
    ] = ()

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

    women_led: Annotated[bool, ALWAYS, says(gettext_noop("Whether women lead it."))] = False
    youth_led: Annotated[bool, ALWAYS, says(gettext_noop("Whether young people lead it."))] = False
    region: Annotated[
        str, ALWAYS, says(gettext_noop("The M49 code of the region it sits in; empty when that is not told."))
    ] = ""

    def words(self):
        """Such as “A women-led organisation in Eastern Africa”, in the active language."""
        if self.women_led:
            who, where = _("A women-led organisation"), _("A women-led organisation in %s")
        elif self.youth_led:
            who, where = _("A youth-led organisation"), _("A youth-led organisation in %s")
        else:
            who, where = _("An organisation"), _("An organisation in %s")
        return where % tree().name(self.region) if self.region else who


class NetworkTextRecord(TextRecord):
    title: Annotated[str, PROSE_UNTIL_GENERALISED, says(gettext_noop("The name of the network in this language."))] = ""
    about: Annotated[str, PROSE, says(gettext_noop("What it is for and how it works, in a few sentences."))] = ""


class NetworkRecord(EntryRecord):
    """A network. `parent` is the uid of a network; `secretariat` and `supporters` are uids of organisations."""

    KIND: ClassVar = "network"

    texts: Annotated[
        tuple[NetworkTextRecord, ...],
        ALWAYS,
        says(gettext_noop("Its words, once for each language, the original first.")),
    ]
    acronym: Annotated[str, UNTIL_GENERALISED, says(gettext_noop("Its name in short."))] = ""
    kind: Annotated[str, ALWAYS, says(gettext_noop("What kind of network it is: a slug of the facet kind."))] = ""
    scale: Annotated[str, ALWAYS, says(gettext_noop("How far it reaches: a slug of the facet scale."))] = ""
    places: Annotated[
        tuple[str, ...],
        AS_REGIONS,
        says(gettext_noop("Where it is present: ISO 3166-1 codes of countries and M49 codes of regions.")),
    ] = ()
    audiences: Annotated[
        tuple[str, ...], ALWAYS, says(gettext_noop("Whom it is for: slugs of the facet audience."))
    ] = ()
    founded_year: Annotated[int | None, ALWAYS, says(gettext_noop("The year it was founded in."))] = None
    parent: Annotated[
        str, OPEN_ONLY, RefersTo("network"), says(gettext_noop("The uid of the network that it is part of."))
    ] = ""
    secretariat: Annotated[
        str,
        OPEN_ONLY,
        RefersTo("organisation"),
        says(gettext_noop("The uid of the organisation that keeps it running.")),
    ] = ""
    supporters: Annotated[
        tuple[str, ...],
        OPEN_ONLY,
        RefersTo("organisation"),
        says(gettext_noop("The uids of organisations that pay for it or help it otherwise.")),
    ] = ()

    def neutral_title(self):
        regions = tree().regions_of(self.places)
        return _("A network in %s") % tree().name(regions[0]) if len(regions) == 1 else _("A network")
