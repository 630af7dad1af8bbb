"""What the schema of the API promises is kept: asked for whatever it allows and forbids, and read by others' tools."""

import importlib
import json
import subprocess
import sys

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from catalogue.filters import LANG
from gsx_site.api import openapi
from publishing.safety.publication import publish, withdraw
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_recommendation
from tests.waiting import SECONDS
from tests.wsgi import in_one_transaction  # noqa: F401


@pytest.fixture
def entries(world):
    """Entries of every kind and level, one with a history, one withdrawn."""
    make_recommendation("4b")
    lead = make_organisation("Riverbank Circle", women_led=True)
    hub = make_network("Hub", secretariat=lead, supporters=[lead], audiences=["cities"])
    cite(make_membership(lead, hub, since=2019))
    publish(lead)
    for level in ("open", "generalised", "anonymised"):
        practice = make_practice(
            f"Evening {level}",
            slug=f"evening-{level}",
            lead=lead,
            networks=[hub],
            themes=["sport-arts-culture"],
            recommendations={"4b": "illustrates"},
            level=level,
            published=False,
        )
        cite(practice, url="https://report.invalid/page")
        publish(practice)
        publish(practice)
    withdraw(make_practice("Withdrawn work", slug="withdrawn-work"))
    make_organisation("Quiet Circle", level="generalised", country="BD")


# --- whatever is asked

PATHS = openapi()["paths"]
# Those that take more than the language, which all of them do.
WITH_QUERY = [
    path
    for path, operations in PATHS.items()
    if [one for one in operations["get"]["parameters"] if one["in"] == "query" and one["name"] != LANG]
]
# What stands at each path, so that there are replies to compare with the schema.
EXISTING = {
    "practices": {"slug": "evening-open", "number": 1},
    "networks": {"slug": "hub", "number": 1},
    "organisations": {"slug": "riverbank-circle", "number": 1},
    "places": {"slug": "KE"},
    "themes": {"slug": "sport-arts-culture"},
    "recommendations": {"number": "4b"},
}


@pytest.fixture
def asked(entries, in_one_transaction):  # noqa: F811
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())


def check(operation, mode):
    """Ask `operation` ten questions of a `mode`: such as its schema allows, or such as it does not."""

    @hypothesis_settings(max_examples=10, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        # Which slugs there are is a matter of the directory, and the schema can't say it.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()


@pytest.mark.hypothesis
@pytest.mark.parametrize("path", PATHS)
def test_whatever_may_be_asked_is_answered_as_the_schema_says(asked, path):
    check(asked[path]["GET"], GenerationMode.POSITIVE)


@pytest.mark.hypothesis
@pytest.mark.parametrize("path", WITH_QUERY)
def test_whatever_may_not_be_asked_is_refused(asked, path):
    check(asked[path]["GET"], GenerationMode.NEGATIVE)


@pytest.mark.parametrize("path", PATHS)
def test_what_exists_is_told_as_the_schema_says(asked, path):
    operation = asked[path]["GET"]
    names = [one.name for one in operation.path_parameters]
    existing = EXISTING.get(path.split("/")[3], {})
    response = operation.Case(path_parameters={name: existing[name] for name in names}).call_and_validate()
    assert response.status_code == 200


def test_every_operation_is_asked():
    assert len(PATHS) == 21
    assert len(WITH_QUERY) == 4


# --- read by a client that somebody else's program made of the schema


@pytest.fixture(scope="session")
def generated(tmp_path_factory):
    """The client that openapi-python-client makes, as a module."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(openapi()))
    (folder / "config.yml").write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    places = ["--path", "openapi.json", "--output-path", "directory_client", "--config", "config.yml"]
    subprocess.run([*command, *places], cwd=folder, check=True, capture_output=True, timeout=SECONDS)
    sys.path.insert(0, str(folder))
    yield importlib.import_module("directory_client")
    sys.path.remove(str(folder))


@pytest.mark.django_db(transaction=True)
def test_a_generated_client_reads_every_operation(generated, entries, live_server):
    with generated.Client(base_url=live_server.url, raise_on_unexpected_status=True) as client:
        read = {path: read_by(client, operations["get"]) for path, operations in PATHS.items()}
    assert read == {path: reply_of(operations["get"]) for path, operations in PATHS.items()}


def read_by(client, operation):
    """The name of the class of what `client` reads of an operation."""
    tag = operation["tags"][0]
    module = importlib.import_module(f"directory_client.api.{tag}.{operation['operationId']}")
    names = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
    return type(module.sync(client=client, **{name: EXISTING[tag][name] for name in names})).__name__


def reply_of(operation):
    return operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]


@pytest.mark.django_db(transaction=True)
def test_a_generated_client_gives_entries_and_faults_as_they_are(generated, entries, live_server):
    from directory_client.api.changes import changes
    from directory_client.api.practices import practice_detail, practice_list

    with generated.Client(base_url=live_server.url) as client:
        found = practice_list.sync(client=client, theme=["sport-arts-culture"], page_size=2)
        assert (found.count, len(found.results), found.previous) == (3, 2, None)
        assert found.results[0].record.to_dict()["themes"] == ["sport-arts-culture"]
        assert {type(one).__name__ for one in changes.sync(client=client).results} == {
            "PracticeEntry",
            "NetworkEntry",
            "OrganisationEntry",
        }
        problem = practice_detail.sync_detailed("withdrawn-work", client=client)
        assert (problem.status_code, problem.parsed.detail) == (404, "There is nothing at this address.")
        problem = practice_list.sync_detailed(client=client, page_size=101)
        assert (problem.status_code, problem.parsed.parameter) == (400, "page_size")
