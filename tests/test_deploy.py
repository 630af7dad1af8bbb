"""The files an operator copies: what they call exists, and the programs that read them find no fault."""

import os
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.management import get_commands

from catalogue.languages import codes, language_of
from gsx_site.turns import TURNS
from publishing.editing.sheets.reading import MOST_BYTES
from publishing.entries.pixels import LARGEST_FILE
from tests.addresses import public_patterns, staff_patterns
from tests.waiting import SECONDS

ROOT = Path(__file__).parent.parent
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
CONTAINER = ROOT / "deploy/container"
NGINX, OPERATIONS = ROOT / "deploy/nginx/gsx.conf", ROOT / "docs/operations.md"
MEGABYTE = 2**20
KIT = [*UNITS, *sorted(CONTAINER.iterdir()), NGINX, OPERATIONS]


@pytest.mark.parametrize("file", KIT, ids=lambda path: path.name)
def test_every_command_and_file_that_is_named_is_there(file):
    text = file.read_text("utf-8")
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= get_commands().keys()
    named = re.findall(r"(?:^|[\s`/])(deploy/[\w./-]+\w)", text)
    assert [one for one in named if not (ROOT / one).exists()] == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_the_service_manager_finds_no_fault_in_the_units(tmp_path):
    for unit in UNITS:  # it looks whether programs are there
        text = unit.read_text().replace("/srv/gsx/.venv/bin/python", "/bin/sh")
        (tmp_path / unit.name).write_text(text)
    units = [str(path) for path in tmp_path.iterdir()]
    run = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, timeout=SECONDS)
    assert (run.returncode, [line for line in run.stderr.splitlines() if str(tmp_path) in line]) == (0, [])


def jobs_by_timer():
    """[(unit, when, command)] of the timers and of the services that they start."""
    found = []
    for timer in (unit for unit in UNITS if unit.suffix == ".timer"):
        [when] = re.findall(r"^OnCalendar=\*-\*-\* (\d\d:\d\d):00$", timer.read_text(), re.MULTILINE)
        [command] = re.findall(r"^ExecStart=\S+/python (.+)$", timer.with_suffix(".service").read_text(), re.MULTILINE)
        found.append((timer.name, when, command))
    return sorted(found, key=lambda job: job[1])


def test_the_table_of_jobs_is_that_of_the_timers_and_all_are_enabled():
    told = OPERATIONS.read_text("utf-8")
    table = re.findall(r"^\| `(\S+\.timer)` \| every night, (\d\d:\d\d) \| `(.+?)` \|", told, re.MULTILINE)
    assert table == jobs_by_timer()
    [enabled] = re.findall(r"^systemctl enable --now (.+)$", told, re.MULTILINE)
    assert sorted(enabled.split()) == sorted(["gsx.service", *(name for name, _when, _command in table)])


def test_the_connections_that_are_told_of_are_those_that_the_threads_can_open():
    """One for each thread of a process, and one for each of the two that ask beside them."""
    gunicorn = runpy.run_path(str(ROOT / "deploy/gunicorn.conf.py"))
    beside = sum("ThreadPoolExecutor(1," in path.read_text("utf-8") for path in (ROOT / "gsx_site").glob("*.py"))
    kept, busy, workers = gunicorn["threads"] + beside, TURNS + beside, gunicorn["workers"]
    [row] = re.findall(r"^\| a process of the site \| (\d+) \| (\d+) \|", OPERATIONS.read_text("utf-8"), re.MULTILINE)
    assert row == (str(kept), str(busy))
    assert f"{workers} processes: {workers * kept}" in OPERATIONS.read_text("utf-8")


# --- nginx


def locations():
    """[(sign, what, body)] of the locations of the site itself, in their order."""
    site = NGINX.read_text().partition("listen 443")[2]
    return re.findall(r"^    location (?:(~|=) )?(\S+) \{\n(.*?)^    \}", site, re.MULTILINE | re.DOTALL)


def body_of(path):
    """What nginx does with a request for `path`: a pattern goes before a prefix."""
    patterns = [body for sign, what, body in locations() if sign == "~" and re.search(what, path)]
    prefixes = sorted(
        ((what, body) for sign, what, body in locations() if not sign and path.startswith(what)), key=size
    )
    return (patterns or [prefixes[-1][1]])[0]


def zones(path):
    """The zones of `limit_req` that it counts a request for `path` in."""
    return re.findall(r"limit_req zone=(\w+)", body_of(path))


def megabytes(path):
    """How much may be sent in there."""
    of_site = NGINX.read_text().partition("listen 443")[2]
    return int(re.search(r"client_max_body_size (\d+)m;", body_of(path) + of_site)[1])


def size(prefix):
    return len(prefix[0])


def test_each_form_that_the_site_has_is_a_file_for_nginx_and_no_page_is(db):
    """In every language, and the search is counted as search in each."""
    paths = {pattern: [urlsplit(one).path for one in pattern.in_turn()] for pattern in public_patterns()}
    files = {path for pattern in paths if "form" in pattern.arguments for path in paths[pattern]}
    pages = {path: pattern.name for pattern in paths for path in paths[pattern] if path.endswith("/")}
    missed = {path.partition(".")[2] for path in files if zones(path) != ["gsx_files"]}
    assert missed == {"nothing"}  # the form that there is not
    assert {path for path in pages if zones(path) == ["gsx_files"]} == set()
    of_search = {path for path, name in pages.items() if name.startswith("search:")}
    assert {language_of(path) for path in of_search} == set(codes())
    assert {path for path in pages if zones(path) == ["gsx_search"]} == of_search


def test_files_may_be_sent_in_where_the_site_asks_for_them_and_nowhere_else(client, db, settings):
    """Elsewhere nginx takes what Django would, and a little for the form around it."""
    for pattern in staff_patterns():
        if pattern.route.startswith("admin/"):
            assert {megabytes(path) for path in pattern.addresses()} == {25}, pattern.route
    outside = [*public_patterns(), *(one for one in staff_patterns() if not one.route.startswith("admin/"))]
    paths = [pattern.addresses()[0] for pattern in outside]
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 3 * MEGABYTE
    assert LARGEST_FILE + MEGABYTE < 25 * MEGABYTE > MOST_BYTES + MEGABYTE
    assert {megabytes(path) for path in paths} == {3}
    assert [path for path in paths if 'type="file"' in said_at(client, path)] == []
    client.force_login(get_user_model().objects.create_superuser("amina"))
    assert 'type="file"' in said_at(client, "/admin/practices/practice/import/")


def said_at(client, path):
    response = client.get(path)
    return "" if response.streaming else response.content.decode("utf-8", "replace")


@pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
def test_nginx_finds_no_fault_in_its_configuration(tmp_path):
    here = {"cwd": tmp_path, "capture_output": True, "text": True, "timeout": SECONDS}
    own = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=example.org -keyout privkey.pem -out fullchain.pem"
    subprocess.run(own.split(), check=True, **here)
    text = NGINX.read_text().replace("/etc/letsencrypt/live/example.org", str(tmp_path))
    text = text.replace("/var/log/nginx", str(tmp_path))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    folders = " ".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid; events {{}}\nhttp {{\n{folders}\n{text}\n}}\n")
    run = subprocess.run(["nginx", "-t", "-p", ".", "-c", tmp_path / "nginx.conf", "-e", "errors"], **here)
    assert run.returncode == 0, run.stderr


# --- containers


def test_caddy_takes_in_as_much_as_nginx_does_and_shows_no_probes():
    text = (CONTAINER / "Caddyfile").read_text("utf-8")
    limits = dict(re.findall(r"request_body @(\w+) \{\s+max_size (\d+)MB", text))
    assert limits == {"sent_in": str(megabytes("/admin/")), "others": str(megabytes("/"))}
    assert "@probes path /-/*\n\trespond @probes 404" in text


@pytest.mark.skipif(not shutil.which("caddy"), reason="no Caddy here")
def test_caddy_finds_no_fault_in_its_configuration(tmp_path):
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", CONTAINER / "Caddyfile"]
    env = {"ALLOWED_HOSTS": "example.org", "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    run = subprocess.run(command, env=env, capture_output=True, text=True, timeout=SECONDS)
    assert run.returncode == 0, run.stderr
    assert '"level":"warn"' not in run.stderr


def test_what_is_set_for_the_containers_is_what_the_guide_says():
    compose, told = (CONTAINER / "compose.yaml").read_text("utf-8"), OPERATIONS.read_text("utf-8")
    [lines] = re.findall(r"^cat >deploy/container/\.env <<END\n(.*?)^END$", told, re.MULTILINE | re.DOTALL)
    given = {line.partition("=")[0] for line in lines.splitlines()}
    assert set(re.findall(r"\$\{(\w+)", compose)) <= given
    assert given - {"POSTGRES_PASSWORD"} <= set(
        re.findall(r"^#(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    )


def test_the_folder_of_a_container_is_for_its_own_account():
    image, compose = ((CONTAINER / name).read_text("utf-8") for name in ("Containerfile", "compose.yaml"))
    assert re.findall(r"--uid (\d+)", image) == re.findall(r"uid=(\d+)", compose)
    assert image.rindex("\nUSER gsx\n") < image.rindex("\nCMD ")
