"""Files and the API are read by pages of any other site, in the same way, and written by none."""

import pytest

from tests.factories import make_practice

pytestmark = pytest.mark.usefixtures("world")
ADDRESSES = [
    "/practices.csv",
    "/ar/search.json",
    "/practices/evening-football.bib",
    "/practices/evening-football/relations.csv",
    "/gaps/practices.csv",
    "/data/directory.zip",
    "/data/practice.schema.json",
    "/api/v1/practices",
    "/api/v1/changes",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_any_site_may_read_and_none_may_write(client, address):
    make_practice(slug="evening-football")
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    may = client.options(address, headers=asked)
    assert (may.status_code, may.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert {"If-None-Match", "X-Requested-With"} <= set(may.headers["Access-Control-Allow-Headers"].split(", "))
    read = client.get(address, follow=True)
    assert (read.status_code, read.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert {"ETag", "Link"} <= set(read.headers["Access-Control-Expose-Headers"].split(", "))
    for refused in (client.post(address, {"a": "b"}), client.put(address), client.delete(address)):
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert refused.json()["status"] == 405
        assert refused.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_slash_too_many_leads_on(client, address):
    make_practice(slug="evening-football")
    response = client.get(f"{address}/")
    assert (response.status_code, response.headers["Location"]) == (301, address)
