import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client

from tests.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db


def test_the_first_superuser_signs_in_and_is_led_to_a_second_step(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "amina")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("first_superuser", verbosity=0)
    browser = Client()
    assert sign_in(browser, secret="").url == "/admin/"
    assert browser.get("/admin/").url == "/account/second-step/"


def test_a_name_that_somebody_signs_in_with_is_refused_in_any_capitals(monkeypatch):
    make_staff("Éva", superuser=False)
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "éva")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    with pytest.raises(CommandError, match="Somebody signs in as “éva” already"):
        call_command("first_superuser", verbosity=0)


def test_the_second_step_of_somebody_is_reset_by_a_name_in_any_capitals(capsys):
    make_staff("Éva")
    call_command("reset_second_step", "éVA")
    assert capsys.readouterr().out.startswith("Éva signs in with the password alone once")


def test_nobody_is_asked_for_an_address_that_nothing_is_sent_to(monkeypatch):
    typed = {"username": "amina"}
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda asked: typed.pop("username" if "sername" in asked else asked))
    monkeypatch.setattr("getpass.getpass", lambda *_asked: PASSWORD)
    call_command("first_superuser", verbosity=0)
    assert get_user_model().objects.get().email == ""


def test_a_weak_password_from_the_environment_is_refused(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "amina")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "gsx-directory-2026-07")
    with pytest.raises(CommandError, match="too weak: This password is a common one with something added"):
        call_command("first_superuser", verbosity=0)
