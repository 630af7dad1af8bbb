"""load_directory names each bad row with its place, and says what is wrong with it."""

import pytest

from places.levels import Level
from tests.factories import make_careful
from tests.practices.directories import faults, small_directory

pytestmark = pytest.mark.usefixtures("world")

ROLES = "“guest” is none of these: lead, partner, funder."
ANSWERS = "Each field that has no answer is “not-reported”, “not-applicable” or “withheld”."
LEVELS = "“secret” is none of these: open, generalised, anonymised, withheld."
NO_TEXT = "NUL and halves of characters are no text."
NEEDED = "This has to be filled in."
FIRST = "Add it first, or import it before what names it."
TWICE = "stands there twice."
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
    ("title", 7, "title: This has to be a text, and is 7."),
    ("title", "", f"title: {NEEDED}"),
    ("title", "T" * 121, "title: " + TOO_LONG.format(120, 121)),
    ("moods", "calm", "moods: There is no field of this name."),
    ("ongoing", "yes", "ongoing: This has to be true or false, and is 'yes'."),
    ("start_year", "2015", "start_year: This has to be a number, and is '2015'."),
    ("start_year", True, "start_year: This has to be a number, and is True."),
    ("start_year", 1815, "start_year: Ensure this value is greater than or equal to 1900."),
    ("themes", "youth-leadership", "themes: This has to be a list, and is 'youth-leadership'."),
    ("themes", [["youth-leadership"]], "themes: This has to be a text, and is ['youth-leadership']."),
    ("organisations.0.role", "guest", f"organisations: {ROLES}"),
    ("organisations.0.mood", "calm", "organisations: There is no “mood” here."),
    ("unanswered", {"outcomes": "no"}, f"unanswered: {ANSWERS}"),
    ("unanswered", {"outcomes": None}, "unanswered: This has to be a text, and is None."),
    ("level", "secret", f"level: {LEVELS}"),
    ("summary", "S\0", f"summary: {NO_TEXT}"),
    ("summary", "\ud83c", f"summary: {NO_TEXT}"),
    ("summary", "S" * 20_001, f"summary: This has more than 20,000 characters: “{'S' * 79}…”"),
    ("sources", [None], "sources: This has to be an object, and is None."),
    ("verified_on", "yesterday", "verified_on: “yesterday” is no date: write it as 2024-05-31."),
    ("original_language", "tlh-", "language: “tlh-” is not a language code such as en, fr, ar or bn."),
    ("texts", {}, "texts: This has to be a list, and is {}."),
)
def test_what_has_not_the_form_of_a_practice_is_named(tmp_path, path, value, sentence):
    directory = small_directory()
    put(directory["practices"][0], path, value)
    assert faults(tmp_path, directory) == [f"practices[0] “football”: {sentence}"]


@bad_practices(
    ("countries", ["KE", "QQ"], "countries: There is no country “QQ”."),
    ("countries", ["Kemya"], "countries: There is no country “Kemya”. Did you mean: Kenya?"),
    ("themes", ["joy"], "themes: There is no theme “joy”. The template lists all themes."),
    ("groups", ["everyone"], "groups: There is no term “everyone” for this."),
    ("gender", ["everyone"], "gender: There is no term “everyone” for this."),
    ("youth", ["everyone"], "youth: There is no term “everyone” for this."),
    ("scale", "cosmic", "scale: There is no term “cosmic” for this."),
    ("evidence", "rumour", "evidence: There is no term “rumour” for this."),
    ("networks", ["none"], f"networks: There is no network “none”. {FIRST}"),
    ("adapted_from", "none", f"adapted_from: There is no practice “none”. {FIRST}"),
    ("organisations.1.organisation", "none", f"organisations: There is no organisation “none”. {FIRST}"),
    ("recommendations.0.number", "99", "recommendations: The report has no recommendation “99”."),
    ("sources.0.source", "none", "sources: There is no source “none”. Add it under Sources first."),
)
def test_what_a_practice_refers_to_and_is_not_there_is_named(tmp_path, path, value, sentence):
    directory = small_directory()
    put(directory["practices"][0], path, value)
    assert faults(tmp_path, directory) == [f"practices[0] “football”: {sentence}"]


@bad_practices(
    ("countries", ["KE", "UG", "KE"], f"countries: “KE” {TWICE}"),
    ("organisations", [LEAD, LEAD], f"organisations: “riverbank” {TWICE}"),
    (
        "recommendations",
        [{"number": "1"}, {"number": "1", "relation": "named"}],
        "recommendations: The same thing stands there twice in the same role.",
    ),
    ("sources", [{"source": "report", "locator": "p"}] * 2, f"sources: “report” {TWICE}"),
    ("start_year", 2019, "The work can't end before it began."),
    ("ongoing", True, "Work that goes on has no last year."),
    ("sources.0.locator", "l" * 301, "sources: where in the source: " + TOO_LONG.format(300, 301)),
    ("unanswered", {"moods": "withheld"}, "There are no fields with these names: moods."),
    ("countries", ["SO"], "Entries in Somalia are published at level Generalised or a more careful one."),
    ("summary", "  ", f"summary: {NEEDED}"),
    ("adapted_from", "football", "A practice is not adapted from itself."),
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
        ("organisations.1.kind", "club", "organisations[1] “hillside”", "kind: There is no term “club” for this."),
        ("networks.0.parent", "none", "networks[0] “valley”", f"parent: There is no network “none”. {FIRST}"),
        ("networks.0.parent", "valley", "networks[0] “valley”", "A network is not part of itself."),
        (
            "networks.0.secretariat",
            "none",
            "networks[0] “valley”",
            f"secretariat: There is no organisation “none”. {FIRST}",
        ),
        (
            "networks.1.supporters",
            ["none"],
            "networks[1] “bridges”",
            f"supporters: There is no organisation “none”. {FIRST}",
        ),
        ("memberships.0.network", "none", "memberships[0] “riverbank”", f"There is no network “none”. {FIRST}"),
        (
            "memberships.0.organisation",
            "none",
            "memberships[0] “none”",
            "organisation: There is no organisation “none”.",
        ),
        (
            "memberships.0.until",
            2014,
            "memberships[0] “riverbank”",
            "The membership in “valley” can't end before it began.",
        ),
        (
            "memberships.0.sources.0.locator",
            "l" * 301,
            "memberships[0] “riverbank”",
            "where in the source: " + TOO_LONG.format(300, 301),
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
        ("practices.0", None, "practices[0]", "this is not an object (found None)"),
        ("memberships.0", 7, "memberships[0]", "this is not an object (found 7)"),
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
    assert faults(tmp_path, directory) == [
        "practices[1] “Market mediation”: slug: small letters, digits and hyphens (found 'Market mediation')"
    ]
