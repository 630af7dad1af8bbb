"""One form for all spellings of a word: whatever the search takes for one, the search for names does too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search.words import words
from places.letters import folded, plain
from publishing.records.naming import SIGNS

# Letters, digits and marks of the scripts that texts here come in, and signs that part words.
LETTERS = "aEéÉßıİñǅйЙиѝўЁςΣάΐᾳءأآإؤئةىیکہۂۓـًَّٰکখিী্ং়שׁלום中か゛が学ไทยﬁＡ①½२٣øĐłæŋ\u0301\u0306\u0308\u200c\u00ad"
texts = st.text(max_size=30) | st.text(st.sampled_from(LETTERS + " -'\"."), max_size=30)


@given(texts)
def test_what_the_search_takes_for_one_spelling_is_one(text):
    for word in words(text):
        typed = text[word.start : word.end]
        assert SIGNS.sub("", plain(folded(typed))) == SIGNS.sub("", plain(typed))


@given(texts)
def test_plain_letters_stay_as_they_are(text):
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bjørn", "bjorn"),
        ("Łódź", "lodz"),
        ("Đặng", "dang"),
        ("Ísafjörður", "isafjordur"),
        ("Þór", "thor"),
        ("Æsir", "aesir"),
        ("Œuvre", "oeuvre"),
        ("GROẞ", "gross"),
        ("Qırmızı", "qirmizi"),
        ("Ɗan Ƙasa", "dan kasa"),
        ("Kɔmfɛ", "komfe"),
        ("Мой Ґанок", "мои ганок"),
        ("क़लम", "कलम"),  # a nukta
        ("বড়", "বড"),
        ("شَبَكَةُ", "شبكه"),  # vowel signs and the closed ta
        ("ﺷﺒﻜﺔ", "شبكة"),  # forms of presentation
        ("ۡسـلام", "سلام"),  # a mark of the Quran, and stretching
        ("שָׁלוֹם", "שלום"),
        ("ܫܠܳܡܐ", "ܫܠܡܐ"),  # a vowel sign of Syriac
        ("ｃａｒｅ", "care"),
        ("k\u02bcich\u00e9", "k'iche"),
    ],
)
def test_what_people_leave_out_or_type_for_a_letter_makes_no_difference(one, other):
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), [("কি", "কী"), ("কাল", "কল"), ("か", "が"), ("가", "각"), ("in", "on")])
def test_words_that_differ_in_a_letter_stay_two(one, other):
    assert plain(one) != plain(other)


def test_capitals_are_kept_where_they_count():
    assert (plain("ＣÅRE", cased=True), plain("Ĉare", cased=True), plain("ØÞ", cased=True)) == ("CARE", "Care", "OTH")


def test_signs_stay_as_signs():
    assert plain("a\u2011b\u00a0c\u200bd’e…f") == "a-b c\x7fd'e...f"
