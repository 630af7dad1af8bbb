"""Threads and processes read while others publish: nobody ever sees half a catalogue."""

import os
import re
import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from catalogue import catalogue
from catalogue.index import sorted_by
from catalogue.kinds import ANY_KIND, own_kinds
from publishing.models import Generation
from publishing.safety.publication import publish, withdraw
from tests.factories import make_network, make_organisation, make_practice
from tests.factories import world as make_world
from tests.pages import Page
from tests.publishing.test_two_writers import database_url
from tests.waiting import SECONDS, through, wait_until

READERS = 4
ROUNDS = 12
BOX = r'name="place" value="(KE|BD|JO)"[^>]*> <span>[^<]*</span> <b>(\d+)</b>'


def flaws(held):
    """Sentences on what is inconsistent in a catalogue; none when it is whole."""
    found = []
    for name, index in held.kinds.items():
        everything = set(index.everything)
        documents = {number: index.documents.get(number) for number in everything}
        if None in documents.values():
            found.append(f"{name}: a number without a document")
            continue
        for number, one in documents.items():
            if (one.number, index.numbers.get(one.uid), index.get(one.uid)) != (number, number, one):
                found.append(f"{name}: {one.uid} does not lead back to itself")
            if name != ANY_KIND and index.slugs.get(one.slug) != one.uid:
                found.append(f"{name}: {one.slug} leads elsewhere")
        found += [
            f"{name}: {order} is no order of all"
            for order in index.orders
            if sorted(index.orders[order]) != sorted(everything)
        ]
        for order, numbers in index.orders.items():
            sorted_anew = sorted(documents.values(), key=sorted_by(order))
            if [one.number for one in sorted_anew] != list(numbers):
                found.append(f"{name}: {order} is out of order")
        for facet, bitmaps in index.values.items():
            counts = index.counts({})[facet]
            for value, bitmap in bitmaps.items():
                if not bitmap or set(bitmap) - everything:
                    found.append(f"{name}: {facet} {value} holds what is not there")
                if counts[value] != len(set(bitmap) & everything):
                    found.append(f"{name}: {facet} {value} is counted wrongly")
    if held.kinds:
        own = [number for kind in own_kinds() for number in held.kinds[kind.name].everything]
        if sorted(own) != sorted(held.kinds[ANY_KIND].everything):
            found.append("all kinds together are not the kinds")
        # A document may be newer than the step asked for, by what is published meanwhile; not than what there is.
        newest = max((one.generation for one in map(held.kinds[ANY_KIND].documents.get, own) if one), default=0)
        now = Generation.objects.now().number
        found += [f"a document of {newest} though there is no generation after {now}"] * (newest > now)
    return found


def a_directory():
    make_world()
    lead = make_organisation("Riverbank Circle")
    network = make_network("Bridges")
    return [make_practice(f"Match {n}", lead=lead, networks=[network], countries=["KE", "BD"]) for n in range(8)]


def change(practices, number):
    """One of the changes an editor makes: a practice in Kenya and Bangladesh moves to Jordan, or back."""
    practice = practices[number % len(practices)]
    if number % 3 == 0:
        withdraw(practice)
    practice.texts.update(title=f"{'Match' if number % 2 else 'Game'} {number}")
    practice.countries.set(["KE", "BD"] if number % 2 else ["JO"])
    publish(practice)


class Readers:
    """Threads that call `look` again and again; `said` is all that it gave."""

    def __init__(self, look):
        self.look, self.said, self.stop, self.seen = look, [], threading.Event(), 0
        self.threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def _read(self):
        try:
            while not self.stop.is_set():
                self.said += self.look()
                self.seen += 1
        except Exception as error:
            self.said.append(repr(error))
        finally:
            connection.close()

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.stop.set()
        through(*self.threads)


def test_a_broken_catalogue_would_be_found_out(world):
    make_practice("Evening football")
    held = catalogue.current()
    assert flaws(held) == []
    index = held.kinds["practice"]
    index.everything.add(7)
    assert flaws(held) == ["practice: a number without a document", "all kinds together are not the kinds"]
    index.everything.remove(7)
    index.values["place"]["KE"].add(7)
    assert "practice: place KE holds what is not there" in flaws(held)
    index.values["place"]["KE"].remove(7)
    index.orders["title"].append(index.orders["title"][0])
    assert "practice: title is no order of all" in flaws(held)


@pytest.mark.django_db(transaction=True)
def test_threads_that_read_the_catalogue_while_one_publishes_see_it_whole():
    practices = a_directory()
    held = []

    def look():
        held.append(catalogue.current())
        return flaws(held[-1])

    with Readers(look) as readers:
        for number in range(ROUNDS):
            change(practices, number)
            seen = readers.seen
            wait_until(lambda seen=seen: readers.seen > seen + READERS or readers.said)
    assert readers.said == []
    assert len({one.number for one in held}) > ROUNDS
    assert catalogue.current().number == max(one.number for one in held)
    assert flaws(catalogue.current()) == []


@pytest.mark.django_db(transaction=True)
def test_pages_that_are_read_while_one_publishes_agree_with_themselves():
    practices = a_directory()

    def look():
        # Not its context: the test client gives each thread those of all.
        shown = Client().get("/practices/?q=match+OR+game").content.decode()
        total = [int(number) for number in re.findall(r">(\d+) practices?<", shown)]
        boxes = {code: int(number) for code, number in re.findall(BOX, shown)}
        kenya, bangladesh, jordan = (boxes.get(code, 0) for code in ("KE", "BD", "JO"))
        whole = total == [kenya + jordan] * 3 and kenya == bangladesh
        return [] if whole else [f"{total} practices, of them {kenya}, {bangladesh} and {jordan}"]

    with Readers(look) as readers:
        for number in range(ROUNDS // 2):
            change(practices, number)
            seen = readers.seen
            wait_until(lambda seen=seen: readers.seen > seen + READERS or readers.said)
    assert readers.said == []
    assert "8 practices" in Page(Client().get("/practices/?q=match+OR+game")).main


READ = """
import pathlib, sys
import django
django.setup()
from catalogue import catalogue
from tests.catalogue.test_reading_while_refreshing import flaws
ready, stop = map(pathlib.Path, sys.argv[1:])
numbers = set()
while not stop.exists():
    held = catalogue.current()
    if found := flaws(held):
        sys.exit("; ".join(found))
    numbers.add(held.number)
    ready.write_text(str(held.number))
print(len(numbers), len(catalogue.current().kinds["practice"]))
"""


@pytest.mark.django_db(transaction=True)
def test_processes_that_read_while_another_one_publishes_see_every_catalogue_whole(tmp_path):
    practices = a_directory()
    stop = tmp_path / "stop"
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "gsx_site.settings"}
    ready = [tmp_path / f"ready-{number}" for number in range(2)]
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READ, str(one), str(stop)],
            env=environment,
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for one in ready
    ]

    def reached(generation):
        gone = any(reader.poll() is not None for reader in readers)
        return gone or all(one.exists() and int(one.read_text() or 0) >= generation for one in ready)

    try:
        wait_until(lambda: reached(1))
        for number in range(ROUNDS):
            change(practices, number)
            if number % 4 == 3:
                wait_until(lambda: reached(catalogue.current().number))
    finally:
        stop.touch()
    ends = [(reader.communicate(timeout=SECONDS), reader.returncode) for reader in readers]
    assert [code for _said, code in ends] == [0, 0], ends
    for (out, _errors), _code in ends:
        seen, number_of_practices = map(int, out.split())
        assert seen >= 3
        assert number_of_practices == len(practices)
