"""Several processes on one database: whole editions, one generation each, seen by all."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from publishing.models import Edition, Generation
from tests.factories import make_practice
from tests.factories import world as make_world
from tests.pages import get
from tests.waiting import SECONDS, wait_until

PUBLISH = """
import pathlib, sys
import django
django.setup()
from practices.models import Practice
from publishing.safety.publication import publish
from tests.waiting import wait_until
practice = Practice.objects.get(pk=sys.argv[1])
pathlib.Path(sys.argv[2]).touch()
wait_until(pathlib.Path(sys.argv[3]).exists)
for _ in range(int(sys.argv[4])):
    publish(practice)
"""
TIMES = 10


def database_url():
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    user = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{user}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


def publish_at_once(practices, folder):
    """Publish each of `practices` TIMES times, each from a process of its own; all start at the same moment."""
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "gsx_site.settings"}
    start = folder / "start"
    writers = []
    for number, practice in enumerate(practices):
        ready = folder / f"ready-{number}"
        arguments = [str(practice.pk), str(ready), str(start), str(TIMES)]
        writers.append(
            (
                subprocess.Popen([sys.executable, "-c", PUBLISH, *arguments], env=environment, cwd=settings.BASE_DIR),
                ready,
            )
        )
    wait_until(lambda: all(ready.exists() or writer.poll() is not None for writer, ready in writers))
    start.touch()
    return [writer.wait(SECONDS) for writer, _ready in writers]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same", [True, False], ids=["the same entry", "two entries"])
def test_two_publications_at_once_end_in_whole_editions_with_generations_of_their_own(same, tmp_path):
    make_world()
    first = make_practice(published=False)
    second = first if same else make_practice(published=False)
    before = Generation.objects.now().number
    assert publish_at_once([first, second], tmp_path) == [0, 0]
    editions = list(Edition.objects.order_by("generation"))
    assert [edition.generation for edition in editions] == list(range(before + 1, before + 2 * TIMES + 1))
    assert Generation.objects.now().number == before + 2 * TIMES
    assert all(edition.read().title() for edition in editions)
    for practice in {first, second}:
        own = Edition.objects.of(practice).order_by("generation")
        assert [edition.number for edition in own] == list(range(1, len(own) + 1))
        assert [edition.current for edition in own] == [False] * (len(own) - 1) + [True]


@pytest.mark.django_db(transaction=True)
def test_what_another_process_publishes_is_seen_by_the_next_request(client, tmp_path):
    make_world()
    practice = make_practice("Evening football")
    assert "Evening football" in get(client, "/practices/").main
    practice.texts.update(title="Morning football")
    assert "Evening football" in get(client, "/practices/").main
    assert publish_at_once([practice], tmp_path) == [0]
    assert "Morning football" in get(client, "/practices/").main
