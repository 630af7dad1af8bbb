"""What is remembered with a catalogue: the same for all who ask, and gone when the catalogue is."""

import gc
import weakref

import pytest

from catalogue import catalogue
from catalogue.as_of import as_of
from catalogue.exported import exported
from publishing.safety.publication import restrict
from tests.factories import make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def test_of_two_who_make_a_thing_at_once_both_have_the_one_that_was_there_first():
    held, first = catalogue.current(), []

    def make_while_another_does():
        first.append(held.remembered("thing", list))
        return []

    assert held.remembered("thing", make_while_another_does) is first[0]
    assert held.remembered("thing", list) is first[0]


def test_an_earlier_time_is_made_once_and_goes_with_the_catalogue_that_it_was_made_of():
    make_practice("Evening football")
    earlier = catalogue.current().number
    make_practice("Morning chess")
    held = exported()
    past = as_of(held, earlier)
    assert (as_of(held, earlier) is past, len(past.kinds["practice"])) == (True, 1)
    both = [weakref.ref(held), weakref.ref(past)]
    catalogue.forget()
    del held, past
    assert [one() for one in both] == [None, None]


def test_no_catalogue_stays_in_memory_once_what_it_named_was_taken_back(client):
    lead = make_organisation("Zornhut Circle")
    make_practice("Evening football", lead=lead)
    before = catalogue.current()
    for address in ("/practices/", f"/practices/?as_of={before.number - 1}", "/practices.csv", "/search/?q=zornhut"):
        response = client.get(address)
        assert response.status_code == 200
        assert len(b"".join(response)) > 0
    gone = weakref.ref(before)
    del before, response
    restrict(lead, "anonymised")
    assert "Zornhut" not in get(client, "/practices/").words
    gc.collect()  # pages and what made them go round in circles
    assert gone() is None
