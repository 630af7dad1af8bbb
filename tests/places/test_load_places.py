"""load_places: the tables of places in step with a file, and nothing written when the file is wrong."""

import copy
import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from places.levels import Level
from places.models import Country, Grouping, Region

PLACES = settings.BASE_DIR / "fixtures" / "places.json"

pytestmark = pytest.mark.django_db


@pytest.fixture
def data():
    return {
        "regions": [
            {"code": "002", "parent": "001"},
            {"code": "014", "parent": "002"},
            {"code": "001", "parent": ""},
        ],
        "countries": [
            {"code": "KE", "iso3": "KEN", "m49": "404", "region": "014"},
            {"code": "SO", "iso3": "SOM", "m49": "706", "region": "014"},
        ],
        "groupings": [{"slug": "horn", "name": "Horn of Africa", "note": "", "countries": ["KE", "SO"]}],
    }


@pytest.fixture
def load(tmp_path):
    """Load what is given (a str as it is, anything else as JSON) and return what the command prints."""

    def run(given):
        path = tmp_path / "places.json"
        path.write_text(given if isinstance(given, str) else json.dumps(given), "utf-8")
        out = StringIO()
        call_command("load_places", path, stdout=out)
        return out.getvalue()

    return run


def faults(load, given):
    """The lines of the refusal, without the path; nothing may have been written."""
    before = rows()
    with pytest.raises(CommandError) as refused:
        load(given)
    assert rows() == before
    first, *lines = str(refused.value).splitlines()
    return [line.strip() for line in lines] or [first.partition("places.json ")[2]]


def rows():
    return [list(model.objects.values()) for model in (Region, Country, Grouping, Grouping.countries.through)]


def test_the_real_file_is_loaded_once_and_then_left_alone():
    out = StringIO()
    call_command("load_places", PLACES, stdout=out)
    once = rows()
    call_command("load_places", PLACES, stdout=out)
    assert out.getvalue().splitlines() == [
        "Places: 286 created, 0 changed, 0 left alone",
        "Places: 0 created, 0 changed, 286 left alone",
    ]
    assert rows() == once


def test_the_tables_hold_what_the_real_file_says():
    call_command("load_places", PLACES, stdout=StringIO())
    data = json.loads(PLACES.read_text("utf-8"))
    assert dict(Region.objects.values_list("code", "parent")) == {
        row["code"]: row["parent"] or None for row in data["regions"]
    }
    assert list(Country.objects.values("code", "iso3", "m49", "region")) == sorted(
        ({name: row[name] for name in ("code", "iso3", "m49", "region")} for row in data["countries"]),
        key=lambda row: row["code"],
    )
    assert {g.slug: (g.name, g.note, {c.code for c in g.countries.all()}) for g in Grouping.objects.all()} == {
        row["slug"]: (row["name"], row["note"], set(row["countries"])) for row in data["groupings"]
    }


def test_a_changed_row_is_counted_and_the_others_are_left_alone(load, data):
    load(data)
    data["countries"][1] |= {"region": "002"}
    data["countries"].append({"code": "UG", "iso3": "UGA", "m49": "800", "region": "014"})
    assert load(data) == "Places: 1 created, 1 changed, 5 left alone\n"
    assert dict(Country.objects.values_list("code", "region")) == {"KE": "014", "SO": "002", "UG": "014"}


def test_a_grouping_that_only_gets_another_country_is_changed_too(load, data):
    load(data)
    data["groupings"][0]["countries"] = ["SO"]
    assert load(data) == "Places: 0 created, 1 changed, 5 left alone\n"
    assert [country.code for country in Grouping.objects.get().countries.all()] == ["SO"]


def test_places_that_the_file_no_longer_names_stay(load, data):
    load(data)
    fewer = copy.deepcopy(data)
    del fewer["countries"][1]
    fewer["groupings"] = []
    assert load(fewer) == "Places: 0 created, 0 changed, 4 left alone\n"
    assert set(Country.objects.values_list("code", flat=True)) == {"KE", "SO"}
    assert Grouping.objects.get().countries.count() == 2


def test_an_editors_least_level_survives_a_reload_that_changes_the_country(load, data):
    load(data)
    Country.objects.filter(pk="SO").update(least_level=Level.ANONYMISED)
    data["countries"][1]["region"] = "002"
    assert load(data) == "Places: 0 created, 1 changed, 5 left alone\n"
    assert Country.objects.get(pk="SO").least_level == Level.ANONYMISED


def test_every_reference_to_nothing_is_named_in_one_run(load, data):
    data["regions"] += [{"code": "030", "parent": "142"}, {"code": "034", "parent": "030"}]
    data["countries"][0]["region"] = "999"
    data["groupings"][0]["countries"] = ["KE", "XX"]
    assert faults(load, data) == [
        "region 030: its parent 142 is not in the file",
        "region 034: it can't be reached from the top of the tree",
        "country KE: its region 999 is not in the file",
        "grouping horn: there is no country XX",
    ]


def test_regions_that_lie_in_each_other_are_refused(load, data):
    data["regions"] += [{"code": "030", "parent": "034"}, {"code": "034", "parent": "030"}]
    assert faults(load, data) == [
        "region 030: it can't be reached from the top of the tree",
        "region 034: it can't be reached from the top of the tree",
    ]


def test_what_stands_in_the_file_twice_is_refused(load, data):
    data["regions"].append(data["regions"][0])
    data["countries"].append({"code": "KY", "iso3": "KEN", "m49": "136", "region": "014"})
    data["groupings"].append(data["groupings"][0])
    assert faults(load, data) == [
        "regions: 002 stands in the file twice",
        "three-letter codes: KEN stands in the file twice",
        "groupings: horn stands in the file twice",
    ]


def test_missing_keys_and_wrong_types_are_named_with_their_place(load, data):
    del data["regions"][1]["parent"]
    data["countries"][0]["code"] = "ke"
    data["countries"][1]["iso3"] = 706
    data["groupings"][0]["name"] = "n" * 81
    assert faults(load, data) == [
        "regions.1.parent: Field required",
        "countries.0.code: String should match pattern '^[A-Z]{2}$'",
        "countries.1.iso3: Input should be a valid string",
        "groupings.0.name: String should have at most 80 characters",
    ]


@pytest.mark.parametrize(
    "given, sentences",
    [
        (
            {},
            ["regions: Field required", "countries: Field required", "groupings: Field required"],
        ),
        (
            [],
            ["the file: Input should be a valid dictionary or instance of PlacesFile"],
        ),
        ("{", ["can't be read as JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"]),
    ],
)
def test_what_is_no_list_of_places_gives_a_sentence(load, given, sentences):
    assert faults(load, given) == sentences


@pytest.mark.parametrize("text", ["[" * 100_000, '{"regions": "' + "x" * 10_000_000])
def test_hostile_json_gives_a_sentence_and_no_traceback(load, text):
    assert faults(load, text)[0].startswith("can't be read as JSON: ")


def test_a_file_in_another_encoding_and_a_folder_give_a_sentence(tmp_path):
    path = tmp_path / "places.json"
    path.write_bytes('{"regions": "é"}'.encode("latin-1"))
    for wrong, sentence in ((path, "'utf-8' codec can't decode byte"), (tmp_path, "Is a directory")):
        with pytest.raises(CommandError, match=sentence):
            call_command("load_places", wrong)
