"""Many readers at once, with the threads that a server has."""

import threading

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from gsx_site import known_state
from gsx_site.page_cache import PageCache
from publishing.safety.publication import publish
from tests.factories import make_practice
from tests.waiting import through
from tests.wsgi import Clock, ask, own_thread  # noqa: F401

READERS, PUBLICATIONS = 4, 14


@pytest.mark.django_db(transaction=True)
def test_nobody_is_given_a_page_from_before_a_publication_once_it_must_be_known(world, own_thread):  # noqa: F811
    """Readers ask without a pause while somebody publishes; each publication is followed by a second."""
    practice, clock = make_practice("Evening football"), Clock()
    site = PageCache(WSGIHandler(), megabytes=8, clock=clock)
    newest, wrong, stop, answers = [0], [], threading.Event(), []

    def read():
        while not stop.is_set():
            at_least = newest[0]
            answer = ask(site, "/practices/")
            shown = int(answer.text.partition("Football number ")[2].partition("<")[0])
            if shown < at_least or "cache-status" in answer.headers:
                wrong.append((shown, at_least, answer.headers))
            answers.append(shown)
        connection.close()

    def publish_number(number):
        practice.texts.update(title=f"Football number {number}")
        publish(practice)

    publish_number(0)
    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        for number in range(1, PUBLICATIONS + 1):
            publish_number(number)
            clock.tick(known_state.FRESH_FOR)
            newest[0] = number
    finally:
        stop.set()
        through(*readers)
    assert wrong == []
    assert len(answers) >= READERS
