"""What holds for every public address, found by following the links of the site and the address table."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from catalogue.alternates.views import ASKED_FOR
from catalogue.public_page import KEPT, NOT_KEPT
from networks.models import Membership
from practices.vocabulary import load_key_themes
from publishing.safety.publication import publish, withdraw
from tests import addresses
from tests.corpus import Corpus
from tests.factories import cite, make_network, make_organisation, make_practice, make_recommendation, world
from tests.observatory import NAMES
from tests.pages import Page
from tests.walking import is_page, view_of, walk

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture(scope="module")
def site(kept):
    """One of everything that has a page, published twice so that there is a history."""
    world()
    make_recommendation("4b", "Youth are part of the answer")
    make_recommendation("4b-i")
    load_key_themes([{"number": "1", "title": "Trust", "gist": "It comes first.", "source_locator": "page 1"}])
    hub, child = make_network("Hub", countries=["KE", "BD"]), make_network("Chapter", published=False)
    child.parent = hub
    child.save()
    publish(child)
    lead = make_organisation("Riverbank Circle", published=False, women_led=True, website="https://circle.invalid")
    cite(Membership.objects.create(organisation=lead, network=hub, role="member", since=2019), "Members")
    publish(lead)
    for title in ("Evening football", "Morning chess"):
        practice = make_practice(
            title,
            lead=lead,
            networks=[hub],
            themes=["sport-arts-culture"],
            recommendations={"4b-i": "named"},
            start_year=2016,
            published=False,
        )
        cite(practice, url="https://report.invalid/page")
        publish(practice)
        publish(practice, note="Checked again")
    withdraw(make_practice("Withdrawn work", slug="withdrawn-work"))
    return practice


@pytest.fixture(scope="module")
def reader(site):
    """What a reader is answered, at each address once."""
    return Corpus(Client())


DATA_BLOCK = {"type": "application/ld+json"}
OEMBED = "application/json+oembed"
STARTS = [
    "/",
    "/search/?q=football",
    "/practices/?evidence=replicated",
    "/nowhere/",
    "/practices/withdrawn-work/",
    "/suggest/sent/?reference=bcdfghjkmn",  # where forms that were sent lead to
    "/suggest/contact/sent/?reference=bcdfghjkmn",
    "/practices/values/organisation/",  # linked where a facet has more values than a list shows
    "/networks/values/supporter/",
    "/organisations/values/network/",
    "/search/values/place/",
]


def test_every_public_address_keeps_the_manners(reader):
    pages = walk(reader, *STARTS)
    table = {one.name for one in addresses.public_patterns() if has_page(reader, one)}
    assert {view_of(address) for address in pages} == table | {""}
    assert len(pages) > 60
    for address, response in pages.items():
        check_manners(address, response)


def test_every_file_keeps_the_manners(reader):
    files = [one for one in addresses.public_patterns() if one.name.endswith("-file")]
    found = [address for one in files for address in one.addresses()]
    assert len(found) > 300
    for address in found:
        response = reader.get(address)
        assert response.status_code in (200, 301, 404), address
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'"), address
        assert response.headers["Referrer-Policy"] == "no-referrer", address
        if response.status_code == 200:
            assert response.headers["Access-Control-Allow-Origin"] == "*", address
            assert response.headers["Cache-Control"] == ASKED_FOR, address
            assert response.content, address


def test_every_reply_carries_the_whole_set_of_headers(reader):
    found = [address for one in addresses.public_patterns() for address in one.addresses()]
    assert len(found) > 900
    for address in found:
        assert reader.get(address).headers.keys() >= NAMES, address


def has_page(reader, pattern):
    """Whether something at an address of `pattern` is a page that readers can see."""
    replies = (reader.get(address) for address in pattern.addresses() if view_of(address) == pattern.name)
    return any(one.status_code == 200 and is_page(one) for one in replies)


def check_manners(address, response):
    page, html = Page(response), response.content.decode()
    assert response.status_code in (200, 404), address
    assert not response.cookies, address
    assert "Cookie" not in response.headers.get("Vary", ""), address
    said = response.headers.get("Cache-Control")
    assert said in {200: (KEPT, NOT_KEPT), 404: (None, NOT_KEPT)}[response.status_code], address
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'"), address
    assert response.headers["Referrer-Policy"] == "no-referrer", address
    assert len(page.h1()) == 1, address
    assert page.h1()[0], address
    assert page.title.endswith("GSX directory"), address
    assert "extremism" not in page.title.lower().replace(own_title(page), ""), address
    for tag, attrs in page.tags:
        assert tag != "style", address
        assert "style" not in attrs, address
        assert not [name for name in attrs if name.startswith("on")], address
        if tag == "script" and attrs != DATA_BLOCK:  # which no browser runs
            assert attrs.get("src", "").startswith("/static/"), address
            assert attrs.get("type") == "module", address  # which waits until the page is read
        for name in ("src", "srcset", "action", "poster"):
            assert attrs.get(name, "/").startswith("/"), address
        # Addresses that others take as they stand are whole ones, and ours.
        whole = attrs.get("rel") == "canonical" or "hreflang" in attrs or attrs.get("type") == OEMBED
        if tag == "link" and whole:
            assert attrs["href"].startswith("http://testserver/"), address
        elif tag == "link":
            assert attrs["href"].startswith(("/", "data:")), address
        if tag == "a" and attrs.get("href", "").startswith("http"):
            assert {"noreferrer", "noopener"} <= set(attrs.get("rel", "").split()), address
    assert not re.search(r"<h[1-6][^>]*>\s*</h[1-6]>", html), address
    ids = [attrs["id"] for _tag, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids)), address


def own_title(page):
    """A title of somebody else's work keeps its own words."""
    return page.h1()[0].lower()


def test_a_page_has_the_style_sheet_of_every_class_in_it(reader):
    always, more = classes_of("site"), classes_of("more")
    assert {"table", "numbered"} <= more - always
    for address, response in walk(reader, *STARTS).items():
        tags = Page(response).tags
        used = {one for _tag, attrs in tags for one in attrs.get("class", "").split()}
        linked = "".join(attrs["href"] for tag, attrs in tags if tag == "link" and attrs["rel"] == "stylesheet")
        assert not used & (more - always) or "/more." in linked, address


def classes_of(bundle):
    """The classes that a style sheet has rules for."""
    css = Path(settings.STATIC_ROOT, staticfiles_storage.stored_name(f"css/{bundle}.css")).read_text("utf-8")
    return set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"{[^{}]*}", "", css)))


def test_a_page_answers_head_and_refuses_to_be_written_to(site, client):
    for address in ("/", "/practices/", "/practices/evening-football/", "/places/KE/", "/themes/", "/about/"):
        assert client.head(address).status_code == 200
        assert client.head(address).content == b""
        assert client.post(address).status_code == 405


def test_pages_are_made_with_the_files_that_production_serves(reader):
    assert settings.STORAGES["staticfiles"]["BACKEND"].endswith("BundledStaticFilesStorage")
    sources = set()
    for address, response in walk(reader, *STARTS).items():
        for tag, attrs in Page(response).tags:
            source = attrs.get("src") or (attrs.get("href", "") if tag == "link" else "")
            if source.startswith("/static/"):
                assert re.search(r"\.[0-9a-f]{12}\.(css|js)$", source), address
                sources.add(source)
    names = {re.sub(r"\.[0-9a-f]{12}\.", ".", source.rsplit("/", 1)[1]) for source in sources}
    assert names == {"site.css", "more.css", "site.js", "list.js"}
    for source in sources:
        assert reader.get(source).status_code == 200
