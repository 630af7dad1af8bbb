"""The ties of an entry: the table, the drawing that says the same, and the data; of what is open at both ends alone."""

import csv
import io
import json
import re

import pytest

from publishing.safety.publication import publish, restrict
from tests.factories import agree, make_membership, make_network, make_organisation, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")
ADDRESS = "/practices/evening-football/relations/"


@pytest.fixture
def football():
    """A practice that is led, paid for, run by a network, adapted from another and into one."""
    hub = make_network("Hub", slug="hub")
    model = make_practice("Morning football", slug="morning-football")
    circle = make_organisation("Riverbank Circle", slug="circle", published=False)
    make_membership(circle, hub, role="founding member", since=2015, until=2019)
    publish(circle)
    facts = {"lead": circle, "funder": make_organisation("A fund"), "networks": [hub], "run_by": [hub]}
    football = make_practice("Evening football", slug="evening-football", adapted_from=model, **facts)
    make_practice("Night football", adapted_from=football)
    return football


def table(page):
    """[(who, tie, whom), …] as the table has it."""
    rows = re.findall(r'<tr role="row">(<td.*?)</tr>', page.html, re.DOTALL)
    cells = [re.findall(r"<td.*?>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [tuple(re.sub(r"<.*?>", "", cell).strip() for cell in row) for row in cells]


def drawn(page):
    """{title: what its tie is} of the drawing."""
    found = re.findall(r"<a [^>]*><title>(.*?)</title>.*?</a><text[^>]*>(.*?)</text>", page.html)
    return dict(found)


def test_a_practice_tells_its_ties_each_of_a_type(client, football):
    own = "Evening football"
    page = get(client, ADDRESS)
    assert table(page) == [
        ("Riverbank Circle", "leads", own),
        ("A fund", "funds", own),
        ("Hub", "runs", own),
        (own, "is a practice of", "Hub"),
        (own, "was adapted from", "Morning football"),
        ("Night football", "was adapted from", own),
    ]
    assert drawn(page) == {
        "Riverbank Circle": "leads",
        "A fund": "funds",
        "Hub": "runs · is a practice of",
        "Morning football": "was adapted from",
        "Night football": "was adapted from",
    }
    assert {"/organisations/circle/", "/networks/hub/", "/practices/morning-football/"} <= set(page.links)
    assert ADDRESS in get(client, "/practices/evening-football/").links


def test_an_organisation_tells_its_practices_and_networks(client, football):
    own = "Riverbank Circle"
    expected = [(own, "leads", "Evening football"), (own, "founding member, 2015–2019", "Hub")]
    assert table(get(client, "/organisations/circle/relations/")) == expected


def test_a_network_tells_who_is_in_it_and_above_and_below(client, football):
    child, own = make_network("Chapter", published=False), "Hub"
    child.parent = football.networks.get()
    child.secretariat = make_organisation("An office", slug="office")
    child.save()
    child.supporters.set([child.secretariat])
    publish(child)
    page = get(client, "/networks/hub/relations/")
    assert table(page) == [
        ("Chapter", "is part of", own),
        ("Evening football", "is a practice of", own),
        (own, "runs", "Evening football"),
        ("Riverbank Circle", "founding member, 2015–2019", own),
    ]
    below = table(get(client, "/networks/chapter/relations/"))
    assert {("An office", "keeps running", "Chapter"), ("An office", "supports", "Chapter")} <= set(below)
    kept = table(get(client, "/organisations/office/relations/"))
    assert kept == [("An office", "keeps running", "Chapter"), ("An office", "supports", "Chapter")]


@pytest.mark.parametrize("level", ["generalised", "anonymised"])
def test_who_may_not_be_named_is_in_no_tie(client, football, level):
    circle = football.participations.get(role="lead").organisation
    address = f"/organisations/{circle.slug}/relations/"
    restrict(circle, level)
    for path in (ADDRESS, "/networks/hub/relations/"):
        page = get(client, path)
        assert "Riverbank" not in page.html
        assert "founding member" not in page.html
        assert "leads" not in [tie for _one, tie, _other in table(page)]
    assert client.get(address).status_code == 404
    assert client.get(f"/organisations/{circle.uid}/relations/").status_code == 404
    assert "Riverbank" not in client.get("/practices/evening-football/relations.json").content.decode()


def test_an_entry_that_is_not_open_has_no_such_page_and_no_link_to_it(client, football):
    restrict(football, "generalised")
    assert client.get(ADDRESS).status_code == 404
    page = get(client, f"/practices/{football.uid}/")
    assert not [link for link in page.links if "relations" in link]
    assert client.get(f"/practices/{football.uid}/relations/").status_code == 404
    assert [tie for _one, tie, _other in table(get(client, "/organisations/circle/relations/"))] == [
        "founding member, 2015–2019"
    ]


def test_the_ties_are_data_without_what_may_not_be_taken_away(client, football):
    kept = make_organisation("For pages alone", published=False)
    agree(kept, exports=False)
    publish(kept)
    football.participations.create(organisation=kept, role="partner")
    publish(football)
    assert ("For pages alone", "is a partner in", "Evening football") in table(get(client, ADDRESS))
    document = json.loads(client.get("/practices/evening-football/relations.json").content)
    ties = [(one["from"]["title"], one["tie"], one["to"]["title"]) for one in document["ties"]]
    assert ties[:3] == [
        ("Riverbank Circle", "lead", "Evening football"),
        ("A fund", "funder", "Evening football"),
        ("Hub", "runs", "Evening football"),
    ]
    assert document["more"] == 0
    rows = list(csv.DictReader(io.StringIO(client.get("/networks/hub/relations.csv").content.decode("utf-8-sig"))))
    member = next(row for row in rows if row["tie"] == "member")
    assert (member["words"], member["since"], member["until"]) == ("founding member", "2015", "2019")
    assert member["from_url"] == "http://testserver/organisations/circle/"


def test_data_refuse_a_form_and_a_query_that_there_is_not(client, football):
    assert client.get("/practices/evening-football/relations.pdf").status_code == 404
    assert client.get("/practices/evening-football/relations.csv?colour=red").status_code == 400


def test_no_more_than_fifteen_are_drawn_some_of_each_type_and_the_rest_is_counted(client):
    hub = make_network("Hub", slug="hub")
    make_practice("Evening football", networks=[hub])
    for _number in range(17):
        member = make_organisation(published=False)
        make_membership(member, hub)
        publish(member)
    page = get(client, "/networks/hub/relations/")
    assert len(drawn(page)) == 15
    assert "Evening football" in drawn(page)
    assert len(table(page)) == 18
    assert "3 more ties are not drawn." in page.main


def test_who_has_no_ties_says_so(client):
    make_practice("Alone", slug="alone")
    assert "records no tie" in get(client, "/practices/alone/relations/").main


def test_in_arabic_the_columns_are_mirrored(client, football):
    def at(page, title):
        return int(re.search(rf'<text x="(\d+)"[^>]*>\u2068{title}', page.html)[1])

    english, arabic = get(client, ADDRESS), get(client, f"/ar{ADDRESS}")
    for title in ("Riverbank Circle", "Hub"):
        assert at(arabic, title) == 1080 - at(english, title)
