"""Themes through django-taggit: one theme however it is spelt, an address for each, and no name breaks a database."""

import re
import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from practices.models import Practice, PracticeTheme, Theme
from practices.themes import check_name, clean_name, key_of
from publishing.models import Generation
from tests.factories import make_practice

ADDRESS = re.compile(r"[a-z0-9-]+")
# A world for one test serves all of its examples: each makes new themes and looks only at its own.
PROPERTY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def practice(world):
    Theme.objects.all().delete()
    return make_practice()


def names(practice):
    return [theme.name for theme in practice.themes.all()]


@pytest.mark.parametrize(
    "spellings",
    [
        ["Éducation", "éducation", "ÉDUCATION", "Education", "education"],
        [unicodedata.normalize(form, "Éducation à la paix") for form in ("NFC", "NFD", "NFKC", "NFKD")],
        [
            "Peace talks",
            " Peace talks ",
            "Peace  talks",
            "Peace\u00a0talks",
            "Peace\u2003\ttalks\n",
            "\u3000peace talks",
        ],
        ["Peace", "Pea\u00adce", "\u200bPeace", "Peace\u200f", "\ufeffPeace"],  # what nobody sees
        ["Образование", "ОБРАЗОВАНИЕ", "образование"],
        ["Ειρήνη", "ΕΙΡΗΝΗ", "ειρηνη", "Ειρήνη"],
        ["Λόγος", "ΛΌΓΟΣ", "λόγοσ"],
        ["Straße", "STRASSE", "strasse"],
        ["Kadın", "KADIN", "kadin", "KADİN"],
        ["🎓", " 🎓", "🎓\ufe0f"],
        ["🎓 Schools", "🎓  SCHOOLS"],
        ["ﬁeldwork", "fieldwork", "Ｆieldwork"],
        ["سلام", "سَلَام", "ســـلام"],
        ["শান্তি", " শান্তি ", unicodedata.normalize("NFD", "শান্তি")],
        ["ক\u09cb", "ক\u09c7\u09be"],  # one vowel sign, or its two halves
    ],
)
def test_spellings_of_one_word_make_one_theme_named_as_it_was_first_spelt(practice, spellings):
    for spelling in spellings:
        practice.themes.add(spelling)
    practice.themes.add(*spellings)
    assert Theme.objects.count() == practice.themes.count() == PracticeTheme.objects.count() == 1
    assert names(practice) == [clean_name(spellings[0])]


@pytest.mark.parametrize(
    "words",
    [
        ["কাল", "কালি", "কালী", "কল", "কিল", "কুল"],  # only their vowel signs tell them apart
        ["أمل", "امل", "آمل"],
        ["Education", "Educations", "Education 2", "Edu cation"],
        ["🎓", "🏫", "👩🏽‍🏫"],
        ["和平", "平和"],
        ["Peace-building", "Peace building"],
    ],
)
def test_words_that_differ_stay_apart_each_with_an_address(practice, words):
    practice.themes.add(*words)
    assert names(practice) == words
    slugs = list(practice.themes.values_list("slug", flat=True))
    assert len(set(slugs)) == len(words)
    assert all(ADDRESS.fullmatch(slug) for slug in slugs)


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Éducation à la paix", "education-a-la-paix"),
        ("Peace_building & talks!", "peace-building-talks"),
        ("Ａ﹏Ｂ", "a-b"),
        ("a" * 89 + " bc", "a" * 89),
    ],
)
def test_addresses_are_made_of_the_name(practice, name, slug):
    practice.themes.add(name)
    assert practice.themes.get().slug == slug


@pytest.mark.parametrize("name", ["🎓", "سلام", "শান্তি", "_", "和平", "Мир"])
def test_a_name_without_latin_letters_has_an_address_all_the_same(practice, name):
    practice.themes.add(name)
    assert re.fullmatch("theme-[0-9a-f]{8}", practice.themes.get().slug)


def test_names_that_would_share_an_address_get_numbered_ones(practice):
    practice.themes.add("Peace talks", "Peace-talks", "Peace, talks", "a" * 100, "a" * 99 + "b")
    slugs = list(practice.themes.values_list("slug", flat=True))
    assert slugs == ["peace-talks", "peace-talks-1", "peace-talks-2", "a" * 90, "a" * 90 + "-1"]


@pytest.mark.parametrize("word", ["x", "ß", "ﷺ", "é", "শা", "🎓"])
def test_long_names_fit_their_columns_and_are_found_again(practice, word):
    name = word * (100 // len(word))
    practice.themes.add(name)
    practice.themes.add(f" {unicodedata.normalize('NFD', name)}")
    theme = Theme.objects.get()
    assert theme.name == name
    assert len(theme.key) <= 100
    assert theme.key == key_of(theme.name)


def test_long_names_that_differ_only_at_their_ends_are_two_themes(practice):
    practice.themes.add("ﷺ" * 50 + "a", "ﷺ" * 50 + "b")
    assert Theme.objects.count() == 2


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("", "A theme needs a name."),
        (" \u00a0\t\n\u3000", "A theme needs a name."),
        ("\u200b\u00ad\ufeff", "A theme needs a name."),
        ("\u0301", "A theme needs a name."),
        pytest.param("x" * 101, "The name of a theme has at most 100 characters.", id="too long"),
        ("Peace\0", "The name of a theme is plain text, without control characters."),
        ("Pea\x07ce", "The name of a theme is plain text, without control characters."),
        ("\ud83c", "The name of a theme is plain text, without control characters."),
    ],
)
def test_what_is_no_name_is_refused_with_a_sentence_and_nothing_is_written(practice, name, sentence):
    for attempt in (practice.themes.add, Theme.objects.named, lambda name: practice.themes.set(["Peace", name])):
        with pytest.raises(ValidationError) as refused, transaction.atomic():
            attempt(name)
        assert refused.value.messages == [sentence]
    assert not Theme.objects.exists()
    with pytest.raises(ValidationError) as refused:
        Theme(name=name).clean()
    assert refused.value.message_dict == {"name": [sentence]}


def test_the_form_of_a_theme_refuses_another_spelling_and_an_address_that_is_not_ascii(practice):
    theme = Theme.objects.named("Éducation")
    theme.full_clean()
    with pytest.raises(ValidationError) as refused:
        Theme(name="EDUCATION", slug="other").full_clean()
    assert refused.value.message_dict["name"] == ["This theme is there already, perhaps spelt a little differently."]
    with pytest.raises(ValidationError) as refused:
        Theme(name="Paix", slug="قناة").full_clean()
    assert refused.value.message_dict["slug"] == ["The address holds the letters a to z, digits and hyphens only."]


def test_the_database_refuses_a_second_spelling_too(practice):
    Theme.objects.create(name="Éducation")
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.create(name="education")
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeTheme.objects.bulk_create(
            [PracticeTheme(content_object=practice, tag=Theme.objects.get()) for _ in range(2)]
        )


def test_a_new_name_brings_a_new_key_however_it_is_saved(practice):
    theme = Theme.objects.named("Paix")
    theme.name = "  Éducation "
    theme.save(update_fields=["name"])
    theme.refresh_from_db()
    assert (theme.name, theme.key, theme.slug) == ("Éducation", "education", "paix")


def test_setting_removing_and_clearing_take_any_spelling(practice):
    practice.themes.set(["Éducation", "Sport", "Paix"])
    practice.themes.set(["education", "SPORT", "Droits"])
    assert names(practice) == ["Éducation", "Sport", "Droits"]
    practice.themes.remove("EDUCATION", "no such theme")
    assert names(practice) == ["Sport", "Droits"]
    practice.themes.remove(Theme.objects.get(slug="sport"))
    assert names(practice) == ["Droits"]
    practice.themes.clear()
    assert names(practice) == []
    assert Theme.objects.count() == 4


def test_practices_are_found_by_the_addresses_of_their_themes(practice):
    other, neither = make_practice(), make_practice()
    practice.themes.set(["Éducation", "Sport"])
    other.themes.set(["sport"])
    neither.themes.set(["Paix"])
    found = Practice.objects.filter(themes__slug__in=["sport", "education"]).distinct().order_by("pk")
    assert list(found) == [practice, other]
    assert list(Practice.objects.filter(themes__slug__in=["no-such"])) == []


def test_a_theme_in_use_can_not_be_deleted_and_one_that_is_not_can(practice):
    practice.themes.add("Éducation")
    theme = Theme.objects.get()
    with pytest.raises(ProtectedError):
        theme.delete()
    practice.themes.clear()
    theme.delete()
    assert not Theme.objects.exists()


def test_a_new_theme_has_a_page_at_once(practice, client):
    assert client.get("/themes/education/").status_code == 404
    before = Generation.objects.now().number
    practice.themes.add("Éducation")
    practice.themes.add("éducation")
    assert Generation.objects.now().number == before + 1
    reply = client.get("/themes/education/")
    assert reply.status_code == 200
    assert "Éducation" in reply.text


@PROPERTY
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60), st.data())
@example("ŉ", None)
@example("ΐ̈́", None)
def test_any_two_spellings_with_one_key_are_one_theme_with_a_page(practice, client, name, data):
    try:
        check_name(name)
    except ValidationError:
        with pytest.raises(ValidationError):
            practice.themes.add(name)
        return
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    others = [*forms, name.upper(), name.lower(), name.title(), f" {name}\u00a0", name.replace(" ", "  ")]
    same = [one for one in others if key_of(one) == key_of(name) and len(clean_name(one)) <= 100]
    practice.themes.add(name)
    practice.themes.add(*same)
    theme = Theme.objects.get(key=key_of(name))
    assert theme == Theme.objects.named(data.draw(st.sampled_from(same)) if data else same[-1])
    assert ADDRESS.fullmatch(theme.slug)
    assert client.get(f"/themes/{theme.slug}/").status_code == 200


@PROPERTY
@given(st.text(st.characters(codec=None), max_size=120))
def test_any_text_makes_a_theme_or_is_refused_with_a_sentence(practice, text):
    before = Theme.objects.count()
    try:
        practice.themes.add(text)
    except ValidationError as error:
        assert error.messages
        assert Theme.objects.count() == before
    else:
        theme = Theme.objects.get(key=key_of(text))
        assert key_of(theme.name) == key_of(text)
        assert practice.themes.filter(pk=theme.pk).count() == 1
