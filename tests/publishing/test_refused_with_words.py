"""A button that refuses says so first, says why, and leads to the question that is open."""

import pytest
from django.contrib.auth import get_user_model

from practices.models import Practice
from tests.admin_forms import ANSWERS, messages
from tests.factories import make_practice, make_ready
from tests.pages import Page
from tests.publishing.test_admin_history import page_of

pytestmark = pytest.mark.usefixtures("world")
OPEN = "A safety question is open: Is any place named more precisely than readers need?"


@pytest.fixture
def amina(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


@pytest.fixture
def practice(world):
    practice = make_practice("Evening football", published=False)
    make_ready(practice)
    practice.safety = {}
    practice.save()
    return practice


def focused(page):
    return [attrs["aria-labelledby"] for _tag, attrs in page.tags if "data-first" in attrs]


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("submit", "It can't be submitted yet", "Not submitted:"),
        ("publish", "It can't be published yet", "Not published:"),
    ],
)
def test_what_is_open_is_said_first_and_leads_to_its_question(name, before, after, amina, practice):
    page = Page(amina.get(page_of(practice, name)))
    assert (page.h2()[0], focused(page)) == (before, [])
    response = amina.post(page_of(practice, name), {**ANSWERS, "place": ""})
    page = Page(response)
    assert (page.h2()[0], focused(page)) == (after, ["stops"])
    summary = page.main.partition("Draft")[0]
    assert OPEN in summary
    assert "#id_place" in page.links
    assert response.context["form"].errors == {"place": [OPEN]}
    assert Practice.objects.get().state == "draft"


def test_a_note_that_is_refused_is_named_first_too(amina, practice):
    page = Page(amina.post(page_of(practice, "publish"), ANSWERS | {"note": "Call +254 712 345 678."}))
    assert page.h2()[0] == "Not published:"
    assert "which looks like a phone number" in page.main.partition("Draft")[0]
    assert "#id_note" in page.links


def test_what_was_found_is_marked_where_it_can_be_confirmed(amina, practice):
    practice.texts.update(lessons="Open at 12 Long Street.")
    response = amina.post(page_of(practice, "submit"), ANSWERS)
    assert list(response.context["form"].errors) == ["confirmed"]
    assert f"{page_of(practice)}#texts-group" in Page(response).links


def test_a_run_that_was_not_answered_says_so_first(amina, practice):
    page = Page(amina.post(page_of(practice, "questions"), {"note": ""}))
    assert page.h2()[0] == "Not published:"
    assert "#id_nothing" in page.links
    assert OPEN not in page.main
    assert "Read the entry and answer, or go on to the next one." in page.main.partition("1 of 1")[0]


def test_what_is_answered_goes_through(amina, practice):
    assert messages(amina.post(page_of(practice, "submit"), ANSWERS)) == ["“Evening football” waits for its review."]
