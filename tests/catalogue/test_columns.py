"""Every field of every record is in a column of its table, or on a short list of reasons why it is not."""

import re
from collections import defaultdict
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.utils.translation import override

from catalogue.column import TOKENS
from catalogue.exported import exported
from catalogue.facets import ReferenceFacet
from catalogue.kinds import KINDS, own_kinds
from catalogue.taken import TakenList
from places.tree import tree
from publishing.editing.sheets.cells import split_items
from publishing.records.record import RECORDS, Record
from publishing.records.values import declared
from publishing.safety.publication import publish
from tests.factories import make_membership, make_network, make_organisation, make_practice
from tests.files import row_at
from tests.full_entries import changed_records, full_entries, owner_of

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def full(world):
    return full_entries()


def row(entry):
    return [column.cell(entry) for column in KINDS[entry.record.KIND].columns]


def test_every_field_of_every_record_is_in_a_column_or_its_declaration_says_why_not(full):
    told, untold = set(), set()
    for entry in full.values():
        before = row(entry)
        for label, record in changed_records(entry.record):
            (told if row(replace(entry, record=record)) != before else untold).add(label)
    left_out = {label for label, value in every_declaration().items() if value.no_column}
    assert untold - told == left_out
    assert told | left_out == set(every_declaration())


def every_declaration():
    """{class.field: Value} of all record classes of ours, the texts as a whole left out."""
    classes = {
        cls for cls in _classes(Record) if cls.__module__.split(".")[0] in ("publishing", "practices", "networks")
    }
    return {
        f"{owner_of(cls, name)}.{name}": value
        for cls in classes
        for name, value in declared(cls).items()
        if name != "texts"
    }


def _classes(of):
    for cls in of.__subclasses__():
        yield cls
        yield from _classes(cls)


def test_a_full_entry_has_no_empty_cell(full):
    for entry in full.values():
        empty = [
            column.name
            for column in entry.kind.columns
            if column.cell(entry) in ("", "not reported", "not looked up yet", "not applicable", "withheld")
        ]
        # Nobody pays for it, and its partners are described and not named.
        funders, partners = ("funders", "funder_uids", "funder_slugs"), ("partner_uids", "partner_slugs")
        assert empty == ([*partners, *funders] if entry.record.KIND == "practice" else [])


# What holds codes, uids or slugs of what the column before them names.
BESIDE = re.compile(r"\w+_(?:codes?|iso3|uids?|slugs?)")
APART = {"dac_codes"}  # each theme comes near several


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_columns_beside_each_other_hold_the_same_things_in_the_same_order(client, language):
    """Names of places, terms and entries have another order in each language, and codes have one."""
    leads = [make_organisation(name) for name in ("Zeal", "Amity")]
    hills = make_network("Hills")
    bridges = make_network("Bridges", countries=("TD", "DE", "AL"), supporters=leads, parent=hills)
    practice = make_practice(
        countries=("DE", "AL", "TD", "DZ"),
        lead=leads[0],
        run_by=[bridges],
        networks=[bridges, hills],
        themes=["youth-leadership", "dialogue-reconciliation"],
        published=False,
    )
    practice.participations.create(organisation=leads[1], role="lead")
    publish(practice)
    for network in (bridges, hills):
        make_membership(leads[0], network)
    publish(leads[0])
    with override(language):
        called, seen = names_of_keys(), set()
        for entry in TakenList(KINDS["entry"].filters(QueryDict(), exported()), ""):
            for names, keys in column_pairs(entry.kind):
                named, keyed = ([part[0] for part in split_items(one.cell(entry))] for one in (names, keys))
                if keyed[0] not in TOKENS.values():
                    assert all(name in called[key] for name, key in zip(named, keyed, strict=True)), keys.name
                    seen |= {keys.name} if len(keyed) > 1 else set()
    referring = (f"{stem}_{keys}" for stem in ("lead", "network", "supporter") for keys in ("uids", "slugs"))
    places = ("country_codes", "country_iso3", "region_codes", "through_country_codes")
    assert seen == {*places, "theme_codes", *referring}


def names_of_keys():
    """{code, uid or slug: all that it is the key of}, in the language of now."""
    found, catalogue = defaultdict(set), exported()
    for code in tree().codes():
        for key in (code, *tree().country_numbers.get(code, ())[:1]):
            found[key].add(tree().name(code))
    for term in (term for terms in catalogue.terms.values() for term in terms.values()):
        found[term.slug].add(term.label)
    documents = catalogue.kinds["entry"].documents
    for one in map(documents.__getitem__, catalogue.kinds["entry"].everything):
        for key in (one.uid, one.slug):
            found[key].add(one.title)
    return found


def column_pairs(kind):
    """[(column of names, column of their keys), …] of a Kind."""
    pairs, names = [], None
    for column in kind.columns:
        if not BESIDE.fullmatch(column.name):
            names = column
        elif column.name not in APART:
            pairs.append((names, column))
    return pairs


def test_nothing_is_said_to_be_left_to_look_up_where_there_is_nothing_to_ask(client):
    make_practice("Everywhere", countries=(), scale="global", ongoing=True)
    make_network("Bridges", countries=(), scale="global")
    practice, network = row_at(client, "/practices.csv"), row_at(client, "/networks.csv")
    told = ("countries", "country_codes", "country_iso3", "regions", "region_codes", "pictures")
    nothing = (
        *told,
        "adapted_from",
        "adapted_from_uid",
        "end_year",
        "run_by",
        "networks",
        "years_note",
        "evidence_note",
    )
    assert {name: practice[name] for name in nothing} == dict.fromkeys(nothing, "not applicable")
    nothing = (*told, "parent", "parent_slug", "acronym")
    assert {name: network[name] for name in nothing} == dict.fromkeys(nothing, "not applicable")
    assert practice["start_year"] == network["secretariat"] == "not looked up yet"


@pytest.mark.parametrize("address", ["/{}/", "/{}.csv", "/api/v1/{}"])
def test_every_list_is_narrowed_to_an_entry_by_its_slug_and_by_the_uid_of_the_tables(client, address):
    lead, network = make_organisation("Circle", slug="circle"), make_network("Bridges", slug="bridges")
    make_practice(lead=lead, partner=lead, funder=lead, networks=[network])
    make_network(supporters=[lead])
    make_membership(lead, network)
    publish(lead)
    asked = 0
    for kind in own_kinds():
        for name, facet in kind.filters.facets().items():
            if isinstance(facet, ReferenceFacet):
                one = {"organisation": lead, "network": network}[facet.kind]
                by_slug = f"{address.format(kind.namespace)}?{name}={one.slug}"
                assert client.get(by_slug).status_code == 200, by_slug
                response = client.get(f"{address.format(kind.namespace)}?{name}={one.uid}")
                assert (response.status_code, response.headers["Location"]) == (301, by_slug)
                asked += 1
    assert asked == 7


def test_names_are_plain_and_each_stands_once():
    for kind in KINDS.values():
        names = [column.name for column in kind.columns]
        assert len(names) == len(set(names))
        assert all(name.isascii() and name.isidentifier() and name == name.lower() for name in names)


def test_every_column_says_in_a_sentence_what_it_means():
    for kind in own_kinds():
        for column in kind.columns:
            assert str(column.label)
            assert str(column.meaning).endswith("."), column.name
    assert set(RECORDS) == {kind.name for kind in own_kinds()}


def test_the_list_of_all_kinds_has_the_columns_that_all_of_them_have():
    shared = set.intersection(*({column.name for column in kind.columns} for kind in own_kinds()))
    assert {column.name for column in KINDS["entry"].columns} == shared - {"scale", "acronym"}
