"""How a worker keeps its catalogue up to date."""

import threading
from contextlib import suppress

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalogue import catalogue
from practices.models import Theme
from publishing.models import Generation
from publishing.safety.publication import publish, withdraw
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import get
from tests.waiting import SECONDS, at_once

pytestmark = pytest.mark.usefixtures("world")


def test_a_request_after_an_edit_sees_it(client):
    practice = make_practice("Evening football", slug="evening-football")
    assert "Evening football" in get(client, "/practices/").main
    practice.texts.update(title="Morning football")
    assert "Evening football" in get(client, "/practices/").main
    publish(practice)
    assert "Morning football" in get(client, "/practices/").main
    withdraw(practice)
    assert "0 practices" in get(client, "/practices/").main


def test_only_what_changed_is_read_again():
    changed, same = make_practice(), make_practice()
    network = make_network()
    before = catalogue.current()
    publish(changed)
    with CaptureQueriesContext(connection) as queries:
        after = catalogue.current()
    assert len(queries) == 4  # the generation, again under the lock, whether it led there, and what changed
    assert after.kinds["practice"][same.uid] is before.kinds["practice"][same.uid]
    assert after.kinds["practice"][changed.uid] is not before.kinds["practice"][changed.uid]
    assert after.kinds["network"] is before.kinds["network"]
    assert after.kinds["network"][network.uid].title
    with CaptureQueriesContext(connection) as queries:
        assert catalogue.current() is after
    assert len(queries) == 1


def test_whoever_holds_the_earlier_catalogue_still_sees_it_whole():
    practice = make_practice(countries=["KE"])
    before = catalogue.current()
    practice.countries.set(["BD"])
    publish(practice)
    after = catalogue.current()
    assert [len(one.kinds["practice"].having("place", "KE")) for one in (before, after)] == [1, 0]
    assert [len(one.kinds["practice"].having("place", "BD")) for one in (before, after)] == [0, 1]
    assert before.kinds["practice"][practice.uid].generation < after.kinds["practice"][practice.uid].generation


def test_a_changed_label_is_seen_by_the_next_request(client):
    make_practice(themes=["sport-arts-culture"])
    assert "Sport, arts and culture" in get(client, "/practices/").main
    theme = Theme.objects.get(slug="sport-arts-culture")
    theme.name = "Play and art"
    theme.save()
    Generation.objects.advance(vocabulary=True)
    assert "Play and art" in get(client, "/practices/").main


def test_a_database_that_was_put_back_and_came_to_the_same_number_is_read_anew(client):
    lead, other = make_organisation("Riverbank Circle"), make_practice()
    practice = make_practice("Evening football", slug="evening-football", lead=lead)
    with suppress(RuntimeError), transaction.atomic():
        publish(practice)
        number = catalogue.current().number
        assert "Riverbank Circle" in get(client, "/practices/evening-football/").main
        raise RuntimeError("the primary is lost, and the standby did not have this")
    withdraw(lead)
    publish(other)
    assert Generation.objects.now().number == number
    assert "Riverbank Circle" not in get(client, "/practices/evening-football/").main


@pytest.mark.django_db(transaction=True)
def test_threads_that_ask_at_once_get_one_whole_catalogue():
    make_practice()
    catalogue.forget()
    found, start = [], threading.Barrier(6)

    def ask():
        start.wait(SECONDS)
        found.append(catalogue.current())
        connection.close()

    at_once(*[ask] * 6)
    assert len(found) == 6
    assert len({id(one) for one in found}) == 1
    assert len(found[0].kinds["practice"]) == 1
