"""Drills with a database that is really out of reach: what was read before is served, the rest says so."""

import json
from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections

from gsx_site import known_state
from gsx_site.kept_page import AGAIN
from gsx_site.page_cache import PageCache
from networks.models import Organisation
from places.levels import Level
from publishing.safety.publication import publish
from tests.factories import make_organisation, make_practice
from tests.pages import Page
from tests.staff import StaffClient
from tests.waiting import SECONDS
from tests.wsgi import Clock, ask, busy  # noqa: F401

# Connections come and go here, so each test commits.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("world")]
STALE = {"cache-status": "gsx; hit; detail=stale", "warning": '110 - "Response is Stale"'}


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def site(clock):
    return PageCache(WSGIHandler(), megabytes=8, clock=clock)


@contextmanager
def database_gone(tmp_path, how="away"):
    """While this lasts, every new connection goes where there is no database, and there are no old ones.

    SQLite is sent to a folder that does not exist, or to a file that is `empty`; PostgreSQL to a port that is closed.
    """
    facts = connection.settings_dict
    before = dict(facts)
    if connection.vendor == "sqlite":
        facts["NAME"] = str(tmp_path / ("empty.sqlite3" if how == "empty" else "away/gsx.sqlite3"))
    else:
        facts["HOST"], facts["PORT"] = "127.0.0.1", "1"
    connections.close_all()
    try:
        yield
    finally:
        connections.close_all()
        facts.update(before)


@pytest.mark.parametrize("how", ["away", "empty"])
def test_pages_that_were_read_are_served_as_stale_and_the_rest_says_so(site, clock, tmp_path, how):
    make_practice("Evening football", slug="evening-football")
    for _time in range(AGAIN):  # then it is packed as it stays
        read = ask(site, "/practices/", accept_encoding="br")
    with database_gone(tmp_path, how):
        clock.tick(1)
        again = ask(site, "/practices/", accept_encoding="br")
        assert (again.status, again.body) == (200, read.body)
        assert again.headers == read.headers | STALE
        known = ask(site, "/practices/", if_none_match=read.headers["etag"])
        assert (known.status, known.headers["cache-status"]) == (304, STALE["cache-status"])
        rest = ask(site, "/practices/evening-football/", accept_encoding="br")
        assert (rest.status, rest.headers["retry-after"]) == (503, "30")
        assert rest.headers["cache-control"] == "no-store"
        assert rest.headers["content-security-policy"].startswith("default-src 'none'")
        assert Page(rest).h1() == ["This page is not available at the moment"]
    clock.tick(1)
    back = ask(site, "/practices/", accept_encoding="br")
    assert back.headers == read.headers
    assert ask(site, "/practices/evening-football/").status == 200


def test_the_api_says_so_in_a_problem_document(site, tmp_path):
    with database_gone(tmp_path):
        answer = ask(site, "/api/v1/practices")
        assert (answer.status, answer.headers["content-type"]) == (503, "application/problem+json")
        assert (answer.headers["retry-after"], answer.headers["cache-control"]) == ("30", "no-store")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "can't be read" in json.loads(answer.content)["detail"]


def test_pages_of_words_need_no_database(site, tmp_path):
    with database_gone(tmp_path):
        assert [ask(site, address).status for address in ("/about/", "/safety/", "/nowhere/", "/")] == [
            200,
            200,
            404,
            503,
        ]


def test_a_database_that_is_gone_is_asked_once_a_second_and_named_once_in_the_log(site, clock, tmp_path, caplog):
    ask(site, "/practices/")
    attempts = []
    with database_gone(tmp_path):
        clock.tick(1)
        with connection_attempts(attempts):
            for _ in range(20):
                assert ask(site, "/practices/").headers.items() >= STALE.items()
                clock.tick(0.25)
            ask(site, "/practices/evening-football/")
    assert 5 <= len(attempts) <= 7
    assert [(one.name, one.levelname) for one in caplog.records] == [("gsx_site.known_state", "ERROR")]
    assert "/practices" not in caplog.text


@contextmanager
def connection_attempts(attempts):
    """Collects a mark for every time that a connection is made."""
    own = connection.get_new_connection

    def get_new_connection(parameters):
        attempts.append(True)
        return own(parameters)

    connection.get_new_connection = get_new_connection
    try:
        yield
    finally:
        del connection.get_new_connection


def test_a_name_taken_out_stays_out_when_the_database_goes_away_right_after(site, clock, tmp_path):
    lead = make_organisation("Zornhut Circle", slug="zornhut-circle")
    make_practice("Evening football", slug="evening-football", lead=lead)
    addresses = ["/organisations/", "/organisations/zornhut-circle/", "/practices/evening-football/", "/practices/"]
    assert all("Zornhut" in ask(site, address).text for address in addresses)
    Organisation.objects.filter(pk=lead.pk).update(level=Level.ANONYMISED)
    publish(lead)
    clock.tick(0.5)
    ask(site, "/about/")  # any page: this worker has now seen the publication
    with database_gone(tmp_path):
        clock.tick(1)
        for address in addresses:
            answer = ask(site, address)
            assert (answer.status, "Zornhut" in answer.text) == (503, False), address


def test_staff_are_told_too_wherever_the_database_is_missed(site, settings, tmp_path, django_user_model):
    settings.SESSION_SAVE_EVERY_REQUEST = True  # so that a middleware misses it after the view
    client = StaffClient()
    client.force_login(django_user_model.objects.create_superuser("amina", "", "pass"))
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with database_gone(tmp_path):
        for address in ("/admin/", "/practices/", "/about/"):
            answer = ask(site, address, cookie=cookie)
            assert (answer.status, answer.headers["retry-after"]) == (503, "30"), address


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no connections that can be cut")
def test_a_connection_that_was_cut_is_made_anew_without_a_word(site, clock):
    make_practice("Evening football", slug="evening-football")
    ask(site, "/practices/")
    for address in ("/practices/", "/practices/evening-football/"):
        cut_connection()
        clock.tick(1)
        answer = ask(site, address)
        assert (answer.status, "cache-status" in answer.headers) == (200, False)


def cut_connection():
    """End the server's side of this thread's connection, from another one."""
    connection.ensure_connection()
    own = connection.connection.info.backend_pid
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own])
    finally:
        other.close()


def test_readers_do_not_wait_while_the_database_is_gone(site, clock, tmp_path, monkeypatch, busy):  # noqa: F811
    """One question hangs; once it is known that the database is gone, nobody waits for it."""
    monkeypatch.setattr(known_state, "PATIENCE", 600)  # who waited would do so as long as that
    ask(site, "/practices/")
    with database_gone(tmp_path):
        clock.tick(1)
        ask(site, "/practices/")  # finds out
        clock.tick(1)
        site._state._asker = busy.executor
        assert ask(site, "/practices/").headers.items() >= STALE.items()


def test_readers_wait_for_an_answer_but_not_for_ever_and_only_the_first_ones(
    site,
    clock,
    monkeypatch,
    caplog,
    busy,  # noqa: F811
):
    ask(site, "/practices/")
    monkeypatch.setattr(known_state, "PATIENCE", 0.01)
    site._state._asker = busy.executor
    clock.tick(0.75)
    assert "cache-status" not in ask(site, "/practices/").headers
    clock.tick(0.25)
    assert ask(site, "/practices/").headers.items() >= STALE.items()
    monkeypatch.setattr(known_state, "PATIENCE", 600)  # nobody waits as long as that
    clock.tick(600)
    assert ask(site, "/practices/").headers.items() >= STALE.items()
    busy.go.set()
    site._state._asked.result(SECONDS)  # the answer comes
    assert "cache-status" not in ask(site, "/practices/").headers
    assert [one.getMessage() for one in caplog.records] == [
        "The database cannot be reached; pages are served as they were last: it gave no answer within 0.01 seconds",
        "The database is reached again.",
    ]
