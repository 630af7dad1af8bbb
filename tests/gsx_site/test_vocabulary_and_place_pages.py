"""Home, places, themes and recommendations: what there is, and what is missing."""

import pytest

from practices.vocabulary import load_key_themes
from publishing.safety.publication import publish
from tests.factories import make_membership, make_network, make_organisation, make_practice, make_recommendation
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")


def counts(rows):
    return {row.label: row.count for row in rows}


def test_home_counts_what_there_is_and_leads_to_it(client):
    make_practice("Evening football", countries=["KE", "BD"], themes=["sport-arts-culture"], evidence="reasoned")
    make_organisation()
    response = client.get("/")
    assert counts(response.context["counts"]) == {
        "1 practice": 1,
        "0 networks": 0,
        "1 organisation": 1,
        "2 countries": 2,
    }
    assert counts(response.context["evidence"]) == {
        "Described": 0,
        "Reasoned": 1,
        "Reported": 0,
        "Evaluated": 0,
        "Replicated": 0,
    }
    page = get(client, "/")
    assert "Evening football" in page.main
    for link in ("/themes/sport-arts-culture/", "/places/014/", "/practices/?evidence=reasoned"):
        assert any(one.endswith(link) for one in page.links) or link in page.links, link


def test_home_stands_when_the_directory_is_empty(client):
    page = get(client, "/")
    assert len(page.h1()) == 1
    assert "I work with young people" not in page.main  # no door that leads to nothing


def test_home_has_doors_a_map_and_questions_to_ask(client):
    make_practice(countries=["KE"], groups=["young-people"])
    page = get(client, "/")
    assert "I work with young people 1 practice" in page.main
    assert "I work for a town" not in page.main
    assert {"/practices/?group=young-people", "/places/KE/", "/search/?q=prison", "/map/practices/"} <= set(page.links)


def test_a_country_page_shows_what_is_there_and_which_themes_are_not(client):
    hub = make_network("Hub", countries=["KE"])
    lead = make_organisation("Riverbank Circle", published=False)
    make_membership(lead, hub)
    publish(lead)
    make_practice("Evening football", lead=lead, countries=["KE"], themes=["sport-arts-culture"])
    make_practice("Elsewhere", countries=["UG"])
    page = get(client, "/places/KE/")
    assert page.h1() == ["Kenya"]
    for said in ("Evening football", "Riverbank Circle", "Hub", "Livelihoods and skills"):
        assert said in page.main
    assert "Elsewhere" not in page.main
    assert {"/places/014/", "/places/UG/", "/practices/?place=KE"} <= set(page.links)
    assert {"/practices/?evidence=reported&place=KE", "/practices/?place=KE&theme=sport-arts-culture"} <= set(
        page.links
    )
    assert page.main.index("Evening football") < page.main.index("Neighbours")  # first what is there
    assert "23 themes without any" in page.main
    place = client.get("/places/KE/").context["place"]
    assert counts(place["themes"]) == {"Sport, arts and culture": 1}
    assert len(place["gaps"]) == 23
    assert [one.label for one in place["groupings"]] == ["Great Lakes", "Horn of Africa"]


def test_a_region_page_counts_its_parts(client):
    make_practice(countries=["KE"])
    make_practice(countries=["KE", "UG"])
    place = client.get("/places/014/").context["place"]
    assert (place["name"], place["kind"]) == ("Eastern Africa", "Region")
    parts = counts(place["parts"])
    assert (parts["Kenya"], parts["Uganda"], parts["Rwanda"]) == (2, 1, 0)


def test_a_grouping_says_which_countries_it_takes_in_and_by_whose_use(client):
    make_practice("Evening football", countries=["NE"])
    page = get(client, "/places/sahel/")
    assert page.h1() == ["Sahel"]
    assert "five states that founded the G5 Sahel" in page.main
    assert "Evening football" in page.main
    assert "/places/NE/" in page.links


def test_a_place_without_anything_says_so(client):
    page = get(client, "/places/NO/")
    assert page.h1() == ["Norway"]
    assert "No practice recorded yet" in page.main
    assert "The nearest" not in page.main


def test_a_country_without_practices_leads_to_the_nearest_region_that_has_some(client):
    make_practice(countries=["DE"])
    page = get(client, "/places/NO/")
    assert "0 practices" in page.main
    assert "The nearest: Europe, 1 practice." in page.main
    assert "/places/150/" in page.links
    assert "1 practice" in get(client, "/places/DE/").main
    assert "1 practices" not in get(client, "/places/DE/").main.lower()


def test_a_place_without_anything_names_every_theme(client):
    assert len(client.get("/places/NO/").context["place"]["gaps"]) == 24


@pytest.mark.parametrize(("asked", "answer"), [("ke", "/places/KE/"), ("SAHEL", "/places/sahel/"), ("001", "/places/")])
def test_other_spellings_of_a_place_lead_to_it(client, asked, answer):
    response = client.get(f"/places/{asked}/")
    assert (response.status_code, response.headers["Location"]) == (301, answer)


def test_a_place_that_does_not_exist_is_not_found(client):
    for code in ("ZZ", "999", "nowhere"):
        assert get(client, f"/places/{code}/", 404).h1() == ["There is nothing at this address"]


def test_the_list_of_places_holds_regions_countries_with_something_and_groupings(client):
    make_practice(countries=["KE"])
    page = get(client, "/places/")
    assert {"/places/002/", "/places/014/", "/places/KE/", "/places/sahel/", "/places/061/"} <= set(page.links)
    assert "Norway" not in page.main  # the map alone leads there


def test_a_theme_page_tells_what_it_means_where_and_what_goes_with_it(client):
    make_practice("Evening football", countries=["KE"], themes=["sport-arts-culture", "livelihoods-skills"])
    page = get(client, "/themes/sport-arts-culture/")
    assert page.h1() == ["Sport, arts and culture"]
    assert "Evening football" in page.main
    theme = client.get("/themes/sport-arts-culture/").context["theme"]
    assert counts(theme["places"]) == {"Kenya": 1}
    assert counts(theme["neighbours"]) == {"Livelihoods and skills": 1}
    assert "/themes/livelihoods-skills/" in page.links
    assert get(client, "/themes/nothing/", 404)


def test_a_theme_page_gives_its_codes_in_other_vocabularies(client):
    page = get(client, "/themes/social-cohesion/")
    assert "UN Plan of Action: Engaging communities" in page.main
    assert "OECD DAC purpose: 15220" in page.main


def test_all_themes_are_listed_with_their_numbers(client):
    make_practice(themes=["sport-arts-culture"])
    themes = client.get("/themes/").context["themes"]
    assert {one["reference"].label: one["count"] for one in themes if one["count"]} == {"Sport, arts and culture": 1}
    assert len(themes) == 24


def test_recommendations_stand_below_each_other_with_who_illustrates_them(client):
    whole = make_recommendation("4", "Everyone takes part", position=0)
    make_recommendation("4b", "Youth are part of the answer", parent=whole, position=1)
    load_key_themes([{"number": "1", "title": "Trust comes first", "gist": "So it is.", "source_locator": "page 1"}])
    make_practice("Evening football", recommendations={"4b": "named"})
    make_practice("Morning chess", recommendations={"4": "illustrates"})
    page = get(client, "/recommendations/")
    for said in ("Everyone takes part", "Youth are part of the answer", "Trust comes first"):
        assert said in page.main
    one = client.get("/recommendations/4/").context["recommendation"]
    assert [(row["card"].title, row["reason"]) for row in one["practices"]] == [
        ("Morning chess", "illustrates it"),
        ("Evening football", "illustrates 4b"),
    ]
    point = client.get("/recommendations/4b/").context["recommendation"]
    assert [(row["card"].title, row["reason"]) for row in point["practices"]] == [
        ("Evening football", "named in the report")
    ]
    assert point["parent"].url == "/recommendations/4/"
    assert get(client, "/recommendations/99/", 404)
