"""A site that answers too slowly is left, at any step, however it keeps the line busy: it never holds the run."""

import contextlib
import socket
import threading
from contextlib import contextmanager
from urllib.robotparser import RobotFileParser

import pytest

from publishing.editing.link_checks.asking import Answer, Asker, Pace
from publishing.models import LinkCheck
from tests.publishing.links.conftest import AGENT
from tests.publishing.links.site import HERE, Clock
from tests.waiting import SECONDS, through

Outcome = LinkCheck.Outcome
LEFT = Answer(Outcome.UNREACHABLE)
STEP = 0.3  # seconds: what trickles here takes ten times as long, and more on a slow machine
PIECES, BETWEEN = 60, 0.05  # the trickling ends by itself, so that a run without deadlines fails and is not stuck
FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class Trickle:
    """A site that answers `slow` (a path) byte by byte, from the place where `beginning` ends; all else at once."""

    def __init__(self, slow, beginning):
        self.slow, self.beginning, self.asked, self.over = slow, beginning, [], threading.Event()
        self.server = socket.create_server((HERE, 0))

    def url(self, path="/report"):
        return f"http://{HERE}:{self.server.getsockname()[1]}{path}"

    def serve(self):
        while not self.over.is_set():
            try:
                line, _where = self.server.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=[line], daemon=True).start()

    def answer(self, line):
        with line:
            path = line.recv(65536).split(b" ", 2)[1].decode()
            self.asked.append(path)
            with contextlib.suppress(OSError):  # we were left, as we should be
                self._trickle(line) if path == self.slow else line.sendall(FINE)

    def _trickle(self, line):
        line.sendall(self.beginning)
        for _piece in range(PIECES):
            line.sendall(b"#")
            self.over.wait(BETWEEN)
        if b"\r\n\r\n" not in self.beginning:
            line.sendall(b"\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def trickling(slow, beginning):
    site = Trickle(slow, beginning)
    thread = threading.Thread(target=site.serve, daemon=True)
    thread.start()
    yield site
    site.over.set()
    site.server.shutdown(socket.SHUT_RDWR)
    site.server.close()
    through(thread)


@contextmanager
def asking(clock=None, allowed=lambda *_: True, **bounds):
    clock = clock or Clock()
    with Asker(AGENT, allowed=allowed, pace=Pace(now=clock.now, sleep=clock.sleep), **bounds) as asker:
        yield asker


BODY = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % PIECES
HEADERS = b"HTTP/1.1 200 OK\r\nConnection: close\r\nX-Slow: "


@pytest.mark.parametrize("beginning", [BODY, HEADERS])
def test_a_robots_file_that_trickles_is_left(beginning):
    with trickling("/robots.txt", beginning) as site, asking(step=STEP) as asker:
        assert asker.ask(site.url()) == LEFT
        assert "/report" not in site.asked


def test_a_site_whose_robots_file_trickled_is_not_asked_again_in_this_run():
    with trickling("/robots.txt", BODY) as site, asking(step=STEP) as asker:
        assert [asker.ask(site.url(path)) for path in ("/a", "/b")] == [LEFT, LEFT]
        assert site.asked.count("/robots.txt") <= 1


def test_an_answer_whose_head_trickles_is_left():
    with trickling("/report", HEADERS) as site, asking(step=STEP) as asker:
        asker.robots["http", site.url("").removeprefix("http://")] = everything_allowed()
        assert asker.ask(site.url()) == LEFT


def everything_allowed():
    rules = RobotFileParser()
    rules.allow_all = True
    return rules


def test_a_name_that_is_looked_up_too_long_is_left():
    """The lookup itself can't be made slow here; the question whether its answer is allowed is a part of it."""
    looked_up = threading.Event()
    with asking(allowed=lambda *_: looked_up.wait(SECONDS), step=STEP) as asker:
        assert asker.ask(f"http://{HERE}/") == LEFT
        looked_up.set()


def test_a_quick_site_is_asked_after_one_that_was_left(site):
    site.pages["/report"] = (200, {})
    with trickling("/robots.txt", BODY) as slow, asking(step=STEP) as asker:
        assert asker.ask(slow.url()) == LEFT
        asker.step = 600.0  # whatever machine this runs on
        assert asker.ask(site.url("/report")) == Answer(Outcome.FINE, 200)


def test_an_address_has_so_many_seconds_with_all_its_pauses(site, clock):
    """Redirects, each with the pause that the site asks for, do not go on beyond what an address may take."""
    site.robots = "User-agent: *\nCrawl-delay: 50"
    site.pages |= {f"/{step}": (302, {"Location": f"/{step + 1}"}) for step in range(9)}
    with asking(clock, whole=120.0) as asker:
        assert asker.ask(site.url("/0")) == Answer(Outcome.REFUSED)
    assert clock.slept == [50.0, 50.0]
    assert site.questions() == [("HEAD", "/0"), ("HEAD", "/1")]
