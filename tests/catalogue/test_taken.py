"""Files of lists and entries: what is in them, what never is, and what is said of wrong addresses."""

import json

import pytest

from publishing.models import Edition, Generation
from publishing.records.record import Record
from publishing.records.values import Ref, declared
from publishing.safety.publication import keep_from_exports, publish, withdraw
from tests.factories import make_network, make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


def body(response):
    return b"".join(response.streaming_content).decode()


def taken(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return json.loads(body(response))


def titles(client, address):
    return [one["title"] for one in taken(client, address)["results"]]


def test_a_file_holds_the_whole_list_in_the_order_of_the_page(client):
    for number in range(25):
        make_practice(f"Practice {number:02}", themes=["sport-arts-culture"] if number % 2 else [])
    assert titles(client, "/practices.json?sort=title") == [f"Practice {number:02}" for number in range(25)]
    found = taken(client, "/practices.json?theme=sport-arts-culture")
    assert (found["count"], len(found["results"])) == (12, 12)


def test_what_may_not_be_taken_away_is_in_no_file_and_no_count(client):
    lead = make_organisation("Riverbank Circle")
    make_practice("Evening football", lead=lead)
    make_organisation("Open House")
    assert len(titles(client, "/organisations.json")) == 2
    keep_from_exports(lead)
    assert titles(client, "/organisations.json") == ["Open House"]
    assert "Riverbank" not in json.dumps(taken(client, "/practices.json"))
    response = client.get("/organisations/riverbank-circle.json")
    assert response.status_code == 404
    assert "can be read on its page only" in response.json()["detail"]
    assert client.get("/organisations/riverbank-circle/").status_code == 200


def test_an_edition_can_be_taken_away_as_it_was(client):
    practice = make_practice("Evening football", slug="evening-football")
    practice.texts.update(title="Morning chess")
    publish(practice)
    assert taken(client, "/practices/evening-football.json")["title"] == "Morning chess"
    first = taken(client, "/practices/evening-football/editions/1.json")
    assert (first["title"], first["edition"]["number"]) == ("Evening football", 1)
    withdraw(practice)
    response = client.get("/practices/evening-football/editions/1.json")
    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_list_as_of_a_generation_stays_what_it_was(client):
    first = make_practice("Evening football", themes=["sport-arts-culture"])
    second = make_practice("Morning chess", themes=["sport-arts-culture"])
    then = Generation.objects.now().number
    first.texts.update(title="Evening handball")
    publish(first)
    second.themes.clear()
    publish(second)
    make_practice("Songs in the yard", themes=["sport-arts-culture"])
    address = f"/practices.json?as_of={then}&sort=title&theme=sport-arts-culture"
    assert titles(client, address) == ["Evening football", "Morning chess"]
    assert titles(client, "/practices.json?sort=title&theme=sport-arts-culture") == [
        "Evening handball",
        "Songs in the yard",
    ]
    withdraw(second)
    assert titles(client, address) == ["Evening football"]


def test_what_was_hidden_since_is_hidden_in_earlier_lists_too(client):
    practice = make_practice("Evening football", slug="evening-football")
    then = Generation.objects.now().number
    practice.level = "anonymised"
    practice.slug = "quiet"
    practice.save()
    practice.texts.update(summary="Neighbours meet.")
    publish(practice)
    assert "football" not in body(client.get(f"/practices.json?as_of={then}"))


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/practices.docx", 404, "json"),
        ("/practices.sql", 404, "csv"),
        ("/practices/evening-football.docx", 404, "json"),
        ("/practices.json?colour=red", 400, "colour"),
        ("/practices.json?theme=nope", 400, "nope"),
        ("/practices.json?page=2", 400, "page"),
        ("/practices.json?as_of=999999", 400, "999999"),
        ("/practices.json?as_of=%D9%A1", 400, "generation"),
        ("/practices/evening-football.json?theme=x", 400, "theme"),
        ("/practices/nothing.json", 404, "nothing"),
    ],
)
def test_what_is_wrong_is_named_in_a_problem_document(client, address, status, said):
    make_practice("Evening football", slug="evening-football")
    response = client.get(address)
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert said in json.dumps(response.json())


def test_who_has_a_file_gets_it_again_only_when_the_directory_has_moved(client):
    make_practice("Evening football")
    response = client.get("/practices.json")
    tag = response.headers["ETag"]
    assert client.get("/practices.json", headers={"If-None-Match": tag}).status_code == 304
    make_practice("Morning chess")
    assert client.get("/practices.json", headers={"If-None-Match": tag}).status_code == 200


def test_any_site_may_read_a_file(client):
    make_practice("Evening football")
    response = client.get("/practices.json")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("entries", [1, 30])
def test_a_file_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    for _number in range(entries):
        make_practice()
    body(client.get("/practices.json"))
    with django_assert_num_queries(2):
        body(client.get("/practices.json"))


@pytest.mark.parametrize(("level", "described"), [("generalised", True), ("anonymised", False)])
def test_a_file_refers_to_nothing_that_became_more_careful(client, level, described):
    lead = make_organisation("Zornhut Circle", women_led=True)
    network = make_network("Lanterns")
    make_practice("Evening football", slug="evening-football", lead=lead, networks=[network])
    assert taken(client, "/practices/evening-football.json")["record"]["participations"][0]["organisation"] == lead.uid
    for entry in (lead, network):
        entry.level = level
        entry.save()
        entry.texts.update(about="It works.")
        publish(entry)
    record = taken(client, "/practices/evening-football.json")["record"]
    said = json.dumps(record)
    assert lead.uid not in said
    assert network.uid not in said
    assert record["networks"] == []
    assert record["unanswered"]["networks"] == "withheld"
    assert ("women_led" in said) is described
    assert bool(record["participations"]) is described


def test_every_field_that_holds_uids_says_of_which_kind():
    named = {
        (cls.__name__, name)
        for cls in every_record_class()
        for name, value in declared(cls).items()
        if isinstance(value, Ref)
    }
    assert named == {
        ("ParticipationRecord", "organisation"),
        ("PracticeRecord", "networks"),
        ("PracticeRecord", "run_by"),
        ("EvaluationRecord", "organisation"),
        ("PracticeRecord", "adapted_from"),
        ("MembershipRecord", "network"),
        ("NetworkRecord", "parent"),
        ("NetworkRecord", "secretariat"),
        ("NetworkRecord", "supporters"),
    }


def every_record_class(of=Record):
    for cls in of.__subclasses__():
        yield cls
        yield from every_record_class(cls)
