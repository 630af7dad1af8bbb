"""The page about data: its examples are run, its schemas hold for what is handed out, and no form is left out."""

import json
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator

from catalogue.alternates import offered
from catalogue.kinds import own_kinds
from gsx_site.data_page import field_rows, json_schema, record_classes
from publishing.records.record import RECORDS
from publishing.safety.publication import publish
from tests.factories import make_network, make_organisation, make_picture, make_practice
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


class Examples(Page):
    """The texts of the elements with data-example."""

    def __init__(self, response):
        self.examples, self._inside = [], False
        super().__init__(response)

    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if "data-example" in dict(attrs):
            self.examples.append("")
            self._inside = True

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        self._inside = self._inside and tag != "code"

    def handle_data(self, data):
        super().handle_data(data)
        if self._inside:
            self.examples[-1] += data


@pytest.fixture
def directory(world):
    network = make_network("Lanterns")
    lead = make_organisation("Riverbank Circle", women_led=True)
    practice = make_practice("Evening football", themes=["youth-leadership"], lead=lead, networks=[network])
    make_picture(practice)
    publish(practice)
    make_practice("Quiet work", level="anonymised")
    return practice


def test_every_example_is_answered(directory, client):
    examples = Examples(client.get("/data/")).examples
    assert len(examples) >= len(offered.of_lists()) + 6
    for example in examples:
        parts = urlsplit(example)
        response = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        assert response.status_code == 200, example
        assert response.getvalue(), example


def test_every_form_and_every_column_is_explained(directory, client):
    page = get(client, "/data/")
    for alternate in [*offered.of_lists().values(), *offered.of_entries().values()]:
        assert str(alternate.label) in page.main
        assert str(alternate.use) in page.main
    for kind in own_kinds():
        for column in kind.columns:
            assert f"{column.name}{column.meaning}" in page.main


def test_every_field_of_every_record_is_explained(client):
    page = get(client, "/data/")
    for kind in RECORDS:
        for cls in record_classes(kind):
            for row in field_rows(cls):
                assert row.meaning, f"{cls.__name__}.{row.name}"
                assert f"{row.name}{row.meaning}" in page.main, f"{cls.__name__}.{row.name}"


@pytest.mark.parametrize("kind", ["practice", "network", "organisation"])
def test_what_is_handed_out_keeps_to_its_schema(directory, client, kind):
    schema = json.loads(client.get(f"/data/{kind}.schema.json").content)
    assert schema == json_schema(kind)
    Draft202012Validator.check_schema(schema)
    results = json.loads(client.get(f"/{kind}s.json").getvalue())["results"]
    assert results
    for one in results:
        Draft202012Validator(schema).validate(one["record"])


def test_a_schema_that_there_is_not_is_a_problem(client):
    response = client.get("/data/secret.schema.json")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")
