"""Linked data name nobody who is careful, and no text ends the block that holds it."""

import json

import pytest

from places.levels import Level
from places.plain_text import in_one_line, plain
from publishing.safety.publication import publish
from tests.factories import (
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
)
from tests.gsx_site.test_linked_data import SITE, entity, file_at, whole
from tests.linked import block_of

pytestmark = pytest.mark.usefixtures("world")

HOSTILE = "</script><script>alert(1)</script><!-- <script> & \u2028\u2029 ]]> 'quoted' \"twice\" \\u003c"


def test_no_text_ends_the_block_that_holds_it(client):
    make_practice(HOSTILE, slug="hostile", text={"summary": HOSTILE, "approach": HOSTILE})
    make_organisation(HOSTILE, slug="hostile", about=HOSTILE, acronym="</script>")
    for address in ("/practices/hostile/", "/organisations/hostile/"):
        html = client.get(address).content.decode()
        found = entity(client, address)
        assert found["name"] == in_one_line(HOSTILE)
        assert plain(HOSTILE) in (found.get("abstract"), found.get("description"))
        block = html[html.index('<script type="application/ld+json">') :]
        inside = block[: block.index("</script>")].removeprefix('<script type="application/ld+json">')
        assert json.loads(inside)["mainEntity"] == found
        assert not set(inside) & set("<>&\u2028\u2029")


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.ANONYMISED, Level.WITHHELD])
def test_who_became_careful_is_named_in_no_linked_data(client, level):
    lead = make_organisation("Zornhut Circle", slug="zornhut", published=False, women_led=True, acronym="ZHC")
    hub = make_network("Hub", secretariat=lead, supporters=[lead])
    make_membership(lead, hub, role="zornhut role")
    cite(lead, "Zornhut yearbook")
    publish(lead)
    publish(hub)
    make_practice("Evening football", slug="evening-football", lead=lead, networks=[hub])
    assert "Zornhut" in said(client, lead)
    type(lead).objects.filter(pk=lead.pk).update(level=level)
    publish(lead)
    everything = said(client, lead)
    assert "zornhut" not in everything.lower()
    assert "ZHC" not in everything
    assert lead.uid not in everything.replace(f"{SITE}/organisations/{lead.uid}/", "")
    role = whole(client, "/practices/evening-football/").get("mentions", [{}])[0]
    described = {"@type": "Organization", "description": "A women-led organisation in Eastern Africa"}
    assert (role.get("mentions") == described) == (level == Level.GENERALISED)


def said(client, lead):
    """All linked data of pages and files that could speak of `lead`."""
    pages = [
        *("/", "/practices/", "/networks/", "/organisations/", "/places/KE/", "/practices/evening-football/"),
        *("/networks/hub/", "/organisations/zornhut/", f"/organisations/{lead.uid}/"),
    ]
    found = [block_of(page) for page in map(client.get, pages) if page.status_code == 200]
    files = ["/search", "/practices", "/networks", "/organisations", "/practices/evening-football", "/networks/hub"]
    files += [f"/organisations/{lead.uid}", "/organisations/zornhut"]
    found += [file_at(client, f"{one}.jsonld") for one in files if client.get(f"{one}.jsonld").status_code == 200]
    return json.dumps(found, ensure_ascii=False)


def test_an_anonymised_practice_tells_its_region_and_a_neutral_name(client):
    practice = make_practice("Zornhut plays", slug="zornhut-plays", text={"summary": "They play."}, start_year=2016)
    cite(practice, "Zornhut yearbook")
    publish(practice)
    type(practice).objects.filter(pk=practice.pk).update(level=Level.ANONYMISED)
    publish(practice)
    found = whole(client, f"/practices/{practice.uid}/")
    assert (found["name"], found["headline"]) == ("A practice in Eastern Africa", "A practice in Eastern Africa")
    assert [place["identifier"]["value"] for place in found["spatialCoverage"]] == ["014"]
    assert "citation" not in found
    assert "zornhut" not in json.dumps(found).lower()
