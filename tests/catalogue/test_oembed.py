"""oEmbed: from the address of an entry or a list to what shows it on somebody else's page, without a script."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from publishing.safety.publication import keep_from_exports, publish, withdraw
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import Page

pytestmark = pytest.mark.usefixtures("world")
SITE = "http://testserver"


def asked(client, path, **more):
    return client.get("/oembed", {"url": f"{SITE}{path}", **more})


def embedded(client, path, **more):
    response = asked(client, path, **more)
    assert response.status_code == 200, response.content
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "no-cache"
    found = response.json()
    assert (found["version"], found["type"]) == ("1.0", "rich")
    return found


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def test_an_entry_is_a_quotation_with_a_link_and_nothing_runs_in_it(client):
    make_practice(
        'Chess <script>alert(1)</script> & "tea"', slug="chess", text={"summary": "<img onerror=x> They play."}
    )
    found = embedded(client, "/practices/chess/")
    tags = Tags(found["html"])
    assert [tag for tag, _attrs in tags.found] == ["blockquote", "p", "a", "p", "footer"]
    assert tags.found[2][1] == {"href": f"{SITE}/practices/chess/", "rel": "noopener"}
    assert tags.text == 'Chess <script>alert(1)</script> & "tea"<img onerror=x> They play.GSX directory'
    assert (found["provider_name"], found["width"], found["height"]) == ("GSX directory", 640, 240)


def test_a_translation_is_quoted_in_its_language_and_says_what_it_is(client):
    practice = make_practice("Evening football", slug="evening-football", published=False)
    practice.texts.create(language="ar", origin="machine", title="كرة القدم", summary="يلعب الجيران.")
    publish(practice)
    found = embedded(client, "/ar/practices/evening-football/")
    quotation = Tags(found["html"]).found[0][1]
    assert (found["title"], quotation["lang"], quotation["dir"]) == ("كرة القدم", "ar", "rtl")
    assert quotation["cite"] == f"{SITE}/ar/practices/evening-football/"
    assert embedded(client, "/practices/evening-football/?lang=ar")["title"] == "كرة القدم"


def test_a_list_is_the_frame_that_partners_paste(client):
    make_practice("Evening football", countries=["KE"])
    found = embedded(client, "/practices/?page=1&place=KE", maxwidth="300", maxheight="250")
    [(tag, frame)] = Tags(found["html"]).found
    assert (tag, frame["src"]) == ("iframe", f"{SITE}/practices/?embed=1&place=KE")
    assert (frame["width"], frame["height"], found["width"], found["height"]) == ("300", "250", 300, 250)
    assert "allow-scripts" not in frame["sandbox"]
    assert client.get("/practices/?embed=1&place=KE").context["listing"].total == 1
    assert found["title"] == "Practices (Place: Kenya)"
    assert Tags(embedded(client, "/fr/search/?q=tea")["html"]).found[0][1]["src"] == f"{SITE}/fr/search/?embed=1&q=tea"


def test_what_is_not_open_or_may_not_leave_is_as_what_is_not_there(client):
    hidden = {
        "generalised": make_organisation("Quiet One", level="generalised"),
        "anonymised": make_practice("Quiet work", level="anonymised"),
        "draft": make_practice("Quiet draft", published=False),
        "withdrawn": make_practice("Quiet once"),
        "of pages alone": make_organisation("Quiet House"),
    }
    withdraw(hidden["withdrawn"])
    keep_from_exports(hidden["of pages alone"])
    nothing = asked(client, "/practices/nothing/").content
    for what, entry in hidden.items():
        for name in (entry.slug, entry.uid):
            response = asked(client, f"/{entry.KIND}s/{name}/")
            assert (response.status_code, response.content) == (404, nothing), what


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/about/",
        "/nowhere/",
        "/practices/?colour=red",
        "/practices.csv",
        "/admin/",
        "/api/v1/practices",
        "//[",
    ],
)
def test_other_pages_cannot_be_embedded(client, path):
    assert asked(client, path).status_code == 404


def test_wrong_questions_are_refused(client):
    make_network("Hub", slug="hub")
    for url in ("", "https://other.example/networks/hub/", "javascript:alert(1)", "http://[", "/networks/hub/"):
        assert client.get("/oembed", {"url": url}).status_code == 404, url
    assert client.get("/oembed").json()["status"] == 404
    assert asked(client, "/networks/hub/", format="xml").status_code == 501
    assert asked(client, "/networks/hub/", maxwidth="wide").status_code == 404
    assert client.post("/oembed").status_code == 405


def test_pages_of_entries_and_lists_lead_to_it(client):
    make_practice("Evening football", slug="evening-football")
    page = Page(client.get("/practices/evening-football/"))
    [link] = [attrs for tag, attrs in page.tags if attrs.get("type") == "application/json+oembed"]
    assert link["rel"] == "alternate"
    for address in ("/practices/evening-football/", "/fr/practices/?place=KE"):
        [found] = [one for one in client.get(address).headers["Link"].split(", ") if "oembed" in one]
        url = urlsplit(found[1:].partition(">")[0])
        assert parse_qs(url.query) == {"format": ["json"], "url": [f"{SITE}{address}"]}
        assert client.get(f"{url.path}?{url.query}").json()["type"] == "rich"


def test_pages_of_what_is_not_open_do_not(client):
    practice = make_practice("Quiet work", slug="quiet-work", level="anonymised")
    response = client.get(f"/practices/{practice.uid}/", follow=True)
    assert response.status_code == 200
    assert "oembed" not in response.content.decode() + response.headers["Link"]
