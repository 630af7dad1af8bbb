"""What somebody types into a form is kept beside it until it is saved, for them alone, and of what is open alone."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gsx_site.management.commands.daily import JOBS
from practices.models import Practice, Theme
from publishing.entries import history
from publishing.models import Typed
from tests.admin_forms import fields, messages
from tests.factories import make_practice, make_user
from tests.pages import Page
from tests.publishing.test_given_back import ADD, filled_in, signed_in
from tests.sheets import A_PRACTICE, as_csv, bring_in
from tests.staff import StaffClient


@pytest.fixture
def amina(world):
    return signed_in("amina")


def keep(client, address, typed):
    """What the script of the form sends, to where its page says."""
    target = client.get(address).context["typed_url"]
    return client.post(target, {name: value for name, value in typed.items() if name != "_save"})


@pytest.mark.parametrize("new", [True, False])
def test_what_was_typed_and_not_saved_is_offered_to_who_typed_it_and_goes_when_it_is_saved(amina, new):
    practice = None if new else make_practice("Evening football")
    address = ADD if new else f"/admin/practices/practice/{practice.pk}/change/"
    typed = filled_in(amina) if new else fields(amina.get(address)) | {"texts-0-title": "Tea", "notes": "Typed."}
    said = keep(amina, address, typed).json()["words"]
    assert said.startswith("What you typed is kept, not saved: ")
    assert not Practice.objects.filter(texts__title="Tea").exists()
    page = amina.get(address)
    assert "you typed something here that was not saved: “Tea”." in Page(page).words
    assert "was not saved" not in Page(signed_in("basil").get(address)).words

    [use] = [link for link in Page(page).links if "typed=" in link]
    response = amina.get(use)
    assert "You typed this on " in Page(response).words
    assert fields(response)["texts-0-title"] == ["Tea"]
    basil = StaffClient()
    basil.force_login(get_user_model().objects.get(username="basil"))
    assert "Tea" not in fields(basil.get(use))["texts-0-title"]
    assert amina.post(address, fields(response) | {"_save": "x"}).status_code == 302
    assert Practice.objects.filter(texts__title="Tea").exists()
    assert not Typed.objects.exists()


def test_what_was_typed_is_thrown_away_by_a_button_and_after_thirty_days(amina):
    practice = make_practice("Evening football")
    address = f"/admin/practices/practice/{practice.pk}/change/"
    typed = fields(amina.get(address)) | {"notes": "Typed."}
    keep(amina, address, typed)
    [one] = amina.get(address).context["unsaved"]
    assert "What you typed and did not save was thrown away." in messages(amina.post(one.forget, {"_forget": "1"}))
    assert not Typed.objects.exists()
    keep(amina, address, typed)
    assert JOBS["forms"]() == "0 forgotten"
    Typed.objects.update(at=timezone.now() - timedelta(days=31))
    assert JOBS["forms"]() == "1 forgotten"


def test_of_what_is_not_open_nothing_is_kept(amina):
    practice = make_practice("Evening football")
    address = f"/admin/practices/practice/{practice.pk}/change/"
    typed = fields(amina.get(address)) | {"notes": "Typed."}
    keep(amina, address, typed)
    said = keep(amina, address, typed | {"level": "anonymised"}).json()["words"]
    assert (said, Typed.objects.count()) == ("Not kept beside what you save: the entry is not open.", 0)
    keep(amina, address, typed)
    Practice.objects.update(level="withheld")
    assert amina.get(address).context["unsaved"] == []
    assert not Typed.objects.exists()
    keep(amina, address, typed)
    assert not Typed.objects.exists()


def by_its_page(client, practice):
    client.post(f"/admin/practices/practice/{practice.pk}/restrict/", {"level": "anonymised"})


def by_its_form(client, practice):
    address = f"/admin/practices/practice/{practice.pk}/change/"
    client.post(address, fields(client.get(address)) | {"level": "anonymised", "_save": "x"})


def by_a_sheet(client, practice):
    bring_in(client, "practice", as_csv(A_PRACTICE | {"uid": practice.uid, "level": "anonymised"}))


def by_an_earlier_version(client, practice):
    Practice.objects.filter(pk=practice.pk).update(level="anonymised")
    history.keep(practice)
    Practice.objects.filter(pk=practice.pk).update(level="open")
    version = history.versions_of(practice).first()
    client.post(f"/admin/practices/practice/{practice.pk}/history/{version.pk}/")


@pytest.mark.parametrize("restricted", [by_its_page, by_its_form, by_a_sheet, by_an_earlier_version])
def test_what_anybody_typed_into_an_entry_goes_when_it_becomes_more_careful(amina, restricted):
    practice, other = make_practice("Evening football"), make_practice("Song")
    basil = signed_in("basil")
    for client in (amina, basil):
        for one in (practice, other):
            keep(client, f"/admin/practices/practice/{one.pk}/change/", {"notes": "Typed."})
    restricted(basil, practice)
    assert Practice.objects.get(pk=practice.pk).level == "anonymised"
    assert {one.about for one in Typed.objects.all()} == {str(other.pk)}
    assert Typed.objects.count() == 2


def test_a_form_whose_key_is_all_digits_is_no_entry(amina):
    amina.post("/admin/practices/practice/typed/", {"texts-0-title": "Tea", "form_key": "9" * 22})
    [one] = amina.get(ADD).context["unsaved"]
    assert (one.name, JOBS["forms"]()) == ("Tea", "0 forgotten")


def test_what_was_typed_into_what_is_gone_or_not_open_any_more_is_forgotten_every_day(amina):
    practices = [make_practice(title, published=False) for title in ("Evening football", "Song", "Tea")]
    for one in practices:
        keep(amina, f"/admin/practices/practice/{one.pk}/change/", {"notes": "Typed."})
    Practice.objects.filter(pk=practices[0].pk).update(level="generalised")
    Practice.objects.filter(pk=practices[1].pk).delete()
    with CaptureQueriesContext(connection) as asked:
        assert JOBS["forms"]() == "2 forgotten"
    assert not [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert [one.about for one in Typed.objects.all()] == [str(practices[2].pk)]


def test_what_is_no_text_is_kept_as_a_form_would_read_it(amina):
    address = f"/admin/practices/practice/{make_practice().pk}/change/"
    assert keep(amina, address, {"notes": "Ty\0ped\u2028late.", "na\0me": "x"}).status_code == 200
    assert Typed.objects.get().fields == {"notes": ["Typed\nlate."], "name": ["x"]}


def test_what_keeps_what_is_typed_is_loaded_by_forms_that_one_may_save(amina):
    address = f"/admin/practices/theme/{Theme.objects.first().pk}/change/"
    basil = StaffClient()
    basil.force_login(make_user("basil", "contributor"))
    scripts = [
        [src for tag, attrs in Page(client.get(address)).tags if tag == "script" and "/js/" in (src := attrs["src"])]
        for client in (amina, basil)
    ]
    kept = [
        [name for name in ("typed", "session", "form") if f"/static/js/{name}." in " ".join(one)] for one in scripts
    ]
    assert kept == [["typed", "session", "form"], ["form"]]


def test_only_who_may_change_an_entry_keeps_anything_about_it(amina):
    practice = make_practice("Evening football")
    basil = StaffClient()
    basil.force_login(make_user("basil", "contributor"))
    for address in (f"/admin/practices/practice/{practice.pk}/typed/",):
        assert basil.post(address, {"notes": "Typed."}).status_code == 403
    assert amina.get("/admin/practices/practice/typed/").status_code == 405
    assert not Typed.objects.exists()
