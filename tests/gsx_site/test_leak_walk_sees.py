"""That the walk of tests/gsx_site/test_leak_walk.py would see a leak: the same columns, published, are all seen."""

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from catalogue.languages import codes, language_of, tag
from networks.models import Organisation
from publishing.safety.publication import publish
from tests import factories
from tests.addresses import patterns, public_patterns
from tests.corpus import Corpus, said_in
from tests.gsx_site.test_leak_walk import MAKERS, fresh, what_entries_lean_on
from tests.secrets import ENTRY, Secrets, rows_of

pytestmark = pytest.mark.usefixtures("around")


@pytest.fixture
def around(world):
    what_entries_lean_on()


def test_each_secret_is_seen_somewhere_once_it_is_published(client):
    """So that not to see one means something."""
    secrets = Secrets()
    for make, colour in zip(MAKERS, ("gold", "teal", "navy"), strict=True):
        entry = make(published=False)
        factories.make_picture(entry, colour, size=(64, 48))
        for row in list(rows_of(entry)):
            secrets.plant(row, ENTRY)
        publish(fresh(entry))
    publish(Organisation.objects.get(slug="riverbank-circle"))  # which tells of its memberships
    asked = Corpus(client)
    addresses = [address for one in public_patterns() for address in one.in_turn()]
    everything = "\n".join(said_in(asked.get(address), address) for address in addresses)
    assert len(secrets.planted) > 25
    assert [where for word, where in secrets.planted.items() if word not in everything] == []


def test_every_kind_of_address_is_asked_for_in_every_language():
    factories.make_practice()
    spoken = {}
    for one in public_patterns():
        for address in one.in_turn():
            asked = QueryDict(urlsplit(address).query).get("lang")
            spoken.setdefault(one.name, set()).add(asked or tag(language_of(address)))
    silent = {"sitemap", "sitemap-part", "sitemap-pages", "robots", "security", "picture"}
    silent.add("oembed")  # which speaks the language of the page that it is asked for
    every = {tag(code) for code in codes()}
    assert {name for name, languages in spoken.items() if languages != every} == silent


def test_every_pattern_of_the_table_is_known():
    factories.make_practice()
    unfilled = []
    for pattern in patterns():
        try:
            pattern.addresses()
        except LookupError as error:
            unfilled.append(str(error))
    assert unfilled == []
