"""What was typed into a form is saved once, or comes back with a sentence, whatever happens."""

import threading
from contextlib import contextmanager

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.db.models.signals import pre_save

from practices.models import Practice
from publishing.models import AddedOnce, Source
from tests.admin_forms import fields, messages
from tests.factories import make_practice, term
from tests.factories import world as make_world
from tests.pages import Page
from tests.staff import StaffClient
from tests.waiting import SECONDS, at_once

ADD = "/admin/practices/practice/add/"
ADD_SOURCE = "/admin/publishing/source/add/"


def signed_in(name):
    client = StaffClient()
    client.force_login(get_user_model().objects.create_superuser(name, password="a long password"))
    return client


@pytest.fixture
def amina(world):
    return signed_in("amina")


def filled_in(client):
    typed = fields(client.get(ADD)) | {"texts-0-title": "Tea", "texts-0-summary": "They talk.", "countries": ["KE"]}
    terms = {"scale": str(term("scale", "local").pk), "evidence": str(term("evidence", "described").pk)}
    return typed | terms | {"_save": "x"}


# --- saved once


def test_a_form_that_is_sent_twice_makes_one_entry_and_says_so(amina):
    typed = filled_in(amina)
    first, second = amina.post(ADD, typed), amina.post(ADD, typed | {"_continue": "x"})
    made = Practice.objects.get()
    assert (first.url, second.url) == ("/admin/practices/practice/", f"/admin/practices/practice/{made.pk}/change/")
    assert "The form was sent twice. It was saved once, as “Tea”." in Page(amina.get(second.url)).words


def test_a_form_that_is_filled_in_anew_after_going_back_is_another_entry(amina):
    typed = filled_in(amina)
    amina.post(ADD, typed)
    response = amina.post(ADD, typed | {"texts-0-title": "Evening football"})
    assert "This form was saved already, as “Tea”. Save again to add another one." in Page(response).words
    assert Practice.objects.count() == 1
    assert amina.post(ADD, fields(response) | {"_save": "x"}).status_code == 302
    assert sorted(str(one) for one in Practice.objects.all()) == ["Evening football", "Tea"]


def test_a_form_whose_entry_was_thrown_away_saves_again_and_a_key_is_only_its_owners(amina):
    typed = filled_in(amina)
    amina.post(ADD, typed)
    Practice.objects.get().delete()
    amina.post(ADD, typed)
    basil = signed_in("basil")
    basil.post(ADD, fields(basil.post(ADD, typed)) | {"another": "on", "_save": "x"})
    assert Practice.objects.filter(created_by__username="amina").count() == 1
    assert Practice.objects.count() == 2


def test_a_key_is_that_of_one_table_alone(amina):
    typed = filled_in(amina)
    amina.post(ADD, typed)
    source = fields(amina.get(ADD_SOURCE)) | {"title": "A report", "slug": "report", "form_key": typed["form_key"]}
    for _time in range(2):
        assert amina.post(ADD_SOURCE, source).status_code == 302
    assert (Practice.objects.count(), Source.objects.count()) == (1, 1)


def test_what_was_saved_at_the_same_moment_and_is_gone_again_is_saved(amina):
    """Another request takes the key just before this one does, and its row is thrown away."""
    typed, left = filled_in(amina), [1]

    def take(kept):
        if left:
            left.clear()
            AddedOnce.objects.bulk_create([AddedOnce(by=kept.by, key=kept.key, kind=kept.kind, row="0", digest="")])

    with before_saving(AddedOnce, take):
        assert amina.post(ADD, typed).status_code == 302
    assert Practice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_the_same_moment_make_one_entry():
    make_world()
    amina = signed_in("amina")
    typed = filled_in(amina)
    together, answers = threading.Barrier(2), []

    def send():
        try:
            client = StaffClient()
            client.cookies = amina.cookies
            together.wait(SECONDS)
            answers.append(client.post(ADD, typed).status_code)
        finally:
            connection.close()

    at_once(send, send)
    assert answers == [302, 302]
    assert Practice.objects.count() == 1


# --- what the database refuses


@contextmanager
def before_saving(model, do):
    """While this lasts, `do` is called before a row of `model` is saved, as somebody else's request could be."""

    def receive(instance, **_rest):
        do(instance)

    pre_save.connect(receive, sender=model)
    try:
        yield
    finally:
        pre_save.disconnect(receive, sender=model)


def same_key(times):
    """Adds a source with the key of the one that is being saved, so many times."""
    left = [times]

    def add(source):
        if left[0]:
            left[0] -= 1
            Source.objects.bulk_create([Source(slug=source.slug, title="Somebody else's")])

    return add


def test_what_somebody_else_saved_at_the_same_moment_is_looked_at_again(amina):
    typed = fields(amina.get(ADD_SOURCE)) | {"title": "A report", "slug": "report"}
    with before_saving(Source, same_key(1)):
        assert amina.post(ADD_SOURCE, typed).status_code == 302
    assert Source.objects.get().title == "A report"


def test_a_form_that_the_database_refuses_comes_back_with_words(amina):
    typed = fields(amina.get(ADD_SOURCE)) | {"title": "A report", "slug": "report"}
    with before_saving(Source, same_key(2)):
        response = amina.post(ADD_SOURCE, typed)
    assert response.status_code == 503
    assert "Somebody else saved something at the same moment" in Page(response).words
    assert fields(response)["title"] == ["A report"]
    assert not Source.objects.exists()


def refuse(_instance):
    raise OperationalError("database is locked")


@pytest.mark.parametrize("new", [True, False])
def test_a_form_that_can_not_be_written_now_comes_back_and_can_be_saved_later(amina, new):
    practice = None if new else make_practice("Evening football")
    address = ADD if new else f"/admin/practices/practice/{practice.pk}/change/"
    typed = filled_in(amina) if new else fields(amina.get(address)) | {"notes": "Typed.", "_save": "x"}
    with before_saving(Practice, refuse):
        response = amina.post(address, typed)
    words = "The directory can't be written to at this moment. Save again in a minute."
    assert response.status_code == 503
    assert f"{words} What you typed is below and not saved; files have to be chosen again." in Page(response).words
    again = fields(response)
    assert {name: again[name] for name in again if name != "csrfmiddlewaretoken"} == {
        name: value if isinstance(value, list) else [value]
        for name, value in typed.items()
        if name not in ("csrfmiddlewaretoken", "_save")
    }
    assert amina.post(address, again | {"_save": "x"}).status_code == 302
    assert Practice.objects.get().notes == ("" if new else "Typed.")


# --- an old token, an ended session, a database that is gone

ORIGIN = {"origin": "http://testserver"}


def strict(client):
    """The same browser, with tokens asked for."""
    other = StaffClient(enforce_csrf_checks=True)
    other.cookies = client.cookies
    return other


def given(response):
    """What a page gives back, without what the site itself puts there."""
    return {name: values for name, values in fields(response).items() if name != "csrfmiddlewaretoken"}


def test_a_form_with_an_old_token_comes_back_as_it_was_and_saves_nothing_by_itself(amina):
    practice = make_practice("Evening football")
    address = f"/admin/practices/practice/{practice.pk}/change/"
    typed = fields(amina.get(address)) | {"notes": "Typed.", "csrfmiddlewaretoken": "x" * 32}
    response = strict(amina).post(address, typed, headers=ORIGIN)
    assert response.status_code == 403
    assert "You signed in again since this form was opened. What you typed is below and not saved" in (
        Page(response).words
    )
    assert given(response)["notes"] == ["Typed."]
    assert Practice.objects.get().notes == ""
    assert strict(amina).post(address, fields(response), headers=ORIGIN).status_code == 302
    assert Practice.objects.get().notes == "Typed."


def test_any_other_page_gives_back_what_was_sent_to_be_sent_again(amina):
    practice = make_practice("Evening football")
    address = f"/admin/practices/practice/{practice.pk}/publish/"
    typed = {"note": "<b>Said</b>", "naming": "no", "csrfmiddlewaretoken": "x" * 32}
    response = strict(amina).post(address, typed, headers=ORIGIN)
    assert (response.status_code, Page(response).h1()) == (403, ["Nothing was saved, and nothing is lost"])
    assert given(response) == {"note": ["<b>Said</b>"], "naming": ["no"]}
    told = Page(response).main.partition("What you typed")[2]
    assert told.startswith(
        " Note <b>Said</b> Could naming anyone here, in this place and at this time, harm them? No Go to"
    )
    assert strict(amina).post(address, fields(response), headers=ORIGIN).status_code == 200


def test_nobody_else_gets_a_form_filled_in(amina):
    practice = make_practice("Evening football")
    address = f"/admin/practices/practice/{practice.pk}/change/"
    typed = {"notes": "Typed elsewhere.", "csrfmiddlewaretoken": "x" * 32}
    for headers in ({}, {"origin": "https://elsewhere.invalid"}, {"sec-fetch-site": "cross-site"}):
        response = strict(amina).post(address, typed, headers=headers)
        assert (response.status_code, Page(response).h1()) == (403, ["This request could not be read"])
        assert "Typed elsewhere." not in response.content.decode()
    basil = StaffClient()
    basil.force_login(get_user_model().objects.create_user("basil", is_staff=True))
    response = strict(basil).post(address, typed, headers=ORIGIN)
    assert "Evening football" not in response.content.decode()


def test_what_is_sent_after_the_session_ended_is_there_after_signing_in_again(amina):
    practice = make_practice("Evening football")
    address = f"/admin/practices/practice/{practice.pk}/change/"
    typed = fields(amina.get(address)) | {"notes": "Typed\nlate."}
    user = get_user_model().objects.get()
    amina.logout()
    response = amina.post(address, typed, headers=ORIGIN)
    page = Page(response)
    assert (response.status_code, page.h1()) == (403, ["Nothing was saved, and nothing is lost"])
    assert "Your session has ended. Sign in again in a new tab" in page.words
    assert "/account/sign-in/" in page.links
    told = page.main.partition("What you typed")[2]
    assert "Text 1: Title Evening football" in told
    assert "Text 1: Origin Original" in told
    assert "Editors' notes Typed" in told
    assert "unknown" not in told
    assert "texts-0" not in page.main
    assert "TOTAL_FORMS" not in page.main
    amina.force_login(user)
    again = fields(response)
    assert again["notes"] == ["Typed\nlate."]
    response = strict(amina).post(address, again | {"csrfmiddlewaretoken": "x" * 32}, headers=ORIGIN)
    assert given(response)["notes"] == ["Typed\nlate."]
    assert amina.post(address, fields(response)).status_code == 302
    assert Practice.objects.get().notes == "Typed\nlate."


def test_an_act_on_several_comes_back_with_each_of_them(amina):
    practices = [make_practice(title, published=False) for title in ("Tea", "Song", "Football")]
    chosen = {"action": "checked_selected", "_selected_action": [one.pk for one in practices], "confirmed": "yes"}
    response = strict(amina).post("/admin/practices/practice/", chosen | {"next": ""}, headers=ORIGIN)
    assert response.status_code == 403
    assert sorted(given(response)["_selected_action"]) == sorted(str(one.pk) for one in practices)
    assert messages(strict(amina).post("/admin/practices/practice/", fields(response), headers=ORIGIN)) == [
        "Done to 3 entries."
    ]


def test_a_form_that_comes_back_after_its_session_ended_still_makes_one_entry(amina):
    typed = filled_in(amina)
    user = get_user_model().objects.get()
    amina.logout()
    response = amina.post(ADD, typed, headers=ORIGIN)
    key = typed["form_key"][0]
    assert given(response)["form_key"] == [key]
    assert f">{key}</dd>" not in response.content.decode()
    amina.force_login(user)
    for _time in range(2):
        assert amina.post(ADD, fields(response)).status_code == 302
    assert Practice.objects.count() == 1


def test_what_is_sent_while_the_database_is_gone_comes_back(amina):
    amina.raise_request_exception = False
    with connection.execute_wrapper(lambda *_args: refuse(None)):
        response = amina.post(ADD, {"texts-0-title": "Tea", "password1": "a secret"}, headers=ORIGIN)
    assert (response.status_code, given(response)) == (503, {"texts-0-title": ["Tea"]})
    assert "no-store" in response.headers["Cache-Control"]


# --- the form itself


def test_what_is_wrong_is_listed_at_the_top_each_a_link_to_its_field(amina):
    response = amina.post(ADD, fields(amina.get(ADD)))
    links = Page(response).links
    assert [one for one in links if one in ("#id_scale", "#id_texts-0-title")] == ["#id_scale", "#id_texts-0-title"]


def test_a_source_in_another_script_gets_a_key_of_its_own_and_keeps_it(amina):
    amina.post(ADD_SOURCE, fields(amina.get(ADD_SOURCE)) | {"title": "تقرير سنوي", "slug": ""})
    source = Source.objects.get()
    assert len(source.slug) == 10
    address = f"/admin/publishing/source/{source.pk}/change/"
    amina.post(address, fields(amina.get(address)) | {"year": "2020", "slug": ""})
    assert (Source.objects.get().year, Source.objects.get().slug) == (2020, source.slug)


def test_a_form_with_as_many_fields_as_a_network_of_a_thousand_members_has_is_read(amina):
    rows = {f"members-{number}-role": "member" for number in range(7_000)}
    typed = fields(amina.get(ADD_SOURCE)) | {"title": "A report", "slug": "report"}
    assert amina.post(ADD_SOURCE, typed | rows).status_code == 302
