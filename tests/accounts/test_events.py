from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from accounts.events import forget_old
from accounts.models import SignInEvent
from tests.pages import get
from tests.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db


def told():
    return [(event.what, event.by and event.by.username) for event in SignInEvent.objects.order_by("pk")]


def test_what_happens_at_the_door_is_kept():
    make_staff()
    browser = Client()
    sign_in(browser, password="wrong")
    sign_in(browser, "my password by mistake", "wrong")
    browser.post("/account/sign-in/", {"login": "amina", "password": PASSWORD})
    browser.post("/account/sign-in/second-step/", {"code": "abc"})
    sign_in(browser)
    browser.post("/account/sign-out/")
    assert told() == [
        ("wrong-password", "amina"),
        ("wrong-password", None),
        ("wrong-code", "amina"),
        ("signed-in", "amina"),
        ("signed-out", "amina"),
    ]


def test_superusers_read_the_events_in_the_admin_and_nobody_changes_them(client):
    amina = make_staff()
    client.force_login(amina)
    event = SignInEvent.objects.note("signed-in", amina)
    words = get(client, "/admin/accounts/signinevent/").words
    assert "amina" in words
    assert "Signed in" in words
    page = get(client, f"/admin/accounts/signinevent/{event.pk}/change/")
    assert not [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("name") == "_save"]
    assert client.get("/admin/accounts/signinevent/add/").status_code == 403
    assert client.post(f"/admin/accounts/signinevent/{event.pk}/delete/", {"post": "yes"}).status_code == 403
    assert SignInEvent.objects.filter(pk=event.pk).exists()


def test_other_staff_do_not_see_them_whatever_they_were_given(client):
    badra = make_staff("badra", superuser=False)
    badra.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(badra)
    assert client.get("/admin/accounts/signinevent/").status_code == 403
    assert "Sign-in events" not in get(client, "/admin/").words


def test_an_account_is_kept_as_long_as_its_events():
    amina = make_staff()
    SignInEvent.objects.note("signed-in", amina)
    with pytest.raises(ProtectedError):
        amina.delete()
    SignInEvent.objects.all().delete()
    amina.delete()
    assert not get_user_model().objects.exists()


def test_events_are_forgotten_after_four_hundred_days():
    for days in (399, 401):
        event = SignInEvent.objects.note("signed-in")
        SignInEvent.objects.filter(pk=event.pk).update(at=timezone.now() - timedelta(days=days))
    forget_old()
    [left] = SignInEvent.objects.all()
    assert (timezone.now() - left.at).days == 399


# --- the operator's way back in


def test_an_operator_lets_somebody_back_in_who_lost_everything(capsys):
    make_staff(email="amina@circle.invalid")
    browser = Client()
    sign_in(browser)
    call_command("reset_second_step", "amina@circle.invalid")
    assert "amina signs in with the password alone once" in capsys.readouterr().out
    assert browser.get("/admin/").status_code == 302
    assert sign_in(browser, secret="").url == "/admin/"
    assert browser.get("/admin/").url == "/account/second-step/"
    assert told()[-2:] == [("factors-reset", "amina"), ("signed-in", "amina")]


def test_the_operator_is_told_of_a_name_that_nobody_has():
    with pytest.raises(CommandError, match="There is no account “zuri”"):
        call_command("reset_second_step", "zuri")
