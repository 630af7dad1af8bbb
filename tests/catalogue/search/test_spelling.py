"""A misspelt word: what it may have meant, taken by itself only when nothing is found, and said."""

import pytest

from catalogue.models import Spelling
from places.levels import Level
from publishing.safety.publication import publish, withdraw
from tests.catalogue.search.finding import best, raised, search
from tests.factories import make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def corrected(text):
    """(what was searched for instead, how many it finds), or None."""
    taken = search(text).taken
    return taken and (taken.text, len(taken.found))


def suggested(text):
    suggestion = search(text).suggestion
    return suggestion and (suggestion.text, len(suggestion.found))


MEANT = {
    "fotball": "football",  # left out
    "fooltball": "football",  # put in
    "footbill": "football",  # replaced
    "footblal": "football",  # swapped
    "Fotbal": "football",  # two slips in a long word
    "سلامات": "سلامت",
    "Kennya": "kenya",  # the names of places
}


def test_a_misspelt_word_is_taken_for_the_nearest():
    make_practice("Evening football", text={"summary": "سلامت"})
    assert {typed: corrected(typed) for typed in MEANT} == {typed: (meant, 1) for typed, meant in MEANT.items()}


def test_it_is_meant_in_the_spelling_of_the_directory():
    practice = make_practice("Réinsertion", published=False, original_language="fr")
    practice.texts.update(language="fr")
    publish(practice)
    for typed in ("reinsertoin", "reinserrion", "Réinsertoin"):
        assert corrected(typed) == ("réinsertion", 1), typed


def test_a_word_of_another_language_is_no_slip():
    practice = make_practice("They make convenes", countries=[])
    practice.texts.create(language="es", title="Jóvenes y madres", origin="machine")
    publish(practice)
    make_practice("Makes", countries=[])
    assert corrected("madres") is corrected("jovenes") is None
    assert suggested("madres") is None
    assert best("madres") == best("jovenes") == ["They make convenes"]
    assert corrected("madrez") == ("madres", 1)


def test_the_first_letter_of_a_short_word_is_no_slip_nor_is_it_one_of_two():
    make_practice("The host convenes", countries=[])
    assert corrected("cost") is corrected("jovenes") is None
    assert corrected("hoxt") == ("host", 1)
    assert corrected("xonvenes") == ("convenes", 1)


def test_nothing_is_taken_for_another_word_without_need():
    make_practice("Evening football")
    for typed in ("fobal", "boot", "xyz", '"fotball"', "evening -fotball", "football", ""):
        assert corrected(typed) is None, typed
    assert corrected("foo") == ("foo…", 1)


def test_a_word_that_is_not_yet_whole_finds_what_begins_so():
    make_practice("Evening football")
    assert corrected("evening footb") == ("evening footb…", 1)
    assert best("evening footb") == ["Evening football"]


def test_only_the_misspelt_word_is_replaced():
    make_practice("Evening football")
    make_practice("Evening chess")
    assert suggested("evening fotball -morning") == ("evening football -morning", 1)
    assert suggested("chess fotball") is None  # both are there, but in no entry together


def test_a_correction_is_offered_and_not_taken_where_something_has_the_other_words():
    make_practice("Evening football")
    make_practice("Evening chess")
    assert corrected("evening fotball") is None
    assert best("evening fotball") == ["Evening chess", "Evening football"]
    assert suggested("evening fotball") == ("evening football", 1)


def test_the_more_frequent_of_two_near_words_is_taken():
    make_practice("Radio talks")
    for _ in range(3):
        make_practice(text={"summary": "On the ratio."})
    assert corrected("rafio") == ("ratio", 3)


def test_a_rare_word_that_a_far_more_frequent_one_resembles_is_asked_about(client):
    for number in range(20):
        make_practice(f"Market {number}")
    make_practice("Markat once")
    assert suggested("markat") == ("market", 20)
    assert best("markat") == ["Markat once"]
    page = get(client, "/practices/?q=markat")
    assert "Did you mean “market”? It is in 20 entries." in page.main
    assert "1 practice" in page.main
    assert "/practices/?q=market" in page.links
    assert suggested("market") is None


def test_the_number_of_a_suggestion_is_what_its_link_shows(client):
    for number in range(20):
        make_practice(f"Market {number}", countries=["KE"] if number < 7 else ["DE"])
    make_practice("Markat once", countries=["KE", "JO"])
    page = get(client, "/practices/?place=KE&q=markat")
    assert "Did you mean “market”? It is in 7 entries." in page.main
    assert "7 practices" in get(client, "/practices/?place=KE&q=market").main
    assert "Did you mean" not in get(client, "/practices/?place=JO&q=markat").main


def test_the_page_says_what_was_searched_for_instead(client):
    make_practice("Evening football")
    page = get(client, "/practices/?q=fotball")
    assert "Nothing has “fotball”. Shown is what has “football”." in page.main
    assert "1 practice" in page.main
    assert "/practices/?q=football" in page.links
    assert "<mark>football</mark>" in client.get("/practices/?q=fotball").content.decode()
    assert "Shown is what has" not in get(client, "/practices/?q=football").main


def test_words_of_hidden_and_withdrawn_entries_are_never_meant():
    lead = make_organisation("Zornhut Circle")
    gone = make_practice("Zornberg plays", lead=lead)
    make_practice("Zorntal draft", published=False)
    assert corrected("zornhutt") == ("zornhut", 2)
    raised(lead, Level.GENERALISED)
    withdraw(gone)
    for typed in ("zornhutt", "zornbergg", "zorntall", "zornhu", "zornber"):
        assert corrected(typed) is None, typed
        assert suggested(typed) is None, typed


def test_a_word_is_only_meant_as_a_text_of_today_spells_it():
    """A search finds both spellings, so that to find something is not enough for a word to be offered."""
    practice, other = make_practice("Wünnegard"), make_practice("Wunnegárd plays")
    assert suggested("Wunegard") or corrected("Wunegard")
    assert set(Spelling.objects.filter(word__contains="nneg").values_list("word", flat=True)) == {
        "enwünnegard",
        "enwunnegárd",
    }
    withdraw(practice, redact=True)
    assert list(Spelling.objects.filter(word__contains="nneg").values_list("word", flat=True)) == ["enwunnegárd"]
    assert corrected("Wunegard") == ("wunnegárd", 1)
    other.texts.update(title="Evening football")
    publish(other)
    assert corrected("Wunegard") is None
    assert not Spelling.objects.filter(word__contains="nneg").exists()


def test_a_word_goes_with_the_last_text_that_holds_it():
    first, second = make_practice("Zornhut plays"), make_practice("Zornhut sings")
    assert Spelling.objects.get(word="enzornhut").uses == 2
    withdraw(first)
    assert corrected("zornhutt") == ("zornhut", 1)
    withdraw(second)
    assert corrected("zornhutt") is None
    assert not Spelling.objects.filter(word="enzornhut").exists()


def test_a_word_in_letters_that_grow_when_they_are_made_small_can_be_published():
    make_practice("Long word", text={"summary": "İ" * 64 + " \u0958" * 3 + "\u0958" * 64})
    assert best("İ" * 64) == ["Long word"]
