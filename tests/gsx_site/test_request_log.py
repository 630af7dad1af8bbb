"""What is written down about requests and faults: how the site does, and nothing about who reads what."""

import io
import json
import logging
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from catalogue import catalogue
from gsx_site import request_log
from gsx_site.page_cache import PageCache
from gsx_site.request_log import RequestLog
from tests.factories import make_practice
from tests.served import raw, served
from tests.waiting import SECONDS
from tests.wsgi import ask, in_one_transaction  # noqa: F401

SECRETS = {
    "cookie": "zornhut=1",
    "referer": "https://zornhut.invalid/",
    "user_agent": "Zornhut/1.0",
    "x_forwarded_for": "192.0.2.77",
}


@pytest.fixture
def lines():
    return []


@pytest.fixture
def site(lines):
    return RequestLog(PageCache(WSGIHandler(), megabytes=8), write=lines.append)


@pytest.fixture
def faults(monkeypatch):
    """What the site writes down on standard error."""
    written = io.StringIO()
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", written)
    return written


def told(lines):
    """The one line of `lines`, without what a clock says."""
    [line] = lines
    said = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said.pop("time"))
    assert said.pop("ms") >= 0
    return said


# --- requests


@pytest.mark.usefixtures("world", "in_one_transaction")
@pytest.mark.parametrize(
    ("address", "method", "route", "status"),
    [
        ("/practices/evening-football/", "GET", "practices:detail", 200),
        ("/practices/zornhut/", "GET", "practices:detail", 404),
        ("/zornhut/", "GET", "", 404),
        ("/search/?q=zornhut", "HEAD", "search:list", 200),
        ("/practices/?zornhut=1&b=", "GET", "practices:list", 301),
        ("/about/", "POST", "about", 403),
        ("/about/", "ZORNHUT", "about", 403),
        ("/admin/", "GET", "admin:index", 302),
        ("/static/zornhut.css", "GET", "static", 404),
    ],
)
def test_a_line_tells_the_view_and_how_it_did(site, lines, address, method, route, status):
    make_practice("Evening football", slug="evening-football")
    answer = ask(site, address, method, **SECRETS)
    said = told(lines)
    assert said.pop("bytes") == (int(answer.headers["content-length"]) if "content-length" in answer.headers else None)
    assert said == {
        "method": "other" if method == "ZORNHUT" else method,
        "route": route,
        "status": status,
        "kept": False,
    }
    assert "zornhut" not in lines[0].lower()
    assert "192.0.2.77" not in lines[0]


@pytest.mark.usefixtures("world", "in_one_transaction")
def test_a_kept_page_tells_the_same_view_and_that_it_was_kept(site, lines):
    ask(site, "/places/KE/")
    lines.clear()
    answer = ask(site, "/places/KE/", accept_encoding="br")
    assert told(lines) == {
        "method": "GET",
        "route": "places:detail",
        "status": 200,
        "bytes": len(answer.body),
        "kept": True,
    }


def test_an_application_that_breaks_is_a_500_in_the_log(lines):
    def broken(environ, start_response):
        raise RuntimeError("Zornhut")

    with pytest.raises(RuntimeError):
        ask(RequestLog(broken, write=lines.append), "/")
    assert told(lines) == {"method": "GET", "route": "", "status": 500, "bytes": None, "kept": False}


def test_a_reader_is_served_when_nobody_reads_the_log(monkeypatch):
    def broken_pipe(number, data):
        raise BrokenPipeError

    monkeypatch.setattr(request_log.os, "write", broken_pipe)
    request_log.write_out("a line\n")


# --- faults


@pytest.mark.usefixtures("world")
def test_a_fault_is_told_by_view_and_line_of_code_and_not_by_what_was_asked(faults, monkeypatch):
    def broken():
        try:
            int("zornhut")
        except ValueError as error:
            raise RuntimeError("Zornhut was typed") from error

    monkeypatch.setattr(catalogue, "_current", broken, raising=False)
    monkeypatch.setattr("catalogue.views.current", broken)
    response = Client(raise_request_exception=False).get("/practices/?q=zornhut", headers={"user-agent": "Zornhut"})
    assert response.status_code == 500
    written = faults.getvalue()
    assert written.startswith("ERROR django.request: 500 at practices:list\n")
    assert "builtins.ValueError\nwhile handling this:\n" in written
    assert "builtins.RuntimeError" in written
    assert 'in broken\n    raise RuntimeError("Zornhut was typed") from error' in written  # our own code, as it stands
    assert "zornhut" not in written.replace('int("zornhut")', "").replace("Zornhut was typed", "").lower()


@pytest.mark.usefixtures("db")
def test_a_foreign_host_and_a_form_without_its_token_are_told_without_what_they_sent(faults):
    Client().get("/practices/zornhut/", headers={"host": "zornhut.invalid"})
    Client(enforce_csrf_checks=True).post("/admin/zornhut/", {"zornhut": "zornhut"})
    assert [line for line in faults.getvalue().splitlines() if line.startswith(("ERROR", "WARNING"))] == [
        "ERROR django.security.DisallowedHost: 400 at no route",
        "WARNING django.security.csrf: 403 at admin:django.contrib.admin.sites.catch_all_view",
    ]
    assert "zornhut" not in faults.getvalue()


# --- the server


def test_the_server_says_nothing_of_who_asked_for_what_either(tmp_path):
    database = f"sqlite:///{tmp_path}/empty.sqlite3"
    with served("gsx_site.wsgi", DATABASE_URL=database) as (port, ended):
        assert b"301" in raw(port, b"GET /about/?zornhut=1&b= HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert b"400" in raw(port, b"ZORNHUT /zornhut?zornhut HTTP/9.9\r\nzornhut\r\n\r\n")
        out, err = ended()
    [line] = [line for line in out.splitlines() if line.startswith("{")]
    assert (json.loads(line)["route"], json.loads(line)["status"]) == ("about", 301)
    assert "A request could not be read" in err
    assert "127.0.0.1" not in err
    assert "zornhut" not in (out + err).lower()


def test_the_server_says_where_an_application_broke_and_not_for_whom(tmp_path):
    (tmp_path / "broken.py").write_text("def application(environ, start):\n    raise KeyError(environ['PATH_INFO'])\n")
    with served("broken:application", PYTHONPATH=str(tmp_path)) as (port, ended):
        assert b"500" in raw(port, b"GET /zornhut?zornhut HTTP/1.1\r\nHost: zornhut\r\n\r\n")
        _out, err = ended()
    assert "A request could not be answered." in err
    assert "broken.py" in err
    assert "builtins.KeyError" in err
    assert "zornhut" not in err.lower()


LAYERS = """
from gsx_site.wsgi import application
while application := getattr(application, "_application", None):
    print(type(application).__name__)
"""


@pytest.mark.parametrize(
    ("variables", "layers"),
    [
        ({}, ["OwnAddress", "RequestLog", "PageCache", "WSGIHandler"]),
        ({"REQUEST_LOG": "off"}, ["OwnAddress", "PageCache", "WSGIHandler"]),
    ],
)
def test_the_log_can_be_switched_off(variables, layers):
    run = subprocess.run(
        [sys.executable, "-c", LAYERS],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "s" * 50, "DATABASE_URL": "sqlite:///:memory:", **variables},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert run.stdout.split() == layers, run.stderr
