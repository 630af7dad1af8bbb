"""Rows of files that are remembered: they say what rows that are made say, and nothing that was taken back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from catalogue import finished
from catalogue.catalogue import forget
from catalogue.exported import exported
from catalogue.finished import Finished, finished_texts
from publishing.models import Generation
from publishing.safety.publication import keep_from_exports, publish, restrict
from tests.factories import make_network, make_organisation, make_practice
from tests.files import archive_at, fetched, rows_at
from tests.full_entries import full_entries

pytestmark = pytest.mark.usefixtures("world")
FORMS = ("csv", "json", "geojson", "xlsx", "zip")


def test_what_is_remembered_has_the_bytes_of_what_is_made(client):
    full_entries()
    addresses = [f"{lang}/{name}.{form}" for lang in ("", "/ar") for name in ("practices", "search") for form in FORMS]
    made = {}
    for address in addresses:
        forget()
        made[address] = fetched(client, address)
    for _turn in range(2):
        assert {address: fetched(client, address) for address in addresses} == made


@pytest.fixture
def football(client):
    """A practice with its lead and network, all of whose rows are remembered."""
    lead, network = make_organisation("Zornhut Circle"), make_network("Zornhut Lanterns")
    practice = make_practice("Zornhut evenings", lead=lead, networks=[network], themes=["sport-arts-culture"])
    assert b"zornhut" in everything(client)
    return practice, lead, network


def everything(client):
    """What all lists say in all forms."""
    found = [
        fetched(client, f"/{name}.{form}") for name in ("practices", "search") for form in ("csv", "json", "geojson")
    ]
    packed = [archive_at(client, f"/{name}.xlsx").values() for name in ("practices", "search")]
    return b"".join([*found, *(part for parts in packed for part in parts)]).lower()


def test_what_is_taken_back_is_in_no_file_any_more(client, football):
    practice, lead, network = football
    keep_from_exports(lead)
    restrict(network, "anonymised")
    practice.level = "anonymised"
    practice.save()
    practice.texts.update(title="Evenings")
    publish(practice)
    assert b"zornhut" not in everything(client)


def test_another_name_of_a_theme_or_a_lead_is_told_at_once(client, football):
    _practice, lead, _network = football
    lead.texts.update(title="Hillside Circle")
    publish(lead)
    assert rows_at(client, "/practices.csv")[0]["lead"] == "Hillside Circle"


def test_a_catalogue_of_before_hands_out_nothing_that_was_taken_back_since(football):
    practice, _lead, _network = football
    before = exported()
    numbers = list(before.kinds["practice"].everything)

    def titles():
        found = finished_texts(before, "practice", numbers, "title", "", lambda _edition, record, _now: record.title())
        return list(found.values())

    assert titles() == ["Zornhut evenings"]
    restrict(practice, "anonymised")
    assert titles() == []


@pytest.mark.parametrize("earlier", [False, True])
@pytest.mark.parametrize(
    ("form", "told"), [("csv", "title"), ("json", "uid"), ("html", "title"), ("txt", "title"), ("jsonld", "title")]
)
def test_a_file_names_nobody_who_became_more_careful_while_it_was_read(client, football, form, told, earlier):
    _practice, lead, network = football
    names = [one.uid if told == "uid" else str(one) for one in (lead, network)]
    query = f"?as_of={Generation.objects.now().number}" if earlier else ""
    if earlier:
        make_practice("Morning tea")

    def said(response):
        words = b"".join(response).decode()
        return [name in words for name in ("Zornhut evenings", *names)]

    assert said(client.get(f"/practices.{form}{query}")) == [True, True, form != "txt"]  # texts tell no network
    begun = client.get(f"/practices.{form}{query}")
    restrict(lead, "anonymised")
    keep_from_exports(network)
    assert said(begun) == [True, False, False]


def test_an_entry_that_may_not_be_taken_away_any_more_does_not_leave(client, football):
    _practice, lead, _network = football
    response = client.get("/organisations.csv")
    keep_from_exports(lead)
    assert b"zornhut" not in b"".join(response.streaming_content).lower()


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(finished, "MOST", 30)
    held = Finished()
    held.put("first", "short")
    held.put("second", "too long for what is left of it, however it is packed")
    assert (held.get("first"), held.get("second")) == ("short", None)
    held.put("third", "small")
    held.put("fourth", "brief")
    assert [held.get(one) for one in ("first", "third", "fourth")] == ["short", "small", None]
    assert held.size <= finished.MOST


def test_many_who_remember_at_once_are_counted_right():
    held = Finished()

    def put(_thread):
        for number in range(500):
            held.put(number, f"row {number}")

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(put, range(8)))
    alone = Finished()
    for number in range(500):
        alone.put(number, f"row {number}")
    assert held.size == alone.size
