"""What a world answers: every reply as bytes, with what is random in it replaced."""

import re
from contextlib import contextmanager
from functools import cache

from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction

from gsx_site.page_cache import PageCache
from publishing.models import Generation
from tests.pages import TOKEN
from tests.worlds.asked import ERA
from tests.worlds.story import forget
from tests.wsgi import Clock, ask

# Of the state of the directory, what is drawn by chance: the same in all worlds while they are asked.
DRAWN = {"era": ERA, "mark": "samemark"}
# What says how late it is by the clock of the machine.
CLOCKS = {"expires"}
DRAWN_TOKEN = re.compile(TOKEN.encode())


def as_bytes(answer):
    """Status, headers and body of an Answer, without what is drawn by chance and what is the time."""
    said = sorted((name, value) for name, value in answer.headers.items() if name not in CLOCKS)
    headers = "".join(f"{name}: {value}\n" for name, value in said)
    return f"{answer.status}\n{headers}\n".encode() + DRAWN_TOKEN.sub(rb"\1", answer.body)


@cache
def application():
    """Django's, one for all: it holds nothing of a world, and loading it takes longer than a story."""
    return WSGIHandler()


def fresh_replies(asked):
    """{Asked: bytes} of all `asked`, from a worker that is started now and keeps no pages."""
    with nothing_drawn():
        forget()
        found = {one: _reply(one) for one in asked}
    forget()
    return found


def _reply(one):
    answer = ask(application(), one.address, one.method)
    assert answer.status < 500, f"{one} is answered with a fault ({answer.status})"
    return as_bytes(answer)


class Lived:
    """A worker that has been there all the time, with its catalogue, its memory of earlier ones, and its pages."""

    def __init__(self):
        self._clock = Clock()
        self._application = PageCache(application(), megabytes=32, clock=self._clock)

    def replies(self, asked):
        self._clock.tick(2)  # after which it asks whether anything changed
        return {one: as_bytes(ask(self._application, one.address, one.method)) for one in asked}


@contextmanager
def nothing_drawn():
    """As long as the block lasts, what is drawn by chance is the same in all worlds."""
    drawn = {field.name: DRAWN[field.name] for field in Generation._meta.concrete_fields if field.name in DRAWN}
    with transaction.atomic():
        if drawn:
            Generation.objects.update(**drawn)
        yield
        transaction.set_rollback(True)
