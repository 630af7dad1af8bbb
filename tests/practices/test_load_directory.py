"""load_directory: a second load, changes in the file, dry runs."""

from datetime import date

import pytest

from networks.models import Network
from practices.models import Practice, Recommendation
from publishing.models import Edition, Generation
from tests.practices.directories import (
    CREATED,
    LEFT_ALONE,
    but,
    content,
    faults,
    load,
    network,
    organisation,
    practice,
    small_directory,
)

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def directory():
    return small_directory()


@pytest.fixture
def loaded(directory, tmp_path):
    assert load(tmp_path, directory) == CREATED
    return directory


def numbers_of_editions():
    """{slug: numbers of its editions} of all entries."""
    found = {}
    for edition in Edition.objects.order_by("number"):
        found.setdefault(edition.slug, []).append(edition.number)
    return found


def test_a_second_load_writes_nothing(loaded, tmp_path):
    before = content()
    assert load(tmp_path, loaded) == LEFT_ALONE
    assert content() == before


def test_the_order_of_rows_does_not_matter(directory, tmp_path):
    for rows in directory.values():
        rows.reverse()
    assert load(tmp_path, directory) == CREATED
    assert Network.objects.get(slug="valley").parent.slug == "bridges"
    assert Recommendation.objects.get(number="1a").parent.number == "1"
    assert load(tmp_path, directory) == LEFT_ALONE


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Morning football"},
        {"outcomes": "Fewer fights."},
        {"unanswered": {}},
        {"countries": ["KE", "UG"]},
        {"themes": ["sport-arts-culture", "youth-leadership", "social-cohesion"]},
        {"groups": []},
        {"gender": ["women-led"]},
        {"networks": ["valley", "bridges"]},
        {"organisations": [{"organisation": "riverbank", "role": "funder"}]},
        {"recommendations": [{"number": "1", "relation": "illustrates"}]},
        {"sources": [{"source": "report", "locator": "page 6"}]},
        {"evidence": "described"},
        {"start_year": None, "end_year": None},
        {"from_report": True},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_practice_gets_edition_2_and_the_others_stay_as_they_are(loaded, tmp_path, change):
    before, others = Practice.objects.get(slug="football"), Edition.objects.exclude(title="Evening football")
    untouched = list(others.values())
    loaded["practices"][0] |= change
    assert load(tmp_path, loaded) == but("practices: 0 created, 1 changed, 1 left alone")
    after = Practice.objects.get(slug="football")
    assert [(e.number, e.current) for e in Edition.objects.of(after).order_by("number")] == [(1, False), (2, True)]
    assert list(others.filter(pk__in=[row["id"] for row in untouched]).values()) == untouched
    assert after.updated_at > before.updated_at
    assert load(tmp_path, loaded) == LEFT_ALONE


def test_a_practice_that_becomes_more_careful_keeps_its_edition_and_the_others_stay_as_they_are(loaded, tmp_path):
    others = list(Edition.objects.exclude(title="Evening football").values())
    loaded["practices"][0]["level"] = "generalised"
    assert load(tmp_path, loaded) == but("practices: 0 created, 1 changed, 1 left alone")
    edition = Edition.objects.of(Practice.objects.get(slug="football")).get()
    assert (edition.number, edition.current, edition.level) == (1, True, "generalised")
    assert list(Edition.objects.exclude(pk=edition.pk).values()) == others
    assert load(tmp_path, loaded) == LEFT_ALONE


def test_changed_organisations_and_networks_get_another_edition(loaded, tmp_path):
    loaded["organisations"][1]["youth_led"] = True
    loaded["networks"][0]["parent"] = ""
    loaded["networks"][1]["parent"] = "valley"
    assert load(tmp_path, loaded) == but(
        "organisations: 0 created, 1 changed, 1 left alone", "networks: 0 created, 2 changed, 0 left alone"
    )
    assert Network.objects.get(slug="bridges").parent.slug == "valley"
    assert numbers_of_editions() == {
        "riverbank": [1],
        "hillside": [1, 2],
        "valley": [1, 2],
        "bridges": [1, 2],
        "football": [1],
        "mediation": [1],
    }


@pytest.mark.parametrize(
    "change, memberships",
    [({"until": 2020}, 1), ({"sources": []}, 1), ({"network": "bridges"}, 2), ({"role": "host"}, 2)],
    ids=str,
)
def test_a_membership_that_changes_or_comes_changes_its_organisation(loaded, tmp_path, change, memberships):
    loaded["memberships"][0] |= change
    assert load(tmp_path, loaded) == but("organisations: 0 created, 1 changed, 1 left alone")
    record = Edition.objects.current().get(slug="riverbank").read()
    assert len(record.memberships) == memberships
    assert load(tmp_path, loaded) == LEFT_ALONE


def test_what_a_file_does_not_name_stays_as_it_is(loaded, tmp_path):
    before = content()
    loaded["memberships"] = []
    for part in ("organisations", "networks", "practices"):
        loaded[part] = [{"slug": row["slug"]} for row in loaded[part]]
    assert load(tmp_path, loaded) == LEFT_ALONE
    assert content() == before


def test_a_file_may_refer_to_what_is_in_the_database_alone(loaded, tmp_path):
    more = {
        "memberships": [{"organisation": "hillside", "network": "bridges"}],
        "practices": [
            practice("sailing", "Sailing for calm", networks=["valley"], adapted_from="football")
            | {"organisations": [{"organisation": "riverbank", "role": "lead"}]}
        ],
    }
    assert load(tmp_path, more) == [
        "organisations: 0 created, 1 changed, 0 left alone",
        "practices: 1 created, 0 changed, 0 left alone",
    ]
    record = Edition.objects.current().get(slug="sailing").read()
    assert record.adapted_from == Practice.objects.get(slug="football").uid
    assert [one.role for one in Edition.objects.current().get(slug="hillside").read().memberships] == ["member"]


def test_a_practice_may_be_adapted_from_one_that_the_file_names_later(directory, tmp_path):
    directory["practices"][0]["adapted_from"] = "mediation"
    assert load(tmp_path, directory) == CREATED
    record = Edition.objects.current().get(slug="football").read()
    assert record.adapted_from == Practice.objects.get(slug="mediation").uid
    assert load(tmp_path, directory) == LEFT_ALONE


def test_an_entry_has_all_its_languages_and_the_day_it_was_checked(directory, tmp_path):
    directory["practices"][0] |= {
        "original_language": "sw",
        "verified_on": "2026-05-31",
        "texts": [{"language": "en", "origin": "human", "title": "Evening football", "summary": "They play."}],
    }
    assert load(tmp_path, directory) == CREATED
    record = Edition.objects.current().get(slug="football").read()
    assert [(text.language, text.origin) for text in record.texts] == [("sw", "original"), ("en", "human")]
    assert record.verified_on == date(2026, 5, 31)
    assert load(tmp_path, directory) == LEFT_ALONE


def test_two_networks_may_change_places(loaded, tmp_path):
    loaded["networks"][0]["parent"], loaded["networks"][1]["parent"] = "", "valley"
    assert load(tmp_path, loaded) == but("networks: 0 created, 2 changed, 0 left alone")
    loaded["networks"][0]["parent"], loaded["networks"][1]["parent"] = "bridges", ""
    assert load(tmp_path, loaded) == but("networks: 0 created, 2 changed, 0 left alone")


def test_a_file_makes_nothing_more_open(loaded, tmp_path):
    loaded["practices"][0]["level"] = "generalised"
    load(tmp_path, loaded)
    loaded["practices"][0]["level"] = "open"
    assert faults(tmp_path, loaded) == [
        "practices[0] “football”: level: A file can't make an entry more open: it is at level “Generalised”. "
        "Do that on its own page."
    ]


def test_a_source_that_changes_gives_all_that_cite_it_another_edition(loaded, tmp_path):
    loaded["sources"][0]["url"] = "https://example.org/moved"
    assert load(tmp_path, loaded) == but(
        "sources: 0 created, 1 changed, 1 left alone",
        "organisations: 0 created, 1 changed, 1 left alone",
        "networks: 0 created, 2 changed, 0 left alone",
        "practices: 0 created, 1 changed, 1 left alone",
    )
    assert Edition.objects.current().get(slug="football").read().sources[0].url == "https://example.org/moved"
    assert load(tmp_path, loaded) == LEFT_ALONE


def test_new_rows_are_created_beside_the_old_ones(loaded, tmp_path):
    loaded["organisations"].append(organisation("lakeside", "Lakeside"))
    loaded["networks"].append(network("lakes", "Lakes", parent="bridges", secretariat="lakeside"))
    loaded["practices"].insert(0, practice("sailing", "Sailing for calm", networks=["lakes"]))
    assert load(tmp_path, loaded) == but(
        "organisations: 1 created, 0 changed, 2 left alone",
        "networks: 1 created, 0 changed, 2 left alone",
        "practices: 1 created, 0 changed, 2 left alone",
    )


def test_what_is_described_instead_of_named_follows_a_change_elsewhere(directory, tmp_path):
    directory["practices"][0]["level"] = "generalised"
    load(tmp_path, directory)
    directory["organisations"][0]["women_led"] = None
    assert load(tmp_path, directory) == but(
        "organisations: 0 created, 1 changed, 1 left alone", "practices: 0 created, 1 changed, 1 left alone"
    )
    assert load(tmp_path, directory) == LEFT_ALONE


def test_a_withheld_row_is_loaded_once_and_shows_nothing(directory, tmp_path):
    directory["practices"][0]["level"] = "withheld"
    assert load(tmp_path, directory) == CREATED
    practice = Practice.objects.get(slug="football")
    assert (practice.level, practice.state) == ("withheld", "withdrawn")
    assert not Edition.objects.of(practice).exists()
    assert load(tmp_path, directory) == LEFT_ALONE


# --- dry runs


def test_a_dry_run_on_an_empty_database_says_what_a_load_would_do_and_writes_nothing(directory, tmp_path):
    before = content()
    assert load(tmp_path, directory, "--dry-run") == [
        "Dry run: nothing was written. A load would give:",
        *CREATED,
        "recommendations[0] “1a”: created",
        "recommendations[1] “1”: created",
        "key_themes[0] “1”: created",
        "sources[0] “report”: created",
        "sources[1] “letter”: created",
        "organisations[0] “riverbank”: new",
        "organisations[1] “hillside”: new",
        "networks[0] “valley”: new",
        "networks[1] “bridges”: new",
        "practices[0] “football”: new",
        "practices[1] “mediation”: new",
        "memberships[0] “riverbank”: memberships: “” → “valley |  | 2015 | 2019 |  | letter \\| page 2”",
    ]
    assert content() == before


def test_a_dry_run_gives_the_report_of_the_load_after_it(loaded, tmp_path):
    Practice.objects.filter(slug="mediation").update(level="anonymised")
    loaded["practices"][0]["title"] = "Morning football"
    loaded["sources"].append(loaded["sources"][0] | {"slug": "another"})
    before, generation = content(), Generation.objects.now().number
    said = load(tmp_path, loaded, "--dry-run")
    assert content() == before
    changes = [
        "sources[2] “another”: created",
        "practices[0] “football”: title: “Evening football” → “Morning football”",
    ]
    assert [line for line in said if line in changes] == changes
    assert load(tmp_path, loaded) == [line for line in said[1:] if line not in changes]
    assert Generation.objects.now().number == generation + 1
