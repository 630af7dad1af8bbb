"""Invitations: a link for one account with one role, good once and for a week."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.events import forget_old
from accounts.invitations import accept, invite
from accounts.models import Invitation, SignInEvent
from accounts.names import NameTaken
from tests.factories import have_roles, make_user
from tests.pages import Page, get
from tests.staff import PASSWORD, make_staff, sign_in

pytestmark = pytest.mark.django_db
User = get_user_model()
INVITE = "/admin/auth/user/invite/"
GIVEN = {"username": "dora", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def sofia(client):
    have_roles()
    user = make_user("sofia", superuser=True)
    client.force_login(user)
    client.user = user
    return client


def invited(client, role="editor"):
    """The address of an invitation, as its maker sees it once."""
    page = client.post(INVITE, {"role": Group.objects.get(name=role).pk})
    address = page.context["address"]
    assert address in page.content.decode()
    assert address not in client.get(INVITE).content.decode()
    return address.removeprefix("http://testserver")


def test_who_is_invited_makes_an_account_with_the_role_and_sets_up_a_second_step(sofia):
    address, browser = invited(sofia), Client()
    assert INVITE in get(sofia, "/admin/auth/user/").links
    assert "You were invited to work here as editor." in get(browser, address).words
    assert get(browser, address).h1() == ["Make your account"]  # looking uses nothing up
    assert browser.post(address, GIVEN).url == "/account/sign-in/"
    dora = User.objects.get(username="dora")
    assert [str(group) for group in dora.groups.all()] == ["editor"]
    assert (dora.is_staff, dora.is_superuser) == (True, False)
    assert SignInEvent.objects.filter(by=dora, what="invited").count() == 1
    sign_in(browser, "dora", secret="")
    assert get(browser, browser.get("/admin/").url).h1() == ["Set up a second step"]
    for send in (Client().get, Client().post):
        closed = send(address, GIVEN | {"username": "eve"})
        assert (closed.status_code, Page(closed).h1()) == (404, ["This invitation is not open"])
    assert not User.objects.filter(username="eve").exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"username": "SOFIA"}, "Somebody has this user name already"),
        ({"username": "ÉVA"}, "Somebody has this user name already"),
        ({"username": "Eva@Circle.invalid"}, "Somebody has this user name already"),
        ({"username": "a b"}, "Enter a valid username"),
        ({"password2": "something else entirely"}, "The two new passwords are not the same."),
        ({"password1": "short", "password2": "short"}, "This password is too short."),
    ],
)
def test_what_is_wrong_is_said_and_uses_nothing_up(sofia, given, sentence):
    make_staff("éva", email="eva@circle.invalid")
    address = invited(sofia)
    page = Client().post(address, GIVEN | given)
    assert (page.status_code, sentence in Page(page).words) == (200, True)
    assert User.objects.count() == 2
    assert Client().post(address, GIVEN).status_code == 302


def test_a_name_that_is_taken_at_this_moment_makes_no_account(sofia):
    token = invited(sofia).rstrip("/").rpartition("/")[2]
    with pytest.raises(NameTaken):
        accept(token, "SoFIA", PASSWORD)
    assert (User.objects.count(), Invitation.objects.count()) == (1, 1)


def test_an_invitation_ends_by_its_day_by_hand_and_with_its_maker(sofia):
    editor, today = Group.objects.get(name="editor"), timezone.localdate()
    old = invite(editor, by=sofia.user, day=today - timedelta(days=8))
    last = invite(editor, by=sofia.user, day=today - timedelta(days=7))
    tampered, other = last[:-1] + ("A" if last[-1] != "A" else "B"), make_user("chandra", superuser=True)
    by_other = invite(editor, by=other)
    User.objects.filter(pk=other.pk).update(is_superuser=False)
    statuses = [Client().get(f"/account/invitation/{one}/").status_code for one in (old, last, tampered, by_other, "x")]
    assert statuses == [404, 200, 404, 404, 404]
    [waiting] = sofia.get(INVITE).context["waiting"]
    sofia.post(INVITE, {"take_back": waiting.pk})
    assert Client().get(f"/account/invitation/{last}/").status_code == 404
    sofia.post(INVITE, {"take_back": "9" * 40})
    forget_old()
    assert [one.made_by for one in Invitation.objects.all()] == [other]


def test_only_superusers_invite(sofia):
    have_roles()
    petra = type(sofia)()
    petra.force_login(make_user("petra", "publisher"))
    for send in (petra.get, petra.post):
        assert send(INVITE, {"role": Group.objects.get(name="publisher").pk}).status_code == 403
    assert not Invitation.objects.exists()
    address = invited(sofia)
    assert petra.get(address).url == "/account/"
