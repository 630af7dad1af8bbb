"""What is said to whoever watches the site."""

import json
import os
import time
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from gsx_site import probes
from publishing.models import Generation
from tests.factories import make_practice
from tests.wsgi import AtOnce, ask, busy  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["directory.example"], True
    monkeypatch.setattr(probes, "close_old_connections", lambda: None)
    site = probes.Probes(WSGIHandler())
    site._asker = AtOnce()
    return site


def told(answer):
    return answer.status, json.loads(answer.text)


def test_the_site_is_ready_under_any_host_and_over_plain_http(site, world):
    make_practice("Zornhut meets")
    answer = ask(site, "/-/ready", host="10.0.0.7")
    assert told(answer) == (
        200,
        {
            "database": "answers",
            "generation": Generation.objects.now().number,
            "migrations": "are applied",
            "static files": "are there",
            "backup": "none was made from this machine",
        },
    )
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert told(ask(site, "/-/live", host="10.0.0.7")) == (200, {"process": "lives"})
    head = ask(site, "/-/ready", "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", answer.headers["content-length"])
    assert [ask(site, "/-/ready", "POST").status, ask(site, "/-/other").status] == [405, 404]
    assert ask(site, "/about/", host="directory.example").status == 301  # all else as ever


def test_a_process_lives_whatever_its_database_does_and_is_not_ready(site, monkeypatch, busy):  # noqa: F811
    monkeypatch.setattr(probes, "PATIENCE", 0.01)
    site._asker, asked = busy.executor, []
    assert ask(site, "/-/live").status == 200
    for _ in range(2):
        status, checks = told(ask(site, "/-/ready"))
        assert (status, checks["database"]) == (503, "gives no answer within 0.01 seconds")
        asked.append(site._asked)
    assert asked[0] is asked[1], "it is asked once"


def test_migrations_and_static_files_that_are_missing_are_named(site, monkeypatch):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("places")
    MigrationRecorder(connection).record_unapplied(*newest)
    status, checks = told(ask(site, "/-/ready"))
    assert (status, checks["migrations"]) == (503, f"not applied: places.{newest[1]}")
    MigrationRecorder(connection).record_applied(*newest)
    monkeypatch.setattr(probes, "staticfiles_storage", SimpleNamespace(hashed_files={}))
    status, checks = told(ask(site, "/-/ready"))
    assert (status, checks["static files"]) == (503, "there is no list of them: manage.py collectstatic")


def test_migrations_are_looked_through_until_they_are_applied_and_no_more(site, world, django_assert_num_queries):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("places")
    MigrationRecorder(connection).record_unapplied(*newest)
    assert [ask(site, "/-/ready").status for _time in range(2)] == [503, 503]
    MigrationRecorder(connection).record_applied(*newest)
    assert ask(site, "/-/ready").status == 200
    with django_assert_num_queries(1):
        assert told(ask(site, "/-/ready"))[1]["migrations"] == "are applied"
    MigrationRecorder(connection).record_unapplied(*newest)
    Generation.objects.begin_era()  # as a backup that is restored
    assert ask(site, "/-/ready").status == 503


def test_of_many_who_ask_at_once_one_puts_the_question(site):
    """Nobody else can put one while it is handed over."""

    class Asker(AtOnce):
        def submit(self, do):
            alone.append(site._lock.locked())
            return super().submit(do)

    alone, site._asker = [], Asker()
    ask(site, "/-/ready")
    assert alone == [True]


def test_an_old_backup_is_said_and_keeps_no_reader_away(site, settings):
    mark = settings.VAR_DIR / "last-backup"
    mark.touch()
    assert told(ask(site, "/-/ready"))[1]["backup"] == "0 hours old"
    long_ago = time.time() - 30 * 3600
    os.utime(mark, (long_ago, long_ago))
    assert told(ask(site, "/-/ready")) == (
        200,
        told(ask(site, "/-/ready"))[1] | {"backup": "30 hours old, which is more than a day"},
    )
