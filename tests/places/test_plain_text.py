"""What stays of a text that somebody typed."""

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from places.models import Grouping
from places.plain_text import PlainField, in_one_line, in_values, plain

TURNING = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x2070))]
MARKS = "\u200e\u200f\u061c"


@pytest.mark.parametrize("sign", [*TURNING, "\0", "\x07", "\x1b", "\x7f", "\x80", "\x9f", "\ud83c", "\ufffe"])
def test_what_is_no_text_or_turns_it_goes(sign):
    assert plain(f"Alpha{sign}Beta {sign}(Circle){sign}") == "AlphaBeta (Circle)"


@pytest.mark.parametrize("sign", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_break_is_one_sign_and_none_in_a_line(sign):
    assert plain(f"One{sign}two") == "One\ntwo"
    assert in_one_line(f"One{sign}two") == "One two"


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian, spelt with a joiner that does not join
        "ක්\u200dෂ",  # Sinhala, with one that does
        "منظمة (GSX)\u200f.",  # the full stop stands at the end of the Arabic sentence
        "\u200eGSX\u200e (2017)",
        "Zoë, 👩\u200d🌾",
        "one\n\ttwo",
        "soft\u00adhyphen",
    ],
)
def test_what_a_script_needs_stays(text):
    assert plain(text) == text


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_within_a_word_goes(mark):
    assert plain(f"Al{mark}pha Be{mark}{mark}ta") == "Alpha Beta"


@given(st.text())
def test_plain_text_is_in_one_form_and_stays_as_it_is(text):
    once = plain(text)
    assert plain(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert {letter for letter in once if unicodedata.category(letter) == "Cc"} <= {"\n", "\t"}
    assert not set(once) & set(TURNING)


def test_words_within_values_are_plain_too():
    assert in_values({"a": ["b\u202e", 1, None, {"c": "d\x00"}]}) == {"a": ["b", 1, None, {"c": "d"}]}


def test_a_field_of_a_form_has_lines_when_its_box_has():
    assert PlainField().clean(" One\u2028two\u202e ") == "One two"
    assert PlainField(widget=forms.Textarea).clean(" One\u2028two\u202e ") == "One\ntwo"


@pytest.mark.django_db
def test_a_row_is_clean_however_it_is_written_and_when_it_is_read():
    typed = "All\u202e of\u2028it"
    saved = Grouping(slug="saved", name=typed, note=typed)
    saved.save()
    assert (saved.name, saved.note) == ("All of it", "All of\nit")
    Grouping.objects.bulk_create([Grouping(slug="many", name=typed)])
    Grouping.objects.filter(slug="many").update(note=typed)
    assert Grouping.objects.values_list("name", "note").get(slug="many") == ("All of it", "All of\nit")


@pytest.mark.django_db
def test_a_row_of_an_earlier_version_is_read_clean():
    from django.db import connection

    Grouping.objects.create(slug="old", name="Old", note="")
    with connection.cursor() as cursor:
        cursor.execute("update places_grouping set name = %s where slug = 'old'", ["Ol\u202ed"])
        cursor.execute("select name from places_grouping where slug = 'old'")
        assert cursor.fetchone() == ("Ol\u202ed",)
    assert Grouping.objects.get(slug="old").name == "Old"
