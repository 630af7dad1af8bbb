"""The pages of a network and of an organisation, ready for their templates."""

from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.entries import glance, lists, place_names, place_references, prose, row, with_the_original
from catalogue.kinds import KINDS
from catalogue.shapes import Answer, Reading, Reference
from catalogue.world_map import WorldMap, country_counts
from networks.presence import countries_beyond
from places.lists import listed, listed_apart, years_between
from places.order import in_order, sorting_key
from places.tree import tree
from publishing.records.record import Answer as Known
from publishing.records.values import Link, declared

CARDS_SHOWN = 20
MEMBERS_SHOWN = 300
COUNTRIES_ON_A_MAP = 3  # at least: one or two are told in a word


def network_page(record, catalogue, text, facts):
    # A network that is not open is not told of together with those who belong to it.
    named = catalogue.open_document("network", record.uid) is not None
    own = catalogue.mentioning("practice", "network", [record.uid])
    return {
        **facts,
        "acronym": record.acronym,
        "about": with_the_original(record, prose(record, text))[0],
        "glance": [*glance(record, catalogue, text, ROWS), *_in_numbers(record, catalogue, named)],
        "members": _members_by_country(record, catalogue) if named else [],
        "map": _members_on_a_map(record, catalogue) if named else None,
        "all_members": _all_members(record, catalogue) if named else None,
        "member_networks": _member_networks(record, catalogue) if named else [],
        "practices": catalogue.fullest_cards("practice", own, CARDS_SHOWN),
        "all_practices": _all_practices(catalogue, "network", record.uid, own),
        "member_practices": _member_practices(record, catalogue, own) if named else [],
    }


def network_reading(record, catalogue, text):
    named = catalogue.open_document("network", record.uid) is not None
    return Reading(
        acronym=record.acronym,
        lead=prose(record, text)[0],
        glance=glance(record, catalogue, text, ROWS),
        mentioned=lists(
            (_("Members"), _naming(catalogue, "organisation", "network", record.uid) if named else []),
            (_("Networks that belong to it"), _member_networks(record, catalogue) if named else []),
            (_("Practices of the network"), _practices_with(catalogue, "network", record.uid)),
        ),
    )


def _parent(record, catalogue, _text):
    parent = catalogue.reference("network", record.parent)
    return [row(record, "parent", _("Part of"), [parent])] if parent else []


def _where(record, catalogue, _text):
    """Where it is said to be, and below that the countries in which it is through others alone, if there are any."""
    own = row(record, "places", str(record.own()["places"].label), place_references(record.places))
    others = countries_beyond(record, catalogue)
    return [own, *([Answer(_("Present through members"), items=place_references(others))] if others else [])]


# The rows of a network that have others than their kind of value.
ROWS = {"parent": _parent, "places": _where}


def _in_numbers(record, catalogue, named):
    """How many members it has in how many countries, as a row; none when there is nothing to count."""
    index = catalogue.kinds["organisation"]
    members = index.having("network", record.uid)
    if not (named and members):
        return []
    countries = [code for code, found in index.values.get("place", {}).items() if found & members and is_country(code)]
    words = ngettext("%(n)s organisation", "%(n)s organisations", len(members)) % {"n": len(members)}
    if countries:
        where = ngettext("%(n)s country", "%(n)s countries", len(countries)) % {"n": len(countries)}
        words = _("%(members)s in %(countries)s") % {"members": words, "countries": where}
    return [Answer(_("Members"), items=[Reference(words)])]


def is_country(code):
    return code in tree().country_region


def _members_by_country(record, catalogue):
    index = catalogue.kinds["organisation"]
    numbers = index.ordered(index.having("network", record.uid), "title", 0, MEMBERS_SHOWN)
    members = catalogue.records("organisation", numbers)
    rows = []
    for _edition, member in members:
        roles = listed(m.role for m in member.memberships if m.network == record.uid)
        if reference := catalogue.reference("organisation", member.uid, note=roles):
            rows.append((place_names(member.places)[:1], member.places, reference))
    rows.sort(key=lambda one: (not one[0], [*map(sorting_key, one[0])]))
    return [
        {"place": _place_or_none(places), "members": [reference for *_rest, reference in group]}
        for places, group in groupby(rows, key=lambda one: one[1])
    ]


def _members_on_a_map(record, catalogue):
    """The map of its members by country, which leads to their list; None where there are too few countries for one."""
    members = catalogue.kinds["organisation"]
    counts = country_counts(members, within=members.having("network", record.uid))
    if len(counts) < COUNTRIES_ON_A_MAP:
        return None
    slug = catalogue.open_document("network", record.uid).slug
    url = KINDS["organisation"].list_url
    return WorldMap(
        counts,
        lambda code: f"{url}?network={slug}&place={code}",
        within=tuple(counts),
        meaning=_("Colour says how many members are recorded, and nothing about how much violence there is."),
        nothing=_("no member recorded"),
    )


def _all_members(record, catalogue):
    """A link to the list of its members when not all of them are shown."""
    number = len(catalogue.kinds["organisation"].having("network", record.uid))
    if number <= MEMBERS_SHOWN:
        return None
    slug = catalogue.open_document("network", record.uid).slug
    return Reference(_("All %s members") % number, f"{KINDS['organisation'].list_url}?network={slug}")


def _place_or_none(places):
    return place_references(places)[0] if places else Reference(_("Across countries"))


def _member_networks(record, catalogue):
    index = catalogue.kinds["network"]
    return catalogue.references(
        "network", [index.documents[number].uid for number in index.having("parent", record.uid)]
    )


def _member_practices(record, catalogue, own):
    """Practices that its members take part in, without those already told as its `own`."""
    members = catalogue.kinds["organisation"]
    uids = [members.documents[number].uid for number in members.having("network", record.uid)]
    theirs = catalogue.mentioning("practice", "organisation", uids)
    return catalogue.fullest_cards("practice", theirs - own, CARDS_SHOWN)


def _all_practices(catalogue, kind, uid, found):
    """A link to the list of the practices in the bitmap `found`, all with the entry `uid`; None when all are shown."""
    if len(found) <= CARDS_SHOWN:
        return None
    slug = catalogue.open_document(kind, uid).slug
    url = f"{KINDS['practice'].list_url}?{KINDS['practice'].mentions[kind]}={slug}"
    return Reference(_("All %s practices") % len(found), url)


def organisation_page(record, catalogue, text, facts):
    found = catalogue.mentioning("practice", "organisation", [record.uid])
    return {
        **facts,
        "acronym": record.acronym,
        "about": with_the_original(record, prose(record, text))[0],
        "glance": _known_of(record, catalogue, text),
        "memberships": _memberships(record, catalogue),
        "kept": _networks_with(catalogue, "secretariat", record.uid),
        "supported": _networks_with(catalogue, "supporter", record.uid),
        "practices": catalogue.mentions("practice", found, record.uid, CARDS_SHOWN),
        "all_practices": _all_practices(catalogue, "organisation", record.uid, found),
    }


def organisation_reading(record, catalogue, text):
    return Reading(
        acronym=record.acronym,
        lead=prose(record, text)[0],
        glance=_known_of(record, catalogue, text),
        relations=lists((_("Networks it belongs to"), [_in_one_line(one) for one in _memberships(record, catalogue)])),
        mentioned=lists(
            (_("Networks it keeps running"), _networks_with(catalogue, "secretariat", record.uid)),
            (_("Networks it supports"), _networks_with(catalogue, "supporter", record.uid)),
            (_("Practices"), _practices_with(catalogue, "organisation", record.uid)),
        ),
    )


def _in_one_line(membership):
    """A membership as a Reference whose note holds the rest of what is known of it."""
    sources = [
        listed(part for part in (one.title, one.publisher, one.year, one.locator) if part)
        for one in membership["sources"]
    ]
    parts = [membership["role"], membership["years"], *sources]
    return replace(membership["network"], note=listed_apart(part for part in parts if part))


def _practices_with(catalogue, kind, uid):
    """The practices that name the entry `uid` of `kind`."""
    found = catalogue.mentioning("practice", kind, [uid])
    return _first_of(catalogue, "practice", found)


def _networks_with(catalogue, relation, uid):
    """The networks that name the organisation `uid` in a relation; none for one that may not be named."""
    if not catalogue.open_document("organisation", uid):
        return []
    return _naming(catalogue, "network", relation, uid)


def _naming(catalogue, kind, facet, uid):
    """The entries of `kind` that name the entry `uid` in their `facet`."""
    return _first_of(catalogue, kind, catalogue.kinds[kind].having(facet, uid))


def _first_of(catalogue, kind, found):
    """References to the first of the documents in `found`, and how many more there are."""
    index = catalogue.kinds[kind]
    uids = [index.documents[number].uid for number in index.ordered(found, "title", 0, MEMBERS_SHOWN)]
    rest = len(found) - len(uids)
    return catalogue.references(kind, uids) + ([Reference(_("%s more") % rest)] if rest else [])


def _known_of(record, catalogue, text):
    """What stands at a glance of an organisation: of what many have none, only what is known or withheld."""
    links = [name for name, value in declared(type(record)).items() if isinstance(value, Link)]
    rows = glance(record, catalogue, text, {})
    return [one for one in rows if one.name not in links or one.kind in (Known.REPORTED, Known.WITHHELD)]


def _memberships(record, catalogue):
    found = []
    for membership in record.memberships:
        if network := catalogue.reference("network", membership.network):
            found.append(
                {
                    "network": network,
                    "role": membership.role,
                    "years": _membership_years(membership),
                    "sources": membership.sources,
                }
            )
    return in_order(found, lambda one: one["network"].label)


def _membership_years(membership):
    if membership.since and membership.until:
        return years_between(membership.since, membership.until)
    if membership.since:
        return _("since %s") % membership.since
    return _("until %s") % membership.until if membership.until else ""
