"""load_directory names each bad row with its place, and says what is wrong with it."""

import pytest

from places.levels import Level
from tests.factories import make_careful
from tests.practices.directories import faults, small_directory

pytestmark = pytest.mark.usefixtures("world")

SLUG = "String should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'"
ROLES = "Input should be 'lead', 'partner' or 'funder'"
ANSWERS = "Input should be 'not-reported' or 'withheld'"
LEVELS = "Input should be 'open', 'generalised', 'anonymised' or 'withheld'"
NO_TEXT = "Value error, NUL and halves of characters are no text"
NO_CITATION = "Input should be a valid dictionary or instance of CitationRow"
NO_PRACTICE = "Input should be a valid dictionary or instance of PracticeRow"
TWICE = "stands there twice"
TOO_LONG = "Ensure this value has at most {} characters (it has {})."
LEAD = {"organisation": "riverbank", "role": "lead"}


def put(directory, path, value):
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        directory = directory[step]
    directory[last] = value


def bad_practices(*rows):
    return pytest.mark.parametrize(
        "path, value, sentence", rows, ids=[f"{path} {value!r:.20}" for path, value, _ in rows]
    )


@bad_practices(
    ("title", 7, "title: Input should be a valid string (found 7)"),
    ("title", "", "title: String should have at least 1 character (found '')"),
    ("title", "T" * 121, "title: String should have at most 120 characters (found 'TTTTTTTTTTTT...TTTTTTTTTTTTT')"),
    ("moods", "calm", "moods: Extra inputs are not permitted (found 'calm')"),
    ("ongoing", "yes", "ongoing: Input should be a valid boolean (found 'yes')"),
    ("start_year", "2015", "start_year: Input should be a valid integer (found '2015')"),
    ("start_year", 1815, "start_year: Input should be greater than or equal to 1900 (found 1815)"),
    ("themes", "youth-leadership", "themes: Input should be a valid list (found 'youth-leadership')"),
    ("organisations.0.role", "guest", f"organisations.0.role: {ROLES} (found 'guest')"),
    ("unanswered", {"outcomes": "no"}, f"unanswered.outcomes: {ANSWERS} (found 'no')"),
    ("level", "secret", f"level: {LEVELS} (found 'secret')"),
    ("summary", "S\0", f"summary: {NO_TEXT} (found 'S\\x00')"),
    ("summary", "\ud83c", f"summary: {NO_TEXT} (found '\\ud83c')"),
    ("sources", [None], f"sources.0: {NO_CITATION} (found None)"),
)
def test_what_has_not_the_form_of_a_practice_is_named(tmp_path, path, value, sentence):
    directory = small_directory()
    put(directory["practices"][0], path, value)
    assert faults(tmp_path, directory) == [f"practices[0] “football”: {sentence}"]


@bad_practices(
    ("countries", ["KE", "QQ"], "countries: there is no country “QQ”"),
    ("countries", ["ke"], "countries: there is no country “ke”"),
    ("themes", ["joy"], "themes: there is no theme “joy”"),
    ("groups", ["everyone"], "groups: there is no term “everyone”"),
    ("gender", ["everyone"], "gender: there is no term “everyone”"),
    ("youth", ["everyone"], "youth: there is no term “everyone”"),
    ("scale", "cosmic", "scale: there is no term “cosmic”"),
    ("evidence", "rumour", "evidence: there is no term “rumour”"),
    ("networks", ["none"], "networks: there is no network “none”"),
    ("organisations.1.organisation", "none", "organisations: there is no organisation “none”"),
    ("recommendations.0.number", "99", "recommendations: there is no recommendation “99”"),
    ("sources.0.source", "none", "sources: there is no source “none”"),
)
def test_what_a_practice_refers_to_and_is_not_there_is_named(tmp_path, path, value, sentence):
    directory = small_directory()
    put(directory["practices"][0], path, value)
    assert faults(tmp_path, directory) == [f"practices[0] “football”: {sentence}"]


@bad_practices(
    ("countries", ["KE", "UG", "KE"], f"countries: KE {TWICE}"),
    ("organisations", [LEAD, LEAD], f"organisations: riverbank lead {TWICE}"),
    ("recommendations", [{"number": "1"}, {"number": "1", "relation": "named"}], f"recommendations: 1 {TWICE}"),
    ("sources", [{"source": "report", "locator": "p"}] * 2, f"sources: report p {TWICE}"),
    ("start_year", 2019, "The work can't end before it began."),
    ("ongoing", True, "Work that goes on has no last year."),
    ("sources.0.locator", "l" * 301, "locator: " + TOO_LONG.format(300, 301)),
    ("unanswered", {"moods": "withheld"}, "There are no fields with these names: moods."),
    ("countries", ["SO"], "Entries in Somalia are published at level Generalised or a more careful one."),
    ("summary", "  ", "The text in the original language has no summary: write it."),
)
def test_what_the_tables_and_the_checks_before_publishing_refuse_is_named(tmp_path, path, value, sentence):
    make_careful("SO", Level.GENERALISED)
    directory = small_directory()
    put(directory["practices"][0], path, value)
    assert faults(tmp_path, directory) == [f"practices[0] “football”: {sentence}"]


@pytest.mark.parametrize(
    "path, value, place, sentence",
    [
        ("sources.1.url", "ftp:/nowhere", "sources[1] “letter”", "url: Enter a valid URL."),
        ("sources.1.url", "javascript:alert(1)", "sources[1] “letter”", "url: Enter a valid URL."),
        (
            "sources.1.publisher",
            "p" * 201,
            "sources[1] “letter”",
            "publisher: " + TOO_LONG.format(200, 201),
        ),
        ("organisations.1.website", "hillside", "organisations[1] “hillside”", "website: Enter a valid URL."),
        ("organisations.1.kind", "club", "organisations[1] “hillside”", "kind: there is no term “club”"),
        ("networks.0.parent", "none", "networks[0] “valley”", "parent: there is no network “none”"),
        ("networks.0.parent", "valley", "networks[0] “valley”", "parent: it would be part of itself"),
        ("networks.0.secretariat", "none", "networks[0] “valley”", "secretariat: there is no organisation “none”"),
        ("networks.1.supporters", ["none"], "networks[1] “bridges”", "supporters: there is no organisation “none”"),
        ("memberships.0.network", "none", "memberships[0] “riverbank”", "network: there is no network “none”"),
        ("memberships.0.until", 2014, "memberships[0] “riverbank”", "A membership can't end before it began."),
        (
            "memberships.0.sources.0.locator",
            "l" * 301,
            "memberships[0] “riverbank”",
            "locator: " + TOO_LONG.format(300, 301),
        ),
        ("recommendations.0.parent", "99", "recommendations[0] “1a”", "parent: there is no recommendation “99”"),
        ("recommendations.0.parent", "1a", "recommendations[0] “1a”", "parent: it would be part of itself"),
        (
            "recommendations.0.label",
            "1" * 13,
            "recommendations[0] “1a”",
            "label: String should have at most 12 characters (found '1111111111111')",
        ),
        (
            "key_themes.0.number",
            "0",
            "key_themes[0] “0”",
            "number: String should match pattern '^[1-9][0-9]{0,2}$' (found '0')",
        ),
        ("practices.0", None, "practices[0]", f"{NO_PRACTICE} (found None)"),
        ("practices", {}, "practices", "this is not a list"),
        ("sorcery", [], "sorcery", "there is no part of this name"),
    ],
)
def test_a_bad_row_of_any_other_part_is_named(tmp_path, path, value, place, sentence):
    directory = small_directory()
    put(directory, path, value)
    assert faults(tmp_path, directory) == [f"{place}: {sentence}"]


def test_a_row_with_a_bad_slug_is_named_by_what_it_has(tmp_path):
    directory = small_directory()
    directory["practices"][1]["slug"] = "Market mediation"
    assert faults(tmp_path, directory) == [f"practices[1] “Market mediation”: slug: {SLUG} (found 'Market mediation')"]
