"""The sitemap, by the rules of its protocol: what is in it, what never is, and what it costs."""

import re
from xml.etree import ElementTree

import pytest

from gsx_site import sitemap
from places.levels import Level
from publishing.models import Edition
from publishing.safety.publication import publish, withdraw
from tests.factories import make_network, make_organisation, make_practice, make_recommendation

pytestmark = pytest.mark.usefixtures("world")

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ELEMENTS = {"urlset": "url", "sitemapindex": "sitemap"}
SITE = "http://testserver"
W3C_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def read(client, address):
    """{path: day or None} of the sitemap or the index at `address`, which keeps the rules of the protocol."""
    response = client.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml")
    root = ElementTree.fromstring(response.content)
    namespace = f"{{{NAMES['s']}}}"
    element = ELEMENTS[root.tag.removeprefix(namespace)]
    found = {}
    for one in root:
        assert one.tag == namespace + element
        location = one.findtext("s:loc", namespaces=NAMES)
        day = one.findtext("s:lastmod", namespaces=NAMES)
        assert location.startswith(f"{SITE}/")
        assert len(location) < 2048
        assert day is None or W3C_DATE.fullmatch(day)
        assert location not in found
        found[location.removeprefix(SITE)] = day
    assert len(found) <= 50_000
    assert len(response.content) <= 50 * 2**20
    return found


def everything(client):
    """{path: day or None} of all pages that the sitemap names."""
    found = {}
    for part in read(client, "/sitemap.xml"):
        found |= read(client, part)
    return found


def published_on(entry, day):
    Edition.objects.of(entry).filter(current=True).update(published_at=f"{day}T12:00:00Z")


def test_every_public_entry_is_in_it_with_the_day_of_its_edition(client):
    practice, organisation = make_practice("Evening football"), make_organisation("Riverbank Circle")
    network = make_network("Hub")
    make_practice("Draft", published=False)
    published_on(practice, "2025-03-01")
    published_on(organisation, "2025-04-01")
    published_on(network, "2025-02-01")
    assert read(client, "/sitemap-1.xml") == {
        "/practices/evening-football/": "2025-03-01",
        "/organisations/riverbank-circle/": "2025-04-01",
        "/networks/hub/": "2025-02-01",
    }
    assert read(client, "/sitemap.xml") == {"/sitemap-pages.xml": "2025-02-01", "/sitemap-1.xml": "2025-02-01"}


def test_every_page_in_it_is_there_and_goes_by_that_address(client):
    make_recommendation("4b")
    make_practice("Evening football", themes=["sport-arts-culture"], recommendations={"4b": "named"})
    make_organisation("Riverbank Circle", country="NP")
    found = everything(client)
    assert {"/", "/practices/", "/places/", "/themes/", "/recommendations/", "/about/", "/data/"} < set(found)
    assert {"/places/KE/", "/places/NP/", "/places/014/", "/recommendations/4b/", "/suggest/"} < set(found)
    assert "/places/FI/" not in found
    places = [address for address in found if address.startswith("/places/") and address != "/places/"]
    assert places == sorted(places)
    for path in found:
        response = client.get(path)
        assert response.status_code == 200, path
        html = response.content.decode()
        assert f'<link rel="canonical" href="{SITE}{path}">' in html, path
        assert "noindex" not in html, path


def test_a_page_that_gathers_entries_has_the_day_of_the_newest_of_them(client):
    football = make_practice("Evening football", themes=["sport-arts-culture"])
    chess = make_practice("Morning chess", countries=["NP"])
    published_on(football, "2025-03-01")
    published_on(chess, "2025-05-01")
    found = everything(client)
    assert (found["/themes/sport-arts-culture/"], found["/places/KE/"]) == ("2025-03-01", "2025-03-01")
    assert (found["/"], found["/practices/"], found["/places/NP/"]) == ("2025-05-01", "2025-05-01", "2025-05-01")
    assert found["/themes/livelihoods-skills/"] is None
    assert found["/about/"] is None


def test_what_is_withdrawn_withheld_or_hidden_is_not_in_it(client):
    withdraw(make_practice("Withdrawn work"))
    withheld, hidden = make_organisation("Withheld Circle"), make_practice("Zornhut plays", slug="zornhut-plays")
    for entry, level in ((withheld, Level.WITHHELD), (hidden, Level.ANONYMISED)):
        type(entry).objects.filter(pk=entry.pk).update(level=level)
        publish(entry)
    assert set(read(client, "/sitemap-1.xml")) == {f"/practices/{hidden.uid}/"}
    found = everything(client)
    assert not [path for path in found if re.search("zornhut|withheld|withdrawn", path)]
    assert "/places/014/" in found
    assert "/places/KE/" not in found


def test_it_has_as_many_parts_as_it_takes_and_only_the_last_one_changes(client, monkeypatch):
    monkeypatch.setattr(sitemap, "PART", 2)
    practices = [make_practice(f"Practice {number}") for number in range(5)]
    for number, practice in enumerate(practices, start=1):
        published_on(practice, f"2025-03-0{number}")
    index = {
        "/sitemap-pages.xml": "2025-03-05",
        "/sitemap-1.xml": "2025-03-02",
        "/sitemap-2.xml": "2025-03-04",
        "/sitemap-3.xml": "2025-03-05",
    }
    assert read(client, "/sitemap.xml") == index
    assert list(read(client, "/sitemap-2.xml")) == ["/practices/practice-2/", "/practices/practice-3/"]
    first = client.get("/sitemap-1.xml").content
    publish(practices[4])
    make_practice("Practice 5")
    assert client.get("/sitemap-1.xml").content == first
    assert set(read(client, "/sitemap-3.xml")) == {"/practices/practice-4/", "/practices/practice-5/"}
    for address in ("/sitemap-0.xml", "/sitemap-4.xml", f"/sitemap-{'9' * 30}.xml"):
        assert client.get(address).status_code == 404


def test_the_sitemap_of_an_empty_directory_names_the_pages_of_words(client):
    assert read(client, "/sitemap.xml") == {"/sitemap-pages.xml": None}
    assert set(read(client, "/sitemap-pages.xml").values()) == {None}
    assert client.get("/sitemap-1.xml").status_code == 404
