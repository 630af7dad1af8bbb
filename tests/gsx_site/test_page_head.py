"""What the head of a page tells machines: its one address, its languages, and words for who only sees a link to it."""

import pytest

from places.levels import Level
from publishing.models import Edition
from publishing.safety.publication import keep_from_exports, publish, withdraw
from tests.factories import cite, make_network, make_organisation, make_practice
from tests.linked import Blocks
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")

SITE = "http://testserver"


def canonical(client, address):
    """The addresses that the page at `address` says it goes by."""
    return [attrs["href"] for tag, attrs in get(client, address).tags if attrs.get("rel") == "canonical"]


def shared(client, address):
    """{name: words} that a chat shows beside a link to `address`."""
    metas = [attrs for tag, attrs in get(client, address).tags if tag == "meta"]
    return {one.get("property") or one.get("name"): one["content"] for one in metas if "content" in one}


def languages(client, address):
    """{language: address} of the forms in other languages that the page names."""
    tags = get(client, address).tags
    return {attrs["hreflang"]: attrs["href"] for tag, attrs in tags if tag == "link" and "hreflang" in attrs}


@pytest.fixture
def football(world):
    practice = make_practice("Evening football", slug="evening-football", published=False)
    practice.texts.create(language="ar", origin="human", title="كرة القدم", summary="يلعب الجيران.")
    publish(practice)
    return practice


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/", "/"),
        ("/about/", "/about/"),
        ("/places/KE/", "/places/KE/"),
        ("/practices/", "/practices/"),
        ("/practices/?colour=blue", "/practices/"),
        ("/practices/?page=7&sort=fullest", "/practices/"),
        ("/practices/?place=014&sort=title", "/practices/?place=014&sort=title"),
        ("/practices/evening-football/", "/practices/evening-football/"),
        ("/practices/evening-football/?lang=en", "/practices/evening-football/"),
        ("/practices/evening-football/?lang=xx", "/practices/evening-football/"),
        ("/ar/practices/evening-football/", "/ar/practices/evening-football/"),
        ("/practices/evening-football/editions/1/", "/practices/evening-football/"),
        ("/ar/practices/evening-football/editions/1/", "/ar/practices/evening-football/"),
        ("/practices/evening-football/editions/", "/practices/evening-football/editions/"),
    ],
)
def test_a_page_goes_by_one_absolute_address(client, football, address, own):
    assert canonical(client, address) == [SITE + own]
    assert shared(client, address)["og:url"] == SITE + own


def test_an_earlier_edition_goes_by_its_own_address(client, football):
    football.texts.filter(language="en").update(summary="They play on three evenings.")
    publish(football)
    address = "/practices/evening-football/editions/1/"
    assert canonical(client, address) == [SITE + address]
    assert languages(client, address)["ar"] == f"{SITE}/ar{address}"


def test_a_search_goes_by_no_address_and_stays_out_of_search_engines(client, football):
    for address in ("/search/?q=football", "/practices/?q=football", "/practices/?as_of=1"):
        assert canonical(client, address) == []
        assert shared(client, address)["robots"] == "noindex"
        assert "og:url" not in shared(client, address)


def test_a_list_with_many_choices_stays_out_of_search_engines(client, football):
    assert "robots" not in shared(client, "/practices/?place=014&scale=local")
    assert shared(client, "/practices/?evidence=reported&place=014&scale=local")["robots"] == "noindex"


def test_an_entry_in_several_languages_names_them_all_at_the_addresses_that_they_go_by(client, football):
    bare = f"{SITE}/practices/evening-football/"
    named = {"en": bare, "ar": f"{SITE}/ar/practices/evening-football/", "x-default": bare}
    for address in set(named.values()):
        assert languages(client, address.removeprefix(SITE)) == named
        assert canonical(client, address.removeprefix(SITE)) == [address]


def test_an_entry_in_one_language_names_none(client):
    make_practice("Evening football", slug="evening-football")
    assert languages(client, "/practices/evening-football/") == {}


def test_a_link_is_shown_with_the_title_and_the_first_words_of_the_summary_in_its_language(client, football):
    found = shared(client, "/ar/practices/evening-football/")
    assert (found["og:title"], found["og:description"], found["description"]) == (
        "كرة القدم",
        "يلعب الجيران.",
        "يلعب الجيران.",
    )
    assert (found["og:site_name"], found["og:type"]) == ("دليل GSX", "website")
    assert "og:type" not in shared(client, "/practices/")  # Open Graph takes what says none for a website
    long = make_practice("Long", slug="long", text={"summary": "Neighbours  play\nand talk. " * 20})
    said = shared(client, f"/practices/{long.slug}/")["og:description"]
    assert said.startswith("Neighbours play and talk. Neighbours play")
    assert len(said) == 160
    assert said.endswith("…")


def test_a_page_of_no_entry_is_shown_with_words_about_the_directory(client, football):
    found = shared(client, "/practices/")
    assert (found["og:title"], found["og:description"]) == ("Practices", found["description"])
    assert found["description"].startswith("A directory of local work")
    assert shared(client, "/")["og:title"] == "GSX directory"


@pytest.mark.parametrize("make", [make_practice, make_organisation, make_network])
def test_an_anonymised_entry_is_shared_without_its_name(client, make):
    words = {"text": {"summary": "They meet."}} if make is make_practice else {"about": "They meet."}
    entry = make("Zornhut Circle", slug="zornhut", **words)
    cite(entry, "Zornhut yearbook")
    publish(entry)
    type(entry).objects.filter(pk=entry.pk).update(level=Level.ANONYMISED)
    publish(entry)
    address = f"/{entry.KIND}s/{entry.uid}/"
    found = shared(client, address)
    assert found["og:title"].startswith("A")
    assert found["og:title"].endswith("in Eastern Africa")
    assert found["og:description"] == found["description"] == "They meet."
    assert canonical(client, address) == [SITE + address]
    assert "zornhut" not in client.get(address).content.decode().lower()


def test_a_withheld_title_and_summary_are_shared_in_neutral_words(client):
    practice = make_practice("Zornhut plays", slug="zornhut", text={"summary": "Zornhut plays."})
    type(practice).objects.filter(pk=practice.pk).update(unanswered={"title": "withheld", "summary": "withheld"})
    publish(practice)
    found = shared(client, f"/practices/{practice.uid}/")
    assert found["og:title"] == found["og:description"] == "A practice in Eastern Africa"


def test_what_is_no_page_of_readers_tells_machines_nothing(client, admin_client, football):
    withdraw(make_practice("Withdrawn work", slug="withdrawn-work"))
    preview = f"/admin/practices/practice/{football.pk}/preview/"
    for who, address, status in (
        (client, "/nowhere/", 404),
        (client, "/practices/withdrawn-work/", 404),
        (client, "/suggest/sent/", 200),
        (client, "/suggest/contact/sent/", 200),
        (admin_client, preview, 200),
    ):
        response = who.get(address)
        assert response.status_code == status, address
        html = response.content.decode()
        assert Blocks(html).found == [], address
        assert "canonical" not in html, address
        assert "og:" not in html, address


def test_reference_managers_read_the_edition_on_the_page(client, football):
    assert {
        name: words for name, words in shared(client, "/practices/evening-football/").items() if "citation" in name
    } == {
        "citation_title": "Evening football",
        "citation_author": "GSX directory,",
        "citation_online_date": Edition.objects.get().published_at.strftime("%Y/%m/%d"),
        "citation_language": "en",
        "citation_public_url": f"{SITE}/practices/evening-football/editions/1/",
    }
    assert shared(client, "/ar/practices/evening-football/")["citation_title"] == "كرة القدم"


def alternates(client, address):
    return {
        attrs["type"]: attrs["href"]
        for tag, attrs in get(client, address).tags
        if tag == "link" and attrs.get("rel") == "alternate" and "type" in attrs
    }


def test_programs_find_the_files_of_an_entry_in_its_head(client, football):
    found = alternates(client, "/practices/evening-football/")
    assert "/practices/evening-football.bib" in found.values()
    assert found["application/json"] == "/practices/evening-football.json"
    # By its standard, oEmbed is linked under a type of its own, and sent as what it is.
    embedded = client.get(found.pop("application/json+oembed"))
    assert embedded.headers["Content-Type"] == "application/json"
    for media_type, address in found.items():
        assert client.get(address).headers["Content-Type"].split(";")[0] == media_type.split(";")[0]


def test_what_stays_on_the_page_is_not_offered_to_be_cited_or_taken(client, football):
    keep_from_exports(football)
    assert alternates(client, "/practices/evening-football/") == {}
    assert not [name for name in shared(client, "/practices/evening-football/") if "citation" in name]
