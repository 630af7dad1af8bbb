"""Feeds: what is new and changed in a list, by the rules of Atom."""

from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.urls import reverse

from catalogue.alternates.atom import MOST
from catalogue.taken import stamp
from publishing.models import Edition
from publishing.safety.publication import keep_from_exports, publish, restrict, withdraw
from tests.catalogue.atom_rules import ATOM, LANGUAGE, faults
from tests.catalogue.reading import body, feed
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")

SITE = "http://testserver"
LISTS = ("practices", "networks", "organisations", "search")


def parsed(client, address):
    return ElementTree.fromstring(body(client, address))


def titles(client, address):
    return [one.title for one in feed(client, address).entries]


def urn(entry, number):
    return f"urn:gsx:{entry.KIND}:{entry.uid}:{number}"


@pytest.fixture
def busy(world):
    """Entries of all kinds that were published, changed, taken back, restricted and kept from exports."""
    lead = make_organisation("Riverbank Circle", women_led=True)
    make_network("Bridges")
    practice = make_practice("Evening football", lead=lead, themes=["sport-arts-culture"])
    practice.texts.create(language="fr", origin="human", title="Football du soir", summary="On joue.")
    publish(practice, note="In French too")
    restrict(make_practice("Quiet work"), "anonymised")  # which leaves it without a summary
    withdraw(make_practice("Songs in the yard"))
    keep_from_exports(make_organisation("Open House"))
    withdraw(make_organisation("Corner Shop"), redact=True)


@pytest.mark.parametrize("address", [f"/{name}.atom" for name in LISTS])
def test_a_feed_keeps_the_rules_of_atom(client, busy, address):
    assert faults(body(client, address)) == []
    assert feed(client, address).entries
    assert client.get(address).headers["Content-Type"] == "application/atom+xml"


def test_an_empty_feed_keeps_them_too(client):
    assert faults(body(client, "/practices.atom")) == []
    make_practice()
    assert faults(body(client, "/practices.atom?theme=sport-arts-culture")) == []


def test_the_rules_see_what_is_wrong(client, busy):
    """Each of them: a feed with that one thing changed is not faultless."""
    right = body(client, "/practices.atom").decode()
    changes = {
        "<updated>": "<updated>on ",
        ' type="text"': "",
        "<name>GSX directory</name>": "",
        'rel="self"': 'rel="me"',
        'hreflang="en"': 'hreflang="english language"',
        'href="http://testserver/practices/': 'href="/practices/',
        "<id>urn:": "<id>/",
        'rel="bookmark"': 'rel="alternate"',
        "</author>": '</author><rights type="text">Twice</rights>',
        'scheme="urn:gsx:change"': 'scheme="change"',
    }
    for before, after in changes.items():
        assert before in right
        assert faults(right.replace(before, after).encode()), before


def test_a_feed_tells_what_is_new_and_what_changed(client):
    practice = make_practice("Evening football", slug="evening-football", themes=["sport-arts-culture"])
    make_practice("Morning chess", slug="morning-chess")
    publish(practice, note="Checked again")
    first, _chess, second = Edition.objects.order_by("generation")
    read = feed(client, "/practices.atom")
    assert read.feed.title == "GSX directory: Practices"
    assert read.feed.id == f"{SITE}/practices.atom"
    assert read.feed.updated == stamp(second.published_at)
    assert read.feed.author == "GSX directory"
    assert read.feed.rights == settings.DATA_LICENCE_NAME
    assert {link.rel: link.href for link in read.feed.links} == {
        "self": f"{SITE}/practices.atom",
        "alternate": f"{SITE}/practices/",
        "license": settings.DATA_LICENCE_URL,
    }
    football, chess = read.entries
    assert (football.id, football.title) == (urn(practice, 2), "Evening football")
    assert (football.published, football.updated) == (stamp(first.published_at), stamp(second.published_at))
    assert football.summary == "Neighbours play and talk on two evenings a week."
    assert {link.rel: link.href for link in football.links} == {
        "alternate": f"{SITE}/practices/evening-football/",
        "bookmark": f"{SITE}/practices/evening-football/editions/2/",
    }
    assert [(tag.scheme, tag.term) for tag in football.tags] == [
        ("urn:gsx:kind", "practice"),
        ("urn:gsx:change", "changed"),
        ("urn:gsx:themes", "sport-arts-culture"),
    ]
    assert [(tag.term, tag.label) for tag in chess.tags] == [("practice", "Practices"), ("new", "New")]


def test_a_filtered_list_has_a_feed_of_its_own(client):
    make_practice("Evening football", themes=["sport-arts-culture"])
    make_practice("Morning chess")
    address = "/practices.atom?theme=sport-arts-culture"
    assert titles(client, address) == ["Evening football"]
    assert titles(client, "/practices.atom?q=chess") == ["Morning chess"]
    read = feed(client, address).feed
    assert read.id == f"{SITE}{address}"
    assert read.title.startswith("GSX directory: Practices, filtered by Theme: ")
    assert feed(client, "/practices.atom?q=chess").feed.title == "GSX directory: Practices, with the words “chess”"


def test_a_list_says_where_its_feed_is(client):
    make_practice(themes=["sport-arts-culture"])
    for name in LISTS:
        [link] = feeds_of(client, reverse(f"{name}:list"))
        assert link["href"] == f"/{name}.atom"
        assert feed(client, link["href"]).feed.title == link["title"]
    [link] = feeds_of(client, "/practices/?as_of=1&theme=sport-arts-culture")
    assert link["href"] == "/practices.atom?theme=sport-arts-culture"


def feeds_of(client, address):
    links = [attrs for tag, attrs in get(client, address).tags if tag == "link"]
    return [one for one in links if one["rel"] == "alternate" and one.get("type") == "application/atom+xml"]


def test_a_feed_holds_the_newest_whatever_the_order_of_the_list(client):
    practices = [make_practice(f"Practice {number:02}") for number in range(MOST + 2)]
    found = titles(client, "/practices.atom?sort=title")
    assert found == [f"Practice {number:02}" for number in range(MOST + 1, 1, -1)]
    publish(practices[0], note="Checked again")
    assert titles(client, "/practices.atom")[:2] == ["Practice 00", f"Practice {MOST + 1:02}"]


def test_what_is_taken_back_leaves_the_feeds_and_no_step_in_them(client):
    stays, goes, kept = make_practice("Evening football"), make_practice("Songs"), make_practice("Riverbank")
    date, before = feed(client, "/practices.atom").feed.updated, parsed(client, "/practices.atom")
    withdraw(goes, note="They asked for it.")
    keep_from_exports(kept)
    restrict(stays, "anonymised")
    for address in ("/practices.atom", "/search.atom"):
        [entry] = parsed(client, address).iter(f"{ATOM}entry")
        [was] = [one for one in before.iter(f"{ATOM}entry") if one.findtext(f"{ATOM}id") == urn(stays, 1)]
        for name in ("id", "published", "updated"):
            assert entry.findtext(f"{ATOM}{name}") == was.findtext(f"{ATOM}{name}")
        said = body(client, address).decode()
        for word in ("football", "Songs", "Riverbank", "asked", goes.uid, kept.uid):
            assert word not in said
    assert feed(client, "/practices.atom").feed.updated <= date


def test_titles_and_texts_say_in_which_language_they_are(client):
    practice = make_practice("Songs in the yard", level="anonymised", published=False, original_language="sw")
    practice.texts.update(language="sw")
    publish(practice)
    [entry] = parsed(client, "/practices.atom").iter(f"{ATOM}entry")
    assert entry.get(LANGUAGE) == "sw"
    assert entry.find(f"{ATOM}title").get(LANGUAGE) == "en-gb"


def test_who_follows_a_feed_gets_it_again_after_each_change_and_not_before(client):
    def again(tag):
        response = client.get("/practices.atom", headers={"If-None-Match": tag})
        return response.status_code, response.headers["ETag"]

    practice = make_practice("Songs in the yard")
    tag = client.get("/practices.atom").headers["ETag"]
    assert again(tag) == (304, tag)
    make_practice("Evening football")
    status, newer = again(tag)
    assert (status, newer == tag) == (200, False)
    withdraw(practice)
    assert again(newer)[0] == 200


@pytest.mark.parametrize("entries", [1, 30])
def test_a_feed_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    for _number in range(entries):
        make_practice()
        withdraw(make_practice())
    body(client, "/practices.atom")
    # The generation, the editions, when they began.
    with django_assert_num_queries(3):
        body(client, "/practices.atom")
