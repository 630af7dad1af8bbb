"""Small files for machines, read as they read them."""

import json
import re
from contextlib import closing
from datetime import date, timedelta
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsx_site.for_machines import expires
from places.levels import Level
from publishing.safety.publication import publish
from tests.factories import make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")

SITE = "http://testserver"
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


# --- robots.txt


@pytest.fixture
def robots(client):
    response = client.get("/robots.txt")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain")
    parser = RobotFileParser()
    parser.parse(response.content.decode().splitlines())
    return parser


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/practices/", "/practices/?page=2", "/practices/?place=KE&theme=sport-arts-culture"),
        *("/practices/evening-football/?lang=ar", "/practices.csv", "/suggest/", "/data/", "/sitemap.xml"),
    ],
)
def test_crawlers_may_read_what_everybody_may(robots, address):
    assert robots.can_fetch("AnyBot", SITE + address)


@pytest.mark.parametrize(
    "address",
    [
        *("/admin/", "/admin/practices/practice/1/change/", "/account/sign-in/", "/search/?q=football"),
        *("/search.csv?q=football", "/search/suggest/?q=foot", "/suggest/correction/?entry=practice/x"),
        *("/suggest/contact/?entry=practice/x", "/suggest/contact/sent/"),
    ],
)
def test_crawlers_are_asked_to_leave_out_the_staff_s_pages_and_what_has_no_end(robots, address):
    assert not robots.can_fetch("AnyBot", SITE + address)


def test_crawlers_are_told_of_the_sitemap_and_of_lists_without_end(robots, client):
    assert robots.site_maps() == [f"{SITE}/sitemap.xml"]
    assert client.get("/sitemap.xml").status_code == 200
    # The parser of the standard library knows no wildcards; the large crawlers do.
    assert "Disallow: /*?*&*&" in client.get("/robots.txt").content.decode().splitlines()


# --- security.txt


def fields_of(response):
    lines = response.content.decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_who_found_a_weakness_learns_whom_to_tell(client, settings):
    settings.SECURITY_CONTACT = "https://example.org/tell?us=1&now=2"
    response = client.get("/.well-known/security.txt")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    fields = fields_of(response)
    assert re.fullmatch(r"20\d\d-\d\d-01T00:00:00Z", fields.pop("Expires"))
    assert fields == {
        "Contact": "https://example.org/tell?us=1&now=2",
        "Preferred-Languages": "en",
        "Canonical": f"{SITE}/.well-known/security.txt",
        "Policy": f"{SITE}/safety/#weakness",
    }
    page = get(client, "/safety/")
    assert "You reach whoever answers for it at https://example.org/tell?us=1&now=2." in page.words
    assert "weakness" in [attrs.get("id") for tag, attrs in page.tags if tag == "h2"]


def test_without_a_contact_nothing_is_promised(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404
    assert "You reach whoever answers for it" not in get(client, "/safety/").words


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_security_txt_is_good_for_ten_months_to_a_year(day):
    assert timedelta(days=300) < expires(day) - day < timedelta(days=365)
    assert expires(day.replace(day=1)) == expires(day)


# --- the search of browsers


def test_a_browser_learns_how_to_search_the_directory(client):
    make_practice("Evening football", slug="evening-football")
    [link] = [attrs for tag, attrs in get(client, "/about/").tags if tag == "link" and attrs["rel"] == "search"]
    response = client.get(link["href"])
    assert response.headers["Content-Type"] == link["type"] == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{{{OPENSEARCH['o']}}}OpenSearchDescription"
    assert len(root.findtext("o:ShortName", namespaces=OPENSEARCH)) <= 16
    assert len(root.findtext("o:Description", namespaces=OPENSEARCH)) <= 1024
    urls = {one.get("type"): one.get("template") for one in root.findall("o:Url", OPENSEARCH)}
    assert urls["application/opensearchdescription+xml"] == f"{SITE}/opensearch.xml"
    found = get(client, urls["text/html"].removeprefix(SITE).replace("{searchTerms}", "football"))
    assert "/practices/evening-football/" in found.links
    suggested = client.get(urls["application/x-suggestions+json"].removeprefix(SITE).replace("{searchTerms}", "eveni"))
    assert suggested.json() == [
        "eveni",
        ["Evening football"],
        ["Practices"],
        [f"{SITE}/practices/evening-football/"],
    ]
    icon = root.findtext("o:Image", namespaces=OPENSEARCH).removeprefix(SITE)
    with closing(client.get(icon)) as image:
        assert image.status_code == 200


@pytest.mark.parametrize("typed", ["", " ", "%00", "☃", "x" * 3000, '"', "<script>"])
def test_a_browser_that_types_anything_gets_an_answer_of_the_same_form(client, typed):
    response = client.get("/search/suggest/browser/", {"q": unquote(typed.replace("%00", "-"))})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/x-suggestions+json")
    assert "no-store" in response.headers["Cache-Control"]
    _typed, *columns = response.json()
    assert [len(column) for column in columns] == [len(columns[0])] * 3


def test_a_browser_is_suggested_nothing_that_is_hidden(client):
    organisation = make_organisation("Zornhut Circle")
    assert client.get("/search/suggest/browser/?q=zornh").json()[1] == ["Zornhut Circle"]
    type(organisation).objects.filter(pk=organisation.pk).update(level=Level.GENERALISED)
    publish(organisation)
    assert client.get("/search/suggest/browser/?q=zornh").json() == ["zornh", [], [], []]


# --- the manifest


def test_who_keeps_a_shortcut_gets_the_name_and_an_icon_of_our_own(client):
    [link] = [attrs for tag, attrs in get(client, "/").tags if tag == "link" and attrs["rel"] == "manifest"]
    response = client.get(link["href"])
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/manifest+json")
    found = json.loads(response.content)
    assert (found["name"], found["lang"], found["dir"]) == ("GSX directory", "en-gb", "ltr")
    assert (found["id"], found["start_url"], found["scope"]) == ("/", "/", "/")
    assert found["display"] == "browser"  # no app of its own on a device that others may look at
    [icon] = found["icons"]
    with closing(client.get(icon["src"])) as image:
        assert (image.status_code, image.headers["Content-Type"]) == (200, icon["type"])
        root = ElementTree.fromstring(b"".join(image.streaming_content))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [one for one in root.iter() if one.tag.rpartition("}")[2] not in ("svg", "rect", "path")]


def test_the_colours_of_the_manifest_are_those_of_the_pages(client, settings):
    tokens = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    found = json.loads(client.get("/manifest.webmanifest").content)
    light = tokens[: tokens.index("@media")]
    assert f"--accent: {found['theme_color']};" in light
    assert f"--paper: {found['background_color']};" in light


@pytest.mark.parametrize(
    "address",
    [
        "/robots.txt",
        "/.well-known/security.txt",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/opensearch.xml",
        "/manifest.webmanifest",
    ],
)
def test_files_for_machines_keep_the_manners_of_pages(client, address):
    response = client.get(address)
    assert not response.cookies
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get(f"{address}?anything=1").headers["Cache-Control"] == "private, no-cache"
    assert client.post(address).status_code == 405
