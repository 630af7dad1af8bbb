"""The number of queries of each page: a literal number, the same for few entries and for 30 more."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue import catalogue
from catalogue.models import SynonymGroup
from catalogue.search.terms import recent
from places import tree
from publishing.models import Generation
from publishing.safety.publication import publish
from tests.factories import (
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_recommendation,
)

pytestmark = pytest.mark.usefixtures("world")

QUERIES = {
    "/": 3,
    "/practices/": 2,
    "/practices/?place=014&sort=title&theme=sport-arts-culture": 2,
    # The generation, the words, the editions.
    "/practices/?q=play": 3,
    "/practices/?place=014&q=neighbours+play+evenings": 3,
    "/practices/?q=residents+-chess": 3,  # with two synonyms
    "/practices/?literal=1&q=%22two+evenings%22&sort=title": 3,
    "/search/?page=2&q=meet+OR+play": 4,  # one once a generation, for the sizes of files
    # The words that a rare one may be meant by; what an unknown one may mean is asked for with it.
    "/practices/?q=chess": 4,
    "/practices/?q=plya": 3,
    "/networks/": 2,
    "/organisations/": 2,
    "/practices/values/organisation/": 1,
    "/practices/values/organisation/?find=lead&place=014": 1,
    "/practices/practice-0/": 3,
    "/practices/practice-0/editions/": 3,
    "/networks/hub/": 5,
    "/organisations/lead/": 3,
    "/places/": 1,
    "/places/KE/": 2,
    "/places/014/": 2,
    "/places/horn-of-africa/": 2,
    "/themes/": 1,
    "/themes/sport-arts-culture/": 2,
    "/recommendations/": 4,
    "/recommendations/4b-i/": 3,
    "/about/": 0,
    "/glossary/": 0,
    "/robots.txt": 0,
    "/.well-known/security.txt": 0,
    "/opensearch.xml": 0,
    "/manifest.webmanifest": 0,
    # The generation, and the days of editions.
    "/sitemap.xml": 2,
    "/sitemap-1.xml": 2,
    "/sitemap-pages.xml": 2,
    "/practices/practice-0/?lang=en": 3,
}


def make_entries(number):
    """`number` entries of each kind beside a few that every page needs: a member's own practice, a related one."""
    make_recommendation()
    SynonymGroup.objects.create(words="neighbours\nresidents\npeople next door")
    Generation.objects.advance(vocabulary=True)
    for more in range(3):
        make_practice(f"Evenings {more}", text={"summary": "Neighbours and residents play."})
    make_practice("Chess", text={"summary": "Checs, on two evenings."})
    hub = make_network("Hub")
    lead = make_organisation("Lead", published=False)
    make_membership(lead, hub)
    publish(lead)
    make_practice("Of a member alone", lead=lead, themes=["sport-arts-culture"])
    for n in range(number):
        network = make_network(f"Chapter {n}", published=False, parent=hub, secretariat=lead, supporters=[lead])
        publish(network)
        partner = make_organisation(f"Partner {n}", published=False)
        make_membership(partner, hub)
        publish(partner)
        practice = make_practice(
            f"Practice {n}",
            lead=lead,
            partner=partner,
            networks=[hub, network],
            themes=["sport-arts-culture", "livelihoods-skills"],
            groups=["women"],
            recommendations={"4b-i": "named"},
            published=False,
        )
        cite(practice)
        publish(practice)


# As the first page of a process: with the places, the index and all that is read once a generation.
COLD = {"/": 13, "/practices/": 13, "/practices/practice-0/": 13}


@pytest.mark.parametrize("number", [1, 30])
def test_the_first_page_of_a_process_asks_as_often_with_30_entries_as_with_one(number, client):
    make_entries(number)
    asked = {}
    for address in COLD:
        catalogue.forget()
        tree.forget()
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        asked[address] = len(queries)
    assert asked == COLD


@pytest.mark.parametrize("number", [1, 30])
def test_every_page_asks_the_database_as_often_with_30_entries_as_with_one(number, client):
    make_entries(number)
    catalogue.current()
    # What a worker reads once: the places, and after each publication the words that a misspelt one may mean.
    client.get("/places/KE/")
    client.get("/practices/?q=chess")
    asked = {}
    for address in QUERIES:
        recent(catalogue.current()).clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200, address
        asked[address] = len(queries)
    assert asked == QUERIES
