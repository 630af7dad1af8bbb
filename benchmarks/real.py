"""What is measured of the real directory: the weight of a first visit, how well searches rank, and Lighthouse's points
on a phone, where it can be installed and a Chromium is there."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import replace

from benchmarks.peers.servers import free_port, gunicorn
from benchmarks.report import Figure, read
from benchmarks.synthetic.databases import FOLDER, ROOT, Database

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
LIGHTHOUSE = FOLDER / "node_modules" / ".bin" / "lighthouse"
RUNS = 3


def lighthouse(database):
    """Figures for each page and category, or one that says why there are none."""
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if not chromium or not shutil.which("npm"):
        return [Figure(ROW, "all", None, unit="points", note="no Chromium or no npm is installed")]
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        if not LIGHTHOUSE.exists():
            command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(FOLDER), f"lighthouse@{VERSION}"]
            subprocess.run(command, check=True, capture_output=True, timeout=MINUTES * 60)
        return _measured(database, chromium)
    except (subprocess.SubprocessError, OSError) as error:
        return [Figure(ROW, "all", None, unit="points", note=f"Lighthouse did not run: {error.__class__.__name__}")]


def _measured(database, chromium):
    with gunicorn(free_port(), env=database.environment()) as site:
        for address in list(PAGES.values()) * 8:  # both workers have their index, and the pages, from here on
            urllib.request.urlopen(f"{site}{address}", timeout=60).close()
        return [one for what, address in PAGES.items() for one in points(what, f"{site}{address}", chromium)]


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
    command = [LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=MINUTES * 60)
    found = json.loads(done.stdout)["categories"]
    return {key: round((found[key]["score"] or 0) * 100) for key in CATEGORIES}


DATABASE = Database("sqlite", 0, 0, "_real")
"""A file of its own: the directory as the fixtures have it, whatever the site's database holds."""


def figures(quick):
    """Figures of the rows weight, requests and relevance, and of lighthouse unless it is to be `quick`."""
    DATABASE.make_empty()
    try:
        _child("manage.py", "prepare", "--load", "--verbosity", "0")
        subjects = ("real_directory", "judged")
        done = [_child("-m", "benchmarks.child", subject, "sqlite", "0", "0").stdout for subject in subjects]
        found = [replace(one, engine="") for one in read("".join(done).splitlines())]
        return found + ([] if quick else lighthouse(DATABASE))
    except subprocess.CalledProcessError as error:
        why = (error.stderr or "").strip().splitlines()[-1:] or ["it could not be loaded"]
        return [Figure("weight", "all", None, unit="KB", note=why[0][:200])]


def _child(*words):
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=ROOT, env=DATABASE.environment(), capture_output=True, text=True, check=True, timeout=300
    )
