"""A small real website, whose answers a test lays out, and a clock that only moves when it is told to."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.waiting import serving

HERE = "127.0.0.1"


class Clock:
    """Seconds: `now` stands still, and `sleep` moves it and remembers for how long."""

    def __init__(self):
        self.seconds, self.slept = 1000.0, []

    def now(self):
        return self.seconds

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.seconds += seconds


class Site:
    """`pages` is {(method, path): (status, headers)}; without a method in it, for both. `asked` holds all questions."""

    def __init__(self, port):
        self.port, self.pages, self.robots, self.asked = port, {}, None, []

    def url(self, path="/", host=HERE):
        return f"http://{host}:{self.port}{path}"

    def questions(self):
        """What was asked, as [(method, path), …], without the questions for robots.txt."""
        return [(method, path) for method, path, _headers in self.asked if path != "/robots.txt"]

    def reply(self, method, path):
        """(status, headers, body) of a question."""
        if path == "/robots.txt" and self.robots is not None:
            return 200, {}, self.robots.encode()
        status, headers = self.pages.get((method, path)) or self.pages.get(path) or (404, {})
        return status, headers, b""


@contextmanager
def running():
    """A Site that answers on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            site.asked.append((self.command, self.path, dict(self.headers)))
            status, headers, body = site.reply(self.command, self.path)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_HEAD = do_GET

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer((HERE, 0), Handler)
    site = Site(server.server_port)
    with serving(server):
        yield site
