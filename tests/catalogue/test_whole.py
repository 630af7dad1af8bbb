"""The whole directory as an SQLite file and as a Data Package: related tables, explained, of what may be taken away."""

import resource
import sqlite3
import tempfile
from contextlib import closing, contextmanager
from itertools import chain

import pytest
from frictionless import Package

from catalogue import catalogue
from catalogue.column import TOKENS
from catalogue.kinds import own_kinds
from catalogue.whole import making
from publishing.safety.publication import keep_from_exports, publish, restrict, withdraw
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_recommendation
from tests.files import archive_at, fetched, rows_at
from tests.full_entries import full_entries

pytestmark = pytest.mark.usefixtures("world")
SQLITE, ARCHIVE = "/data/directory.sqlite", "/data/directory.zip"


@pytest.fixture
def read(client, tmp_path):
    """A function that asks the SQLite file of now: read(sql) gives its rows."""

    def rows(sql, address=SQLITE):
        path = tmp_path / "directory.sqlite"
        path.write_bytes(fetched(client, address))
        with closing(sqlite3.connect(path)) as database:
            return database.execute(sql).fetchall()

    return rows


def test_everything_that_an_entry_has_is_a_row_and_leads_on(read):
    full_entries()
    assert (read("PRAGMA foreign_key_check"), read("PRAGMA integrity_check")) == ([], [("ok",)])
    [(uid,)] = read("SELECT uid FROM practices WHERE title = 'Evening football'")
    for kind in own_kinds():
        assert read(f"SELECT count(*) > 0 FROM {kind.namespace}") == [(1,)]
    led = "SELECT role, title FROM practice_participations JOIN organisations ON uid = organisation WHERE practice = "
    assert read(f"{led} '{uid}'") == [("lead", "Leaders")]
    study = "SELECT design, finding, independent, year, label FROM practice_evaluations JOIN terms ON slug = design"
    assert read(study) == [("randomised", "mixed", 1, 2019, "Randomised")]
    assert read("SELECT name, iso3 FROM practice_places JOIN places ON code = place LIMIT 1") == [("Kenya", "KEN")]
    assert read("SELECT theme FROM practice_themes") == [("sport-arts-culture",)]
    joined = "SELECT o.title, n.title, role, since, until FROM organisation_memberships"
    joined += " JOIN organisations o ON o.uid = organisation JOIN networks n ON n.uid = network"
    assert read(joined) == [("Riverbank Circle", "Hills", "founder", 2011, 2019)]
    adapted = "SELECT b.title FROM practices a JOIN practices b ON b.uid = a.adapted_from_uid"
    assert read(adapted) == [("Morning chess",)]


def test_every_column_of_every_table_is_explained_and_every_gap_has_its_reason(read):
    make_practice("Evening football", start_year=2015, ongoing=True, unanswered={"gender": "withheld"})
    tables = [name for (name,) in read("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = {(name, one) for name in tables for (one,) in read(f"SELECT name FROM pragma_table_info('{name}')")}
    told = read('SELECT "table", "column", meaning FROM dictionary')
    reasons = {("missing", one) for one in TOKENS.values()}
    assert {(table, column) for table, column, _meaning in told} == columns | reasons
    assert all(meaning.endswith(".") for _table, _column, meaning in told)
    assert read("SELECT start_year, end_year, gender FROM practices") == [(2015, None, None)]
    why = dict(read('SELECT "column", reason FROM missing WHERE "table" = \'practices\''))
    assert (why["end_year"], why["gender"], why["mode"]) == ("not applicable", "withheld", "not looked up yet")
    assert "start_year" not in why


def test_the_package_is_valid_its_tables_refer_to_each_other_and_no_cell_is_a_formula(client, tmp_path):
    full_entries()
    make_practice("=1+1", countries=("NA",), recommendations={make_recommendation("4b").number: "named"})
    for name, data in archive_at(client, ARCHIVE).items():
        (tmp_path / name).write_bytes(data)
    package = Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    keys = {one.name: {tuple(key["fields"]) for key in one.schema.foreign_keys} for one in package.resources}
    assert keys["practice_participations"] == {("practice",), ("organisation",)}
    assert package.get_resource("practices").schema.get_field("scale_code").constraints["enum"][0] == "local"
    rows = package.get_resource("practices").read_rows()
    assert ("'=1+1", "NA") in {(row["title"], row["country_codes"]) for row in rows}
    assert len(rows) == len(rows_at(client, "/practices.csv"))


def all_words(client):
    """All bytes of both files, in two languages."""
    addresses = [f"{prefix}{address}" for prefix in ("", "/ar") for address in (SQLITE, ARCHIVE)]
    packed = chain.from_iterable(archive_at(client, one).values() for one in addresses if one.endswith("zip"))
    return b"".join([*packed, *(fetched(client, one) for one in addresses if one.endswith("sqlite"))]).lower()


def test_what_is_hidden_or_not_for_taking_away_is_in_no_table(client, read):
    lead, network = make_organisation("Zornhut Circle", acronym="ZQX"), make_network("Zornhut Lanterns")
    make_membership(lead, network)
    publish(lead)
    practice = make_practice("Evening football", lead=lead, networks=[network], published=False)
    cite(practice, "A report by Zornhut")
    publish(practice)
    assert b"zornhut" in all_words(client)
    practice.level = "generalised"
    practice.texts.update(title="Football")
    practice.save()
    publish(practice)
    keep_from_exports(lead)
    withdraw(network)
    assert b"zornhut" not in all_words(client)
    assert b"zqx" not in all_words(client)
    assert lead.uid.encode() not in all_words(client)
    assert read("SELECT organisation, description FROM practice_participations") == [
        (None, "An organisation in Eastern Africa")
    ]


def test_the_same_state_gives_the_same_bytes_and_is_made_once(client):
    full_entries()
    first = fetched(client, SQLITE), fetched(client, ARCHIVE)
    kept = making.whole_files(catalogue.current(), "http://testserver")
    assert making.whole_files(catalogue.current(), "http://testserver") is kept
    catalogue.forget()
    assert (fetched(client, SQLITE), fetched(client, ARCHIVE)) == first
    assert client.get(SQLITE, headers={"If-None-Match": client.get(SQLITE).headers["ETag"]}).status_code == 304


def test_a_reader_gets_the_whole_of_a_file_though_the_directory_moves_on(client):
    make_practice()
    whole = fetched(client, SQLITE)
    pieces = iter(client.get(SQLITE).streaming_content)
    begun = next(pieces)
    make_practice()
    assert fetched(client, SQLITE) != whole
    assert begun + b"".join(pieces) == whole


def refused(response):
    """What a reply 503 says, which readers may ask for again."""
    assert (response.status_code, response.headers["Content-Type"]) == (503, "application/problem+json")
    assert response.headers["Retry-After"] == "20"
    return response.json()["detail"]


def test_nobody_waits_while_another_is_made_and_who_asks_for_a_kept_one_gets_it(client):
    kept = fetched(client, SQLITE)
    with making._making:
        assert fetched(client, SQLITE) == kept
        assert refused(client.get(f"/ar{SQLITE}")).count("20") == 1
    assert client.get(f"/ar{SQLITE}").status_code == 200


def test_what_is_no_such_file_is_said(client):
    assert client.get("/data/directory.csv").json()["formats"] == ["sqlite", "zip"]
    assert client.get(f"{SQLITE}?place=KE").json()["parameter"] == "place"


def test_what_became_more_careful_while_a_file_was_made_does_not_leave(client, read, monkeypatch):
    lead, write = make_organisation("Zornhut Circle"), making.write_package

    def written_late(*facts):
        restrict(lead, "anonymised")
        write(*facts)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(making, "write_package", written_late)
        assert refused(client.get(ARCHIVE)) == (
            "The directory changed while the file was made: try again in 20 seconds."
        )
    assert b"zornhut" not in all_words(client)
    assert read("SELECT count(*) FROM organisations") == [(1,)]


@contextmanager
def no_folder(monkeypatch, tmp_path):
    """While this lasts, there is nowhere to write a file to."""
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
        yield


@contextmanager
def no_room(_monkeypatch, _tmp_path):
    """While this lasts, files of this process end at 32 kB, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 15, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("fault", [no_folder, no_room])
def test_a_disk_that_takes_no_file_is_said_and_is_no_fault_of_ours(client, monkeypatch, tmp_path, caplog, fault):
    make_practice()
    with fault(monkeypatch, tmp_path):
        assert refused(client.get(SQLITE)) == "The file can't be made at the moment: try again in 20 seconds."
    assert [one.getMessage().partition(": ")[0] for one in caplog.records if one.name == making.__name__] == [
        "The files of the whole directory can't be made"
    ]
    assert client.get(SQLITE).status_code == 200
