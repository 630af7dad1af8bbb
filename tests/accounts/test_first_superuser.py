import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.staff import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


def test_the_first_superuser_signs_in_and_is_led_to_a_second_step(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "amina")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("first_superuser", verbosity=0)
    browser = Client()
    assert sign_in(browser, secret="").url == "/admin/"
    assert browser.get("/admin/").url == "/account/second-step/"


def test_a_weak_password_from_the_environment_is_refused(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "amina")
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "gsx-directory-2026-07")
    with pytest.raises(CommandError, match="too weak: This password is a common one with something added"):
        call_command("first_superuser", verbosity=0)
