"""Signs between words, as a language writes them."""

from django.utils import translation

from places.lists import years_between
from places.names import from_left


def test_years_run_as_the_language_does_also_where_nothing_stands_beside_them():
    with translation.override("fr"):
        assert years_between(2016, 2023) == "2016–2023"
    with translation.override("ar"):
        assert years_between(2016, 2023) == "\u200f2016–2023"


def test_a_number_with_brackets_keeps_them_before_words_that_run_from_the_right():
    assert from_left("4(b)", "en") == "4(b)"
    assert from_left("4(b)", "ar") == "\u200e4(b)"
