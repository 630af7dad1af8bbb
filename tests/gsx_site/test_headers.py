"""The set of security headers: on every reply, worth full marks, and strong enough only together."""

import re
from base64 import b64decode
from contextlib import closing
from functools import cache
from hashlib import sha256

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.templatetags.static import static
from django.test import Client

from catalogue import kinds
from gsx_site import views
from gsx_site.headers import DENIED, SecurityHeaders
from gsx_site.page_cache import PageCache
from publishing.safety.publication import withdraw
from tests.factories import make_practice
from tests.observatory import NAMES, directives, modifiers_of, score
from tests.production import HOST, https_settings
from tests.wsgi import ask, in_one_transaction  # noqa: F401

pytestmark = pytest.mark.usefixtures("world")

production = cache(https_settings)


@pytest.fixture
def https(settings):
    """The site as it is in production."""
    for name, value in production().items():
        setattr(settings, name, value)


@pytest.fixture
def reader():
    return Client(raise_request_exception=False, headers={"host": HOST})


@pytest.fixture
def practice(world):
    return make_practice("Evening football", slug="evening-football")


def a_file():
    return static("css/site.css")


# --- on every reply


def fault(monkeypatch):
    monkeypatch.delitem(kinds.KINDS, "practice")


def no_database(monkeypatch):
    def gone():
        raise OperationalError

    monkeypatch.setattr(views, "current", gone)


@pytest.mark.parametrize(
    ("address", "how", "status"),
    [
        ("/", {}, 200),
        ("/practices/evening-football/", {}, 200),
        ("/practices/?b=2&a=1", {}, 301),
        ("/practices", {}, 301),
        ("/practices/withdrawn-work/", {}, 404),
        ("/nowhere/", {}, 404),
        ("/practices/%00/", {}, 404),
        ("/practices/", {"method": "POST"}, 405),
        ("/practices/?" + "&".join(["theme=x"] * 1001), {}, 400),
        ("/", {"headers": {"host": "elsewhere.invalid"}}, 400),
        ("/search/suggest/?q=football", {}, 200),
        ("/admin/", {}, 302),
        ("/admin/nowhere/", {}, 302),
        ("/static/nothing.css", {}, 404),
    ],
)
def test_every_reply_carries_the_whole_set(practice, client, address, how, status):
    withdraw(make_practice("Withdrawn work", slug="withdrawn-work"))
    response = client.generic(how.get("method", "GET"), address, headers=how.get("headers"))
    assert response.status_code == status
    assert set(response.headers) >= NAMES


@pytest.mark.parametrize(("what", "address", "status"), [(fault, "/practices/", 500), (no_database, "/", 503)])
def test_a_fault_of_ours_carries_the_whole_set(monkeypatch, what, address, status):
    what(monkeypatch)
    response = Client(raise_request_exception=False).get(address)
    assert response.status_code == status
    assert set(response.headers) >= NAMES


def test_a_form_without_its_token_is_refused_with_the_whole_set():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "amina"})
    assert response.status_code == 403
    assert set(response.headers) >= NAMES


def test_files_carry_the_whole_set_also_when_the_browser_has_them(client):
    with closing(client.get(a_file())) as response:
        assert response.status_code == 200
        assert set(response.headers) >= NAMES
        known = response.headers["Last-Modified"]
    with closing(client.get(a_file(), headers={"if-modified-since": known})) as response:
        assert response.status_code == 304
        assert set(response.headers) >= NAMES


@pytest.mark.usefixtures("in_one_transaction")
def test_kept_pages_carry_the_whole_set_also_when_the_browser_has_them(practice):
    site = PageCache(WSGIHandler(), megabytes=8)
    first, kept = ask(site, "/practices/"), ask(site, "/practices/")
    known = ask(site, "/practices/", if_none_match=first.headers["etag"])
    assert (first.status, kept.status, known.status) == (200, 200, 304)
    for answer in (first, kept, known):
        assert set(answer.headers) >= {name.lower() for name in NAMES}


def test_a_view_keeps_the_one_header_that_it_sets_itself():
    own = SecurityHeaders(lambda request: HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"}))(None)
    assert own.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert set(own.headers) >= NAMES


# --- what they say


def test_the_policy_begins_with_nothing_and_allows_nothing_inline(client):
    policy = directives(client.get("/").headers)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == {"'self'"}
    assert "unsafe" not in client.get("/admin/login/").headers["Content-Security-Policy"]


def test_what_a_device_could_be_asked_for_is_denied_but_for_the_passkeys_of_the_staff(client):
    said = dict(part.split("=") for part in client.get("/").headers["Permissions-Policy"].split(", "))
    assert {name for name, who in said.items() if who == "()"} == set(DENIED.split())
    assert {name for name, who in said.items() if who == "(self)"} == {
        "publickey-credentials-create",
        "publickey-credentials-get",
    }
    assert {"camera", "geolocation", "microphone", "usb"} < set(DENIED.split())


def test_one_s_own_scripts_are_held_to_their_hash(client):
    source, told = re.search(r'src="([^"]+)" integrity="sha256-([^"]+)"', client.get("/").content.decode()).groups()
    with closing(client.get(source)) as response:
        assert sha256(b"".join(response.streaming_content)).digest() == b64decode(told)


# --- what they are worth


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("address", ["/", "/practices/", "/practices/evening-football/", "/nowhere/", "sign-in"])
def test_pages_score_155_on_the_observatory_s_table(practice, reader, address):
    address = resolve_url(django_settings.LOGIN_URL) if address == "sign-in" else address
    page, over_http = reader.get(address, secure=True), reader.get(address)
    assert modifiers_of(page, over_http)["strict-transport-security"] == 0
    assert score(page, over_http) >= 155, modifiers_of(page, over_http)


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("address", ["a file", "a fault"])
def test_files_and_faults_have_no_script_to_hold_and_score_155_where_the_host_is_preloaded(
    reader, monkeypatch, settings, address
):
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    if address == "a fault":
        fault(monkeypatch)
    address = a_file() if address == "a file" else "/practices/"
    with closing(reader.get(address, secure=True)) as page:
        assert "preload" in page.headers["Strict-Transport-Security"]  # which the list asks of a host
        assert score(page, reader.get(address)) == 150
        assert score(page, reader.get(address), preloaded=True) == 155


@pytest.mark.usefixtures("https")
@pytest.mark.parametrize("name", sorted({*NAMES, "Strict-Transport-Security"} - {"Permissions-Policy"}))
def test_each_header_counts(reader, name):
    page, over_http = reader.get("/", secure=True), reader.get("/")
    whole = score(page, over_http)
    del page.headers[name]
    if name == "X-Frame-Options":  # the policy says the same
        del page.headers["Content-Security-Policy"]
    assert score(page, over_http) <= whole - 5


@pytest.mark.usefixtures("https")
def test_the_redirect_to_https_carries_the_set_too_and_a_foreign_host_is_refused_with_it(reader):
    response = reader.get("/practices/?theme=x")
    assert (response.status_code, response.headers["Location"]) == (301, f"https://{HOST}/practices/?theme=x")
    assert set(response.headers) >= NAMES
    refused = Client().get("/", headers={"host": "elsewhere.invalid"})
    assert refused.status_code == 400
    assert set(refused.headers) >= NAMES


@pytest.mark.usefixtures("https")
def test_https_is_asked_for_over_https_alone(reader):
    assert reader.get("/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in reader.get("/").headers
