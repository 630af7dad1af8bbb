"""The databases that synthetic catalogues live in: files in var/bench, and PostgreSQL databases of their own names."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from benchmarks.synthetic import VERSION
from catalogue.rules import rules

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "bench"
SERVER = os.environ.get("BENCH_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
GENERATOR = ("words", "skew", "entries", "writing")
NAMES = {10_000: "10k", 100_000: "100k", 1_000_000: "1m"}


@dataclass(frozen=True)
class Database:
    """A database of synthetic entries: `engine` is sqlite or postgresql; a peer keeps its own beside it, a `part`."""

    engine: str
    size: int
    seed: int
    part: str = ""

    @property
    def name(self):
        return f"gsx_bench_{NAMES.get(self.size, self.size)}{self.part}"

    @property
    def path(self):
        return FOLDER / f"{self.name}.sqlite3"

    @property
    def url(self):
        return f"sqlite:///{self.path}" if self.engine == "sqlite" else f"{SERVER}/{self.name}"

    @property
    def note(self):
        """Beside the database: what it was built from."""
        return FOLDER / f"{self.name}.{self.engine}.json"

    def made_of(self):
        """What the content follows from; a database that was made of something else is built anew."""
        generator = [ROOT / "benchmarks" / "synthetic" / f"{name}.py" for name in GENERATOR]
        sources = sorted([*generator, *ROOT.glob("*/migrations/*.py")])
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
        return {"size": self.size, "seed": self.seed, "version": VERSION, "rules": rules(), "sources": digest}

    def is_ready(self):
        try:
            return json.loads(self.note.read_text()) == self.made_of() and self.exists()
        except (OSError, ValueError):
            return False

    def exists(self):
        if self.engine == "sqlite":
            return self.path.exists()
        with _asking() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", [self.name])
            return cursor.fetchone() is not None

    def build(self):
        """Make it anew in a child process. Raises CalledProcessError when that fails."""
        self.make_empty()
        command = [sys.executable, "-m", "benchmarks.synthetic.build", str(self.size), str(self.seed)]
        subprocess.run(command, check=True, cwd=ROOT, env=self.environment())
        self.note.write_text(json.dumps(self.made_of()))

    def make_empty(self):
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.remove()
        if self.engine == "postgresql":
            with _asking() as cursor:
                cursor.execute(f'create database "{self.name}"')

    def remove(self):
        self.note.unlink(missing_ok=True)
        if self.engine == "sqlite":
            for ending in ("", "-wal", "-shm"):
                Path(f"{self.path}{ending}").unlink(missing_ok=True)
        else:
            with _asking() as cursor:
                cursor.execute(f'drop database if exists "{self.name}"')

    def environment(self):
        """The environment of a process of the site on this database."""
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "gsx_site.settings",
            "DATABASE_URL": self.url,
            "SECRET_KEY": "of-the-benchmarks-" * 4,
            "HTTPS": "off",
            "DEBUG": "off",
            "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        }


class _asking:
    """A cursor on the server itself, outside a transaction, as creating a database wants it."""

    def __enter__(self):
        at = urlsplit(SERVER)
        self.connection = psycopg2.connect(
            host=at.hostname, port=at.port or 5432, user=at.username, password=at.password, dbname="postgres"
        )
        self.connection.autocommit = True
        return self.connection.cursor()

    def __exit__(self, *_):
        self.connection.close()


def postgresql_answers():
    try:
        with _asking():
            return True
    except psycopg2.OperationalError:
        return False


def server_version():
    """The version of the PostgreSQL that answers, or ""."""
    try:
        with _asking() as cursor:
            cursor.execute("show server_version")
            return cursor.fetchone()[0].split()[0]
    except psycopg2.OperationalError:
        return ""
