"""The order of the best match: the title before summary and names, these before the rest; then the newest edition."""

import pytest

from publishing.safety.publication import publish
from tests.catalogue.search.finding import best, same, search
from tests.factories import make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


def practice(title, **text):
    return make_practice(title, countries=[], text={"summary": "Neighbours meet."} | text)


def test_the_title_comes_before_the_summary_and_that_before_the_rest():
    practice("Third", context="A radio was built.")
    practice("Radio days")
    practice("Second", summary="They run a radio.")
    practice("Elsewhere")
    assert best("radio") == ["Radio days", "Second", "Third"]


def test_a_name_counts_like_the_summary():
    practice("Third", context="A river runs by Nairobi, the radio of Kenya.")
    make_practice("In Kenya", countries=["KE"])
    practice("Kenya at play")
    assert best("Kenya") == ["Kenya at play", "In Kenya", "Third"]


def test_what_an_entry_says_itself_counts_for_more_than_what_it_is_filed_under():
    make_practice("Third", countries=[], groups=["women"], text={"summary": "Neighbours meet."})
    practice("Second", context="Women came.")
    practice("First", summary="Women meet.")
    assert best("women") == ["First", "Second", "Third"]


def test_a_rare_word_counts_for_more_than_a_common_one():
    for number in range(8):
        practice(f"Radio {number}")
    practice("Chess", summary="A radio.")
    practice("Radio", summary="Chess.")
    assert best("radio chess") == ["Chess", "Radio"]


def test_an_acronym_counts_like_the_title():
    practice("On ZRN", summary="With ZRN.")
    make_organisation("Zebra River Net", acronym="ZRN", country="")
    practice("Another", summary="With ZRN.")
    assert best("zrn") == ["Zebra River Net", "On ZRN", "Another"]


def test_titles_with_all_words_in_a_row_come_first():
    practice("Radio for women")
    practice("Women and their radio")
    practice("Radio women")
    practice("Women’s radio", context="radio women")
    assert best("radio women")[0] == "Radio women"
    assert best("women radio")[0] != "Radio women"


def test_the_more_of_the_words_stand_in_the_title_the_better():
    practice("None", summary="Radio by women.")
    practice("Radio alone", summary="By women.")
    practice("Women and radio", summary="Nothing.")
    practice("Radio once", context="By women.")
    assert best("radio women") == ["Women and radio", "Radio alone", "Radio once", "None"]


def test_a_synonym_counts_less_than_the_word_itself():
    same("radio", "wireless")
    practice("Wireless nights")
    practice("Nights", summary="On the radio.")
    practice("Radio nights")
    practice("Days", context="By wireless.")
    assert best("radio") == ["Radio nights", "Nights", "Wireless nights", "Days"]


def test_among_equals_the_newest_edition_comes_first():
    first, _second, _third = practice("Radio one"), practice("Radio two"), practice("Radio three")
    assert best("radio") == ["Radio three", "Radio two", "Radio one"]
    first.texts.update(summary="Neighbours meet again.")
    publish(first)
    assert best("radio") == ["Radio one", "Radio three", "Radio two"]
    assert best("-chess", "practice") == ["Radio one", "Radio three", "Radio two"]


def test_any_of_several_words_counts_where_it_stands_best():
    practice("Radio", summary="And chess.")
    practice("Nothing", summary="Chess.")
    make_network("Chess and radio", countries=[])
    assert best("chess OR radio") == ["Chess and radio", "Radio", "Nothing"]


def test_the_pages_of_a_best_match_lose_and_repeat_nothing(client):
    for number in range(45):
        practice(
            f"{'Radio' if number % 3 else 'Chess'} {number}", summary="The radio." if number % 2 else "Chess and radio."
        )
    whole = best("radio", "practice")
    assert len(whole) == len(set(whole)) == 45
    shown = []
    for page in (1, 2, 3):
        listing = client.get(f"/practices/?page={page}&q=radio").context["listing"]
        numbers = listing.filters.numbers
        shown += [listing.filters.index.documents[number].title for number in numbers]
    assert shown == whole


def test_any_cut_of_the_best_match_is_a_part_of_the_whole():
    for number in range(12):
        practice(
            f"{'Radio' if number % 3 else 'Chess'} {number}", summary="The radio." if number % 2 else "Chess, radio."
        )
    one = search("radio OR chess")
    whole = one.best(one.found, 0, 100)
    for start in range(13):
        for stop in range(start, 14):
            assert one.best(one.found, start, stop) == whole[start:stop], (start, stop)
