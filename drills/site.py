"""The site as production runs it, and readers who ask it without a pause and note how long each answer took."""

import http.client
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from drills.cluster import free_port

ROOT = Path(__file__).parent.parent
LOADED = ("prepare", "--load", "--verbosity", "0")


def environment(url, **more):
    return {"PATH": os.environ["PATH"], "SECRET_KEY": "drill-" * 10, "HTTPS": "off", "DATABASE_URL": url, **more}


def manage(url, *arguments, **more):
    run = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(url, **more),
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise SystemExit(f"manage.py {' '.join(arguments)}: {run.stderr[-2000:]}")
    return run.stdout


@contextmanager
def served(url, log, **more):
    """The port of gunicorn with its configuration; what it says goes to the file `log`."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    with log.open("w") as said:
        told = environment(url, REQUEST_LOG="off", **more)
        process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=said, stderr=said)
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=60)


def wait_for(port):
    for _ in range(600):
        try:
            if ask(port, "/about/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit(f"nothing answers on port {port}")


def ask(port, path, timeout=60):
    """(status, headers, body)"""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path, headers={"Accept-Encoding": "br"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def warm(port, *paths):
    """Let each worker answer each of them once, more or less."""
    for path in paths:
        for _ in range(20):
            ask(port, path)


def style_sheet(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/about/")
    page = connection.getresponse().read().decode()
    connection.close()
    return re.search(r'href="(/static/css/site[^"]+)"', page)[1]


class Readers:
    """`number` threads that ask for `path` again and again; `answers` has (began, seconds, status, stale)."""

    def __init__(self, port, path, number=2, pause=0.02):
        self.path, self.answers, self._end = path, [], threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(port, pause)) for _ in range(number)]

    def _read(self, port, pause):
        while not self._end.wait(pause):
            began = time.monotonic()
            try:
                status, headers, _body = ask(port, self.path)
            except OSError:
                status, headers = 0, {}
            self.answers.append((began, time.monotonic() - began, status, "detail=stale" in str(headers)))

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        for thread in self._threads:
            thread.join()

    def between(self, begin, end):
        return [answer for answer in self.answers if begin <= answer[0] < end]

    def slowest(self, begin, end):
        return max((seconds for _began, seconds, _status, _stale in self.between(begin, end)), default=0.0)

    def first(self, begin):
        """How long after `begin` the first good answer was there to what was asked for from then on: “0.3 s”."""
        good = [
            began + took - begin for began, took, status, _stale in self.answers if status == 200 and began >= begin
        ]
        return f"{min(good):.1f} s" if good else "none"

    def told(self, begin, end):
        """“412 answers, slowest 0.31 s (200: 400, 503: 12)”"""
        found = self.between(begin, end)
        statuses = sorted({status for _began, _seconds, status, _stale in found})
        each = ", ".join(f"{status or 'none'}: {sum(one[2] == status for one in found)}" for status in statuses)
        return f"{len(found)} answers, slowest {self.slowest(begin, end):.2f} s ({each})"
