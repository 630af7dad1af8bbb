"""Somebody leaves: the account is deactivated, the name stays in the history, and a colleague goes on."""

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.leaving import ITS_OWN, MustStay, deactivate, has_left_traces, referring
from accounts.models import Session, SignInEvent
from networks.models import Organisation
from practices.models import Practice
from publishing.models import Event
from publishing.safety.review import submit
from tests.admin_forms import ANSWERS, fields, messages, save
from tests.factories import make_organisation, make_practice, make_ready, make_user
from tests.pages import Page, get
from tests.secrets import make_row
from tests.staff import PASSWORD, StaffClient, make_staff, sign_in

pytestmark = pytest.mark.usefixtures("world")
User = get_user_model()
LIST = "/admin/auth/user/"


def page_for(*users):
    return f"{LIST}deactivate/?" + "&".join(f"id={user.pk}" for user in users)


def form_of(user):
    return f"{LIST}{user.pk}/change/"


@pytest.fixture
def sofia(client):
    """A superuser at work."""
    user = make_user("sofia", superuser=True)
    client.force_login(user)
    client.user = user
    return client


def someone(name, *roles):
    client = StaffClient()
    client.user = make_user(name, *roles)
    client.force_login(client.user)
    return client


def history_of(client, entry):
    opts = entry._meta
    return get(client, reverse(f"admin:{opts.app_label}_{opts.model_name}_history", args=[entry.pk])).words


# --- nobody gets in


def test_a_deactivated_account_is_out_at_once_and_stays_out(sofia):
    basil, browser = make_staff("basil", superuser=False, email="basil@circle.invalid"), Client()
    sign_in(browser, "basil")
    assert browser.get("/admin/").status_code == 200

    assert [url for url in get(sofia, form_of(basil)).links if "deactivate" in url] == [page_for(basil)]
    words = get(sofia, page_for(basil)).words
    assert "Nobody gets in with it any more" in words
    assert "Left unfinished" not in words
    response = sofia.post(page_for(basil))
    assert messages(response) == ["Deactivated and signed out: basil."]

    assert browser.get("/admin/").status_code == 302
    sign_in(browser, "basil")
    assert browser.get("/admin/").status_code == 302
    basil.refresh_from_db()
    assert (basil.username, basil.is_active, basil.email, basil.has_usable_password()) == ("basil", False, "", False)
    assert not Authenticator.objects.filter(user=basil).exists()
    assert not Session.objects.filter(user=basil).exists()
    assert SignInEvent.objects.filter(by=basil, what="deactivated").count() == 1
    assert "Deactivated." in get(sofia, f"{LIST}{basil.pk}/history/").words


def test_who_comes_back_is_let_in_with_a_new_password_and_a_new_second_step(sofia):
    basil = make_staff("basil", superuser=False)
    make_user("basil", "editor")
    sofia.post(page_for(basil))
    save(sofia, form_of(basil), is_active="on")
    new = {"usable_password": "true", "password1": PASSWORD[::-1], "password2": PASSWORD[::-1]}
    sofia.post(f"{LIST}{basil.pk}/password/", new)
    browser = Client()
    sign_in(browser, "basil", PASSWORD[::-1], secret="")
    assert get(browser, browser.get("/admin/").url).h1() == ["Set up a second step"]


# --- who may, and whom


def test_active_is_taken_away_on_that_page_alone(sofia):
    basil = make_user("basil", "editor")
    values = fields(sofia.get(form_of(basil)))
    assert "is_superuser" not in values
    assert "groups" in values
    assert "is_active" not in values
    sofia.post(form_of(basil), {name: value for name, value in values.items() if name != "is_active"})
    basil.refresh_from_db()
    assert basil.is_active


def test_nobody_takes_their_own_way_in_away(sofia):
    assert messages(sofia.post(page_for(sofia.user))) == [
        "You can't deactivate your own account: another superuser does that."
    ]
    basil = make_user("basil")
    sofia.post(page_for(basil, sofia.user))
    values = fields(sofia.get(form_of(sofia.user)))
    sofia.post(form_of(sofia.user), {name: one for name, one in values.items() if name not in ("is_superuser",)})
    sofia.user.refresh_from_db()
    basil.refresh_from_db()
    assert (sofia.user.is_active, sofia.user.is_superuser, sofia.user.is_staff, basil.is_active) == (True,) * 4
    assert page_for(sofia.user) not in get(sofia, form_of(sofia.user)).links


def test_the_last_superuser_stays(sofia):
    with pytest.raises(MustStay, match="“sofia” is the last superuser"):
        deactivate(sofia.user, by=None)
    other = make_user("chandra", superuser=True)
    deactivate(other, by=sofia.user)
    with pytest.raises(MustStay):
        deactivate(sofia.user, by=other)


def test_only_superusers_see_accounts_whatever_permissions_others_have(sofia):
    petra = someone("petra", "publisher")
    petra.user.user_permissions.set(
        apps.get_model("auth.Permission").objects.filter(content_type__app_label="auth", content_type__model="user")
    )
    for address in (LIST, form_of(sofia.user), page_for(sofia.user)):
        assert petra.get(address).status_code == 403
        assert petra.post(address).status_code == 403
    sofia.user.refresh_from_db()
    assert sofia.user.is_active


def test_several_accounts_are_deactivated_from_the_list(sofia):
    basil, dora, away = make_user("basil"), make_user("dora"), make_user("emil")
    User.objects.filter(pk=away.pk).update(is_active=False)
    chosen = {"action": "deactivate_selected", "_selected_action": [basil.pk, dora.pk, away.pk]}
    page = sofia.post(LIST, chosen)
    words = get(sofia, page.url).words
    assert "Deactivate the accounts?" in words
    assert "Nobody gets in with them any more" in words
    assert "basil" in words
    assert "dora" in words
    assert messages(sofia.post(page.url)) == ["Deactivated and signed out: basil, dora."]
    assert set(User.objects.filter(is_active=True)) == {sofia.user}


@pytest.mark.parametrize("query", ["", "?id=", "?id=x", "?id=-1", f"?id={'9' * 30}", "?id=0"])
def test_without_an_active_account_there_is_nothing_to_ask(sofia, query):
    for send in (sofia.get, sofia.post):
        assert messages(send(f"{LIST}deactivate/{query}")) == ["Choose accounts that are active."]


# --- what is left unfinished


@pytest.fixture
def left():
    """What basil left: a draft, one in review, one that is public and one of another's, in review."""
    basil, dora = make_user("basil", "contributor"), make_user("dora", "contributor")
    draft = make_practice("Evening football", published=False, created_by=basil)
    waiting = make_ready(make_organisation("Riverbank Circle", published=False, created_by=basil))
    public = make_practice("Morning chess", created_by=basil)
    others = make_ready(make_practice("Night walks", published=False, created_by=dora))
    submit(waiting, by=basil)
    submit(others, by=basil)
    return {"draft": draft, "waiting": waiting, "public": public, "others": others}


def test_what_is_unfinished_goes_to_a_named_colleague_and_its_history_says_so(sofia, left):
    basil, chandra = User.objects.get(username="basil"), someone("chandra", "contributor")
    page = get(sofia, page_for(basil))
    assert "Evening football (Draft)" in page.words
    assert "Riverbank Circle (In review)" in page.words
    assert "Morning chess" not in page.words
    refused = sofia.post(page_for(basil), {"to": ""})
    assert "This field is required." in Page(refused).words
    basil.refresh_from_db()
    assert basil.is_active

    done = sofia.post(page_for(basil), {"to": chandra.user.pk})
    assert messages(done) == ["Deactivated and signed out: basil.", "2 entries are now with “chandra”."]
    for name, owner in (("draft", "chandra"), ("waiting", "chandra"), ("public", "basil"), ("others", "dora")):
        left[name].refresh_from_db()
        assert left[name].created_by.username == owner
    assert "Handed over" in history_of(sofia, left["draft"])
    assert "From basil to chandra." in history_of(sofia, left["draft"])
    assert Event.objects.filter(what="handed-over").count() == 2

    assert "Evening football" in get(chandra, "/admin/").words
    save(chandra, reverse("admin:practices_practice_change", args=[left["draft"].pk]), start_year="2019")
    assert Practice.objects.get(pk=left["draft"].pk).start_year == 2019


def test_what_was_in_review_comes_back_to_the_colleague(sofia, left):
    chandra = someone("chandra", "contributor")
    sofia.post(page_for(User.objects.get(username="basil")), {"to": chandra.user.pk})
    organisation = Organisation.objects.get()
    assert organisation.submitted_by.username == "basil"
    address = reverse("admin:networks_organisation_give_back", args=[organisation.pk])
    someone("amina", "editor").post(address, {"note": "Which year?"})
    assert "“Which year?”" in get(chandra, "/admin/").words


def test_nobody_gets_it_when_that_is_chosen(sofia, left):
    basil = User.objects.get(username="basil")
    assert messages(sofia.post(page_for(basil), {"to": "nobody"})) == ["Deactivated and signed out: basil."]
    left["draft"].refresh_from_db()
    assert left["draft"].created_by == basil
    assert not Event.objects.filter(what="handed-over").exists()


def test_who_cannot_work_on_it_who_leaves_and_who_left_is_not_offered(sofia, left):
    basil, emil = User.objects.get(username="basil"), make_user("emil", "editor")
    make_user("fatou")
    User.objects.filter(pk=make_user("gul", "editor").pk).update(is_active=False)
    offered = sofia.get(page_for(basil, emil)).context["form"].fields["to"].choices
    assert [str(name) for _key, name in offered][1:-1] == ["dora", "sofia"]


def test_who_takes_over_is_no_second_first_person(sofia):
    basil, petra = make_user("basil", "contributor"), someone("petra", "publisher")
    practice = make_ready(make_practice("Evening football", published=False, level="generalised", created_by=basil))
    submit(practice, by=basil)
    sofia.post(page_for(basil), {"to": petra.user.pk})
    petra.post(reverse("admin:practices_practice_publish", args=[practice.pk]), ANSWERS)
    assert Practice.objects.get().state == "published"


# --- the history knows who


def test_the_history_names_who_left(sofia):
    dora = someone("dora", "editor")
    practice = make_practice("Evening football")
    save(dora, reverse("admin:practices_practice_change", args=[practice.pk]), start_year="2019")
    before = history_of(sofia, practice)
    assert messages(sofia.post(page_for(dora.user))) == ["Deactivated and signed out: dora."]
    assert "dora" in before
    assert history_of(sofia, practice) == before


def test_an_account_that_did_anything_is_not_deleted_and_the_way_leads_to_deactivating(sofia):
    dora = someone("dora", "editor")
    practice = make_practice("Evening football")
    save(dora, reverse("admin:practices_practice_change", args=[practice.pk]), start_year="2019")
    for send in (sofia.get, sofia.post):
        response = send(f"{LIST}{dora.user.pk}/delete/", {"post": "yes"})
        assert response.url == page_for(dora.user)
        assert messages(response) == [
            "“dora” stands in the history, so the account is kept. Deactivate it: then nobody gets in with it."
        ]
    sofia.post(LIST, {"action": "delete_selected", "_selected_action": [dora.user.pk], "post": "yes"})
    assert User.objects.filter(username="dora").exists()


def test_an_account_that_did_nothing_can_be_deleted(sofia):
    make_user("typo", "editor")
    sofia.post(f"{LIST}{User.objects.get(username='typo').pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(username="typo").exists()


KEYS = [(model, key) for model, key in referring(User) if model not in ITS_OWN]


@pytest.mark.parametrize(("model", "key"), KEYS, ids=lambda one: getattr(one, "__name__", None) or one.name)
def test_a_row_of_any_table_is_a_trace(model, key):
    user = make_user("basil")
    assert not has_left_traces(user)
    make_row(model, **{key.name: user})
    assert has_left_traces(user)


def test_the_database_itself_keeps_the_accounts_that_our_tables_tell_of():
    ours = {config.label for config in apps.get_app_configs() if not config.path.count("site-packages")}
    kept = [(model, key) for model, key in KEYS if model._meta.app_label in ours]
    assert len(kept) > 13
    assert [str(key) for _model, key in kept if key.remote_field.on_delete is not models.PROTECT] == []
