import re
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver

from accounts.models import Session, SignInEvent
from accounts.sessions import SessionStore
from tests.pages import Page, get
from tests.staff import PASSWORD, SECRET, code, make_staff, sign_in

pytestmark = pytest.mark.django_db
NO_MATCH = "These open no account here. Check name and password, or ask whoever runs the site."


@pytest.fixture
def browser():
    """A browser without any way round the door."""
    return Client()


@pytest.fixture
def amina(db):
    return make_staff("amina", email="amina@circle.invalid")


def is_at_work(browser):
    return browser.get("/admin/").status_code == 200


def test_one_signs_in_with_password_and_second_step_and_goes_on_to_where_one_wanted_to_go(browser, amina):
    led = browser.get("/admin/publishing/source/?q=report", follow=True)
    assert Page(led).h1() == ["Sign in"]
    second = browser.post(led.redirect_chain[-1][0], {"login": "amina", "password": PASSWORD})
    assert second.url == "/account/sign-in/second-step/"
    assert not is_at_work(browser)
    assert get(browser, second.url).h1() == ["Second step"]
    done = browser.post(second.url, {"code": code()})
    assert done.url == "/admin/publishing/source/?q=report"
    assert is_at_work(browser)


@pytest.mark.parametrize("name", ["amina", "AMINA", "amina@circle.invalid", "Amina@Circle.invalid", " amina "])
def test_one_signs_in_with_the_user_name_or_the_address(browser, amina, name):
    assert sign_in(browser, name).url == "/admin/"
    assert is_at_work(browser)


@pytest.mark.parametrize("name", ["éVA", "E\u0301va", "strasse@Zürich.invalid", "STRASSE@ZÜRICH.INVALID"])
def test_capitals_are_the_same_letters_in_every_script(browser, amina, name):
    make_staff("Éva", email="Straße@zürich.invalid")
    assert sign_in(browser, name).url == "/admin/"


def test_an_address_of_two_accounts_opens_neither(browser, amina):
    make_staff("badra", email="amina@circle.invalid")
    assert NO_MATCH in Page(sign_in(browser, "amina@circle.invalid")).words


@pytest.mark.parametrize("wrong", ["000000", "", "12345", "code", "１２３４５６", "\x00", "9" * 5000])
def test_a_wrong_code_does_not_let_in(browser, amina, wrong):
    wrong = wrong if wrong != code() else "000001"
    second = browser.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
    response = browser.post(second.url, {"code": wrong})
    assert response.status_code == 200
    assert not is_at_work(browser)


def test_a_code_lets_in_once(browser, amina):
    typed = code()
    browser.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
    assert browser.post("/account/sign-in/second-step/", {"code": typed}).status_code == 302
    second = Client()
    second.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
    cache.clear()  # as in another process: each has a cache of its own
    refused = second.post("/account/sign-in/second-step/", {"code": f" {typed[:3]} {typed[3:]}"})
    assert "This is not the right code, or it was used already." in Page(refused).words
    assert not is_at_work(second)
    assert second.post("/account/sign-in/second-step/", {"code": code(steps=1)}).url == "/admin/"


def test_a_recovery_code_lets_in_once_and_that_is_kept(browser, amina, client):
    client.force_login(amina)
    sign_in(browser)
    browser.post("/account/recovery-codes/new/")
    recovery = re.findall(r"<code>(\d{8})</code>", browser.get("/account/recovery-codes/").content.decode())
    assert len(recovery) == 10
    for expected in (True, False):
        other = Client()
        other.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
        other.post("/account/sign-in/second-step/", {"code": recovery[0]})
        assert is_at_work(other) is expected
    assert SignInEvent.objects.filter(what="code-used", by=amina).count() == 1


ELSEWHERE = [
    "https://elsewhere.invalid/",
    "//elsewhere.invalid/",
    "///elsewhere.invalid/",
    "javascript:alert(1)",
    "\\\\elsewhere.invalid",
    "http://[",
    "\x00",
    "http:///x",
]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_the_way_on_stays_on_the_site(browser, amina, wanted):
    led = browser.get("/admin/login/", {"next": wanted})
    assert led.url == "/account/sign-in/?next=%2Fadmin%2F"
    browser.post("/account/sign-in/", {"login": "amina", "password": PASSWORD, "next": wanted})
    assert browser.post("/account/sign-in/second-step/", {"code": code()}).url == "/admin/"


def test_whoever_is_signed_in_already_is_led_on(browser, amina):
    sign_in(browser)
    assert browser.get("/admin/login/?next=/admin/places/", follow=True).redirect_chain[-1][0] == "/admin/places/"


def test_only_active_staff_sign_in(browser, amina):
    make_staff("badra", is_active=False)
    reader = make_staff("reader")
    reader.is_staff = False
    reader.save()
    for name in ("badra", "reader", "nobody"):
        assert NO_MATCH in Page(sign_in(browser, name)).words
    assert sign_in(browser, "amina").url == "/admin/"


def test_whoever_stops_being_staff_is_out_at_once(browser, amina):
    sign_in(browser)
    type(amina).objects.filter(pk=amina.pk).update(is_staff=False)
    assert not is_at_work(browser)


@pytest.mark.parametrize(
    "path",
    ["signup/", "login/", "email/", "password/reset/", "password/set/", "inactive/", "login/code/", "confirm-email/"],
)
def test_nothing_else_of_the_library_has_an_address(browser, amina, path):
    assert browser.get(f"/account/{path}").status_code == 404
    sign_in(browser)
    assert browser.get(f"/account/{path}").status_code == 404


def test_nobody_signs_up():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not [name for name in names if "signup" in name or "social" in name]


def test_pages_of_the_door_are_kept_nowhere_and_by_nobody(browser, amina):
    def check(address):
        response = browser.get(address)
        assert (response.status_code, "no-store" in response.headers["Cache-Control"]) == (200, True), address

    check("/account/sign-in/")
    make_staff("badra", secret="")
    sign_in(browser, "badra", secret="")
    for path in ("", "second-step/", "second-step/app/", "second-step/passkey/", "password/", "sign-out/"):
        check(f"/account/{path}")


def test_the_pages_keep_the_policy_of_no_inline_script_or_style(browser, amina):
    def check(address):
        page = get(browser, address)
        assert len(page.h1()) == 1
        for tag, attrs in page.tags:
            assert tag != "style"
            assert not [name for name in attrs if name == "style" or name.startswith("on")]
            assert tag != "script" or attrs["src"].startswith("/static/js/passkeys.")

    check("/account/sign-in/")
    browser.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
    check("/account/sign-in/second-step/")
    browser.post("/account/sign-in/second-step/", {"code": code()})
    for path in ("", "password/", "second-step/passkey/", "second-step/app/remove/", "recovery-codes/new/", "confirm/"):
        check(f"/account/{path}")
    for path in ("second-step/", "confirm/code/", "sign-out/"):
        check(f"/account/{path}")


@pytest.mark.parametrize("secret", [SECRET, ""])
def test_signing_in_leaves_no_network_address_anywhere(browser, secret):
    make_staff("badra", secret=secret)
    browser.defaults["REMOTE_ADDR"] = "198.51.100.77"
    for password in ("wrong", PASSWORD):
        sign_in(browser, "badra", password, secret)
    browser.post("/account/recovery-codes/new/")
    assert SignInEvent.objects.count() >= 2
    assert "198.51.100.77" not in whole_database()


def whole_database():
    """Every value of every table, sessions decoded, as one text."""
    rows = [row for model in apps.get_models() for row in model._base_manager.values_list()]
    return "\n".join(
        map(str, [*rows, *(SessionStore().decode(session.session_data) for session in Session.objects.all())])
    )


@pytest.mark.parametrize(
    "wanted", ["/admin/\r\nSet-Cookie: a=b", "/admin/\x00", "/\udcff", "/" + "a" * 5000, "/admin/%"]
)
def test_nonsense_as_the_way_on_is_no_fault(browser, amina, wanted):
    asked = urlencode({"next": wanted.encode("utf-8", "surrogateescape")})
    for address in ("/account/sign-in/", "/admin/login/", "/account/confirm/", "/account/sign-in/passkey/"):
        assert browser.get(f"{address}?{asked}").status_code in (200, 302)
    browser.post(f"/account/sign-in/?{asked}", {"login": "amina", "password": PASSWORD})
    response = browser.post("/account/sign-in/second-step/", {"code": code()})
    assert response.status_code == 302
    assert set(response.cookies) <= {"sessionid", "csrftoken"}


def test_numbers_without_end_are_just_not_found(browser, amina):
    sign_in(browser)
    assert browser.get(f"/account/second-step/passkey/{'9' * 40}/remove/").status_code == 404
    assert browser.post(f"/account/sessions/{'a' * 500}/end/").status_code == 404
