"""Words in a row: what has them all, and where hardly anything does, what has some of them, which is said."""

import pytest

from catalogue.search.found import FEW
from tests.catalogue.search.finding import best, hits, search
from tests.factories import make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def directory(world):
    make_practice("Evening chess", slug="evening-chess", countries=["KE"], text={"summary": "Mothers play."})
    make_practice("Morning radio", slug="morning-radio", countries=["JO"], text={"summary": "On recruitment."})
    make_practice("Market day", slug="market-day", countries=["JO"], text={"summary": "Nothing of the kind."})


def listing(client, address):
    return client.get(address).context["listing"]


def told(rows):
    return [(row.card.url, row.lacking) for row in rows]


def test_where_nothing_has_all_words_what_has_some_is_shown_and_says_which_it_is_without(directory, client):
    words, address = "work with mothers against recruitment", "/practices/?q=work+with+mothers+against+recruitment"
    page = get(client, address)
    assert "2 practices" in page.h2()
    assert f"Nothing has all of “{words}”. Shown is what has some of it, the best match first." in page.main
    assert sorted(told(listing(client, address).rows)) == [
        ("/practices/evening-chess/", "work, recruitment"),
        ("/practices/morning-radio/", "work, mothers"),
    ]
    assert "Without work, recruitment" in page.main
    assert hits(words) == []


def test_beside_a_few_that_have_all_words_stand_those_that_have_some(directory, client):
    make_practice("Mothers on recruitment", slug="both", countries=["KE"], text={"summary": "Talks."})
    one = listing(client, "/practices/?q=mothers+recruitment")
    assert (one.total, told(one.rows)) == (1, [("/practices/both/", "")])
    assert sorted(told(one.nearly)) == [
        ("/practices/evening-chess/", "recruitment"),
        ("/practices/morning-radio/", "mothers"),
    ]
    assert "Has some of these words" in get(client, "/practices/?q=mothers+recruitment").main
    # Only what matches the filters; the files and the API hold what has all words.
    assert told(listing(client, "/practices/?place=KE&q=mothers+recruitment").nearly) == [
        ("/practices/evening-chess/", "recruitment")
    ]
    assert client.get("/api/v1/practices?q=mothers+recruitment").json()["count"] == 1


def test_where_enough_has_all_words_nothing_else_is_shown(directory, client):
    for number in range(FEW):
        make_practice(f"Mothers on recruitment {number}")
    one = listing(client, "/practices/?q=mothers+recruitment")
    assert (one.total, one.nearly) == (FEW, [])


def test_what_is_quoted_or_excluded_holds_all_the_same(directory):
    assert best('"evening chess" recruitment') == ["Evening chess"]
    assert best("mothers recruitment -radio") == ["Evening chess"]
    assert best('"mothers" "recruitment"') == []


def test_while_typing_only_what_has_all_words_is_offered(directory):
    assert best("mothers recruit", typing=True) == []


def test_a_common_word_alone_brings_nothing():
    for number in range(30):
        make_practice(f"Neighbours {number}", text={"summary": "Talks."})
    make_practice("Zornhut", text={"summary": "Zornberg."})
    assert "Zornhut" in best("neighbours zornhut zornberg")
    assert search("neighbours zornhut zornberg").found == search("zornhut zornberg").found


def test_a_mention_in_passing_is_no_answer_where_the_rest_of_what_was_asked_for_is_nowhere(directory):
    make_practice("Talks", text={"summary": "Neighbours.", "approach": "They end with voting."})
    assert best("blockchain voting") == []
    make_practice("Fair voting", text={"summary": "Neighbours."})
    assert best("blockchain voting") == ["Fair voting", "Talks"]


def test_the_name_of_a_place_is_no_word_of_another_language_by_its_stem():
    make_practice("Evening chess", text={"summary": "On an island, by islanders."})
    assert best("Islande") == best("islande") == []
    assert best("islands") == ["Evening chess"]
