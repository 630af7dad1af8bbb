"""Lists for the frame of a partner's page: what they hold, who may frame them, and the line to paste."""

import re
from html import unescape

import pytest
from django.core.handlers.wsgi import WSGIHandler

from gsx_site.page_cache import PageCache
from publishing.models import Edition
from publishing.safety.publication import keep_from_exports
from tests.factories import make_network, make_organisation, make_practice
from tests.observatory import directives
from tests.pages import Page
from tests.wsgi import ask, in_one_transaction  # noqa: F401

pytestmark = pytest.mark.usefixtures("world")

LISTS = ["/practices/", "/networks/", "/organisations/", "/search/"]


@pytest.fixture
def entries(world):
    lead = make_organisation("Riverbank Circle")
    make_network("Bridges")
    return [make_practice(f"Practice {number:02}", lead=lead, countries=["KE"]) for number in range(25)]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_is_embedded_without_the_shell(client, entries, address):
    response = client.get(f"{address}?embed=1")
    page = Page(response)
    assert response.status_code == 200
    assert len(page.h1()) == 1
    assert page.h1()[0]
    assert not {"form", "script", "input"} & {tag for tag, _attrs in page.tags}
    assert f"http://testserver{address}" in page.links
    assert "CC BY 4.0" in page.words
    assert "Leave this site" not in page.words
    assert ("base", {"target": "_blank"}) in page.tags
    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags
    assert ("link", {"rel": "canonical", "href": f"http://testserver{address}"}) in page.tags


def test_it_says_what_it_is_of_and_when(client, entries):
    date = Edition.objects.latest("generation").published_at
    words = Page(client.get("/practices/?embed=1&place=KE&q=evenings")).words
    assert f"25 practices in the GSX directory, as of {date.day} {date:%b %Y}" in words
    assert "Place: Kenya" in words
    page = Page(client.get("/practices/?embed=1&place=KE&q=evenings"))
    assert page.links.count("http://testserver/practices/?place=KE&q=evenings") == 2
    assert "Search: evenings" in words


def test_its_pages_stay_in_the_frame_and_in_their_selection(client, entries):
    page = Page(client.get("/practices/?embed=1&place=KE&sort=title"))
    [following] = [attrs for tag, attrs in page.tags if tag == "a" and attrs.get("rel") == "next"]
    assert following["href"] == "/practices/?embed=1&page=2&place=KE&sort=title"
    assert following["target"] == "_self"
    second = Page(client.get(following["href"]))
    assert second.headings["h3"] == [f"Practice {number:02}" for number in range(20, 25)]


def test_only_there_may_others_frame(client, entries):
    framed = client.get("/practices/?embed=1")
    policy = directives(framed.headers)
    assert policy["frame-ancestors"] == {"*"}
    assert policy["default-src"] == policy["script-src"] == policy["form-action"] == {"'none'"}
    assert "X-Frame-Options" not in framed.headers
    assert framed.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert framed.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert not framed.cookies
    others = ["/", "/practices/", "/practices/?embed=0", "/practices/?place=KE", "/places/KE/", "/practices.json"]
    for address in [*others, "/practices/practice-01/", "/nowhere/?embed=1", "/about/?embed=1", "/admin/?embed=1"]:
        response = client.get(address)
        assert directives(response.headers)["frame-ancestors"] == {"'none'"}, address
        assert response.headers["X-Frame-Options"] == "DENY", address


@pytest.mark.usefixtures("in_one_transaction")
def test_it_is_kept_by_the_page_cache_beside_the_whole_page(entries):
    site = PageCache(WSGIHandler(), megabytes=8)
    for _time in range(2):
        framed, whole = ask(site, "/practices/?embed=1"), ask(site, "/practices/")
        assert ("x-frame-options" in framed.headers, "x-frame-options" in whole.headers) == (False, True)
        assert "Leave this site" in whole.text
        assert "Leave this site" not in framed.text
    assert "public" in framed.headers["cache-control"]


def test_what_may_not_be_taken_away_is_not_in_it(client, entries):
    lead = make_organisation("Quiet House")
    assert "Quiet House" in client.get("/organisations/?embed=1").content.decode()
    keep_from_exports(lead)
    assert "Quiet House" in client.get("/organisations/").content.decode()
    for address in ("/organisations/?embed=1", "/search/?embed=1", "/search/?embed=1&q=quiet"):
        assert "Quiet House" not in client.get(address).content.decode(), address


@pytest.mark.parametrize("value", ["0", "yes", "2", "11"])
def test_another_value_is_named_and_gives_the_whole_page(client, entries, value):
    response = client.get(f"/practices/?embed={value}")
    assert f"A list is embedded by 1 and not by “{value}”; this is the whole page." in Page(response).words
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_what_is_left_out_is_named_in_the_frame_too(client, entries):
    assert "colour" in Page(client.get("/practices/?colour=blue&embed=1")).words


def test_an_empty_list_says_so(client, entries):
    assert "There is nothing in this list." in Page(client.get("/practices/?embed=1&place=BD")).words


def test_a_file_is_not_embedded(client, entries):
    response = client.get("/practices.json?embed=1")
    assert (response.status_code, response.json()["parameter"]) == (400, "embed")


def test_the_line_to_paste_holds_the_whole_list_as_filtered(client, entries):
    code = client.get("/practices/?page=2&place=KE&q=%22two+evenings%22").context["listing"].embed_code
    source = unescape(re.search(r'^<iframe src="([^"]+)" title="Practices in the GSX directory" ', code)[1])
    assert source == "http://testserver/practices/?embed=1&place=KE&q=%22two+evenings%22"
    assert client.get(source).context["listing"].total == 25
    assert not hasattr(code, "__html__")  # it is shown, not run, where a template says it


@pytest.mark.parametrize("number", [1, 30])
def test_it_takes_as_many_queries_whatever_its_length(client, django_assert_num_queries, number):
    for _one in range(number):
        make_practice()
    client.get("/practices/?embed=1")
    with django_assert_num_queries(2):  # the generation and the editions
        client.get("/practices/?embed=1")
