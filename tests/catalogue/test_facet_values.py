"""All values of a facet without end can be chosen: on a page of their own, in the API, by slug or uid."""

import pytest

from catalogue import facet_values
from networks.models import Organisation
from places.levels import Level
from publishing.safety.publication import publish
from tests.factories import make_membership, make_network, make_organisation, make_practice
from tests.pages import get
from tests.replay import written_again

pytestmark = pytest.mark.usefixtures("world")

VALUES = "/practices/values/organisation/"


@written_again
def write_circles():
    found = [make_organisation(f"Circle {number:02}") for number in range(60)]
    for number, one in enumerate(found):
        make_practice(f"Football {number:02}", lead=one)
    make_practice("Football again", lead=found[0], countries=["BD"])


@pytest.fixture
def circles(world):
    """Sixty organisations, each of which leads a practice; the first one leads two."""
    write_circles()
    return list(Organisation.objects.order_by("pk"))


def values(client, address):
    """{label: (address of the list, count)} on a page of values."""
    page = client.get(address, follow=True).context["values"]
    return {value.label: (url, value.count) for _initial, group in page.groups for value, url in group}


def hide(organisation, level):
    Organisation.objects.filter(pk=organisation.pk).update(level=level)
    publish(Organisation.objects.get(pk=organisation.pk))


def test_the_list_names_a_few_and_leads_to_all_under_what_is_chosen(circles, client):
    page = get(client, "/practices/?place=014")
    assert "All 60" in page.main
    assert f"{VALUES}?place=014" in page.links
    boxes = [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("name") == "organisation"]
    assert len(boxes) == 5


def test_a_list_with_few_values_has_them_all(client):
    for number in range(8):
        make_practice(lead=make_organisation(f"Circle {number}"))
    page = get(client, "/practices/")
    boxes = [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("name") == "organisation"]
    assert len(boxes) == 8
    assert VALUES not in page.links


def test_each_value_adds_itself_to_what_is_chosen_and_says_how_many_there_are(circles, client):
    found = values(client, f"{VALUES}?place=KE")
    assert len(found) == 60
    assert found["Circle 00"] == ("/practices/?organisation=circle-00&place=KE", 1)
    assert found["Circle 59"] == ("/practices/?organisation=circle-59&place=KE", 1)
    for url, count in found.values():
        assert client.get(url).context["listing"].total == count
    assert values(client, f"{VALUES}?place=BD")["Circle 59"][1] == 0


def test_a_value_that_is_chosen_is_taken_away(circles, client):
    chosen = values(client, f"{VALUES}?organisation=circle-07&organisation=circle-08")
    assert chosen["Circle 07"][0] == "/practices/?organisation=circle-08"
    page = get(client, f"{VALUES}?organisation=circle-07")
    assert "chosen: this takes it away" in page.main
    assert VALUES in page.links  # the pill, which stays here


def test_values_stand_by_initial_whatever_their_marks(client):
    for name in ("Zebra Hill", "Élan", "east side", "3 Rivers"):
        make_practice(lead=make_organisation(name))
    page = client.get(VALUES).context["values"]
    assert [(initial, [value.label for value, _url in group]) for initial, group in page.groups] == [
        ("#", ["3 Rivers"]),
        ("E", ["east side", "Élan"]),
        ("Z", ["Zebra Hill"]),
    ]


@pytest.mark.parametrize("typed", ["elan", "ÉLAN", "lan riv", "EDR", " river "])
def test_values_are_found_as_the_site_folds_letters_and_by_their_capitals(client, typed):
    for name in ("Élan Des Rivers", "Hill Circle"):
        make_practice(lead=make_organisation(name))
    response = client.get(VALUES, {"find": typed})
    assert "1 of 2" in response.content.decode()
    assert list(values(client, response.request["PATH_INFO"] + "?" + response.request["QUERY_STRING"])) == [
        "Élan Des Rivers"
    ]


def test_arabic_names_are_found_however_they_are_spelt(client):
    make_practice(lead=make_organisation("أصدقاء المدينة", slug="friends"))
    assert list(values(client, f"{VALUES}?find=اصدقاء+المدينة")) == ["أصدقاء المدينة"]


def test_a_search_among_values_keeps_what_is_chosen_and_what_was_searched_for(circles, client):
    page = get(client, f"{VALUES}?place=KE&q=neighbours")
    hidden = {(attrs["name"], attrs["value"]) for tag, attrs in page.tags if attrs.get("type") == "hidden"}
    assert hidden == {("place", "KE"), ("q", "neighbours")}
    assert values(client, f"{VALUES}?find=59&place=KE&q=neighbours") == {
        "Circle 59": ("/practices/?organisation=circle-59&place=KE&q=neighbours", 1)
    }


def test_very_many_values_are_paged(circles, client, monkeypatch):
    monkeypatch.setattr(facet_values, "PAGE_SIZE", 25)
    assert [len(values(client, f"{VALUES}{query}")) for query in ("", "?page=2", "?page=3", "?page=9")] == [
        25,
        25,
        10,
        10,
    ]
    page = get(client, f"{VALUES}?page=2&place=014")
    assert {f"{VALUES}?place=014", f"{VALUES}?page=3&place=014"} <= set(page.links)
    assert "There is no page “9”; this is page 3 of 3." in get(client, f"{VALUES}?page=9").main


def test_what_is_not_known_is_left_out_and_named(circles, client):
    page = get(client, f"{VALUES}?colour=red&organisation=nobody")
    assert "Not known here and left out: “colour”." in page.main
    assert "Organisation has no such value, so it was left out: “nobody”." in page.main


def test_what_is_no_facet_has_no_such_page(client):
    assert client.get("/practices/values/nothing/").status_code == 404


def test_values_of_a_vocabulary_stand_in_its_order_under_no_heading(client):
    make_practice(scale="national")
    groups = list(client.get("/practices/values/scale/").context["values"].groups)
    assert [heading for heading, _group in groups] == [""]
    assert [value.label for value, _url in groups[0][1]] == ["Local", "National", "Regional", "Global"]


def test_a_place_is_found_in_the_readers_language_and_in_english(client):
    make_practice(countries=["KE"])
    for typed in ("kenia", "kenya"):
        assert list(values(client, f"/es/practices/values/place/?find={typed}")) == ["Kenia"]


def test_namesakes_stand_beside_each_other(client):
    for slug in ("circle-one", "circle-two"):
        make_practice(lead=make_organisation("Circle", slug=slug))
    [(_initial, group)] = client.get(VALUES).context["values"].groups
    assert [value.value for value, _url in group] == ["circle-one", "circle-two"]


def test_every_facet_of_entries_has_its_page(client):
    hub = make_network("Hub")
    lead = make_organisation("Lead", published=False)
    make_membership(lead, hub)
    publish(lead)
    make_practice(lead=lead, partner=lead, funder=lead, networks=[hub])
    for name in ("organisation", "lead", "partner", "funder"):
        assert values(client, f"/practices/values/{name}/") == {"Lead": (f"/practices/?{name}=lead", 1)}
    assert values(client, "/practices/values/network/") == {"Hub": ("/practices/?network=hub", 1)}
    assert values(client, "/organisations/values/network/") == {"Hub": ("/organisations/?network=hub", 1)}


def test_a_page_of_values_is_kept_at_the_address_that_the_site_links_to(circles, client):
    kept = [query for query in ("", "?place=014", "?find=hub", "?page=1", "?q=play") if is_kept(client, VALUES + query)]
    assert kept == ["", "?place=014"]
    assert client.get(f"{VALUES}?place=KE&embed=1").headers["Location"].endswith("?embed=1&place=KE")


def is_kept(client, address):
    return client.get(address).headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.ANONYMISED, Level.WITHHELD])
def test_who_may_not_be_named_is_no_value_and_counts_for_none(circles, client, level):
    hide(circles[0], level)
    assert "Circle 00" not in values(client, VALUES)
    assert values(client, f"{VALUES}?find=circle+00") == {}
    page = get(client, "/practices/")
    assert "All 59" in page.main
    boxes = [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("name") == "organisation"]
    assert len(boxes) == 5  # no gap where the largest would stand
    facets = client.get("/api/v1/practices").json()["facets"]
    assert len(facets["organisation"]) == 59


def test_a_facet_of_which_all_values_are_hidden_is_not_shown(client):
    lead = make_organisation("Lead")
    make_practice(lead=lead)
    assert "Led by" in get(client, "/practices/").main
    hide(lead, Level.WITHHELD)
    assert "Led by" not in get(client, "/practices/").main


def test_the_api_offers_all_values(circles, client):
    names = {f"circle-{number:02}" for number in range(60)}
    reply = client.get("/api/v1/practices?place=014").json()
    assert {one["value"] for one in reply["facets"]["organisation"]} == names
    lists = {one["kind"]: one for one in client.get("/api/v1/facets").json()["results"]}
    [organisations] = [one for one in lists["practice"]["facets"] if one["name"] == "organisation"]
    assert {one["value"] for one in organisations["values"]} == names


def test_a_reply_has_the_largest_values_alone_where_they_are_thousands_and_says_so(circles, client, monkeypatch):
    monkeypatch.setattr("catalogue.api.entries.MOST_VALUES", 3)
    offered = client.get("/api/v1/practices").json()["facets"]["organisation"]
    assert (len(offered), offered[0]["value"]) == (3, "circle-00")
    described = client.get("/api/v1/openapi.json").json()["paths"]["/api/v1/practices"]["get"]["parameters"]
    [words] = [one["description"] for one in described if one["name"] == "organisation"]
    assert "1,000 values" in words
    assert "/facets has all" in words


@pytest.mark.parametrize("surface", ["/practices/", "/practices.json", "/api/v1/practices", VALUES])
def test_an_organisation_can_be_asked_for_by_its_uid(circles, client, surface):
    response = client.get(f"{surface}?organisation={circles[3].uid}")
    assert (response.status_code, response.headers["Location"]) == (301, f"{surface}?organisation=circle-03")


@pytest.mark.parametrize("level", [Level.GENERALISED, Level.WITHHELD])
def test_the_uid_of_who_may_not_be_named_is_like_any_other_word(circles, client, level):
    uid = circles[3].uid
    hide(circles[3], level)
    told = [client.get(f"/practices/?organisation={asked}").content.decode() for asked in (uid, "nonsense")]
    assert told[0].replace(uid, "nonsense") == told[1]
