"""What a request's headers can't do: lead to another page than its request line names, or change what is kept of it."""

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from gsx_site.own_address import OwnAddress
from gsx_site.page_cache import PageCache
from tests.commands import run_manage
from tests.served import raw, served
from tests.wsgi import ask, in_one_transaction  # noqa: F401

# What servers, proxies and frameworks have believed of a path, a scheme, a host, a method or a person.
BELIEVED = [
    "SCRIPT_NAME: /practices/",
    "SCRIPT_NAME: /practices",
    "Script-Name: /practices/",
    "PATH_INFO: /about/",
    "Path-Info: /about/",
    "SCRIPT_URL: /x/practices/",
    "Redirect-Url: /x/practices/",
    "QUERY_STRING: q=x",
    "REQUEST_METHOD: POST",
    "REQUEST_URI: /about/",
    "WSGI.URL_SCHEME: https",
    "REMOTE_USER: amina",
    "Remote-User: amina",
    "X-Remote-User: amina",
    "X-Script-Name: /x",
    "X-Forwarded-Prefix: /x",
    "X-Forwarded-Proto: https",
    "X_FORWARDED_PROTO: https",
    "X-Forwarded-Protocol: ssl",
    "X-Forwarded-Ssl: on",
    "Front-End-Https: on",
    "X-Forwarded-Host: elsewhere.example",
    "X_Forwarded_Host: elsewhere.example",
    "X-Host: elsewhere.example",
    "X-Forwarded-Server: elsewhere.example",
    "X-Forwarded-Port: 444",
    "X-Forwarded-For: 203.0.113.9",
    "Forwarded: for=203.0.113.9;host=elsewhere.example;proto=https",
    "X-Original-URL: /about/",
    "X-Rewrite-URL: /about/",
    "X-HTTP-Method-Override: DELETE",
]
# A page that is kept, one that is not, an old address, the way in of the staff.
TARGETS = ["/practices/", "/practices/?q=x", "/practices/?b=&a=", "/admin/"]


@pytest.fixture(scope="module")
def variables(tmp_path_factory):
    """The environment of a site without an entry."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "bare.conf.py").write_text("")
    (folder / "with_files.py").write_text(f"from gsx_site.settings import *\nSTATIC_ROOT = {settings.STATIC_ROOT!r}\n")
    found = {
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "HTTPS": "off",
        "DJANGO_SETTINGS_MODULE": "with_files",
        "PYTHONPATH": str(folder),
    }
    assert run_manage("migrate", SECRET_KEY="s", **found).returncode == 0
    return found


@pytest.fixture(scope="module")
def port(variables):
    """The site as it is deployed."""
    with served("gsx_site.wsgi", **variables) as (found, _ended):
        yield found


@pytest.fixture(scope="module")
def bare_port(variables):
    """The same under gunicorn's own configuration, which believes its neighbours on this machine."""
    with served("gsx_site.wsgi", config=f"{variables['PYTHONPATH']}/bare.conf.py", **variables) as (found, _ended):
        yield found


def asked(port, target, *headers):
    """(status line, headers but for dates, body) of a GET from this machine."""
    lines = [f"GET {target} HTTP/1.1", "Host: localhost", "Connection: close", *headers]
    head, _, body = raw(port, ("\r\n".join(lines) + "\r\n\r\n").encode()).partition(b"\r\n\r\n")
    status, *pairs = head.decode().split("\r\n")
    return status, [pair for pair in pairs if not pair.startswith(("Date: ", "Expires: "))], body


@pytest.mark.parametrize("target", TARGETS)
def test_no_header_of_a_reader_changes_a_reply_or_what_is_kept_of_it(port, target):
    check_replies(port, target, BELIEVED)


def test_nor_does_it_under_a_server_that_believes_its_neighbours(bare_port):
    for target in TARGETS[:3]:
        check_replies(bare_port, target, BELIEVED)


def check_replies(port, target, headers):
    plain = asked(port, target)
    for header in headers:
        assert asked(port, target, header) == plain, header
    assert asked(port, target) == plain


def test_another_form_of_the_address_leads_to_the_same_page_or_to_none(port):
    page = asked(port, "/practices/")
    assert page[0].split()[1] == "200"
    assert asked(port, "http://localhost/practices/") == page
    assert asked(port, "http://elsewhere.example/practices/") == page  # the host is the header's to say, as always
    for target in ("//elsewhere.example/practices/", "*"):
        assert asked(port, target)[0].split()[1] in ("400", "404"), target
    for target in ("//practices/", "/%2Fpractices/", "/./practices/"):  # as somebody retyped it, on this host
        status, headers, _body = asked(port, target)
        assert status.split()[1] == "301" and "Location: /practices/" in headers, target


def test_a_host_that_is_said_twice_is_refused(port):
    assert asked(port, "/practices/", "Host: elsewhere.example")[0].split()[1] == "400"


# --- whatever the server makes of headers


def told(environ, **changed):
    """What the site is told of a request whose environment a server has made."""
    found = {}
    asked = {"SCRIPT_NAME": "", "PATH_INFO": "/about/", "wsgi.url_scheme": "http", **environ}
    with override_settings(**changed):
        OwnAddress(lambda environ, start: found.update(environ))(asked, None)
    return found["SCRIPT_NAME"], found["PATH_INFO"], found["wsgi.url_scheme"]


def test_what_a_server_cut_off_a_path_is_put_back():
    assert told({"SCRIPT_NAME": "/practices", "PATH_INFO": "/"}) == ("", "/practices/", "http")
    assert told({"SCRIPT_NAME": "/practices/", "PATH_INFO": ""}) == ("", "/practices/", "http")


@pytest.mark.parametrize(
    ("said", "scheme"),
    [
        ("https", "https"),
        ("http", "http"),
        ("https,http", "http"),
        ("http,https", "http"),
        ("HTTPS", "http"),
        ("", "http"),
    ],
)
def test_the_header_of_the_proxy_is_read_as_a_whole(said, scheme):
    """Of several values one may be a reader's."""
    named = {"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"), "HTTPS": True}
    for servers_own in ("http", "https"):
        environ = {"HTTP_X_FORWARDED_PROTO": said, "wsgi.url_scheme": servers_own}
        assert told(environ, **named)[2] == scheme
        assert told({"wsgi.url_scheme": servers_own}, **named)[2] == "http"


def test_without_a_proxy_the_scheme_is_the_server_s_to_say_unless_there_is_no_https():
    assert told({"wsgi.url_scheme": "https"}, HTTPS=True)[2] == "https"
    assert told({"wsgi.url_scheme": "https"}, HTTPS=False)[2] == "http"


@pytest.mark.usefixtures("world", "in_one_transaction")
def test_a_named_header_opens_the_site_and_two_of_it_do_not(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = settings.HTTPS = True
    site = OwnAddress(PageCache(WSGIHandler(), megabytes=8))
    assert ask(site, "/about/", x_forwarded_proto="https").status == 200
    assert ask(site, "/about/", x_forwarded_proto="https,http").status == 301
    assert len(site._application._pages) == 1
    for number in range(5):
        ask(site, "/about/", x_forwarded_proto=f"http{number}")
    assert len(site._application._pages) == 1
