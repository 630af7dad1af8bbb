import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Session, SignInEvent
from accounts.sessions import SessionStore
from tests.pages import Page, get
from tests.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "seventeen copper lanterns"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"


@pytest.fixture
def amina(db):
    return make_staff()


@pytest.fixture
def browser(amina):
    browser = Client(HTTP_USER_AGENT=FIREFOX)
    sign_in(browser, steps=-1)
    return browser


@pytest.fixture
def phone(browser):
    phone = Client(HTTP_USER_AGENT=CHROME)
    sign_in(phone)
    return phone


def is_at_work(browser):
    return browser.get("/admin/").status_code == 200


def minutes_left(browser):
    row = Session.objects.get(session_key=browser.session.session_key)
    return round((row.expire_date - timezone.now()).total_seconds() / 60)


def change(browser, **facts):
    session = browser.session
    session.update(facts)
    session.save()


def test_a_form_knows_both_ends_of_the_session(browser):
    change(browser, begun=time.time() - 11.75 * 3600)
    page = browser.get("/admin/publishing/source/add/").context
    ends = [round(page[name] / 60) for name in ("session_left", "session_idle", "session_last")]
    assert ends == [15, 30, 15]


def test_a_session_ends_after_thirty_minutes_without_work(browser):
    assert minutes_left(browser) == 30
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=1))
    assert is_at_work(browser)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_at_work(browser)


def test_work_keeps_it_awake(browser):
    change(browser, seen=time.time() - 20 * 60)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=10))
    assert is_at_work(browser)
    assert minutes_left(browser) == 30


def test_reading_public_pages_does_not(browser, world):
    change(browser, seen=time.time() - 20 * 60)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=10))
    response = browser.get("/about/")
    assert not response.cookies
    assert minutes_left(browser) == 10


def test_after_twelve_hours_it_ends_however_much_work_there_was(browser):
    change(browser, begun=time.time() - 12 * 60 * 60 + 5 * 60, seen=time.time() - 120)
    assert is_at_work(browser)
    assert minutes_left(browser) == 5
    change(browser, begun=time.time() - 12 * 60 * 60 - 1)
    assert not is_at_work(browser)


def test_a_page_more_within_a_minute_writes_nothing(browser):
    before = Session.objects.get().seen_at
    is_at_work(browser)
    assert Session.objects.get().seen_at == before


def test_the_cookie_goes_with_the_browser_and_no_script_reads_it(amina):
    browser = Client()
    sign_in(browser)
    cookie = browser.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")
    assert set(browser.cookies) <= {"sessionid", "csrftoken"}


def test_one_sees_ones_own_sessions_and_no_key(browser, phone):
    other = Client()
    make_staff("badra")
    sign_in(other, "badra")
    response = browser.get("/account/")
    words = Page(response).words
    assert words.count("last seen") == 2
    assert "Firefox on Windows" in words
    assert "Chrome on Android" in words
    assert words.count("This one") == 1
    for one in (browser, phone, other):
        assert one.session.session_key not in response.content.decode()


def test_one_ends_a_session(browser, phone, amina):
    handle = Session.objects.get(session_key=phone.session.session_key).handle
    assert browser.get(f"/account/sessions/{handle}/end/").status_code == 405
    assert browser.post(f"/account/sessions/{handle}/end/").url == "/account/"
    assert "The session was ended." in get(browser, "/account/").words
    assert not is_at_work(phone)
    assert is_at_work(browser)
    assert SignInEvent.objects.filter(what="session-ended", by=amina).count() == 1


def test_nobody_ends_a_session_of_somebody_else(browser):
    other = Client()
    make_staff("badra")
    sign_in(other, "badra")
    handle = Session.objects.get(session_key=browser.session.session_key).handle
    assert other.post(f"/account/sessions/{handle}/end/").status_code == 404
    assert is_at_work(browser)
    assert Client().post("/account/sessions/end-others/").url.startswith("/account/sign-in/")


def test_one_ends_all_the_others(browser, phone):
    assert browser.post("/account/sessions/end-others/").url == "/account/"
    assert "1 other session was ended." in get(browser, "/account/").words
    assert (is_at_work(browser), is_at_work(phone)) == (True, False)


@pytest.mark.parametrize("address", ["/account/sign-out/", "/admin/logout/"])
def test_leaving_ends_the_session_and_asks_the_browser_to_forget(browser, phone, address, amina):
    key = browser.session.session_key
    response = browser.post(address)
    assert Page(response).h1() == ["You are signed out"]
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not Session.objects.filter(session_key=key).exists()
    assert (is_at_work(browser), is_at_work(phone)) == (False, True)
    assert SignInEvent.objects.filter(what="signed-out", by=amina).count() == 1


def test_leaving_twice_is_no_fault(browser):
    browser.post("/account/sign-out/")
    assert browser.post("/account/sign-out/").status_code == 200
    assert browser.get("/account/sign-out/").status_code == 302


def test_a_new_password_ends_the_other_sessions(browser, phone, amina):
    new = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    assert browser.post("/account/password/", new).url == "/account/"
    assert Session.objects.of(amina).count() == 1
    assert "Your password was changed." in get(browser, "/account/").words
    assert (is_at_work(browser), is_at_work(phone)) == (True, False)
    assert SignInEvent.objects.filter(what="password-changed", by=amina).count() == 1
    assert sign_in(Client(), password=NEW_PASSWORD, steps=1).url == "/admin/"


def test_a_new_password_is_refused_with_reasons(browser):
    def words(**typed):
        new = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD} | typed
        return Page(browser.post("/account/password/", new)).words

    assert "This is not your present password." in words(oldpassword="wrong")
    assert "The two new passwords are not the same." in words(password2="other")
    assert "at least 15 characters" in words(password1="short", password2="short")


def test_deleting_an_account_leaves_its_sessions_to_nobody(browser, amina):
    SignInEvent.objects.all().delete()  # as after 400 days: until then the account is kept
    amina.delete()
    assert browser.get("/admin/").status_code == 302


def test_sessions_that_are_over_are_cleared(browser):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    SessionStore.clear_expired()
    assert not Session.objects.exists()
