"""What the public may know of organisations and networks, field by field."""

from typing import Annotated, ClassVar

from django.utils.translation import gettext as _

from places.tree import tree
from publishing.records import (
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
)


class OrganisationTextRecord(TextRecord):
    title: Annotated[str, PROSE_OPEN_ONLY] = ""
    about: Annotated[str, PROSE] = ""


class MembershipRecord(Record):
    """That an organisation belongs to the network with the uid `network`; years may be unknown."""

    network: Annotated[str, OPEN_ONLY, RefersTo("network")] = ""
    role: Annotated[str, TYPED_OPEN_ONLY] = ""
    since: Annotated[int | None, OPEN_ONLY] = None
    until: Annotated[int | None, OPEN_ONLY] = None
    sources: Annotated[tuple[SourceRecord, ...], OPEN_ONLY] = ()

    @property
    def key(self):
        return self.network, self.role


class OrganisationRecord(EntryRecord):
    """An organisation. `places` holds no or one country, or its region."""

    KIND: ClassVar = "organisation"

    texts: Annotated[tuple[OrganisationTextRecord, ...], ALWAYS]
    acronym: Annotated[str, TYPED_OPEN_ONLY] = ""
    kind: Annotated[str, ALWAYS] = ""
    places: Annotated[tuple[str, ...], AS_REGIONS] = ()
    women_led: Annotated[bool | None, ALWAYS] = None
    youth_led: Annotated[bool | None, ALWAYS] = None
    website: Annotated[str, TYPED_OPEN_ONLY] = ""
    memberships: Annotated[tuple[MembershipRecord, ...], OPEN_ONLY] = ()

    def neutral_title(self):
        return self.description().words()

    def description(self):
        """How the organisation may be spoken of where it is not named."""
        regions = tree().regions_of(self.places)
        return OrganisationDescription(
            women_led=self.women_led is True,
            youth_led=self.youth_led is True,
            region=regions[0] if regions else "",
        )


class OrganisationDescription(Record):
    """An organisation that is described and not named; `region` is an M49 code or empty."""

    women_led: Annotated[bool, ALWAYS] = False
    youth_led: Annotated[bool, ALWAYS] = False
    region: Annotated[str, ALWAYS] = ""

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
    title: Annotated[str, PROSE_UNTIL_GENERALISED] = ""
    about: Annotated[str, PROSE] = ""


class NetworkRecord(EntryRecord):
    """A network. `parent` is the uid of a network; `secretariat` and `supporters` are uids of organisations."""

    KIND: ClassVar = "network"

    texts: Annotated[tuple[NetworkTextRecord, ...], ALWAYS]
    acronym: Annotated[str, UNTIL_GENERALISED] = ""
    kind: Annotated[str, ALWAYS] = ""
    scale: Annotated[str, ALWAYS] = ""
    places: Annotated[tuple[str, ...], AS_REGIONS] = ()
    audiences: Annotated[tuple[str, ...], ALWAYS] = ()
    founded_year: Annotated[int | None, ALWAYS] = None
    parent: Annotated[str, OPEN_ONLY, RefersTo("network")] = ""
    secretariat: Annotated[str, OPEN_ONLY, RefersTo("organisation")] = ""
    supporters: Annotated[tuple[str, ...], OPEN_ONLY, RefersTo("organisation")] = ()

    def neutral_title(self):
        regions = tree().regions_of(self.places)
        return _("A network in %s") % tree().name(regions[0]) if len(regions) == 1 else _("A network")
