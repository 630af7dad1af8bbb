"""What is suggested while someone types: grouped, small, and only what is public."""

import json

import pytest

from networks.models import Organisation
from places.levels import Level
from practices.models import Theme
from publishing.models import Generation
from publishing.safety.publication import publish, withdraw
from tests.catalogue.search.finding import raised
from tests.factories import make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


def reply(client, text):
    response = client.get("/search/suggest/", {"q": text})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    assert len(response.content) <= 5_000
    return json.loads(response.content)


def suggested(client, text):
    """{group: labels}"""
    return {group["label"]: [item["label"] for item in group["items"]] for group in reply(client, text)}


def test_titles_organisations_networks_places_and_themes_are_suggested_in_groups(client):
    lead = make_organisation("Sports Circle", slug="sports-circle")
    make_network("Sportspeople", slug="sportspeople")
    make_practice("Sport by night", slug="sport-by-night", lead=lead, themes=["sport-arts-culture"], countries=["KE"])
    assert reply(client, "spo") == [
        {"label": "Networks", "items": [{"label": "Sportspeople", "url": "/networks/sportspeople/", "lang": "en"}]},
        {
            "label": "Organisations",
            "items": [{"label": "Sports Circle", "url": "/organisations/sports-circle/", "lang": "en"}],
        },
        {
            "label": "Practices",
            "items": [{"label": "Sport by night", "url": "/practices/sport-by-night/", "lang": "en"}],
        },
        {
            "label": "Theme",
            "items": [{"label": "Sport, arts and culture", "url": "/practices/?theme=sport-arts-culture", "lang": ""}],
        },
    ]
    assert reply(client, "ken") == [
        {"label": "Place", "items": [{"label": "Kenya", "url": "/practices/?place=KE", "lang": ""}]}
    ]


def test_any_words_of_a_title_suggest_it_the_last_one_perhaps_unfinished(client):
    make_practice("Sport by night")
    for text in ("night", "sport night", "SPORT BY NI", "nights", "by-ni", "sprot"):
        assert suggested(client, text)["Practices"] == ["Sport by night"], text


def test_a_theme_is_suggested_by_what_else_it_is_called(client):
    theme = Theme.objects.get(slug="sport-arts-culture")
    theme.aliases = ["zorngames"]
    theme.save()
    Generation.objects.advance(vocabulary=True)
    assert suggested(client, "zorng") == {"Theme": ["Sport, arts and culture"]}


def test_nothing_is_suggested_for_nothing(client):
    make_practice("Sport by night")
    for text in ("", " ", "?!", '"', "-", "\0", "zzzz"):
        assert reply(client, text) == [], text
    assert json.loads(client.get("/search/suggest/").content) == []


def test_words_in_a_summary_suggest_no_title(client):
    make_practice("Evening football", text={"summary": "A wetland dries."})
    assert suggested(client, "wetland") == {}


def test_a_title_is_suggested_in_its_language_and_as_it_is_written(client):
    practice = make_practice('سَلام <b>"في" المدارس', slug="salam", published=False, original_language="ar")
    practice.texts.update(language="ar")
    publish(practice)
    (group,) = reply(client, "سلا")
    assert group["items"] == [{"label": 'سَلام <b>"في" المدارس', "url": "/practices/salam/", "lang": "ar"}]


@pytest.mark.parametrize("letter", ["শ", "\U00010428", '"', "a"])
def test_the_largest_reply_there_can_be_is_small(client, letter):
    long = "zorn " + letter * 110
    slug = "z" * 78
    for number in range(6):
        make_practice(long, slug=f"{slug}{number}", countries=["KE"])
        make_organisation(long, slug=f"{slug}{number}")
        make_network(long, slug=f"{slug}{number}")
    Theme.objects.all().update(aliases=["zorn"])
    Generation.objects.advance(vocabulary=True)
    groups = suggested(client, "zorn")
    assert list(groups) == ["Networks", "Organisations", "Practices", "Theme"]
    assert all(1 <= len(labels) <= 4 for labels in groups.values())
    assert all(len(label) <= 90 for labels in groups.values() for label in labels)


def test_a_very_long_text_is_answered(client):
    make_practice("Sport by night")
    for text in ("a" * 100_000, "a " * 100_000, "a OR " * 50_000):
        assert reply(client, text) == []


def test_what_is_hidden_is_never_suggested(client):
    lead = make_organisation("Zornhut Circle", acronym="ZHC")
    untitled = make_organisation("Zornsee Circle", acronym="ZSC")
    network = make_network("Zornberg Net")
    practice = make_practice("Zornwald plays", lead=lead, countries=["SO"])
    gone = make_practice("Zornfeld plays")
    make_practice("Zorntal draft", published=False, countries=["NP"])
    assert sum(map(len, suggested(client, "zorn").values())) == 5
    assert "Place" in suggested(client, "somal")
    raised(lead, Level.GENERALISED)
    raised(network, Level.ANONYMISED)
    raised(practice, Level.ANONYMISED)
    Organisation.objects.filter(pk=untitled.pk).update(unanswered={"title": "withheld"})
    publish(untitled)
    withdraw(gone)
    for text in ("zorn", "zornhut", "zornhutt", "ZHC", "zornberg", "zornwald", "zornsee", "zornfeld", "zorntal", "ZSC"):
        assert suggested(client, text) == {}, text
    assert suggested(client, "somal") == suggested(client, "nepal") == {}


def test_suggestions_are_only_read(client):
    assert client.post("/search/suggest/", {"q": "x"}).status_code == 405
