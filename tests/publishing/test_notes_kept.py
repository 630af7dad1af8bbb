"""What is typed to a reviewer, to an author or for the history is there again until it is sent."""

import pytest
from django.contrib import admin as admin_site
from django.contrib.auth import get_user_model

from practices.models import Practice
from publishing.editing.pages.typed import _keep, keep_note
from publishing.entries.typed import forget_typed
from publishing.models import Typed
from publishing.safety.publication import restrict
from tests.admin_forms import ANSWERS, fields
from tests.factories import make_practice, make_ready
from tests.pages import Page
from tests.publishing.test_admin_history import page_of

pytestmark = pytest.mark.usefixtures("world")
NOTE = "Please look at the years."


@pytest.fixture
def amina(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


@pytest.fixture
def practice(world):
    return make_practice("Evening football", published=False)


def kept_at(client, address):
    """Where the page at `address` keeps what is typed."""
    return next(attrs["data-typed"] for _tag, attrs in Page(client.get(address)).tags if "data-typed" in attrs)


@pytest.mark.parametrize("name", ["submit", "publish", "give_back", "questions"])
def test_a_note_that_was_typed_is_there_again(name, amina, practice):
    make_ready(practice)
    Practice.objects.filter(pk=practice.pk).update(state="review" if name == "give_back" else "draft")
    address = page_of(practice, name)
    words = amina.post(kept_at(amina, address), {"note": NOTE, "naming": "yes"}).json()["words"]
    assert words.startswith("What you typed is kept, not saved")
    again = fields(amina.get(address))
    assert again["note"] == [NOTE]
    assert again.get("naming") != ["yes"], "an answer is for the words that were read"
    assert "you typed something here" not in Page(amina.get(page_of(practice))).words


def test_a_note_that_was_sent_in_vain_is_there_again_without_script(amina, practice):
    amina.post(page_of(practice, "submit"), ANSWERS | {"note": NOTE})
    practice.refresh_from_db()
    assert practice.state == "draft"
    assert fields(amina.get(page_of(practice, "submit")))["note"] == [NOTE]
    make_ready(practice)
    amina.post(page_of(practice, "submit"), ANSWERS | {"note": NOTE})
    practice.refresh_from_db()
    assert practice.state == "review"
    assert not Typed.objects.exists()


def test_nobody_else_reads_a_note(amina, practice):
    amina.post(kept_at(amina, page_of(practice, "submit")), {"note": NOTE})
    amina.force_login(get_user_model().objects.create_superuser("basil", password="a long password"))
    assert fields(amina.get(page_of(practice, "submit")))["note"] == [""]


def test_of_what_is_not_open_no_note_is_kept(amina, practice):
    address = kept_at(amina, page_of(practice, "submit"))
    amina.post(address, {"note": NOTE})
    Practice.objects.filter(pk=practice.pk).update(level="generalised")
    assert amina.post(address, {"note": NOTE}).json()["words"].startswith("Not kept")
    amina.post(page_of(practice, "submit"), {"note": NOTE})
    assert not Typed.objects.exists()


def test_a_note_on_what_is_not_open_any_more_is_forgotten(amina, practice):
    amina.post(kept_at(amina, page_of(practice, "submit")), {"note": NOTE})
    Practice.objects.filter(pk=practice.pk).update(level="generalised")
    assert forget_typed() == 1


@pytest.mark.parametrize("name", ["submit", "questions"])
def test_a_note_goes_with_what_was_typed_as_soon_as_the_entry_is_more_careful(name, amina, practice):
    make_ready(practice)
    amina.post(kept_at(amina, page_of(practice, name)), {"note": NOTE})
    assert Typed.objects.exists()
    restrict(practice, "generalised")
    assert not Typed.objects.exists()


def test_nothing_is_kept_of_an_entry_that_became_careful_after_it_was_read(practice, rf):
    user = get_user_model().objects.create_superuser("amina", password="a long password")
    restrict(practice, "generalised")
    practice.level = "open"  # as the page read it
    request = rf.post("/", {"note": NOTE, "texts-0-title": "Tea"})
    request.user = user
    admin = admin_site.site.get_model_admin(Practice)
    assert "not open" in keep_note(admin, request, practice, "submit")
    assert "not open" in _keep(admin, request, str(practice.pk), practice)
    assert not Typed.objects.exists()
