"""load_directory refuses a bad file: all that is wrong is named in one run, and nothing is written."""

import pytest
from django.core.management import CommandError, call_command

from networks.models import Network
from places.levels import Level
from tests.factories import make_careful
from tests.practices.directories import faults, load, organisation, practice, small_directory

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def directory():
    return small_directory()


def test_every_part_can_hold_a_row_twice_and_each_second_one_is_named(directory, tmp_path):
    names = {
        part: rows[0].get("slug") or rows[0].get("number") or rows[0]["organisation"]
        for part, rows in directory.items()
    }
    for rows in directory.values():
        rows.append(rows[0])
    assert sorted(faults(tmp_path, directory)) == sorted(
        f"{part}[{len(rows) - 1}] “{names[part]}”: stands in the file twice" for part, rows in directory.items()
    )


def test_networks_in_a_circle_are_all_named(directory, tmp_path):
    directory["networks"][1]["parent"] = "valley"
    assert faults(tmp_path, directory) == [
        "networks[0] “valley”: parent: This network would be part of itself.",
        "networks[1] “bridges”: parent: This network would be part of itself.",
    ]


def test_a_circle_through_an_editors_network_is_named(directory, tmp_path):
    directory["networks"][0]["parent"] = ""
    load(tmp_path, directory)
    Network.objects.filter(slug="bridges").update(parent=Network.objects.get(slug="valley"))
    directory["networks"][0]["parent"] = "bridges"
    assert faults(tmp_path, directory) == ["networks[0] “valley”: parent: This network would be part of itself."]


def test_a_name_that_the_level_hides_is_named_in_the_prose(directory, tmp_path):
    directory["practices"][0] |= {"level": "generalised", "context": "RBC saw fights."}
    assert faults(tmp_path, directory) == [
        "practices[0] “football”: The what the problem was (en) names “RBC”, which may not be named here: reword it."
    ]


def test_every_bad_row_is_named_in_one_run_whatever_is_wrong_with_it(directory, tmp_path):
    load(tmp_path, directory)
    make_careful("SO", Level.GENERALISED)
    directory["sources"][0]["url"] = "nowhere"
    directory["organisations"][0]["website"] = "nowhere"
    directory["organisations"][1]["kind"] = "club"
    directory["networks"][0]["scale"] = 7
    directory["networks"][1]["founded_year"] = 1815
    directory["memberships"][0]["until"] = 2014
    directory["practices"][0]["themes"] = ["joy"]
    directory["practices"][1]["end_year"] = 2014
    directory["practices"] += [
        practice("careful", "Careful work", countries=["SO"], networks=["valley"]),
        practice("long", "T" * 121),
        practice("twice", "Twice"),
        practice("twice", "Twice"),
        practice("fine", "Fine", organisations=[{"organisation": "riverbank", "role": "lead"}], networks=["bridges"]),
    ]
    assert {line.split(": ")[0] for line in faults(tmp_path, directory)} == {
        "sources[0] “report”",
        "organisations[0] “riverbank”",
        "organisations[1] “hillside”",
        "networks[0] “valley”",
        "networks[1] “bridges”",
        "memberships[0] “riverbank”",
        "practices[0] “football”",
        "practices[1] “mediation”",
        "practices[2] “careful”",
        "practices[3] “long”",
        "practices[5] “twice”",
    }


@pytest.mark.parametrize(
    "text, sentence",
    [
        ("", "This is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("{", "This is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "This is not a directory: an object with the parts "),
        ("null", "This is not a directory: an object with the parts "),
        ('"' + "x" * 10_000_000 + '"', "This is not a directory: an object with the parts "),
        ("[" * 200_000, "This is not a directory: lists in lists in lists, too deep to be read"),
        ('{"practices": [' + "[" * 5_000 + "]" * 5_000 + "]}", "practices[0]: this is not an object (found "),
        ('{"practices": [' + "9" * 5_000 + "]}", "This is not JSON: Exceeds the limit (4300 digits)"),
        ('{"practices": [{"slug": NaN}]}', "practices[0]: slug: small letters, digits and hyphens (found nan)"),
    ],
    ids=["empty", "cut off", "list", "null", "long string", "deep", "less deep", "long number", "no number"],
)
def test_what_is_no_directory_gives_a_sentence_and_no_traceback(tmp_path, text, sentence):
    assert faults(tmp_path, text)[0].startswith(sentence)


@pytest.mark.parametrize("part", ["title", "summary", "slug", "moods"])
def test_a_string_of_ten_megabytes_is_refused_with_a_short_sentence(directory, tmp_path, part):
    directory["practices"][0][part] = "x" * 10_000_000
    (line,) = faults(tmp_path, directory)
    assert line.startswith("practices[0] “")
    assert len(line) < 300


def test_a_file_in_another_encoding_a_folder_and_no_file_give_a_sentence(tmp_path):
    broken = '{"practices": "é"}'.encode("latin-1")
    assert faults(tmp_path, broken)[0].startswith("can't be read: 'utf-8' codec can't decode byte")
    for path, sentence in ((tmp_path, "Is a directory"), (tmp_path / "none.json", "No such file")):
        with pytest.raises(CommandError, match=sentence):
            call_command("load_directory", path)


def test_a_dry_run_of_a_bad_file_names_the_same(directory, tmp_path):
    directory["practices"][0]["themes"] = ["joy"]
    directory["organisations"].append(organisation("lakeside", "Lakeside", website="nowhere"))
    lines = faults(tmp_path, directory)
    assert len(lines) == 2
    assert faults(tmp_path, directory, "--dry-run") == lines
