"""A PostgreSQL of the drills' own, in a folder that goes away: it may be stopped, killed and promoted."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg2


def programs():
    """The folder of the newest PostgreSQL's programs on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    path = str(found[-1]) if found else shutil.which("initdb")
    if not path:
        raise SystemExit("The drills need PostgreSQL: on Debian, apt-get install postgresql.")
    return Path(path).parent


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def as_postgres(*command):
    """The command as an account that may run PostgreSQL, which refuses root."""
    command = list(map(str, command))
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command


class Cluster:
    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/gsx"

    def call(self, program, *arguments):
        # Quietly, and into no pipe: the server would keep it open.
        run = subprocess.run(
            as_postgres(programs() / program, *arguments), cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if run.returncode:
            raise SystemExit(f"{program} failed: see {self.folder}/log")

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self.call("pg_ctl", "-D", self.folder, "-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, how="immediate"):
        self.call("pg_ctl", "-D", self.folder, "-m", how, "-w", "stop")

    def execute(self, statement, database="gsx"):
        with connect(self.url.replace("/gsx", f"/{database}")) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def processes(self):
        """The ids of the server and of all that it started."""
        server = int((self.folder / "postmaster.pid").read_text().split()[0])
        parents = {int(path.name): parent_of(path) for path in Path("/proc").iterdir() if path.name.isdigit()}
        return [server, *(pid for pid, parent in parents.items() if parent == server)]

    @contextmanager
    def frozen(self):
        """While this lasts, the server takes connections (its machine does that) and says nothing."""
        stopped = self.processes()
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)


def parent_of(path):
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has ended
        return 0


@contextmanager
def connect(url):
    connection = psycopg2.connect(url, connect_timeout=5)
    connection.autocommit = True
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def cluster():
    """A new, empty cluster with a database named gsx."""
    with tempfile.TemporaryDirectory(prefix="gsx-drill-") as made:
        outer = Path(made)
        outer.chmod(0o711)
        inner = outer / "data"
        inner.mkdir()
        if os.getuid() == 0:
            shutil.chown(inner, "postgres")
        own = Cluster(inner)
        own.call("initdb", "-D", inner, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        own.start()
        try:
            own.execute("CREATE DATABASE gsx", "postgres")
            yield own
        finally:
            own.stop()
