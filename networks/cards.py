"""Networks and organisations as they stand in a list."""

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalogue.entries import place_names
from catalogue.kinds import KINDS
from networks.presence import countries_beyond
from places.lists import listed
from places.numerals import in_digits

COUNTRIES_SHOWN = 4


@dataclass(frozen=True)
class NetworkCard:
    title: str
    lang: str
    url: str
    acronym: str
    kind: str
    scale: str
    where: list[str]
    summary: str
    members: int
    through: str

    @property
    def facts(self):
        """What the line below the title says."""
        return [one for one in (self.kind, self.scale, *self.where) if one]


@dataclass(frozen=True)
class OrganisationCard:
    title: str
    lang: str
    url: str
    acronym: str
    kind: str
    where: list[str]
    summary: str
    marks: list[str]
    networks: list[str]

    @property
    def facts(self):
        """What the line below the title says."""
        return [one for one in (self.kind, *self.where, *self.marks) if one]


def network_card(record, catalogue, slug):
    text = record.text(get_language())
    named = catalogue.open_document("network", record.uid)
    members = catalogue.kinds["organisation"].having("network", record.uid) if named else ()
    return NetworkCard(
        title=record.title(text.language),
        lang=text.language if text.title else "",
        url=KINDS["network"].address(slug),
        acronym=record.acronym,
        kind=catalogue.term("network_kinds", record.kind).label,
        scale=catalogue.term("scale", record.scale).label,
        where=place_names(record.places),
        summary=text.about,
        members=len(members),
        through=_through_members(record, catalogue),
    )


def _through_members(record, catalogue):
    """The countries in which it is present through others and not said to be itself, the first of them by name."""
    others = countries_beyond(record, catalogue)
    if len(others) > COUNTRIES_SHOWN:
        words = ngettext("%(n)s country", "%(n)s countries", len(others))
        return words % {"n": in_digits(len(others))}
    return listed(place_names(others))


def organisation_card(record, catalogue, slug):
    text = record.text(get_language())
    networks = catalogue.references("network", [m.network for m in record.memberships])
    return OrganisationCard(
        title=record.title(text.language),
        lang=text.language if text.title else "",
        url=KINDS["organisation"].address(slug),
        acronym=record.acronym,
        kind=catalogue.term("organisation_kinds", record.kind).label,
        where=place_names(record.places),
        summary=text.about,
        marks=leadership(record),
        networks=[network.label for network in networks],
    )


def leadership(record):
    """What is known of who leads the organisation, in words."""
    said = []
    if record.women_led:
        said.append(_("Women-led"))
    if record.youth_led:
        said.append(_("Youth-led"))
    return said
