"""The lists of entries in the admin: their order, and what a search in them looks through."""

import pytest
from django.contrib import admin

from networks.models import Organisation
from practices.models import Practice
from publishing.models import Address, Source
from tests.factories import cite, make_organisation, make_practice, make_user
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")

LIST = "/admin/practices/practice/"


@pytest.fixture
def editor(client):
    client.force_login(make_user("rosa", "editor"))
    return client


def titles(client, address=LIST, **query):
    return [str(entry) for entry in client.get(address, query).context["cl"].result_list]


# --- the order


@pytest.fixture
def four(db):
    """Four entries whose addresses, and whose titles letter by letter, would stand otherwise."""
    make_practice("zebra crossing", slug="aaa")
    make_practice("Évening football", slug="mmm", published=False)
    make_practice("“Dance”", slug="zzz", published=False)
    make_practice("Fair play", slug="bbb")
    return ["“Dance”", "Évening football", "Fair play", "zebra crossing"]


def test_the_list_is_in_the_order_of_titles_drafts_among_them(editor, four):
    assert titles(editor) == four
    assert titles(editor, o="-1") == four[::-1]
    assert titles(editor, o="1", state__exact="draft") == four[:2]
    assert "sorted ascending" in str([attrs.get("class", "") for tag, attrs in get(editor, LIST).tags if tag == "th"])


def test_the_order_goes_on_from_page_to_page(editor, four, monkeypatch):
    monkeypatch.setattr(admin.site.get_model_admin(Practice), "list_per_page", 2)
    assert [titles(editor), titles(editor, p=2), titles(editor, p=2, o="-1")] == [four[:2], four[2:], four[1::-1]]
    assert titles(editor, all="") == four


# --- the search


def test_the_list_is_searched_by_words_of_texts_and_of_titles_of_sources(editor):
    practice = make_practice("Evening football", published=False, text={"summary": "They train referees."})
    practice.texts.create(language="fr", origin="human", title="Le foot", summary="On joue.", lessons="Patience.")
    cite(practice, "Voices from the valley")
    make_practice("Tea")
    for words in ("referees", "patience football", "valley evening", '"from the valley"', "evening-football"):
        assert titles(editor, q=words) == ["Evening football"], words
    for words in ("referees tea", '"the from"'):
        assert titles(editor, q=words) == [], words


def test_a_public_address_leads_to_its_entry(editor):
    practice = make_practice("Evening football", slug="by-the-river")
    Address.objects.create(kind="practice", slug="football", entry=practice)
    make_practice("Tea with by-the-river")
    for address in (
        "https://gsx.example/practices/by-the-river/",
        "https://gsx.example/fr/practices/by-the-river/editions/?page=2",
        " /practices/by-the-river",
        f"/practices/{practice.uid}/",
        "/practices/football/",
    ):
        assert titles(editor, q=address) == ["Evening football"], address
    for elsewhere in ("https://gsx.example/organisations/by-the-river/", "http://[", "//", "/", "https://"):
        assert titles(editor, q=elsewhere) == [], elsewhere


def test_a_search_that_finds_nothing_says_what_was_searched_and_where_else_to_look(editor):
    make_practice("Evening football")
    page = get(editor, f"{LIST}?q=tea+party")
    assert (
        "“tea party” was not found in titles, texts, titles of sources and public addresses of practices. Look in: "
        "Bin, Organisations, Networks, Practices"
    ) in page.words
    for link in (f"{LIST}bin/", f"{LIST}?q=tea+party", "/admin/networks/organisation/?q=tea+party"):
        assert link in page.links
    assert "Look in:" not in get(editor, f"{LIST}?q=evening").words


def test_contributors_find_nothing_by_what_they_may_not_see(client):
    me = make_user("basil", "contributor")
    client.force_login(me)
    mine = make_practice("Evening football", published=False, created_by=me)
    mine.texts.update(summary="We meet.")
    own = Source.objects.create(slug="own", title="My own notes on judo", added_by=me)
    mine.citations.create(source=own)
    cite(make_practice("Tea", published=False, text={"summary": "They wrestle."}), "A report about wrestling")
    public = make_organisation("Riverbank Circle", about="They dance.")
    public.texts.update(about="They dance and box.")
    assert titles(client, q="judo") == ["Evening football"]
    for words in ("wrestling", "wrestle", "/practices/tea/"):
        assert titles(client, q=words) == [], words
    query = {"app_label": "practices", "model_name": "participation", "field_name": "organisation"}
    for words, found in (("riverbank", ["Riverbank Circle"]), ("box", []), ("dance", [])):
        answer = client.get("/admin/autocomplete/", query | {"term": words}).json()
        assert [one["text"] for one in answer["results"]] == found


def test_a_search_takes_as_many_queries_for_thirty_entries_as_for_one(editor, django_assert_num_queries):
    make_practice()
    editor.get(LIST, {"q": "evening play"})
    with django_assert_num_queries(12):
        editor.get(LIST, {"q": "evening play"})
    for _number in range(20):
        make_practice(countries=["KE", "SO"])
    with django_assert_num_queries(12):
        assert len(titles(editor, q="evening play")) == 21


def test_organisations_are_found_by_their_own_words_too(editor):
    make_organisation("Riverbank Circle", acronym="RBC", also_known_as="Circle of old", about="They dance.")
    for words in ("rbc dance", "old riverbank"):
        assert titles(editor, "/admin/networks/organisation/", q=words) == ["Riverbank Circle"]
    assert Organisation.objects.count() == 1
    assert Page(editor.get(LIST)).words.count("Words of titles, texts and titles of sources, or a public address.") == 1
