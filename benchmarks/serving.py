"""Throughput of a page that is kept, two workers, beside what the same server can do at most and what others do.

All by wrk with one thread and eight connections over loopback, each for some seconds, the servers one after another.
"""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from contextlib import contextmanager, suppress

from benchmarks.figures import PROGRAM, Figure
from benchmarks.peers.servers import free_port, stopped, wait_for
from benchmarks.synthetic.databases import FOLDER, ROOT

ROW, WHAT = "throughput", "the list of practices"
ADDRESS = "/practices/"
SECONDS, SECONDS_QUICK = 5, 2
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
    seconds = SECONDS_QUICK if run.quick else SECONDS
    for who, application in APPLICATIONS.items():
        with gunicorn(application) as port:
            yield asked(who, port, seconds)
            if who == PROGRAM:
                page = get(port)
    yield _by_nginx(page, seconds)


def asked(who, port, seconds):
    """The Figure of `who` at `port`, after as many requests as fill its caches."""
    for _ in range(20):
        get(port)
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-H", "Accept-Encoding: br", f"http://127.0.0.1:{port}{ADDRESS}"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    replies = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
    wrong = re.search(r"Non-2xx or 3xx responses: \d+", told)
    return Figure(ROW, WHAT, None if wrong else replies, unit="replies/s", who=who, note=wrong[0] if wrong else "")


def get(port):
    """The page as it is sent to a browser that takes Brotli."""
    asking = urllib.request.Request(f"http://127.0.0.1:{port}{ADDRESS}", headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(asking, timeout=60) as answer:
        return answer.read()


@contextmanager
def gunicorn(application):
    """The application as `make run` serves it, on a free port with two workers; the port."""
    port = free_port()
    config = str(ROOT / "deploy" / "gunicorn.conf.py")
    command = [sys.executable, "-m", "gunicorn", "--config", config, "--bind", f"127.0.0.1:{port}", application]
    environment = os.environ | {"WEB_WORKERS": "2"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        stopped(process)


def _by_nginx(page, seconds):
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not program:
        return Figure(ROW, WHAT, None, unit="replies/s", who=NGINX, note="nginx is not installed")
    with nginx(program, page) as port:
        return asked(NGINX, port, seconds)


@contextmanager
def nginx(program, page):
    """nginx with two workers that serves the bytes `page` from a file, as compressed as they are; its port."""
    port, folder = free_port(), FOLDER / "nginx"
    target = folder / ADDRESS.strip("/") / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(page)
    config = folder / "nginx.conf"
    config.write_text(CONFIG.format(folder=folder, port=port))
    process = subprocess.Popen([program, "-c", str(config), "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        stopped(process)
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
