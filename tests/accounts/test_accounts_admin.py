"""Accounts as superusers see them: roles, second steps, and nothing that is nobody's business."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from accounts.models import SignInEvent
from tests.admin_forms import fields, messages, save
from tests.factories import have_roles, make_user
from tests.pages import Page, get
from tests.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db
User = get_user_model()
LIST = "/admin/auth/user/"


@pytest.fixture
def sofia(client):
    user = make_user("sofia", superuser=True)
    client.force_login(user)
    client.user = user
    return client


def form_of(user):
    return f"{LIST}{user.pk}/change/"


def test_the_list_says_role_second_step_and_last_sign_in(sofia):
    make_user("basil", "editor")
    sign_in(Client(), make_staff("dora").username)
    words = Page(sofia.get(LIST)).words
    assert "Never" in words
    rows = {row.username: row for row in sofia.get(LIST).context["cl"].result_list}
    assert {name: row.secured for name, row in rows.items()} == {"basil": False, "dora": True, "sofia": False}
    assert "editor" in words


def test_the_page_of_an_account_shows_neither_hash_nor_permissions(sofia):
    basil = make_staff("basil", superuser=False)
    html = sofia.get(form_of(basil)).content.decode()
    assert basil.password.split("$")[0] not in html
    assert "user_permissions" not in html
    assert f"{LIST}{basil.pk}/password/" in html


def test_a_role_gives_access_by_itself_and_without_one_there_is_none(sofia):
    have_roles()
    editor = Group.objects.get(name="editor").pk
    given = {"username": "Basil", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    sofia.post(f"{LIST}add/", given | {"groups": [editor]})
    basil = User.objects.get(username="Basil")
    assert (basil.is_staff, basil.is_superuser) == (True, False)
    browser = Client()
    sign_in(browser, "bASIL", secret="")
    assert get(browser, browser.get("/admin/").url).h1() == ["Set up a second step"]
    save(sofia, form_of(basil), groups=[])
    basil.refresh_from_db()
    assert not basil.is_staff
    save(sofia, form_of(basil), groups=[str(editor)])
    basil.refresh_from_db()
    assert basil.is_staff
    refused = sofia.post(f"{LIST}add/", given | {"username": "BASIL"})
    assert "Somebody has this user name already" in Page(refused).words


def test_names_that_differ_by_capitals_alone_open_what_was_typed(sofia):
    for name in ("dora", "Dora"):
        make_staff(name, secret="")
    for name in ("dora", "Dora"):
        browser = Client()
        sign_in(browser, name, secret="")
        assert browser.get("/account/second-step/").wsgi_request.user.username == name
    assert "These open no account here." in Page(sign_in(Client(), "DORA", secret="")).words


def test_nobody_gets_the_name_or_the_address_of_another_and_those_of_before_stay(sofia):
    for name in ("dora", "Dora"):
        make_staff(name, email="Circle@zürich.invalid")
    basil, dora = make_staff("basil"), User.objects.get(username="dora")
    for given in ({"email": "circle@ZÜRICH.invalid"}, {"username": "DORA"}, {"username": "circle@ZÜRICH.invalid"}):
        refused = save(sofia, form_of(basil), **given)
        assert list(refused.context["adminform"].form.errors) == [*given], given
    assert save(sofia, form_of(dora), first_name="Dora").status_code == 302
    assert save(sofia, form_of(basil), username="Basil", email="BASIL@circle.invalid").status_code == 302
    assert User.objects.get(pk=basil.pk).username == "Basil"


def test_a_name_that_somebody_takes_at_this_moment_is_not_given_again(sofia):
    basil = make_staff("basil")

    def take(execute, sql, *rest):
        """Between the reading of the form and the lock, as another request could."""
        if 'ORDER BY "auth_user"."id" ASC LIMIT 1' in sql:
            User.objects.bulk_create([User(username="Éva")])
        return execute(sql, *rest)

    typed = fields(sofia.get(form_of(basil))) | {"username": "éva", "_save": "x"}
    with connection.execute_wrapper(take):
        assert sofia.post(form_of(basil), typed).status_code == 503
    assert User.objects.get(pk=basil.pk).username == "basil"


def test_a_superuser_resets_a_second_step_and_that_is_written_down(sofia):
    basil, browser = make_staff("basil", superuser=False), Client()
    sign_in(browser, "basil")
    address = f"{LIST}{basil.pk}/reset_second_step/"
    assert address in get(sofia, form_of(basil)).links
    assert "make sure first that it is them" in get(sofia, address).words
    assert Authenticator.objects.filter(user=basil).exists()
    assert messages(sofia.post(address, fields(sofia.get(address)))) == [
        "“basil” signs in with the password alone once, and then sets up a second step."
    ]
    assert not Authenticator.objects.filter(user=basil).exists()
    assert browser.get("/admin/").status_code == 302
    assert SignInEvent.objects.filter(by=basil, what="factors-reset").count() == 1
    assert "Second step reset." in get(sofia, f"{LIST}{basil.pk}/history/").words
    own = f"{LIST}{sofia.user.pk}/reset_second_step/"
    assert messages(sofia.post(own)) == ["Your own second steps are on the page of your account."]
    assert Client().post(address).status_code == 302
