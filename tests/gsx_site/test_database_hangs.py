"""Drills with a database that is there and does not answer: a lock, a silent line, a server that is stopped."""

import threading
from contextlib import contextmanager

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection, connections

from gsx_site import turns
from gsx_site.page_cache import PageCache
from tests.factories import make_practice
from tests.silent_line import SilentLine
from tests.waiting import SECONDS, through
from tests.wsgi import Clock, ask

only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="readers of SQLite wait for nobody")

# Seconds: of waiting for what does not come, and of waiting for one server behind another that stays silent.
SHORT, ENOUGH = 0.2, 3


@pytest.fixture
def site():
    clock = Clock()
    site = PageCache(WSGIHandler(), megabytes=8, clock=clock)
    site.tick = clock.tick
    return site


@contextmanager
def connected(**changes):
    """While this lasts, connections are made anew, with `changes` of the settings of the database."""
    facts = connection.settings_dict
    before = {**facts, "OPTIONS": dict(facts["OPTIONS"])}
    facts["OPTIONS"] = facts["OPTIONS"] | changes.pop("OPTIONS", {})
    facts |= changes
    connections.close_all()
    try:
        yield
    finally:
        connections.close_all()
        facts.update(before)


@contextmanager
def behind_a_line(**options):
    facts = connection.settings_dict
    with (
        SilentLine((facts["HOST"], int(facts["PORT"] or 5432))) as line,
        connected(HOST="127.0.0.1", PORT=str(line.port), OPTIONS=options),
    ):
        yield line


@contextmanager
def silence(line):
    """While this lasts no answer comes, and none is waited for for long: no deadline is short but here, where it ends
    the same way however long it is."""
    options = connection.settings_dict["OPTIONS"]
    before = dict(options)
    options |= {"answer_seconds": SHORT, "connect_timeout": str(SHORT)}
    connection.ensure_connection()
    connection.connection.seconds = SHORT
    line.silent = True
    try:
        yield
    finally:
        options.clear()
        options.update(before)


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_where_the_server_does_not_answer_kept_pages_are_served_and_the_rest_says_so(site, world):
    make_practice("Evening football", slug="evening-football")
    with behind_a_line() as line:
        ask(site, "/practices/")
        with silence(line):
            site.tick(1)
            assert ask(site, "/practices/").headers["cache-status"] == "gsx; hit; detail=stale"
            assert ask(site, "/practices/evening-football/").status == 503
    site.tick(1)
    assert ask(site, "/practices/evening-football/").status == 200


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_several_hosts_the_first_that_answers_and_is_as_asked_for_is_used():
    with behind_a_line() as line:
        line.silent = True
        host, port = line.there
        hosts = {"HOST": f"127.0.0.1,127.0.0.1,{host}", "PORT": f"1,{line.port},{port}"}
        for kind in ("read-write", "prefer-standby"):
            with connected(**hosts, OPTIONS={"connect_timeout": str(ENOUGH), "target_session_attrs": kind}):
                connection.ensure_connection()
                assert connection.connection.info.port == port
        wanted = {"connect_timeout": str(ENOUGH), "target_session_attrs": "standby"}
        with connected(**hosts, OPTIONS=wanted), pytest.raises(OperationalError) as refused:
            connection.ensure_connection()
        for reason in (":1: Connection refused", f"no answer within {ENOUGH} seconds", "not in hot standby"):
            assert reason in str(refused.value)


@only_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_lock_is_waited_for_no_longer_than_the_setting_says(site, world):
    ask(site, "/practices/")
    other = connection.copy()
    with connected(OPTIONS={"options": "-c lock_timeout=100 -c statement_timeout=60000"}), other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE publishing_generation, publishing_edition")
        site.tick(1)
        assert ask(site, "/practices/").headers["cache-status"] == "gsx; hit; detail=stale"
        assert ask(site, "/practices/?q=football").status == 503
        cursor.execute("ROLLBACK")
        site.tick(1)
        assert "cache-status" not in ask(site, "/practices/").headers
    other.close()


def test_what_needs_no_database_is_answered_while_all_that_does_waits(monkeypatch, db):
    monkeypatch.setattr(turns, "TURNS", 0)
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    site = WSGIHandler()
    page, sheet = ask(site, "/practices/"), ask(site, staticfiles_storage.url("css/site.css"))
    assert (page.status, page.headers["retry-after"], sheet.status) == (503, "30", 200)
    assert page.headers["content-security-policy"] == sheet.headers["content-security-policy"]


def test_who_waited_in_vain_is_the_last_to_wait_until_somebody_is_through(monkeypatch):
    entered, go = threading.Semaphore(0), threading.Event()

    def view(request):
        entered.release()
        go.wait(SECONDS)
        return "page"

    middleware, answers = turns.Turns(view), []
    holders = [threading.Thread(target=lambda: answers.append(middleware(None))) for _ in range(turns.TURNS)]
    for holder in holders:
        holder.start()
        assert entered.acquire(timeout=SECONDS)
    for patience in (0.01, 600):  # the second one would fail by taking for ever
        monkeypatch.setattr(turns, "PATIENCE", patience)
        with pytest.raises(OperationalError):
            middleware(None)
    go.set()
    through(*holders)
    assert [*answers, middleware(None)] == ["page"] * (turns.TURNS + 1)
