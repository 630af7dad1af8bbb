"""The ties of networks and organisations, and the words for each type of tie that there is."""

from django.utils.translation import gettext_lazy as _

# What stands between the two ends of a tie: “Riverbank Circle – leads – Evening football”.
WORDS = {
    "lead": _("leads"),
    "partner": _("is a partner in"),
    "funder": _("funds"),
    "runs": _("runs"),
    "practice_of": _("is a practice of"),
    "adapted_from": _("was adapted from"),
    "part_of": _("is part of"),
    "keeps": _("keeps running"),
    "supports": _("supports"),
}
ROLES = ("lead", "partner", "funder")


def organisation_ties(record, ties):
    """Adds the ties of an organisation: practices by its role, networks it belongs to, keeps and supports."""
    practices, networks = ties.catalogue.kinds["practice"], ties.catalogue.kinds["network"]
    for role in ROLES:
        for uid in ties.naming("practice", practices.having(role, record.uid)):
            ties.to("practice", uid, role, WORDS[role])
    for one in record.memberships:
        ties.to("network", one.network, "member", one.role, since=one.since, until=one.until)
    for code, facet in (("keeps", "secretariat"), ("supports", "supporter")):
        for uid in ties.naming("network", networks.having(facet, record.uid)):
            ties.to("network", uid, code, WORDS[code])


def network_ties(record, ties):
    """Adds the ties of a network: its practices, its members, who keeps and supports it, networks above and below."""
    practices, networks = ties.catalogue.kinds["practice"], ties.catalogue.kinds["network"]
    ties.to("network", record.parent, "part_of", WORDS["part_of"])
    for uid in ties.naming("network", networks.having("parent", record.uid)):
        ties.of("network", uid, "part_of", WORDS["part_of"])
    for uid in ties.naming("practice", practices.having("network", record.uid)):
        ties.of("practice", uid, "practice_of", WORDS["practice_of"])
    for uid in ties.naming("practice", practices.having("run_by", record.uid)):
        ties.to("practice", uid, "runs", WORDS["runs"])
    ties.of("organisation", record.secretariat, "keeps", WORDS["keeps"])
    for uid in record.supporters:
        ties.of("organisation", uid, "supports", WORDS["supports"])
    _members(record, ties)


def _members(record, ties):
    members = ties.catalogue.kinds["organisation"].having("network", record.uid)
    for member in ties.records("organisation", members):
        for one in member.memberships:
            if one.network == record.uid:
                ties.of("organisation", member.uid, "member", one.role, since=one.since, until=one.until)
