"""A name is found in words however it is written there, and nowhere else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.records.naming import Names

NAME = "Alpha Beta Circle"


def found(name, words):
    return Names([name]).in_words(words) == [name]


# --- by example


@pytest.mark.parametrize(
    "words",
    [
        "Alpha Beta Circle",
        "with the Alpha-Beta-Circle.",
        "Alpha\u2011Beta\u2011Circle",  # hyphens that do not break
        "Alpha\u00a0Beta\u202fCircle",
        "Alpha\n  Beta Circle",
        "Al\u00adpha Be\u00adta Cir\u00adcle",  # soft hyphens
        "Al\u200bpha\u200bBeta\u2060Cir\u200dcle",  # what nobody sees
        "alpha_beta_circle",
        "#AlphaBetaCircle",
        "@alphabetacircle",
        "Al-pha Beta Cir-cle",
        "ALPHA BETA CIRCLE",
        "Ａｌｐｈａ Ｂｅｔａ Ｃｉｒｃｌｅ",
        "Álphà Betä Çircle",
        "A\u0301lpha Beta Circle",
        "“Alpha – Beta – Circle”, they said",
        "Alpha Beta Circle's",
        "https://example.org/2024/alpha-beta-circle.pdf",
        "https://example.org/Alpha%20Beta%20Circle/",
        "https://alphabetacircle.example/",
        "info@alpha.beta.circle.example",
    ],
)
@pytest.mark.parametrize("name", [NAME, "Alpha-Beta-Circle", "ALPHA_BETA CIRCLE", "Alpha\u00adBeta\u2011Circle"])
def test_a_name_is_found_however_it_is_written(name, words):
    assert found(name, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Adra Kenya", "ADRA KENYA"),
        ("Sanʿāʾ Circle", "the Sanaa circle"),  # a long a of a transliteration is written twice by others
        ("Sanaa Circle", "the Sanʿāʾ circle"),
        ("Sanaa Circle", "the Sanʿa\u0304ʾ circle"),
        ("Sanʿāʾ Circle", "the Sana'a circle"),
        ("ADRA KENYA", "Adra Kenya"),
        ("Łódź Circle", "lodz circle"),
        ("Bjørnøya", "BJORNOYA"),
        ("Straße der Ruhe", "STRASSE DER RUHE"),
        ("Æolus", "Aeolus"),
        ("Đorđe i Ðuro", "dorde i duro"),
        ("Qırmızı Xətt", "QIRMIZI XETT"),
        ("Sa’ad", "Saad"),
        ("Qur'an House", "Qurʼan House"),
        ("دار السلام", "في دَارِ السَّــلامِ"),  # vowel signs and stretching
        ("دار السلام", "بدارالسلام"),  # joined, after a preposition
        ("أمل الأردن", "امل الاردن"),  # alefs
        ("مؤسسة الأمل", "ﻣﺆﺳﺴﻪ ﺍﻷﻣﻞ"),  # forms of presentation
        ("کودک", "كودك"),
        ("شبكة", "شبكه"),
        ("בית שלום", "בְּבֵית שָׁלוֹם"),
        ("शांति फ़ाउंडेशन", "शांति फाउंडेशन"),  # a nukta
        ("和平之友", "感谢和平之友的工作"),
        ("Мой Дом", "МОЙ ДОМ"),
        ("CARE", "C.A.R.E. came"),
        ("CARE", "with CARE’s help"),
        ("CARE", "ALL WHO CARE FOR OTHERS"),  # among capitals it could be the acronym
        ("CÅRE", "CARE"),
        ("U.N.", "the UN"),
        ("INTERPEACE", "Interpeace"),  # a name in capitals: acronyms are shorter
        ("We Can", "we-can"),
    ],
)
def test_a_name_is_found_in_all_scripts(name, words):
    assert found(name, words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Carelink", "daycarelinked"),
        ("Carelink", "carelinks"),
        ("Carelink", "They care, link by link"),  # one word is not two
        ("Carelink", "https://daycarelink.example/"),
        (NAME, "AlphaBetaCircles"),
        (NAME, "Alpha Beta"),
        (NAME, "Alpha and Beta Circle"),
        ("CARE", "They care, and Care is what they give"),
        ("CARE", "CARED, SCARE, CAREKENYA"),
        ("We Can", "Wecan"),  # too short to be joined
        ("Unit", "on/un-it"),  # or to be taken apart
        ("কলম", "কালম"),  # vowel signs are letters
        ("", "nothing"),
        ("–", "a – b"),
    ],
)
def test_a_name_is_not_found_in_other_words(name, words):
    assert Names([name]).in_words(words) == []


@pytest.mark.parametrize("slug", ["with-alpha-beta-circle", "alphabetacircle-dialogue", "alpha-beta-circle"])
def test_a_name_is_found_in_an_address(slug):
    assert Names([NAME]).in_address(slug) == [NAME]


def test_letters_that_an_address_has_lost_are_lost_in_the_name_too():
    assert Names(["Bjørn Circle"]).in_address("with-bjrn-circle") == ["Bjørn Circle"]
    assert Names(["Bjørn Circle"]).in_address("with-bjorn-circle") == ["Bjørn Circle"]
    assert Names(["CARE"]).in_address("care-in-the-valley") == ["CARE"]
    assert Names(["CARE", NAME]).in_address("careful-alpha-betas-circle") == []


# --- by property

TYPED_FOR = {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "ı": "i", "ŋ": "n", "é": "e", "ə": "e"}
LATIN = "abcdefghijklmnopqrstuvwxyzéñøđłßæıŋə"
ARABIC = "ابتثجحدرسشصعفقكلمنهوي"
IN_WORD = ["", "", "", "-", "_", "\u00ad", "\u200b", "\u2011", "\u2060", ".", "’"]
BETWEEN = ["", " ", "-", "_", "\u00a0", "\u2011", "\u200b", " – ", ". ", "\n", "/"]
AROUND = ["", " ", "#", "(", "“", "\u200b", "_", "/", ".\n"]


def names(letters):
    words = st.text(st.sampled_from(letters), min_size=4, max_size=8)
    return st.lists(words, min_size=2, max_size=4)


def spelt_otherwise(draw, letter):
    ways = [letter, letter.upper(), unicodedata.normalize("NFD", letter), TYPED_FOR.get(letter, letter)]
    if letter in ARABIC:
        ways += [letter + "\u064e", letter + "\u0651\u0650", letter + "\u0640"]
    elif letter in LATIN:
        ways += [letter + "\u0301", letter.upper() + "\u0323"]
    return draw(st.sampled_from(ways))


@st.composite
def written_otherwise(draw, letters):
    """(a name, words that hold it in another spelling)"""
    words = draw(names(letters))
    written = ""
    for place, word in enumerate(words):
        written += draw(st.sampled_from(BETWEEN)) if place else ""
        for at, letter in enumerate(word):
            written += (draw(st.sampled_from(IN_WORD)) if at else "") + spelt_otherwise(draw, letter)
    name = draw(st.sampled_from([" ", "-"])).join(words)
    around = st.sampled_from(AROUND)
    return draw(st.sampled_from([name, name.title(), name.upper()])), draw(around) + written + draw(around)


@given(written_otherwise(LATIN))
def test_a_name_is_found_in_any_spelling(case):
    name, words = case
    assert found(name, words)


@given(written_otherwise(ARABIC))
def test_a_name_is_found_in_any_spelling_of_a_script_with_points(case):
    name, words = case
    assert found(name, words)


@given(names("abcdefghijklm"), st.text(st.sampled_from("nopqrstuvwxyz -_.\u00ad\u200b'’óñ")))
def test_a_name_is_not_found_in_words_of_other_letters(words, text):
    assert Names([" ".join(words)]).in_words(text) == []


@given(written_otherwise(LATIN), st.sampled_from("7ж"), st.sampled_from("7ж"))
def test_a_name_is_not_found_inside_a_longer_word(case, before, after):
    name, words = case
    inside = words.strip("".join(AROUND))
    assert not found(name, before + inside)
    assert not found(name, inside + after)


capitals = st.text(st.sampled_from("ABCDEFGHIJKLM"), min_size=2, max_size=6)


@given(capitals, st.sampled_from(["", ".", "-", "\u200b"]), st.sampled_from(AROUND))
def test_an_acronym_is_found_in_capitals_only(acronym, between, around):
    written = between.join(acronym)
    assert found(acronym, around + written + around)
    assert not found(acronym, around + written.lower() + around)
    assert not found(acronym, around + written.capitalize() + around)
