"""A kind of empty is true of what it is said of: what there is nothing to ask of is no gap."""

import csv
import io

import pytest

from networks.records import PUBLIC_BODIES
from publishing.models import Edition
from publishing.safety.checklist import not_asked
from tests.factories import make_organisation, make_practice

pytestmark = pytest.mark.usefixtures("world")


def glance(client, address):
    return {one.label: one.words for one in client.get(address).context["organisation"]["glance"]}


@pytest.mark.parametrize("kind", PUBLIC_BODIES)
def test_nobody_is_said_to_have_to_look_up_who_leads_a_public_body(client, kind):
    make_organisation("Ministry", slug="ministry", kind=kind)
    make_organisation("Circle", slug="circle")
    for label in ("Women-led", "Youth-led"):
        assert glance(client, "/organisations/ministry/")[label] == "Not applicable"
        assert glance(client, "/organisations/circle/")[label] == "Not looked up yet"
    titles = [row.card.title for row in client.get("/organisations/?women_led=not-known").context["listing"].rows]
    assert titles == ["Circle"]


def test_what_is_told_of_a_public_body_is_told(client):
    make_organisation("Council of women", slug="council", kind="local-government", women_led=True)
    titles = [row.card.title for row in client.get("/organisations/?women_led=yes").context["listing"].rows]
    assert titles == ["Council of women"]


def test_a_register_that_nobody_looked_in_is_not_said_to_hold_nothing_and_is_no_gap_either(client):
    make_organisation("Circle", slug="circle")
    file = b"".join(client.get("/organisations.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(file))
    assert [row[name] for name in ("wikidata", "ror", "iati")] == ["not looked up yet"] * 3
    record = Edition.objects.current().get(kind="organisation").read()
    assert {"wikidata", "ror", "iati"} & {*not_asked(record)} == set()


def test_work_with_a_last_year_is_not_said_to_go_on_perhaps(client):
    make_practice("Ended", start_year=2014, end_year=2019)
    make_practice("Open end", start_year=2014)
    file = b"".join(client.get("/practices.csv").streaming_content).decode("utf-8-sig")
    told = {row["title"]: row["ongoing"] for row in csv.DictReader(io.StringIO(file))}
    assert told == {"Ended": "not applicable", "Open end": "not looked up yet"}

    def titles(query):
        return [row.card.title for row in client.get(f"/practices/{query}").context["listing"].rows]

    assert (titles("?active=no"), titles("?active=not-known")) == (["Ended"], ["Open end"])
