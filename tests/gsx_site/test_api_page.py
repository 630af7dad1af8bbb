"""The page that documents the API: made of its schema, with replies that are real, in our own shell."""

import re

import pytest

from catalogue.public_page import KEPT
from gsx_site.api import openapi
from tests.factories import make_network, make_organisation, make_practice, make_recommendation
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


def test_it_names_every_address_parameter_schema_and_field(client):
    document, page = openapi(), get(client, "/api/v1/")
    ids = {attrs["id"] for _tag, attrs in page.tags if "id" in attrs}
    assert page.h1() == ["The API"]
    for path, operations in document["paths"].items():
        assert path in page.h2()
        assert operations["get"]["operationId"] in ids
        for parameter in operations["get"]["parameters"]:
            assert parameter["name"] in page.main
    for name, schema in document["components"]["schemas"].items():
        assert name in ids
        for field, facts in schema.get("properties", {}).items():
            assert field in page.main
            assert " ".join(facts.get("description", "").split()) in page.main
    anchors = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert anchors <= ids


def test_every_parameter_and_field_says_what_it_is(client):
    document = openapi()
    for path, operations in document["paths"].items():
        assert operations["get"]["description"], path
        for parameter in operations["get"]["parameters"]:
            assert parameter["in"] == "path" or parameter["description"], (path, parameter["name"])
    for name, schema in document["components"]["schemas"].items():
        for field, facts in schema.get("properties", {}).items():
            assert facts.get("description"), (name, field)


def test_its_examples_are_real_replies(client):
    make_recommendation("4b")
    make_practice("Evening football", slug="evening-football", themes=["sport-arts-culture"])
    make_network("Hub")
    make_organisation("Riverbank Circle")
    page = get(client, "/api/v1/")
    examples = re.findall(r"GET http://testserver(\S+)", page.main)
    assert "/api/v1/practices/evening-football" in examples
    assert len(examples) == len(openapi()["paths"])
    assert {client.get(address).status_code for address in examples} == {200}
    assert '"title": "Evening football"' in page.main


def test_it_is_there_before_there_is_anything_to_read(client):
    page = get(client, "/api/v1/")
    assert "GET http://testserver/api/v1/practices?page_size=1" in page.main
    assert "/api/v1/practices/evening-football" not in page.main


def test_it_needs_nobody_elses_script_and_no_cookie(client):
    response = client.get("/api/v1/")
    assert response.headers["Cache-Control"] == KEPT
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert not response.cookies
    sources = [attrs.get("src", "") for tag, attrs in Page(response).tags if tag == "script"]
    assert all(source.startswith("/static/") for source in sources if source)


@pytest.mark.parametrize("entries", [1, 30])
def test_it_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    make_recommendation("4b")
    for _number in range(entries):
        make_practice(recommendations={"4b": "illustrates"})
    client.get("/api/v1/")
    with django_assert_num_queries(25):
        client.get("/api/v1/")
