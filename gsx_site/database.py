"""The database as `DATABASE_URL` names it, and how long who waits for it."""

import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from gsx_site import environment

# WAL lets readers read while an editor publishes; with it, NORMAL still survives a crash of the process. A write
# takes its lock at BEGIN: two writers wait for each other (seconds, `timeout`) instead of failing half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
}
# What libpq takes beside user, password, hosts, ports and name, and in which form. It checks most of them itself, but
# only when it connects.
PARAMETERS = {
    "application_name": r"[!-~]{1,63}",
    "connect_timeout": r"[1-9][0-9]{0,3}",
    "keepalives": r"[01]",
    "keepalives_count": r"[1-9][0-9]?",
    "keepalives_idle": r"[1-9][0-9]{0,3}",
    "keepalives_interval": r"[1-9][0-9]{0,3}",
    "options": r"(-c ?[\w.]+=[^\s]+ *)+",
    "sslcert": r".+",
    "sslkey": r".+",
    "sslmode": r"disable|allow|prefer|require|verify-ca|verify-full",
    "sslrootcert": r".+",
    "target_session_attrs": r"any|read-write|read-only|primary|standby|prefer-standby",
    "tcp_user_timeout": r"[1-9][0-9]{0,6}",
}
FORMS = (
    "sqlite:///relative/path, sqlite:////absolute/path or postgresql://user:password@host:port/name?sslmode=require "
    "(special characters percent-encoded; several hosts as host:port,host:port; with "
    f"{', '.join(list(PARAMETERS)[:-1])} and {list(PARAMETERS)[-1]} as libpq has them)"
)


@dataclass(frozen=True)
class Patience:
    """Seconds: to connect to a host, for a lock, for a statement, between two statements of a transaction."""

    connect: int
    lock: int
    statement: int
    idle: int

    @property
    def answer(self):
        """For a sign of life, when the server itself does not end what takes too long."""
        return self.statement + 5


OF_READERS = Patience(connect=5, lock=5, statement=15, idle=60)
OF_COMMANDS = Patience(connect=15, lock=60, statement=1800, idle=1800)
# A write of SQLite's waits for all others; reading waits for none.
SQLITE_LOCK = {OF_READERS.lock: 10, OF_COMMANDS.lock: 60}


def patience(program: list[str]) -> Patience:
    """That of `program` (sys.argv): commands take their time, and what answers readers does not."""
    if Path(program[0]).name == "manage.py" and program[1:2] != ["runserver"]:
        return OF_COMMANDS
    return replace(OF_READERS, statement=environment.number("DATABASE_SECONDS", OF_READERS.statement, 1, 3600))


def named(name: str, default: str, base: Path) -> dict:
    """An entry of Django's `DATABASES` from a database address. Relative SQLite paths start at `base`."""
    pooler = environment.flag("DATABASE_POOLER", False)
    return entry(name, environment.text(name, default), base, patience(sys.argv), pooler=pooler)


def entry(name: str, value: str, base: Path, patience: Patience, *, pooler: bool = False) -> dict:
    """The same from the address `value`, which is refused under `name`."""
    try:
        scheme = urlsplit(value).scheme
        if scheme == "sqlite":
            return sqlite(value, base, patience)
        if scheme in ("postgres", "postgresql"):
            return postgresql(value, patience, pooler)
    except ValueError:  # no number as port, an unknown parameter, no name
        pass
    raise environment.refusal(name, without_password(value), FORMS)


def sqlite(value: str, base: Path, patience: Patience) -> dict:
    address = urlsplit(value)
    path = unquote(address.path.removeprefix("/"))
    if address.netloc or address.query or not path:
        raise ValueError("not the address of an SQLite file")
    file = path if path == ":memory:" else str(base / path)
    options = SQLITE_OPTIONS | {"timeout": SQLITE_LOCK[patience.lock]}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": options}


def postgresql(value: str, patience: Patience, pooler: bool) -> dict:
    parts = parsed(value)
    options = deadlines(patience)
    own = options.pop("options")
    options |= {name: part for name, part in parts.items() if name in PARAMETERS}
    if pooler and "options" in parts:
        raise ImproperlyConfigured(
            "DATABASE_POOLER is on, but DATABASE_URL has options, which a pooler does not hand on: set them for the "
            "role, as in ALTER ROLE gsx SET lock_timeout = '5s'."
        )
    if not pooler:  # which gives each transaction another session, and refuses to hand on what is set for one
        options["options"] = f"{own} {parts.get('options', '')}".strip()
    return {
        "ENGINE": "gsx_site.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "OPTIONS": options,
        # A connection is kept for a minute and tried before it is used again: a restarted server costs no error page.
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": pooler,
    }


def parsed(value: str) -> dict:
    """The parts of the address by libpq's own reading; ValueError where it or its server would not know what to do."""
    from psycopg2 import Error  # here, because a site with SQLite does without
    from psycopg2.extensions import parse_dsn

    try:
        parts = parse_dsn(value)
    except Error as error:
        raise ValueError("not the address of a PostgreSQL database") from error
    own = {"user", "password", "dbname", "host", "port"}
    known = all(name in own or re.fullmatch(PARAMETERS.get(name, "(?!)"), part) for name, part in parts.items())
    ports, hosts = parts.get("port", "").split(","), parts.get("host", "").split(",")
    if not known or not parts.get("dbname") or "#" in value or len(ports) not in (1, len(hosts)):
        raise ValueError("not the address of a PostgreSQL database")
    if any(port and not 0 < int(port) < 65536 for port in ports):
        raise ValueError("no port")
    return parts


def deadlines(patience: Patience) -> dict:
    """What is asked of libpq and of the server so that nobody waits for ever; the address may ask for other things."""
    of_server = {
        "statement_timeout": patience.statement,
        "lock_timeout": patience.lock,
        "idle_in_transaction_session_timeout": patience.idle,
    }
    return {
        "connect_timeout": str(patience.connect),
        "answer_seconds": patience.answer,
        # A machine that is switched off or cut away: noticed by packets that nobody acknowledges.
        "keepalives_idle": "10",
        "keepalives_interval": "5",
        "keepalives_count": "3",
        "tcp_user_timeout": str(patience.answer * 1000),
        "options": " ".join(f"-c {name}={seconds * 1000}" for name, seconds in of_server.items()),
    }


def without_password(url: str) -> str:
    """The address as it may stand in an error message or a log."""
    return re.sub(r"(//[^:@/]*:).*@", r"\1…@", url)
