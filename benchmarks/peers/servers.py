"""Servers of this machine alone, for as long as they are measured."""

import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from benchmarks.synthetic.databases import ROOT

PATIENCE = 30
"""Seconds for a server to begin to answer."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_for(port):
    """Return once something listens at `port`. Raises TimeoutError."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answered on port {port}")


@contextmanager
def serving(command, port, **options):
    """The server that `command` starts at `port`, until it is ended, gently first; its address."""
    process = subprocess.Popen(command, **options)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def gunicorn(port, *application, env):
    """The site, or another `application`, as `make run` serves it."""
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    return serving([*command, *application], port, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
