"""Asking the site as a web server does: through its WSGI application, the page cache included."""

import gzip
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from threading import Event
from urllib.parse import unquote_to_bytes

import brotli
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connections

from gsx_site import known_state
from tests.waiting import SECONDS


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now

    def tick(self, seconds):
        self.now += seconds


class AtOnce(Executor):
    """An executor that does it in the thread of whoever asks: a transaction of the test's is seen there alone."""

    def __init__(self, *_):
        pass

    def submit(self, do):
        done = Future()
        done.set_result(do())
        return done


@pytest.fixture
def own_thread(monkeypatch):
    """Lets the state of the directory be asked for in a thread of its own, as a server does, on a database with rows
    that are committed; and nobody is told that the database is gone because this machine is slow."""
    made = []

    def make(*facts):
        made.append(ThreadPoolExecutor(*facts))
        return made[-1]

    monkeypatch.setattr(known_state, "ThreadPoolExecutor", make)
    monkeypatch.setattr(known_state, "PATIENCE", SECONDS)
    yield
    for executor in made:
        end(executor)


@dataclass
class Busy:
    """An executor whose only thread is busy until it is let `go`: what else it is given has to wait."""

    executor: ThreadPoolExecutor
    go: Event


@pytest.fixture
def busy():
    one = Busy(ThreadPoolExecutor(1), Event())
    one.executor.submit(one.go.wait, SECONDS)
    yield one
    one.go.set()
    end(one.executor)


def end(executor):
    """Let the thread of `executor` finish, without a connection that would keep others from the database."""
    executor.submit(connections.close_all).result(SECONDS)
    executor.shutdown()


@pytest.fixture
def in_one_transaction(db, monkeypatch):
    """Lets requests use the connection of the test, as Django's own test client does: its transaction stays open."""
    monkeypatch.setattr(known_state, "close_old_connections", lambda: None)
    stay_connected()
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def stay_connected():
    """Let requests leave the connection open. Django's test client, once asked, lets them close it again."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)


@dataclass
class Answer:
    status: int
    headers: dict  # {name in lower case: value}; several of one name are joined by commas
    body: bytes

    @property
    def content(self):
        """The body as it was before it was compressed."""
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(self.headers.get("content-encoding"), bytes)
        return unpack(self.body)

    @property
    def text(self):
        return self.content.decode()


def ask(application, address, method="GET", **headers):
    """The Answer to a request for `address` (percent-encoded, perhaps with a query) with `headers` (cookie=…)."""
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    started = []
    content = application(environ, lambda status, headers, exc_info=None: started.append((status, headers)))
    try:
        body = b"".join(content)
    finally:
        getattr(content, "close", bool)()
    [(status, pairs)] = started
    found = {}
    for name, value in pairs:
        found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
    return Answer(int(status.split()[0]), found, body)
