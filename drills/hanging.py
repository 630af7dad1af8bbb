"""A database that is there and does not answer: a locked table, and a server that is stopped.

Figures are of what was asked for while that lasted, whenever it was answered: a search that waits for its end is among
the good ones. So is a kept page that was served as stale.
"""

import time
from contextlib import ExitStack, contextmanager

from drills.cluster import cluster, connect
from drills.site import LOADED, Readers, manage, served, style_sheet, warm

LOCK = "BEGIN; LOCK TABLE publishing_generation, publishing_edition, catalogue_document"


def run(folder):
    """Lines of (what, figure)."""
    with cluster() as server:
        manage(server.url, *LOADED)
        with served(server.url, folder / "hanging.log") as port:
            warm(port, "/practices/", "/practices/?q=football")
            yield from watched(port, "tables locked", locked(server.url), seconds=12)
            yield from watched(port, "server stopped (SIGSTOP)", server.frozen(), seconds=25)
    said = (folder / "hanging.log").read_text()
    lost, found = said.count("cannot be reached"), said.count("is reached again")
    yield "lost and found again, in the log of all processes", f"{lost} and {found}"


@contextmanager
def locked(url):
    with connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(LOCK)
        yield
        cursor.execute("ROLLBACK")


def watched(port, what, trouble, seconds):
    kinds = {
        "a kept page": Readers(port, "/practices/"),
        "a style sheet": Readers(port, style_sheet(port)),
        "a search": Readers(port, "/practices/?q=football", number=8),
    }
    with ExitStack() as all_of_them:
        for readers in kinds.values():
            all_of_them.enter_context(readers)
        time.sleep(2)
        with trouble:
            began = time.monotonic()
            time.sleep(seconds)
        ended = time.monotonic()
        time.sleep(8)
    for name, readers in kinds.items():
        yield f"{what} for {seconds} s: {name}", readers.told(began, ended)
    yield f"{what}: first good answer to a search that was asked for after it was over", kinds["a search"].first(ended)
