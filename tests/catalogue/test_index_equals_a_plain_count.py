"""Property: after any sequence of publishing, editing and withdrawing, facets and results equal a plain count."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue import catalogue
from networks.models import Organisation
from practices.filters import PracticeFilters
from practices.merging import merge
from practices.models import Practice, Theme
from publishing.models import Edition
from publishing.safety.publication import publish, withdraw
from tests.factories import make_network, make_organisation, make_practice, make_recommendation, term

pytestmark = pytest.mark.usefixtures("world")

PLACES = json.loads((Path(settings.BASE_DIR) / "fixtures" / "places.json").read_text("utf-8"))
COUNTRIES = ["KE", "SO", "BD", "JO", "NE", "XK"]
THEMES = ["sport-arts-culture", "livelihoods-skills", "local-prevention"]
EVIDENCE = ["described", "reported", "replicated"]
GROUPS = ["women", "young-people"]
LEVELS = ["open", "generalised", "anonymised", "withheld"]

subsets = {
    "countries": st.lists(st.sampled_from(COUNTRIES), max_size=3, unique=True),
    "themes": st.lists(st.sampled_from(THEMES), max_size=2, unique=True),
    "groups": st.lists(st.sampled_from(GROUPS), unique=True),
    "evidence": st.sampled_from(EVIDENCE),
    "level": st.sampled_from(LEVELS),
    "start_year": st.none() | st.integers(2000, 2026),
    "publish": st.booleans(),
}
steps = st.lists(
    st.one_of(
        st.tuples(st.just("new"), st.fixed_dictionaries(subsets)),
        st.tuples(st.just("edit"), st.integers(0, 5), st.fixed_dictionaries(subsets)),
        st.tuples(st.just("withdraw"), st.integers(0, 5)),
        st.tuples(st.just("hide organisation"), st.sampled_from(LEVELS)),
        st.tuples(st.just("merge"), st.permutations(THEMES)),
        st.tuples(st.just("look")),
    ),
    min_size=1,
    max_size=8,
)
selections = st.fixed_dictionaries(
    {},
    optional={
        "place": st.lists(
            st.sampled_from([*COUNTRIES, "014", "202", "002", "142", "sahel", "great-lakes"]), max_size=2
        ),
        "theme": st.lists(st.sampled_from(THEMES), max_size=2),
        "group": st.lists(st.sampled_from(GROUPS), max_size=2),
        "evidence": st.lists(st.sampled_from(EVIDENCE), max_size=2),
        "organisation": st.just(["riverbank-circle"]),
        "recommendation": st.lists(st.sampled_from(["4", "4b", "4b-i"]), max_size=2),
    },
)


class World:
    """A directory that steps are taken in."""

    def __init__(self):
        self.lead = make_organisation("Riverbank Circle", about="")
        self.network = make_network("Bridges")
        make_recommendation("4", position=0)
        make_recommendation("4b-i", position=1)
        self.practices = []
        self.merged = {}  # {slug of a theme: the slug of the one that it became a part of}

    def take(self, step):
        kind, *given_ = step
        if kind == "new":
            practice = make_practice(
                published=False, lead=self.lead, networks=[self.network], recommendations={"4b-i": "named"}
            )
            self.practices.append(practice)
            self.edit(practice, given_[0])
        elif kind == "edit" and self.practices:
            self.edit(self.practices[given_[0] % len(self.practices)], given_[1])
        elif kind == "withdraw" and self.practices:
            withdraw(self.practices[given_[0] % len(self.practices)])
        elif kind == "hide organisation":
            Organisation.objects.filter(pk=self.lead.pk).update(level=given_[0])
            publish(self.lead)
        elif kind == "merge":
            self.merge(*given_[0][:2])
        elif kind == "look":
            catalogue.current()

    def merge(self, slug, into):
        if slug not in self.merged and into not in self.merged:
            merge(Theme.objects.get(slug=slug), Theme.objects.get(slug=into))
            self.merged[slug] = into

    def theme_now(self, slug):
        while slug in self.merged:
            slug = self.merged[slug]
        return slug

    def edit(self, practice, facts):
        Practice.objects.filter(pk=practice.pk).update(
            level=facts["level"], start_year=facts["start_year"], evidence=term("evidence", facts["evidence"])
        )
        practice.countries.set(facts["countries"])
        practice.themes.set(Theme.objects.filter(slug__in=facts["themes"]))
        practice.groups.set([term("groups", slug) for slug in facts["groups"]])
        if facts["publish"]:
            publish(practice)

    def records(self):
        """{uid: (record, generation)} of all that is public, read from the editions and nowhere else."""
        editions = Edition.objects.filter(kind="practice", current=True).exclude(record="")
        return {edition.uid: (edition.read(), edition.generation) for edition in editions}

    def lead_is_open(self):
        return Edition.objects.filter(uid=self.lead.uid, current=True, level="open").exists()


def places_above():
    above = {row["code"]: row["parent"] for row in PLACES["regions"]}
    return above | {row["code"]: row["region"] for row in PLACES["countries"]}


def plain_values(record, theme_now):
    """{facet: the values of `record`}, worked out without any code of the site."""
    above, places = places_above(), set()
    for code in record.places:
        while code and code != "001":
            places.add(code)
            code = above[code]
    places |= {one["slug"] for one in PLACES["groupings"] if set(one["countries"]) & set(record.places)}
    return {
        "place": places,
        "theme": {theme_now(slug) for slug in record.themes},
        "group": set(record.groups),
        "evidence": {record.evidence},
        "organisation": {"riverbank-circle"} if any(p.organisation for p in record.participations) else set(),
        "recommendation": {"4", "4b", "4b-i"},
    }


def plain_count(records, selection, facet, value):
    return sum(
        value in values[facet]
        and all(set(chosen) & values[name] for name, chosen in selection.items() if chosen and name != facet)
        for values in records
    )


def query(selection, **more):
    data = QueryDict(mutable=True)
    for name, chosen in selection.items():
        data.setlist(name, chosen)
    data.update(more)
    return data


def in_one_world(check):
    """Run `check(world)` in a world of its own, of which nothing is left."""
    with transaction.atomic():
        check(World())
        transaction.set_rollback(True)
    catalogue.forget()


@hypothesis_settings(max_examples=60)
@given(steps, selections)
def test_counts_and_results_equal_a_plain_count_over_the_records(taken, selection):
    def check(world):
        catalogue.current()
        for step in taken:
            world.take(step)
        filters = PracticeFilters(query(selection), catalogue.current())
        records = world.records()
        values = {uid: plain_values(record, world.theme_now) for uid, (record, _generation) in records.items()}
        # Values that can be chosen now: a hidden organisation can't, and what no practice has is dropped and named.
        chosen = {name: [one for one in asked if filters.option(name, one)] for name, asked in selection.items()}
        if not world.lead_is_open():
            assert not chosen.get("organisation")
        expected = {
            uid for uid, own in values.items() if all(set(asked) & own[name] for name, asked in chosen.items() if asked)
        }
        found = {filters.index.documents[number].uid for number in filters.found}
        assert found == expected
        for name in ("place", "theme", "group", "evidence", "organisation", "recommendation"):
            for option in filters.shown[name]:
                counted = filters.counts(name)[option.key]
                assert counted == plain_count(values.values(), chosen, name, option.value), (name, option.value)

    in_one_world(check)


@hypothesis_settings(max_examples=30)
@given(steps, st.sampled_from(["fullest", "newest", "title", "start"]))
def test_every_order_is_the_plain_one_and_pages_cut_it_without_loss(taken, order):
    def check(world):
        for step in taken:
            world.take(step)
        filters = PracticeFilters(query({}, sort=order), catalogue.current())
        plain = {
            "fullest": lambda one: (-one[0].fullness, -one[1]),
            "newest": lambda one: (-one[1], one[0].uid),
            "title": lambda one: (not one[0].original.title, one[0].original.title.casefold(), one[0].uid),
            "start": lambda one: (-(one[0].start_year or 0), one[0].original.title.casefold(), one[0].uid),
        }[order]
        expected = [record.uid for record, _generation in sorted(world.records().values(), key=plain)]
        assert [filters.index.documents[number].uid for number in filters.numbers] == expected[:20]

    in_one_world(check)


@hypothesis_settings(max_examples=30)
@given(steps)
def test_an_index_brought_up_to_date_equals_one_built_anew(taken):
    def check(world):
        for step in taken:
            world.take(step)
            catalogue.current()
        kept = catalogue.current()
        catalogue.forget()
        anew = catalogue.current()
        assert described(kept) == described(anew)

    in_one_world(check)


def described(held):
    """The catalogue with uids for the numbers that an index gives its documents."""
    return {
        kind: {
            (name, value): {index.documents[number].uid for number in found}
            for name, bitmaps in index.values.items()
            for value, found in bitmaps.items()
        }
        for kind, index in held.kinds.items()
    }
