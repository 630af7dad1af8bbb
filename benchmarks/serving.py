"""Throughput of a page that is kept, two workers, beside what the same server can do at most and what others do.

All by wrk with one thread and eight connections over loopback, each for some seconds in turn.
"""

import os
import re
import shutil
import subprocess
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from statistics import median

from benchmarks.peers.servers import free_port, gunicorn, serving
from benchmarks.report import PROGRAM, Figure
from benchmarks.synthetic.databases import FOLDER

ROW, WHAT = "throughput", "the list of practices"
ADDRESS = "/practices/"
FULL, QUICK = (5, 3), (1, 2)
"""How many rounds, and how many seconds each server has in one."""
EMPTY, PER_VIEW = "an empty WSGI reply", "Django's per-view cache"
NGINX = "nginx static"
APPLICATIONS = {
    PROGRAM: "gsx_site.wsgi",
    EMPTY: "benchmarks.peers.empty_wsgi:application",
    PER_VIEW: "benchmarks.peers.per_view:application",
}


def measure(run):
    if not shutil.which("wrk"):
        yield Figure(ROW, WHAT, None, unit="replies/s", note="wrk is not installed")
        return
    with ExitStack() as running:
        ports, two_workers = {who: free_port() for who in APPLICATIONS}, os.environ | {"WEB_WORKERS": "2"}
        for who, application in APPLICATIONS.items():
            running.enter_context(gunicorn(ports[who], application, env=two_workers))
        page = get(ports[PROGRAM])
        if program := shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin"):
            ports[NGINX] = free_port()
            running.enter_context(nginx(program, page, ports[NGINX]))
        else:
            yield Figure(ROW, WHAT, None, unit="replies/s", who=NGINX, note="nginx is not installed")
        yield from _in_turns(ports, *(QUICK if run.quick else FULL))


def _in_turns(ports, rounds, seconds):
    """The Figure of each server: the median of `rounds`, in which all have their turn, so that a busy moment of the
    machine does not fall on one alone."""
    for port in ports.values():
        for _ in range(20):  # as many requests as fill the caches of both workers
            get(port)
    told = {who: [] for who in ports}
    for _ in range(rounds):
        for who, port in ports.items():
            told[who].append(replies(port, seconds))
    for who, found in told.items():
        best = f"{len(found)} rounds from {min(found):,.0f} to {max(found):,.0f}"
        yield Figure(ROW, WHAT, median(found), unit="replies/s", who=who, note=best)


def replies(port, seconds):
    """Replies a second over `seconds`. Raises ValueError when any is not a success."""
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-H", "Accept-Encoding: br", f"http://127.0.0.1:{port}{ADDRESS}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if wrong := re.search(r"Non-2xx or 3xx responses: \d+", told):
        raise ValueError(wrong[0])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])


def get(port):
    """The page as it is sent to a browser that takes Brotli."""
    asking = urllib.request.Request(f"http://127.0.0.1:{port}{ADDRESS}", headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(asking, timeout=60) as answer:
        return answer.read()


@contextmanager
def nginx(program, page, port):
    """nginx with two workers that serves the bytes `page` from a file, as compressed as they are."""
    folder = FOLDER / "nginx"
    target = folder / ADDRESS.strip("/") / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(page)
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, port=port))
    try:
        with serving([program, "-c", str(config), "-p", str(folder)], port, stderr=subprocess.DEVNULL):
            yield
    finally:
        with suppress(OSError):
            shutil.rmtree(folder)


CONFIG = """
daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off; types {{ text/html html; }}
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}; add_header Content-Encoding br; }}
}}
"""
