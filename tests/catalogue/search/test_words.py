"""Words as the search compares them: one form for all spellings, a stem by language, no text that it cannot take."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.search.words import LONGEST_WORD, algorithm, fold, stem, stems, words

# Letters, digits and marks of the scripts that texts here come in, and signs that part words.
LETTERS = "aEéÉßıİñǅйЙиѝўЁςΣάΐᾳءأآإؤئةىیکہۂۓـًَّٰকখিী্ং়שׁלום中か゛が学ไทยﬁＡ①½२٣\u0301\u0306\u0308\u200c\u00ad"
texts = st.text(max_size=40) | st.text(st.sampled_from(LETTERS + " -'\"."), max_size=40)


def folded(text):
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École", "ecole"),
        ("RÉINSERTION", "reinsertion"),
        ("Straße", "STRASSE"),
        ("Iğdır", "IGDIR"),
        ("İstanbul", "istanbul"),
        ("ﬁeld", "Field"),
        ("ＷＡＳＬ", "wasl"),
        ("سَلَامٌ", "سلام"),  # vowel signs
        ("ســلام", "سلام"),  # stretched
        ("الأردن", "الاردن"),  # hamza on its alif
        ("آمال", "امال"),
        ("مبنى", "مبني"),  # ya without dots
        ("کودک", "كودك"),  # Persian kaf
        ("خانهٔ", "خانه"),  # hamza over he, as written in Persian
        ("خانۂ", "خانه"),  # and in Urdu
        ("صلى", "صلی"),
        ("שָׁלוֹם", "שלום"),  # Hebrew points
        ("ё", "е"),
        ("Мир", "мир"),
        ("Ειρήνη", "ειρηνη"),
        ("২০২৪", "2024"),
        ("٢٠٢٤", "2024"),
        ("soft\u00adened", "softened"),
        ("می\u200cروم", "میروم"),
        ("Łódź", "LODZ"),  # strokes and ligatures, as safety and the order of names read them
        ("Œuvre", "oeuvre"),
        ("ﾊﾟﾘ", "パリ"),  # half-width kana: a letter and its mark
        ("㌔", "キロ"),
        ("½", "1/2"),
        ("ﷺ", "صلى الله عليه وسلم"),
        ("Qurʼan", "Quran"),
        ("lʼécole", "l'école"),
        ("зʼявилися", "зявилися"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    assert folded(one) == folded(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("мой", "мои"),  # й is a letter of its own
        ("কি", "কী"),  # and so are the vowel signs of Bengali
        ("কাল", "কল"),
        ("in", "on"),
    ],
)
def test_words_that_differ_in_a_letter_stay_two(one, other):
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "reintegrated", "reintegration"),
        ("en-GB", "Communities", "community"),
        ("fr", "réinsertions", "reinsertion"),
        ("fr-CA", "Écoles", "ecole"),
        ("es", "escuelas", "escuela"),
        ("ru", "примирения", "примирение"),
        ("ru", "молодёжь", "молодежи"),
        ("ar", "والسلام", "السلام"),
        ("ar", "المدارس", "مدارس"),
        ("ar", "المدرسه", "مدرسة"),  # the closed ta, typed without its dots
        ("ar", "لغه", "لُغَة"),
        ("sw", "Amani", "amani"),
        ("bn", "শান্তি", "শান্তি"),
        ("nb", "skolene", "skole"),
    ],
)
def test_forms_of_one_word_have_one_stem_in_its_language(language, one, other):
    assert stems(one, language) == stems(other, language) != []


@pytest.mark.parametrize("language", ["sw", "bn", "so", "xx", ""])
def test_a_language_without_a_stemmer_keeps_its_words(language):
    assert algorithm(language) == ""
    assert stems("vijana wanajenga schools", language) == ["vijana", "wanajenga", "schools"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peace-building, now!", ["peace", "building", "now"]),
        ("P/CVE", ["p", "cve"]),
        ("women’s", ["women", "s"]),
        ("x", ["x"]),
        ("¡¿—…", []),
        ("_ _", []),
        ("学校", ["学", "校"]),  # no spaces between words: each letter by itself
        ("สันติ", ["สั", "น", "ติ"]),
        ("peace和平", ["peace", "和", "平"]),
        ("নতুন শান্তি", ["নতুন", "শান্তি"]),
    ],
)
def test_what_is_no_letter_digit_or_mark_parts_words(text, expected):
    assert folded(text) == expected


def test_a_word_says_where_it_stands():
    text = "“Écoles, ouvertes”"
    assert [text[word.start : word.end] for word in words(text)] == ["Écoles", "ouvertes"]


def test_a_word_without_end_is_compared_by_its_beginning():
    assert folded("a" * 1_000_000) == ["a" * LONGEST_WORD]
    assert len(folded("é " * 500_000)) == 500_000


@hypothesis_settings(max_examples=400)
@given(texts)
@example("ۂ")
@example("\u1abf")
@example("İ" * 70)
@example("Й\u0640\u093c")  # a mark that comes to stand between the letter and its breve
def test_any_text_has_words_of_bounded_length_that_fold_to_themselves(text):
    for word in words(text):
        assert 0 < len(word.folded) <= LONGEST_WORD
        assert fold(word.folded) == word.folded
        assert word.folded.strip() == word.folded != ""
        assert not set(word.folded) & set(" \"'\\:*()-¦\0")


@hypothesis_settings(max_examples=400)
@given(texts)
@example("\U0002f804\U0002f804")
def test_neither_case_nor_composition_changes_the_words_of_a_text(text):
    expected = folded(text)
    for form in ("NFC", "NFD"):
        assert folded(unicodedata.normalize(form, text)) == expected


@hypothesis_settings(max_examples=400)
@given(texts)
def test_a_word_is_the_same_in_any_case_and_in_compatible_letters(text):
    for word in words(text):
        written = text[word.start : word.end]
        compatible = (unicodedata.normalize(form, written) for form in ("NFKC", "NFKD"))
        for other in (written.upper(), written.lower(), written.casefold(), *compatible):
            if len(words(other)) == 1:
                assert folded(other) == [word.folded], ascii(written)


@hypothesis_settings(max_examples=150)
@given(texts, st.sampled_from(["en", "fr", "ar", "ru", "es", "de", "tr", "hi", "sw", ""]))
def test_a_stem_is_never_empty_and_parts_no_word(text, language):
    by = algorithm(language)
    for word in words(text):
        found = stem(word.folded, by)
        assert 0 < len(found) <= 2 * LONGEST_WORD
        assert not set(found) & set(" \"'\\:*()¦\0")


def test_the_thai_am_is_the_same_typed_as_one_letter_or_as_two():
    assert folded("นำ") == folded("น\u0e4d\u0e32") == ["น", "า"]
