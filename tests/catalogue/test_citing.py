"""Citing: the lines on the pages, lists as of a generation, and what becomes of an address that somebody cited."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from publishing.models import Edition, Generation
from publishing.safety.publication import publish, restrict, withdraw
from tests.factories import make_network, make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")

SITE = "http://testserver"


def now():
    return Generation.objects.now().number


def today():
    return date_format(Edition.objects.latest("generation").published_at, "DATE_FORMAT")


def cited(client, address):
    """The address that the page at `address` is cited by, without the site, and whether it stays."""
    citation = client.get(address).context["listing"].citation
    assert citation.url == SITE + citation.path
    return citation.path, citation.exact


def titles(client, address):
    """What the rows of a list are called, as they stand on the page."""
    return [row.card.title for row in client.get(address).context["listing"].rows]


# --- a list


def test_a_list_is_cited_as_of_its_generation(client):
    make_practice("Evening football", themes=["sport-arts-culture"])
    make_practice("Morning chess")
    page = get(client, "/practices/")
    address = f"/practices/?as_of={now()}"
    line = f"2 practices. GSX directory as of generation {now()} ({today()}). {SITE}{address}"
    assert line in page.words
    assert address in page.links


def test_a_filtered_list_is_cited_with_its_filters(client):
    make_practice("Evening football", themes=["sport-arts-culture"], countries=["KE"])
    make_practice("Morning chess")
    address = "/practices/?page=1&place=KE&sort=title&theme=sport-arts-culture&theme=youth-leadership"
    pills = client.get(address).context["listing"].pills
    first, second = [pill["label"] for pill in pills if pill["facet"] == "Theme"]
    filters = f"filtered by Place: Kenya; Theme: {first}, {second}. GSX directory as of generation {now()}"
    assert f"1 practice, {filters}" in get(client, address).words
    path, exact = cited(client, address)
    assert path == address.replace("page=1", f"as_of={now()}")
    assert exact


def test_a_search_is_cited_as_read_on_a_day(client):
    make_practice("Evening football")
    page = get(client, "/practices/?q=football")
    day = date_format(timezone.localdate(), "DATE_FORMAT")
    assert (
        f"1 practice, with the words “football”. GSX directory, read on {day}. {SITE}/practices/?q=football"
        in page.words
    )
    assert "Words are looked for in the texts of today, so this address may find others later." in page.words
    assert cited(client, "/practices/?as_of=1&q=football") == ("/practices/?q=football", False)


def test_nothing_is_cited_while_nothing_was_published(client):
    make_practice(published=False)
    assert "Cite this list" not in get(client, "/practices/").words


def test_the_address_that_was_cited_keeps_its_list(client):
    first = make_practice("Evening football", themes=["sport-arts-culture"])
    make_practice("Morning chess", themes=["sport-arts-culture"])
    address, _exact = cited(client, "/practices/?sort=title&theme=sport-arts-culture")
    first.texts.update(title="Evening handball")
    first.themes.clear()
    publish(first)
    make_practice("Songs in the yard", themes=["sport-arts-culture"])
    assert titles(client, address) == ["Evening football", "Morning chess"]
    assert titles(client, "/practices/?sort=title&theme=sport-arts-culture") == ["Morning chess", "Songs in the yard"]
    assert cited(client, address) == (address, True)


# --- the page of a list of earlier times


@pytest.fixture
def earlier(world):
    """The generation at which there were three practices; one was changed since, one withdrawn, one added."""
    football = make_practice("Evening football", slug="evening-football", themes=["sport-arts-culture"])
    make_practice("Morning chess", slug="morning-chess", themes=["sport-arts-culture"])
    songs = make_practice("Songs in the yard", themes=["sport-arts-culture"])
    then = now()
    football.texts.update(title="Evening handball")
    publish(football)
    withdraw(songs)
    make_practice("Night walks", themes=["sport-arts-culture"])
    return then


def test_an_earlier_list_says_what_it_is(client, earlier):
    date = date_format(Edition.objects.get(generation=earlier).published_at, "DATE_FORMAT")
    page = get(client, f"/practices/?as_of={earlier}&sort=title")
    assert f"This is the list as it stood on {date} (generation {earlier})." in page.words
    assert "What was taken out or hidden since is not in it." in page.words
    assert "/practices/?sort=title" in page.links
    assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags
    assert "This is the list as it stood" not in get(client, "/practices/").words
    assert "taken out or hidden" not in get(client, "/practices/").words
    assert "Songs in the yard" not in page.words


def test_its_date_is_that_of_what_is_in_it_and_tells_of_nothing_that_was_taken_out(client, world):
    make_practice("Evening football")
    first, hidden = now(), make_practice("Songs in the yard")
    Edition.objects.filter(uid=hidden.uid).update(published_at="2026-11-09T12:00:00Z")
    Edition.objects.filter(generation=first).update(published_at="2026-10-30T12:00:00Z")
    withdraw(hidden, redact=True)
    for number in (first, first + 1):
        assert "as it stood on 30 Oct 2026" in get(client, f"/practices/?as_of={number}").words
    assert "9 Nov 2026" not in get(client, "/practices/").words


def test_it_shows_editions_and_leads_to_them(client, earlier):
    page = get(client, f"/practices/?as_of={earlier}&sort=title")
    assert page.headings["h3"][:2] == ["Evening football", "Morning chess"]
    assert "/practices/evening-football/editions/1/" in page.links
    assert "/practices/evening-football/" not in page.links
    assert f"Edition 1, {today()}" in page.words
    assert "Edition 1," not in get(client, "/practices/").words
    cited_page = get(client, "/practices/evening-football/editions/1/")
    assert cited_page.h1() == ["Evening football"]


def test_it_keeps_its_time_whatever_is_chosen_in_it(client, earlier):
    address = f"/practices/?as_of={earlier}&sort=title&theme=sport-arts-culture"
    listing = client.get(address).context["listing"]
    leads = [pill["remove_url"] for pill in listing.pills] + [listing.clear_url]
    leads += [facet.toggle_url(value) for facet in listing.facets for value in facet.first]
    assert len(leads) > 10
    for lead in leads:
        assert f"as_of={earlier}" in lead
    page = get(client, address)
    assert ("input", {"type": "hidden", "name": "as_of", "value": str(earlier)}) in page.tags
    assert "as_of" not in [attrs.get("name") for _tag, attrs in get(client, "/practices/").tags]


def test_its_pages_keep_its_time_too(client):
    for number in range(25):
        make_practice(f"Practice {number:02}")
    then = now()
    make_practice("Practice 99")
    page = get(client, f"/practices/?as_of={then}&sort=title")
    assert f"/practices/?as_of={then}&page=2&sort=title" in page.links
    assert titles(client, f"/practices/?as_of={then}&page=2&sort=title")[-1] == "Practice 24"


def test_it_counts_what_there_was(client, earlier):
    then = client.get(f"/practices/?as_of={earlier}").context["listing"]
    assert [(value.label, value.count) for facet in then.facets for value in facet.values if value.value == "KE"] == [
        ("Kenya", 2)
    ]


def test_a_search_in_it_says_in_which_texts_it_looked(client, earlier):
    page = get(client, f"/practices/?as_of={earlier}&q=chess")
    assert "Words are looked for in the texts of today: an entry whose text has changed since" in page.words
    assert page.headings["h3"][:-1] == ["Morning chess"]
    assert "the texts of today: an entry" not in get(client, "/practices/?q=chess").words


def test_a_generation_that_never_was_is_named(client, earlier):
    page = get(client, "/practices/?as_of=999999")
    assert "There is no generation “999999”; this is the list of today" in page.words
    assert "This is the list as it stood" not in page.words


def test_before_anything_was_published_there_was_nothing(client, earlier):
    first = Edition.objects.earliest("generation").generation
    if first > 1:
        page = get(client, f"/practices/?as_of={first - 1}")
        assert f"as it stood at generation {first - 1}, before anything was published" in page.words


@pytest.mark.parametrize("entries", [1, 30])
def test_it_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    for _number in range(entries):
        make_practice()
    then = now()
    withdraw(make_practice())
    client.get(f"/practices/?as_of={then}")
    # The generation and the editions.
    with django_assert_num_queries(2):
        client.get(f"/practices/?as_of={then}")


# --- what becomes of the address of an edition, for those who cited it


def cite_line(client, address):
    """The address in the line that cites the entry at `address`."""
    [line] = [word for word in get(client, address).words.split() if word.startswith(f"{SITE}/")][:1]
    return urlsplit(line).path


@pytest.fixture
def football(world):
    return make_practice("Evening football", slug="evening-football")


@pytest.fixture
def address(client, football):
    """What somebody cited while it was the current edition."""
    found = cite_line(client, "/practices/evening-football/")
    assert found == "/practices/evening-football/editions/1/"
    return found


def test_it_answers_what_was_cited_after_the_entry_changed(client, football, address):
    football.texts.update(title="Morning chess")
    publish(football)
    page = get(client, address)
    assert page.h1() == ["Evening football"]
    assert "This is edition 1" in page.words
    assert cite_line(client, address) == address


def test_it_leads_on_when_the_entry_moved(client, football, address):
    football.slug = "football-by-the-river"
    football.save()
    publish(football)
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (301, "/practices/football-by-the-river/editions/1/")
    assert get(client, response.headers["Location"]).h1() == ["Evening football"]
    response = client.get(address.removesuffix("/") + ".bib")
    assert response.headers["Location"] == "/practices/football-by-the-river/editions/1.bib"


@pytest.mark.parametrize("redact", [False, True])
def test_after_a_withdrawal_it_answers_as_an_address_that_never_was(client, football, address, redact):
    withdraw(football, note="They asked for it.", redact=redact)
    never = address.replace("evening-football", "evening-chess")
    assert client.get(address).content == client.get(never).content.replace(b"evening-chess", b"evening-football")
    assert get(client, address, 404).h1() == ["There is nothing at this address"]
    for form in ("bib", "ris", "csl.json", "json"):
        response = client.get(f"{address.removesuffix('/')}.{form}")
        assert (response.status_code, response.json()["detail"]) == (404, "There is nothing at this address.")


def test_it_answers_again_when_the_entry_is_published_again(client, football, address):
    withdraw(football)
    publish(football)
    assert get(client, address).h1() == ["Evening football"]
    assert get(client, "/practices/evening-football/editions/2/").h1() == ["Evening football"]


def test_it_shows_less_when_the_entry_became_more_careful(client, football, address):
    football.level = "generalised"
    football.save()
    football.texts.update(summary="Neighbours meet.")
    publish(football)
    page = get(client, address)
    assert "Neighbours play" not in page.main
    assert "Neighbours meet" in page.main


def test_it_says_nothing_when_the_title_is_hidden_now(client, football, address):
    """Who cited it is not told where it went: that would tell which of the hidden entries it is."""
    restrict(football, "anonymised")
    response = client.get(address)
    assert response.status_code == 404
    assert "Location" not in response.headers
    uid = get(client, f"/practices/{football.uid}/editions/1/")
    assert "football" not in uid.words.lower()


def test_a_cited_list_forgets_what_was_hidden_since(client, football):
    lead = make_organisation("Riverbank Circle")
    make_network("Bridges")
    path, _exact = cited(client, "/search/?sort=title")
    restrict(lead, "anonymised")
    withdraw(football)
    page = get(client, path)
    assert "Riverbank" not in page.words
    assert "football" not in page.main.lower()
    assert "Bridges" in page.words
