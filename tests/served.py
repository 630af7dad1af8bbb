"""The site under a real gunicorn, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from django.conf import settings

from tests.waiting import SECONDS


@contextmanager
def served(application, *, config="deploy/gunicorn.conf.py", **variables):
    """The port of gunicorn with the configuration, and a function that ends it and gives all that it wrote."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", config, "--bind", f"127.0.0.1:{port}"]
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "s" * 50, "WEB_WORKERS": "1", "HTTPS": "off", **variables}
    process = subprocess.Popen(
        [*command, application], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )

    def ended():
        process.terminate()
        return [stream.decode() for stream in process.communicate(timeout=SECONDS)]

    try:
        wait_for(port)
        yield port, ended
    finally:
        if process.poll() is None:  # killed, it would leave a worker that holds its pipes for a quarter of a minute
            ended()


def wait_for(port):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def raw(port, request):
    """All that the server sends until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))
