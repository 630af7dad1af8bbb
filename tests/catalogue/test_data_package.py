"""Lists as Data Packages: read, checked and typed by Frictionless as those who take them would."""

import json

import pytest
from frictionless import Package, validate

from publishing.safety.publication import publish
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice
from tests.files import archive_at, fetched, json_at

pytestmark = pytest.mark.usefixtures("world")

LISTS = ["practices", "networks", "organisations", "search"]


@pytest.fixture
def directory(world):
    network = make_network("Bridges", founded_year=2011)
    lead = make_organisation("Riverbank Circle", women_led=True, published=False)
    make_membership(lead, network)
    publish(lead)
    practice = make_practice("=Evening football", lead=lead, start_year=2011, ongoing=True, published=False)
    cite(practice)
    publish(practice)
    make_practice("Morning chess", unanswered={"start_year": "not-reported", "ongoing": "withheld"})


def unpacked(client, address, folder):
    for name, data in archive_at(client, address).items():
        (folder / name).write_bytes(data)
    return Package(str(folder / "datapackage.json"))


@pytest.mark.parametrize("name", LISTS)
def test_the_archive_is_a_valid_package(client, directory, tmp_path, name):
    package = unpacked(client, f"/{name}.zip", tmp_path)
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    assert [resource.name for resource in package.resources] == [name, "dictionary"]
    assert {path.name for path in tmp_path.iterdir()} == {
        "README.txt",
        "datapackage.json",
        "dictionary.csv",
        "data.csv",
    }


@pytest.mark.parametrize("name", LISTS)
def test_the_description_fits_the_tables_at_the_addresses_it_names(client, directory, tmp_path, name):
    described = json_at(client, f"/{name}.datapackage.json")
    for resource in described["resources"]:
        (tmp_path / f"{resource['name']}.csv").write_bytes(fetched(client, resource["path"]))
        resource["path"] = f"{resource['name']}.csv"
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    assert validate(str(tmp_path / "datapackage.json")).valid


def test_cells_are_typed_and_those_without_content_are_missing(client, directory, tmp_path):
    package = unpacked(client, "/practices.zip?sort=title", tmp_path)
    with package.get_resource("practices") as resource:
        rows = {row["title"]: row.to_dict() for row in resource.row_stream}
    first, second = rows["'=Evening football"], rows["Morning chess"]
    assert (first["start_year"], first["ongoing"], first["edition"]) == (2011, True, 1)
    assert (second["start_year"], second["ongoing"], second["end_year"]) == (None, None, None)


def test_the_description_is_found_wrong_when_the_table_is_another(client, directory, tmp_path):
    package = unpacked(client, "/practices.zip", tmp_path)
    path = tmp_path / "data.csv"
    path.write_bytes(path.read_bytes().replace(b",2011,", b",long ago,"))
    assert not package.validate().valid


def test_the_description_says_what_the_list_is_of_when_and_under_which_licence(client, directory):
    described = json_at(client, "/practices.datapackage.json?place=KE")
    assert described["title"] == "Practices (Place: Kenya)"
    assert described["licenses"] == [{"path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}]
    assert described["homepage"] == f"http://testserver/practices/?as_of={described['version']}&place=KE"
    schema = described["resources"][0]["schema"]
    assert schema["missingValues"] == [
        "not reported",
        "not looked up yet",
        "not applicable",
        "withheld",
        "not translated yet",
    ]
    assert all(field["title"] and field["description"] for field in schema["fields"])


def test_what_to_read_first_says_the_same_to_people(client, directory):
    said = archive_at(client, "/practices.zip?place=KE")["README.txt"].decode()
    for words in ("Practices (Place: Kenya)", "Entries: 2", "CC BY 4.0", "http://testserver/practices/?as_of="):
        assert words in said


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_directory_gives_files_that_can_be_read(client, tmp_path, name):
    assert unpacked(client, f"/{name}.zip", tmp_path).validate().valid
