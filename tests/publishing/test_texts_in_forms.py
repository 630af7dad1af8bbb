"""The texts of an entry in its form: the original first, languages by their names, and why a field is empty."""

import pytest
from django.contrib.auth import get_user_model

from practices.models import Practice
from publishing.editing.pages.page import admin_url
from publishing.entries.history import newest
from tests.admin_forms import Fields, add_row, fields, save
from tests.factories import make_organisation, make_practice
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")

ADD = "/admin/practices/practice/add/"


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


def test_the_original_stands_first_in_the_form_whatever_its_translations_are_called(editor):
    practice = make_practice("Evening football")
    add_texts = {"language": "ar", "origin": "human", "title": "كرة القدم", "summary": "يلعب الجيران."}
    practice.texts.create(**add_texts)
    practice.texts.create(**add_texts | {"language": "fr", "title": "Le foot", "summary": "On joue."})
    shown = fields(editor.get(admin_url(practice)))
    assert [shown[f"texts-{number}-language"] for number in range(3)] == [["en"], ["ar"], ["fr"]]
    Practice.objects.filter(pk=practice.pk).update(original_language="fr")
    shown = fields(editor.get(admin_url(practice)))
    assert [shown[f"texts-{number}-language"] for number in range(3)] == [["fr"], ["ar"], ["en"]]
    save(editor, admin_url(practice), **{"texts-2-title": "Morning football"})
    assert dict(practice.texts.values_list("language", "title")) == {
        "ar": "كرة القدم",
        "en": "Morning football",
        "fr": "Le foot",
    }


def offered_for_a_new_text(client, practice):
    """(language, origin) of the row that stands for a text to come."""
    shown = Fields(client.get(admin_url(practice))).values
    return [shown[f"texts-__prefix__-{name}"] for name in ("language", "origin")]


def test_a_further_text_is_a_translation_into_a_language_that_nobody_has_said_yet(editor):
    assert [fields(editor.get(ADD))[f"texts-0-{name}"] for name in ("language", "origin")] == [["en"], ["original"]]
    practice = make_practice("Evening football")
    assert offered_for_a_new_text(editor, practice) == [[""], ["human"]]
    values = fields(editor.get(admin_url(practice)))
    add_row(values, "texts", language="", origin="human", title="", summary="")
    assert editor.post(admin_url(practice), values | {"_save": "x"}).status_code == 302
    assert practice.texts.count() == 1


def test_the_languages_of_the_site_are_offered_first_and_then_the_others_by_name(editor):
    page = get(editor, admin_url(make_practice()))
    assert [attrs.get("list") for tag, attrs in page.tags if attrs.get("name") == "texts-0-language"] == ["languages"]
    values = [attrs["value"] for tag, attrs in page.tags if tag == "option" and "value" in attrs]
    start = values.index("ab")
    assert values[start - 4 : start + 3] == ["en", "fr", "ar", "es", "ab", "aa", "af"]
    assert "Swahili" in page.words


@pytest.mark.parametrize(
    ("typed_words", "tag"),
    [
        ("French", "fr"),
        ("français", "fr"),
        (" ARABE ", "ar"),
        ("العربية", "ar"),
        ("portugués", "pt"),
        ("Brazilian Portuguese", "pt-BR"),
        ("Lao", "lo"),
        ("FR", "fr"),
        ("pt_br", "pt-BR"),
    ],
)
def test_a_language_is_taken_by_its_name_or_code(editor, typed_words, tag):
    practice = make_practice("Evening football")
    values = fields(editor.get(admin_url(practice)))
    add_row(values, "texts", language=typed_words, origin="human", title="Le foot", summary="On joue.")
    editor.post(admin_url(practice), values | {"_save": "x"})
    assert sorted(practice.texts.values_list("language", flat=True)) == sorted(["en", tag])


@pytest.mark.parametrize(
    ("typed_words", "sentence"),
    [
        ("Ga", "“Ga” can mean several: Irish (ga); Ga (gaa). Write what stands in brackets."),
        ("Elvish", "“elvish” is not a language code such as en, fr, ar or bn."),
    ],
)
def test_what_names_no_language_or_two_is_refused(editor, typed_words, sentence):
    practice = make_practice("Evening football")
    values = fields(editor.get(admin_url(practice)))
    add_row(values, "texts", language=typed_words, origin="human", title="Le foot", summary="On joue.")
    assert sentence in Page(editor.post(admin_url(practice), values | {"_save": "x"})).words
    assert practice.texts.count() == 1


def test_a_reason_for_a_field_that_is_told_is_never_saved(editor):
    lead = make_organisation("Riverbank Circle")
    practice = make_practice(published=False, lead=lead, text={"outcomes": "Fewer fights."})
    practice.texts.create(language="ar", origin="human", title="كرة القدم", summary="يلعبون.", lessons="اسمع.")
    empty = dict.fromkeys(["outcomes", "places", "participations", "lessons"], "not-reported")
    given = {f"unanswered_{name}": answer for name, answer in empty.items()}
    save(editor, admin_url(practice), **given, unanswered_team="not-applicable", unanswered_summary="withheld")
    practice.refresh_from_db()
    assert practice.unanswered == {"lessons": "not-reported", "team": "not-applicable", "summary": "withheld"}
    assert newest(practice).snapshot.entry.fields["unanswered"] == practice.unanswered
    save(editor, admin_url(practice), **{"texts-0-team": "Two volunteers."})
    practice.refresh_from_db()
    assert practice.unanswered == {"lessons": "not-reported", "summary": "withheld"}
