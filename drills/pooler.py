"""pgbouncer in transaction mode between the site and its database, while somebody publishes."""

import shutil
import subprocess
import time
from contextlib import contextmanager

import psycopg2

from drills.cluster import as_postgres, cluster, free_port
from drills.site import LOADED, Readers, ask, manage, served, warm

PUBLISH = """
import time
from practices.models import Practice
from publishing.safety.publication import publish
end = time.monotonic() + 20
done = 0
while time.monotonic() < end:
    publish(Practice.objects.order_by("pk")[done % 90])
    done += 1
print(done)
"""
CONFIGURATION = """
[databases]
gsx = host=127.0.0.1 port={there} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 3
logfile = {folder}/pgbouncer.log
"""


def run(folder):
    """Lines of (what, figure)."""
    if not (program := shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin")):
        yield "not done", "there is no pgbouncer on this machine (on Debian, apt-get install pgbouncer)"
        return
    with cluster() as server:
        manage(server.url, *LOADED)
        with pooler(program, server) as url, served(url, folder / "pooler.log", DATABASE_POOLER="on") as port:
            kinds = [Readers(port, path) for path in ("/practices/", "/practices/?q=football", "/practices.csv")]
            warm(port, *(readers.path for readers in kinds))
            began = time.monotonic()
            with kinds[0], kinds[1], kinds[2]:
                published = manage(url, "shell", "--verbosity", "0", "-c", PUBLISH, DATABASE_POOLER="on").split()[-1]
            for readers in kinds:
                yield readers.path, readers.told(began, time.monotonic())
            assert ask(port, "/practices/")[0] == 200
        yield "publications meanwhile, through three connections", published


@contextmanager
def pooler(program, server):
    port, folder = free_port(), server.folder.parent / "pooler"
    folder.mkdir()
    shutil.chown(folder, server.folder.owner())
    configuration = folder / "pgbouncer.ini"
    configuration.write_text(CONFIGURATION.format(there=server.port, port=port, folder=folder))
    configuration.chmod(0o644)
    process = subprocess.Popen(as_postgres(program, "--quiet", configuration), cwd="/", stderr=subprocess.DEVNULL)
    url = server.url.replace(str(server.port), str(port))
    try:
        for _ in range(100):
            try:
                psycopg2.connect(url).close()
                break
            except psycopg2.OperationalError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)
