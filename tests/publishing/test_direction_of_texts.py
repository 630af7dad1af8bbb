"""Texts are typed in the direction of their letters, and marked with the language of their row."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from practices.models import Theme
from tests.factories import make_practice
from tests.pages import Page
from tests.publishing.test_admin_history import page_of

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def amina(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


def boxes(response):
    return {attrs["id"]: attrs for tag, attrs in Page(response).tags if tag in ("input", "textarea") and "id" in attrs}


def test_the_texts_of_a_row_have_its_language_and_run_as_their_letters_do(amina):
    practice = make_practice("Evening football")
    practice.texts.create(language="ar", origin="human", title="كرة القدم", summary="يلعبون.")
    found = boxes(amina.get(page_of(practice)))
    for number in range(2):
        language = found[f"id_texts-{number}-language"]["value"]
        for name in ("title", "summary", "approach", "steps"):
            box = found[f"id_texts-{number}-{name}"]
            assert (box["dir"], box["lang"]) == ("auto", language), name
    assert {found[f"id_texts-{number}-language"]["value"] for number in range(2)} == {"en", "ar"}
    assert found["id_notes"]["dir"] == "auto"
    assert "lang" not in found["id_texts-__prefix__-title"]
    assert "dir" not in found["id_start_year"]


def test_words_in_other_languages_are_marked_as_such(amina):
    theme = Theme.objects.first()
    found = boxes(amina.get(reverse("admin:practices_theme_change", args=[theme.pk])))
    box = next(attrs for name, attrs in found.items() if name.startswith("id_texts.ar."))
    assert (box["dir"], box["lang"]) == ("auto", "ar")


@pytest.mark.parametrize("name", ["submit", "publish"])
def test_notes_run_as_their_letters_do(name, amina):
    practice = make_practice("Evening football", published=False)
    assert boxes(amina.get(page_of(practice, name)))["id_note"]["dir"] == "auto"
