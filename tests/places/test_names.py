"""Names of places and languages: from CLDR, in any language, with a fall-back for all that is unknown."""

import json

import pytest
from django.conf import settings
from django.utils import translation

from places.names import direction, is_language, language_name, locale, territory_name
from places.tree import tree

PLACES = json.loads((settings.BASE_DIR / "fixtures" / "places.json").read_text("utf-8"))
COUNTRIES = [row["code"] for row in PLACES["countries"]]
REGIONS = [row["code"] for row in PLACES["regions"]]


@pytest.mark.parametrize("language", ["en-GB", "fr", "ar", "bn", "sw"])
def test_every_place_of_the_fixture_has_a_name_of_its_own(language):
    for codes, name_of in ((COUNTRIES, territory_name), (REGIONS, territory_name)):
        names = [name_of(code, language) for code in codes]
        assert not set(names) & set(codes)
        assert len(set(names)) == len(codes)


@pytest.mark.parametrize("language, script", [("ar", "\u0600-\u06ff"), ("bn", "\u0980-\u09ff")])
def test_names_in_another_script_are_written_in_it(language, script):
    first, last = script.split("-")
    for name in [territory_name(code, language) for code in COUNTRIES]:
        assert any(first <= letter <= last for letter in name), name


def test_names_are_those_of_the_language():
    names = {language: territory_name("KE", language) for language in ("en-GB", "fr", "ar", "bn", "sw")}
    assert names == {"en-GB": "Kenya", "fr": "Kenya", "ar": "كينيا", "bn": "কেনিয়া", "sw": "Kenya"}
    assert territory_name("XK", "fr") == "Kosovo"
    assert territory_name("014", "fr") == "Afrique orientale"
    assert territory_name("039", "en-GB") == "Southern Europe"


def test_without_a_language_the_active_one_counts():
    with translation.override("fr"):
        assert territory_name("SO") == "Somalie"
    with translation.override("en-gb"):
        assert territory_name("SO") == "Somalia"


@pytest.mark.parametrize("language", ["xx", "tlh-Latn", "nonsense", "", "🎓", "\0", "a" * 10_000, "-", None])
def test_an_unknown_language_falls_back_to_english(language):
    assert territory_name("CI", language) == "Côte d’Ivoire"
    assert territory_name("039", language) == "Southern Europe"


def test_the_nearest_known_ancestor_of_a_language_is_taken():
    assert territory_name("SO", "fr-XX-oulipo") == territory_name("SO", "fr_") == "Somalie"
    assert str(locale("pt-br")) == "pt_BR"
    assert str(locale("xx-YY")) == "en"


def test_an_unknown_code_is_its_own_name():
    assert (territory_name("QQ", "fr"), territory_name("998", "ar")) == ("QQ", "998")


def test_languages_have_names_in_other_languages_and_an_unknown_one_keeps_its_tag():
    assert language_name("fr", "en") == "French"
    assert language_name("ar", "ar") == "العربية"
    assert language_name("bn", "fr") == "bengali"
    assert language_name("tlh-Latn", "en") == "tlh-Latn"


@pytest.mark.parametrize("tag", ["en", "fr", "ar", "bn", "sw", "pt-BR", "zh-Hant", "en-gb"])
def test_language_tags_are_known(tag):
    assert is_language(tag)


@pytest.mark.parametrize("tag", ["", "xx", "english", "en_GB", "en GB", "-", "\0", "🎓", None, "a" * 10_000])
def test_what_is_no_language_tag_is_told_apart(tag):
    assert not is_language(tag)


def test_the_tree_names_countries_regions_and_groupings(world):
    places = tree()
    assert [places.name(code, "fr") for code in ("KE", "014", "sahel")] == ["Kenya", "Afrique orientale", "Sahel"]


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("ar", "rtl"),
        ("ar-LY", "rtl"),
        ("fa", "rtl"),
        ("en-GB", "ltr"),
        ("so", "ltr"),
        ("", "auto"),
        ("xx-nobody", "auto"),
    ],
)
def test_the_direction_that_words_are_written_in_follows_from_their_language(tag, written):
    assert direction(tag) == written
