"""The directory as a data set, in the words of DCAT 3 and of schema.org: the same facts, and each of them true."""

import json

import pytest
from pyld import jsonld

from publishing.models import Edition
from publishing.safety.publication import keep_from_exports
from tests.factories import make_organisation, make_practice
from tests.linked import block_of

pytestmark = pytest.mark.usefixtures("world")
SITE, FILE = "http://testserver", "/data/dcat.jsonld"
DCAT, TERMS = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"


def read(client, address=FILE):
    """The nodes of the document by their addresses, as a program reads them that fetches nothing else."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/ld+json")
    [catalogue] = jsonld.expand(json.loads(response.content))
    return catalogue


def of(node, *names):
    """What stands at the names, one below the other."""
    for name in names:
        [node] = node[name]
    return node.get("@value", node.get("@id", node))


@pytest.fixture
def entries(world):
    make_practice("Evening football", start_year=1994, countries=["KE"])
    make_practice("Morning chess", start_year=2019, countries=["FR"])


def test_a_catalogue_has_one_data_set_with_all_its_files(client, entries):
    found = read(client)
    assert found["@type"] == [f"{DCAT}Catalog"]
    [data] = found[f"{DCAT}dataset"]
    assert (data["@id"], data["@type"]) == (f"{SITE}/data/", [f"{DCAT}Dataset"])
    assert of(data, f"{TERMS}creator", "http://xmlns.com/foaf/0.1/name") == "GSX directory"
    assert of(data, f"{TERMS}temporal", f"{DCAT}startDate") == "1994"
    modified = Edition.objects.latest("generation").published_at.date().isoformat()
    assert of(data, f"{TERMS}modified") == modified
    assert [of(one, f"{TERMS}identifier") for one in data[f"{TERMS}spatial"]] == ["002", "150"]
    files = data[f"{DCAT}distribution"]
    assert {f"{SITE}/data/directory.sqlite", f"{SITE}/practices.csv"} <= {one["@id"] for one in files}
    for one in files:
        response = client.get(of(one, f"{DCAT}downloadURL").removeprefix(SITE))
        told = response.headers["Content-Type"].partition(";")[0]
        assert response.status_code == 200
        assert of(one, f"{DCAT}mediaType") == f"https://www.iana.org/assignments/media-types/{told}"
        assert of(one, f"{TERMS}license").startswith("https://")


def test_the_service_is_the_api(client):
    [service] = read(client)[f"{DCAT}service"]
    for name in ("endpointURL", "endpointDescription"):
        assert client.get(of(service, f"{DCAT}{name}").removeprefix(SITE)).status_code == 200


def test_both_vocabularies_tell_the_same(client, entries):
    [data], page = read(client)[f"{DCAT}dataset"], block_of(client.get("/data/"))["mainEntity"]
    assert page["creator"]["name"] == "GSX directory"
    assert page["dateModified"] == of(data, f"{TERMS}modified")
    assert [one["@id"] for one in page["spatialCoverage"]] == [one["@id"] for one in data[f"{TERMS}spatial"]]
    assert [one["contentUrl"] for one in page["distribution"]] == [one["@id"] for one in data[f"{DCAT}distribution"]]


def test_what_may_not_be_taken_away_leaves_no_trace(client, entries):
    before = json.loads(client.get(FILE).content)
    lead = make_organisation("Quiet House", country="JM")
    keep_from_exports(lead)
    after = json.loads(client.get(FILE).content)
    assert after["dcat:dataset"][0]["dct:spatial"] == before["dcat:dataset"][0]["dct:spatial"]
    assert after["dct:modified"] == before["dct:modified"]


def test_it_is_in_every_language_and_empty_while_there_is_nothing(client):
    [data] = read(client, f"/fr{FILE}")[f"{DCAT}dataset"]
    assert data["@id"] == f"{SITE}/fr/data/"
    assert f"{TERMS}temporal" not in data
    assert f"{TERMS}modified" not in data


def test_it_is_told_again_only_when_it_changed(client, entries):
    tag = client.get(FILE).headers["ETag"]
    assert client.get(FILE, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{FILE}?colour=red").json()["parameter"] == "colour"
