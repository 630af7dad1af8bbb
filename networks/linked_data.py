"""Organisations and networks in the words of schema.org."""

from django.utils.translation import gettext as _

from catalogue.schema_org import filled, mentioned, organisation, places, terms
from networks.cards import leadership


def organisation_data(entry):
    """An organisation (a TakenEntry): where it is, what it is, which networks it belongs to."""
    record, site = entry.record, entry.site
    kind = entry.catalogue.term("organisation_kinds", record.kind)
    return filled(
        {
            **organisation(entry),
            "url": record.website,
            "location": places(record.places, site),
            "keywords": [*terms([kind], _("Kind")), *leadership(record)],
            "memberOf": _memberships(entry),
        }
    )


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
    """A network (a TakenEntry): where it is present, since when, who keeps and supports it, what it is part of."""
    record, site, references = entry.record, entry.site, entry.catalogue.references
    term = entry.catalogue.term
    parent = entry.catalogue.reference("network", record.parent)
    return filled(
        {
            **organisation(entry),
            "foundingDate": record.founded_year and str(record.founded_year),
            "areaServed": places(record.places, site),
            "keywords": [
                *terms([term("network_kinds", record.kind)], _("Kind")),
                *terms([term("scale", record.scale)], _("Scale")),
                *terms([term("audiences", slug) for slug in record.audiences], _("For")),
            ],
            "parentOrganization": parent and mentioned(parent, site),
            "member": [
                {"@type": "OrganizationRole", "roleName": "secretariat", "member": mentioned(one, site)}
                for one in references("organisation", [record.secretariat])
            ],
            "sponsor": [mentioned(one, site) for one in references("organisation", record.supporters)],
        }
    )
