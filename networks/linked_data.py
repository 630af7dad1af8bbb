"""Organisations and networks in the words of schema.org."""

from django.utils.translation import gettext as _

from catalogue.schema_org import filled, mentioned, organisation, places, terms
from networks.cards import leadership
from networks.pages import MEMBERS_SHOWN
from networks.presence import countries_through
from publishing.records.values import Identifier, declared


def organisation_data(entry):
    """An organisation (a TakenEntry): where it is, what it is, which networks it belongs to."""
    record, site = entry.record, entry.site
    kind = entry.catalogue.term("organisation_kinds", record.kind)
    return filled(
        {
            **organisation(entry),
            "url": record.website,
            "sameAs": _addresses_elsewhere(record),
            "identifier": _identifiers(record),
            "contactPoint": record.contact and {"@type": "ContactPoint", "url": record.contact},
            "knowsLanguage": list(record.languages),
            "location": places(record.places, site),
            "keywords": [*terms([kind], _("Kind")), *leadership(record)],
            "memberOf": _memberships(entry),
        }
    )


def _held_elsewhere(record):
    """(declaration, identifier) of every register that knows the organisation."""
    fields = declared(type(record)).items()
    return [
        (value, held) for name, value in fields if isinstance(value, Identifier) and (held := getattr(record, name))
    ]


def _addresses_elsewhere(record):
    return [value.address(held) for value, held in _held_elsewhere(record)]


def _identifiers(record):
    return [
        {"@type": "PropertyValue", "propertyID": str(value.label), "value": held}
        for value, held in _held_elsewhere(record)
    ]


def _memberships(entry):
    found = []
    for membership in entry.record.memberships:
        if network := entry.catalogue.reference("network", membership.network):
            role = {
                "@type": "OrganizationRole",
                "roleName": membership.role,
                "startDate": membership.since and str(membership.since),
                "endDate": membership.until and str(membership.until),
                "memberOf": mentioned(network, entry.site),
            }
            found.append(filled(role))
    return found


def network_data(entry):
    """A network (a TakenEntry): where it is present, since when, who keeps and supports it, what belongs to it."""
    record, site, references = entry.record, entry.site, entry.catalogue.references
    term = entry.catalogue.term
    parent = entry.catalogue.reference("network", record.parent)
    return filled(
        {
            **organisation(entry),
            "foundingDate": record.founded_year and str(record.founded_year),
            "areaServed": places(record.places, site),
            "location": _through_members(entry),
            "keywords": [
                *terms([term("network_kinds", record.kind)], _("Kind")),
                *terms([term("scale", record.scale)], _("Scale")),
                *terms([term("audiences", slug) for slug in record.audiences], _("For")),
            ],
            "parentOrganization": parent and mentioned(parent, site),
            "subOrganization": [mentioned(one, site) for one in _naming(entry, "network", "parent")],
            "member": [
                *(
                    {"@type": "OrganizationRole", "roleName": "secretariat", "member": mentioned(one, site)}
                    for one in references("organisation", [record.secretariat])
                ),
                *(mentioned(one, site) for one in _naming(entry, "organisation", "network")),
            ],
            "sponsor": [mentioned(one, site) for one in references("organisation", record.supporters)],
        }
    )


def _through_members(entry):
    """The countries in which it is present through others, told as such."""
    found = places(countries_through(entry.record, entry.catalogue), entry.site)
    return [one | {"disambiguatingDescription": _("Present through members")} for one in found]


def _naming(entry, kind, facet):
    """The first entries of `kind` that name the network in their `facet`; none while it is not named itself."""
    uid, index = entry.record.uid, entry.catalogue.kinds[kind]
    if not entry.catalogue.open_document("network", uid):
        return []
    numbers = index.ordered(index.having(facet, uid), "title", 0, MEMBERS_SHOWN)
    return entry.catalogue.references(kind, [index.documents[number].uid for number in numbers])
