"""Lighthouse's points for the real directory on a phone, where it can be installed and a Chromium is there."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request

from benchmarks.figures import Figure
from benchmarks.peers.servers import free_port, stopped, wait_for
from benchmarks.synthetic.databases import FOLDER, ROOT

ROW = "lighthouse"
VERSION = "12"
PAGES = {
    "home": "/",
    "list": "/practices/",
    "detail": "/practices/local-prevention-networks-jordan-lebanon/",
    "network": "/networks/strong-cities-network/",
}
CATEGORIES = {
    "performance": "performance",
    "accessibility": "accessibility",
    "best-practices": "best practices",
    "seo": "search engines",
}
GOVUK = 77
"""Performance of GOV.UK's home page, as QUALITY.md cites it; not measured here."""
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
MINUTES = 4
RUNS = 3


def figures(database):
    """Figures for each page and category, or one that says why there are none."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not chromium or not shutil.which("npm"):
        return [Figure(ROW, "all", None, unit="points", note="no Chromium or no npm is installed")]
    try:
        install()
        return _measured(database, chromium)
    except (subprocess.SubprocessError, OSError) as error:
        return [Figure(ROW, "all", None, unit="points", note=f"Lighthouse did not run: {error.__class__.__name__}")]


def install():
    FOLDER.mkdir(parents=True, exist_ok=True)
    if not program().exists():
        command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"lighthouse@{VERSION}"]
        subprocess.run(command, check=True, capture_output=True, timeout=MINUTES * 60)


def program():
    return FOLDER / "node_modules" / ".bin" / "lighthouse"


def _measured(database, chromium):
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(command, cwd=ROOT, env=database.environment(), stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        for address in list(PAGES.values()) * 8:  # both workers have their index, and the pages, from here on
            urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=60).close()
        return [
            one
            for what, address in PAGES.items()
            for one in points(what, f"http://127.0.0.1:{port}{address}", chromium)
        ]
    finally:
        stopped(server)


def points(what, address, chromium):
    """The points of one page in each category, 0 to 100: the median of `RUNS`, since performance varies."""
    scores = [_scores(address, chromium) for _ in range(RUNS)]
    for key, name in CATEGORIES.items():
        found = sorted(one[key] for one in scores)
        note = f"from {found[0]} to {found[-1]}" if found[0] < found[-1] else ""
        yield Figure(ROW, f"{what}, {name}", found[RUNS // 2], unit="points", note=note)
    if what == "home":
        yield Figure(ROW, "home, performance", GOVUK, unit="points", who="GOV.UK", note="as published")


def _scores(address, chromium):
    command = [program(), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=MINUTES * 60)
    found = json.loads(done.stdout)["categories"]
    return {key: round((found[key]["score"] or 0) * 100) for key in CATEGORIES}
