import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from gsx_site import database as database_address
from gsx_site import environment
from tests.commands import run_manage
from tests.waiting import SECONDS

ROOT = Path(settings.BASE_DIR)
# Set by others for their own ends: Django's choice of settings, sockets handed to gunicorn, what follows `make test`.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "LISTEN_FDS", "GUNICORN_FD", "ARGS"}


def setting_in(expression, **variables):
    """What a settings expression prints in a fresh process; `s` is the settings."""
    code = f"from django.conf import settings as s; print({expression})"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "gsx_site.settings",
            "DATABASE_URL": "sqlite:///:memory:",
            **variables,
        },
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


# --- starting


def test_without_a_secret_the_site_stops_with_one_sentence_that_says_what_to_set():
    run = run_manage("check")
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith("SECRET_KEY is not set: ")
    assert run.stderr.count("\n") == 1


def test_without_a_secret_the_site_starts_when_debugging_is_asked_for():
    assert run_manage("check", DEBUG="on").returncode == 0


def test_where_https_is_on_a_database_has_to_be_named():
    run = run_manage("check", SECRET_KEY="s", DATABASE_URL="")
    assert run.returncode == 1
    assert run.stderr.startswith("DATABASE_URL is not set: say which database the site serves. ")
    assert run.stderr.count("\n") == 1


def test_production_has_no_deployment_warning():
    secret = "".join(chr(ord("!") + n) for n in range(60))
    run = run_manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=secret)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("DEBUG", "maybe", "on or off"),
        ("HTTPS", "2", "on or off"),
        ("DATABASE_URL", "mysql://h/d", "sqlite:///relative/path"),
        ("PAGE_CACHE_MB", "-1", "a whole number from 0 to 4096"),
        ("LEAVE_URL", "http://example.org/", "https://"),
        ("LEAVE_URL", "javascript:alert(1)", "https://"),
        ("PROXY_HTTPS_HEADER", "X Forwarded", "the name of a header"),
        ("HSTS", "on", "off, host, subdomains or preload"),
        ("SECURITY_CONTACT", "security@example.org", "where you are reached"),
    ],
)
def test_nonsense_in_a_variable_stops_the_site_and_names_variable_value_and_what_is_allowed(variable, value, allowed):
    run = run_manage("check", **{"SECRET_KEY": "s", variable: value})
    assert run.returncode == 1
    assert run.stderr.startswith(f"{variable} is “{value}”, but must be ")
    assert allowed in run.stderr
    assert run.stderr.count("\n") == 1


def test_cookies_are_locked_to_the_host_under_https_which_is_the_default():
    names = "s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE"
    assert setting_in(names, SECRET_KEY="s") == "__Host-sessionid True __Host-csrftoken True"
    assert setting_in(names, SECRET_KEY="s", HTTPS="off") == "sessionid False csrftoken False"


@pytest.mark.parametrize(
    ("choice", "told"),
    [("off", "0 False False"), ("", "31536000 False False"), ("subdomains", "31536000 True False")],
)
def test_only_what_the_operator_chose_is_said_of_other_hosts(choice, told):
    names = "s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD"
    assert setting_in(names, SECRET_KEY="s", HSTS=choice) == told


def test_a_proxy_is_believed_only_when_it_is_named():
    assert setting_in("s.SECURE_PROXY_SSL_HEADER", SECRET_KEY="s") == "None"
    named = setting_in("s.SECURE_PROXY_SSL_HEADER", SECRET_KEY="s", PROXY_HTTPS_HEADER="X-Forwarded-Proto")
    assert named == "('HTTP_X_FORWARDED_PROTO', 'https')"


# --- reading variables


@pytest.mark.parametrize("word", ["on", "On", " true ", "yes", "1"])
def test_a_flag_is_on(monkeypatch, word):
    monkeypatch.setenv("FLAG", word)
    assert environment.flag("FLAG", False) is True


@pytest.mark.parametrize("word", ["off", "FALSE", "no", "0"])
def test_a_flag_is_off(monkeypatch, word):
    monkeypatch.setenv("FLAG", word)
    assert environment.flag("FLAG", True) is False


def test_an_empty_variable_counts_as_unset(monkeypatch):
    monkeypatch.setenv("EMPTY", "  ")
    assert environment.flag("EMPTY", True) is True
    assert environment.number("EMPTY", 2, 1, 3) == 2
    assert environment.text("EMPTY", "default") == "default"
    assert environment.words("EMPTY", ("a", "b")) == ["a", "b"]


def test_a_number_at_either_end_of_what_is_allowed_is_taken(monkeypatch):
    monkeypatch.setenv("NUMBER", "1")
    assert environment.number("NUMBER", 2, 1, 64) == 1
    monkeypatch.setenv("NUMBER", "64")
    assert environment.number("NUMBER", 2, 1, 64) == 64


@pytest.mark.parametrize("value", ["0", "65", "-1", "1.5", "two", "٣", "9" * 5000])
def test_a_number_that_is_none_or_not_allowed_is_refused(monkeypatch, value):
    monkeypatch.setenv("NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match=r"^NUMBER is “.*”, but must be a whole number from 1 to 64\.$"):
        environment.number("NUMBER", 2, 1, 64)


def test_words_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("WORDS", "a.example, b.example,,")
    assert environment.words("WORDS") == ["a.example", "b.example"]


# --- the address of the database


def database(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    return database_address.named("DATABASE_URL", "sqlite:///default.sqlite3", Path("/base"))


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("", "/base/default.sqlite3"),
        ("sqlite:///data/a%20b.sqlite3", "/base/data/a b.sqlite3"),
        ("sqlite:////srv/gsx.sqlite3", "/srv/gsx.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_an_sqlite_address_names_a_file(monkeypatch, url, name):
    entry = database(monkeypatch, url)
    assert (entry["ENGINE"], entry["NAME"]) == ("django.db.backends.sqlite3", name)
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_address_is_decoded_part_by_part(monkeypatch, scheme):
    entry = database(monkeypatch, f"{scheme}://us%40er:p%2Fa%3Ass@db.example:5433/na%20me?sslmode=require")
    wanted = {
        "ENGINE": "gsx_site.postgresql",
        "NAME": "na me",
        "USER": "us@er",
        "PASSWORD": "p/a:ss",
        "HOST": "db.example",
        "PORT": "5433",
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }
    assert {key: entry[key] for key in wanted} == wanted
    assert entry["OPTIONS"]["sslmode"] == "require"


def test_a_postgresql_address_may_leave_out_all_but_the_name(monkeypatch):
    entry = database(monkeypatch, "postgresql:///gsx")
    assert [entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == ["gsx", "", "", "", ""]


def test_nobody_waits_for_postgresql_for_ever_and_the_address_may_ask_for_other_times(monkeypatch):
    options = database(monkeypatch, "postgresql://host/gsx")["OPTIONS"]
    assert (options["connect_timeout"], options["answer_seconds"], options["tcp_user_timeout"]) == ("5", 20, "20000")
    wanted = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
    assert options["options"] == wanted
    asked = "postgresql://host/gsx?connect_timeout=2&options=-c%20lock_timeout%3D900"
    options = database(monkeypatch, asked)["OPTIONS"]
    assert (options["connect_timeout"], options["options"]) == ("2", f"{wanted} -c lock_timeout=900")
    monkeypatch.setenv("DATABASE_SECONDS", "7")
    assert database(monkeypatch, asked)["OPTIONS"]["answer_seconds"] == 12


def test_commands_wait_longer_than_readers(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["./manage.py", "migrate"])
    options = database(monkeypatch, "postgresql://host/gsx")["OPTIONS"]
    assert (options["answer_seconds"], "lock_timeout=60000" in options["options"]) == (1805, True)
    assert database(monkeypatch, "sqlite:///a")["OPTIONS"]["timeout"] == 60
    monkeypatch.setattr(sys, "argv", ["manage.py", "runserver"])
    assert database(monkeypatch, "sqlite:///a")["OPTIONS"]["timeout"] == 10


def test_several_hosts_are_named_with_their_ports_and_what_they_must_be(monkeypatch):
    entry = database(monkeypatch, "postgresql://u@a:1,[::1],Srv:3/gsx?target_session_attrs=read-write")
    assert (entry["HOST"], entry["PORT"]) == ("a,::1,Srv", "1,,3")
    assert entry["OPTIONS"]["target_session_attrs"] == "read-write"


def test_behind_a_pooler_nothing_is_left_in_a_session(monkeypatch):
    monkeypatch.setenv("DATABASE_POOLER", "on")
    entry = database(monkeypatch, "postgresql://host/gsx")
    assert (entry["DISABLE_SERVER_SIDE_CURSORS"], "options" in entry["OPTIONS"]) == (True, False)
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_POOLER is on, but DATABASE_URL has options, "):
        database(monkeypatch, "postgresql://host/gsx?options=-c%20lock_timeout%3D900")


@pytest.mark.parametrize(
    "url",
    [
        "gsx.sqlite3",
        "sqlite://",
        "sqlite:///",
        "sqlite://file.sqlite3",
        "sqlite:///a.sqlite3?mode=ro",
        "postgresql://host",
        "postgresql://host/",
        "postgresql://host:port/name",
        "postgresql://host:99999/name",
        "postgresql://[host/name",
        "postgresql://host/name?sslmode",
        "postgresql://host/name?ssl=on",
        "postgresql://host/name#part",
        "postgresql://host/name?target_session_attrs=any-host",
        "postgresql://host/name?sslmode=perhaps",
        "postgresql://host/name?options=--drop",
        "postgresql://host/name?connect_timeout=0",
        "postgresql://a,b,c/name?port=5,6",
        "mysql://host/name",
    ],
)
def test_any_other_database_address_is_refused(monkeypatch, url):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database(monkeypatch, url)
    assert str(refusal.value).startswith(f"DATABASE_URL is “{url}”, but must be sqlite:///")


@pytest.mark.parametrize("password", ["hush", "hu@sh", "hu/sh", "hu:sh#1"])
def test_a_refused_database_address_does_not_show_its_password(monkeypatch, password):
    with pytest.raises(ImproperlyConfigured) as refusal:
        database(monkeypatch, f"mysql://editor:{password}@host/name")
    assert "“mysql://editor:…@host/name”" in str(refusal.value)


# --- .env.example


def variables_read():
    python = [ROOT / "deploy/gunicorn.conf.py", ROOT / "tests/conftest.py", *ROOT.glob("gsx_site/**/*.py")]
    source = "\n".join(path.read_text() for path in python)
    makefile = (ROOT / "Makefile").read_text()
    names = re.findall(r"environment\.\w+\(\s*\"([A-Z_]+)\"", source)
    names += re.findall(r"os\.environ(?:\[|\.\w+\()\"([A-Z_]+)\"", source)
    names += re.findall(r"\"([A-Z_]+)\" (?:not )?in os\.environ", source)
    names += re.findall(r"^([A-Z_]+) \?=", makefile, re.M) + re.findall(r"\$\$\{([A-Z_]+)", makefile)
    # Named in a help text and read by Django.
    names += ["DJANGO_SUPERUSER_USERNAME", "PYTHON"]
    return set(names) - NOT_OURS


def test_the_example_lists_every_variable_that_is_read_and_no_other():
    listed = re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M)
    assert sorted(listed) == sorted(variables_read())


def test_every_variable_in_the_example_has_its_reason_above_it():
    lines = (ROOT / ".env.example").read_text().splitlines()
    bare = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if re.match(r"#[A-Z_]+=", line) and not re.match(r"#( \w|HOST=|DJANGO_SUPERUSER_)", above)
    ]
    assert bare == []


# --- requirement files


@pytest.mark.parametrize("file", ["run.txt", "dev.txt", "audit.txt"])
def test_requirement_files_pin_by_hash_and_name_no_server_and_no_path(file):
    content = (ROOT / "requirements" / file).read_text()
    pins = re.findall(r"^[\w.-]+(?:\[\w+\])?==\S+", content, re.M)
    assert len(pins) >= 15
    assert len(pins) == len(re.findall(r"==[^\n]* \\\n    --hash=sha256:", content))
    assert not re.search(r"://|index-url|find-links|(^|\s)/|@ ", content)


def test_the_tools_stand_on_the_very_versions_that_run_the_site():
    run, dev = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / file).read_text(), re.M))
        for file in ("run.txt", "dev.txt")
    )
    assert run < dev
