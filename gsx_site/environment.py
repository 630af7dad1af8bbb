"""Readers of environment variables that refuse nonsense.

A variable that is unset or empty gives the default. Anything that cannot be understood raises `ImproperlyConfigured`
with a sentence that names the variable, its value and what is allowed: a misspelt setting must stop the site at its
start, never leave it running with less safety than was asked for.
"""

import os
import re
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ON, OFF = ("on", "true", "yes", "1"), ("off", "false", "no", "0")

# WAL lets readers read while an editor publishes; with it, NORMAL still survives a crash of the process. A write
# takes its lock at BEGIN: two writers wait for each other (seconds, `timeout`) instead of failing half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
}
POSTGRESQL_PARAMETERS = ("connect_timeout", "sslmode", "sslrootcert")
# Seconds, unless the address says otherwise: a server that does not answer must not hold readers for minutes.
CONNECT_TIMEOUT = "5"
DATABASE_FORMS = (
    "sqlite:///relative/path, sqlite:////absolute/path or postgresql://user:password@host:port/name?sslmode=require "
    "(special characters percent-encoded)"
)


def text(name: str, default: str = "") -> str:
    """The variable without surrounding spaces."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    """on, true, yes, 1 or off, false, no, 0, in any case."""
    value = text(name)
    if not value:
        return default
    if value.lower() not in ON + OFF:
        raise refusal(name, value, "on or off")
    return value.lower() in ON


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included."""
    value = text(name, str(default))
    if not (re.fullmatch(r"-?[0-9]{1,18}", value) and least <= int(value) <= most):
        raise refusal(name, value, f"a whole number from {least} to {most}")
    return int(value)


def matching(name: str, default: str, pattern: str, meaning: str) -> str:
    """A text that the regular expression `pattern` matches as a whole; `meaning` says in words what that is."""
    value = text(name, default)
    if value and not re.fullmatch(pattern, value):
        raise refusal(name, value, meaning)
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """A list written with commas; spaces around its words and empty words do not count."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def database(name: str, default: str, base: Path) -> dict:
    """An entry of Django's `DATABASES` from a database address. Relative SQLite paths start at `base`."""
    value = text(name, default)
    try:
        address = urlsplit(value)
        if address.scheme == "sqlite":
            return sqlite(address, base)
        if address.scheme in ("postgres", "postgresql"):
            return postgresql(address)
    except ValueError:  # no number as port, an unknown parameter, no name
        pass
    raise refusal(name, without_password(value), DATABASE_FORMS)


def sqlite(address: SplitResult, base: Path) -> dict:
    path = unquote(address.path.removeprefix("/"))
    if address.netloc or address.query or not path:
        raise ValueError("not the address of an SQLite file")
    file = path if path == ":memory:" else str(base / path)
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": dict(SQLITE_OPTIONS)}


def postgresql(address: SplitResult) -> dict:
    database_name = unquote(address.path.removeprefix("/"))
    parameters = dict(parse_qsl(address.query, strict_parsing=True)) if address.query else {}
    if not database_name or address.fragment or not set(parameters) <= set(POSTGRESQL_PARAMETERS):
        raise ValueError("not the address of a PostgreSQL database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(address.username or ""),
        "PASSWORD": unquote(address.password or ""),
        "HOST": unquote(address.hostname or ""),
        "PORT": str(address.port or ""),
        "OPTIONS": {"connect_timeout": CONNECT_TIMEOUT} | parameters,
        # A connection is kept for a minute and tried before it is used again: a restarted server costs no error page.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def refusal(name: str, value: str, allowed: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is “{value}”, but must be {allowed}.")


def without_password(url: str) -> str:
    """The address as it may stand in an error message or a log."""
    return re.sub(r"(//[^:@/]*:).*@", r"\1…@", url)
