"""A partner who follows the changes has what the lists have, whatever editors do."""

import random
from contextlib import suppress

import pytest

from networks.models import Network, Organisation
from practices.merging import merge
from practices.models import Theme
from publishing.models import Generation
from publishing.safety.publication import NotPublishable, keep_from_exports, publish, restrict, withdraw
from tests.factories import make_network, make_organisation, make_practice
from tests.worlds.partner import Partner, listed

pytestmark = pytest.mark.usefixtures("world")


class Editors:
    """Do whatever editors can do, by chance."""

    def __init__(self, chance):
        self.chance, self.entries, self.number = chance, [], 0
        self.doings = [
            self.add,
            self.edit,
            self.withdraw,
            self.publish,
            self.restrict,
            self.describe,
            self.open,
            self.keep,
            self.draft,
        ]

    def work(self):
        self.chance.choice(self.doings if self.entries else [self.add])()

    def add(self):
        self.number += 1
        name = f"{self.chance.choice(['Evening', 'Morning'])} work {self.number}"
        make = self.chance.choice([make_practice, make_organisation, make_network])
        facts = {}
        if make is make_practice and self.entries:
            facts = {"text": {"summary": f"It was done with {self.any().texts.first().title}."}}
            facts["networks"] = self.some(Network)
        known = self.some(Organisation)
        if known and make is not make_organisation:
            facts |= {"lead": known[0]} if make is make_practice else {"secretariat": known[0], "supporters": known}
        entry = make(name, published=False, **facts)
        self.entries.append(entry)
        if self.chance.random() < 0.8:
            self.publish(entry)

    def any(self):
        entry = self.chance.choice(self.entries)
        return type(entry).objects.get(pk=entry.pk)

    def some(self, model):
        return [one for one in self.entries if isinstance(one, model)][:1]

    def edit(self):
        entry = self.any()
        entry.texts.update(title=f"{entry.texts.first().title}, again")
        self.publish(entry)

    def publish(self, entry=None):
        with suppress(NotPublishable):  # it names what may not be named any more
            publish(entry or self.any())

    def draft(self):
        self.number += 1
        self.any().texts.update(title=f"Not yet {self.number}")

    def withdraw(self):
        withdraw(self.any(), redact=self.chance.random() < 0.3, names_stay=self.chance.random() < 0.5)

    def open(self):
        entry = self.any()
        type(entry).objects.filter(pk=entry.pk).update(level="open")
        self.publish(entry)

    def describe(self):
        entry = self.any()
        if isinstance(entry, Organisation):
            type(entry).objects.filter(pk=entry.pk).update(women_led=self.chance.random() < 0.5)
            self.publish(entry)

    def restrict(self):
        restrict(self.any(), self.chance.choice(["generalised", "anonymised", "withheld"]))

    def keep(self):
        keep_from_exports(self.any())


@pytest.mark.parametrize("seed", range(12))
def test_a_copy_kept_in_step_equals_the_lists(client, seed):
    chance = random.Random(seed)
    editors, partner = Editors(chance), Partner(client, limit=chance.choice([1, 3, 100]))
    for _number in range(30):
        editors.work()
        if chance.random() < 0.25:
            partner.follow()
    partner.follow()
    assert partner.copy == listed(client)
    now = Generation.objects.now()
    assert partner.since == f"{now.era}.{now.number}"


def test_a_copy_that_is_read_while_editors_work_is_in_step_at_the_end(client):
    chance = random.Random(7)
    editors, partner = Editors(chance), Partner(client, limit=2)
    for _number in range(40):
        editors.work()
        partner.ask()
    partner.follow()
    assert partner.copy == listed(client)


def test_a_copy_follows_when_terms_change(client):
    make_practice("Evening football", themes=["sport-arts-culture"])
    make_practice("Morning chess", themes=["youth-leadership"])
    partner = Partner(client, limit=1)
    partner.follow()
    merge(Theme.objects.get(slug="sport-arts-culture"), Theme.objects.get(slug="youth-leadership"))
    partner.follow()
    assert {theme for one in partner.copy.values() for theme in one["record"]["themes"]} == {"youth-leadership"}
    assert partner.copy == listed(client)


def changes(client, since):
    return client.get("/api/v1/changes", {"since": since}).json()


def restricted(lead):
    restrict(lead, "anonymised")


def raised(lead):
    type(lead).objects.filter(pk=lead.pk).update(level="anonymised")
    publish(lead)


TAKING_BACK = [restricted, raised, withdraw, keep_from_exports]


@pytest.mark.parametrize("take_back", TAKING_BACK)
def test_taking_back_is_no_change_but_the_end_of_an_era(client, take_back):
    lead, later = make_organisation("Riverbank Circle"), make_organisation("Quiet Harbour")
    make_practice("Evening football", lead=lead, text={"context": "Riverbank Circle was asked."})
    publish(later)
    before = changes(client, 0)
    take_back(lead)
    refused = client.get("/api/v1/changes", {"since": before["next_since"]})
    assert refused.status_code == 410
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.json()["detail"] == (
        "Something was taken back since then: throw your copy away and read everything anew, from since=0."
    )
    now = changes(client, 0)
    assert now["generation"] == before["generation"]
    assert now["next_since"] != before["next_since"]
    order = [(one["uid"], one["edition"]) for one in before["results"] if one["uid"] != lead.uid]
    assert [(one["uid"], one["edition"]) for one in now["results"] if one["uid"] != lead.uid] == order


@pytest.mark.parametrize("take_back", TAKING_BACK)
def test_no_page_of_changes_ties_an_organisation_that_was_taken_back_to_its_practice(client, take_back):
    lead = make_organisation("Riverbank Circle")
    practice = make_practice("Evening football", lead=lead, text={"context": "Riverbank Circle was asked."})
    for number in range(3):
        make_organisation(f"Harbour {number}")
    take_back(lead)
    era, last = Generation.objects.now().era, Generation.objects.now().number
    for since in range(last + 1):
        told = client.get("/api/v1/changes", {"since": f"{era}.{since}" if since else "0", "limit": 1}).json()
        assert len(told["results"]) <= 1
    assert lead.uid not in str([one for one in changes(client, 0)["results"] if one["uid"] == practice.uid])


def test_what_may_not_be_taken_away_and_never_could_be_is_not_told_of(client):
    organisation = make_organisation("Open House", published=False)
    organisation.consents.create(
        basis="agreement", means="letter", given_on="2026-01-15", role="director", exports=False
    )
    publish(organisation)
    assert changes(client, 0)["results"] == []


def test_who_refers_to_an_entry_is_told_again_when_it_may_be_named(client):
    lead = make_organisation("Riverbank Circle", published=False)
    network = make_network("Hub", supporters=[lead])
    practice = make_practice("Evening football", partner=lead)
    since = changes(client, 0)["next_since"]
    publish(lead)
    told = {one["uid"]: one for one in changes(client, since)["results"]}
    assert set(told) == {lead.uid, network.uid, practice.uid}
    [part] = told[practice.uid]["record"]["participations"]
    assert part["organisation"] == lead.uid
    since = changes(client, since)["next_since"]
    publish(practice)
    assert [one["uid"] for one in changes(client, since)["results"]] == [practice.uid]


def test_who_refers_to_a_described_organisation_is_told_again_when_its_description_changes(client):
    partner = make_organisation("Riverbank Circle", published=False, level="generalised", women_led=False)
    practice = make_practice("Evening football", partner=partner)
    copy = Partner(client, limit=100)
    copy.follow()
    publish(partner)
    copy.follow()
    assert copy.copy == listed(client)
    assert copy.copy[practice.uid]["record"]["participations"][0]["description"]["women_led"] is False
    partner.women_led = True
    partner.save()
    publish(partner)
    copy.follow()
    assert copy.copy == listed(client)
    assert copy.copy[practice.uid]["record"]["participations"][0]["description"]["women_led"] is True


def test_pages_end_among_those_that_refer_to_an_entry_and_go_on_there(client):
    lead = make_organisation("Riverbank Circle", published=False)
    referring = [make_practice(f"Tea {number}", partner=lead).uid for number in range(5)]
    partner = Partner(client, limit=2)
    partner.follow()
    publish(lead)
    partner.ask()
    with_more = partner.since
    partner.follow()
    assert partner.copy == listed(client)
    era, since, within, uid = with_more.split(".")
    assert uid == sorted(referring)[0]
    # It has a newer edition by now: whoever stopped among those that refer to it is told all of them anew.
    lead.texts.update(title="Riverside Circle")
    publish(lead)
    told = client.get("/api/v1/changes", {"since": with_more}).json()["results"]
    assert {one["uid"] for one in told} == {lead.uid, *referring}
    assert client.get("/api/v1/changes", {"since": f"{era}.{since}.{int(within) + 9}.{uid}"}).status_code == 410


@pytest.mark.parametrize(
    ("since", "status"),
    [("7", 410), ("zzzzzzzzzz.0", 410), ("1.999999999999999999", 410), ("x", 400), ("-1", 400), ("1.9" * 20, 400)],
)
def test_a_since_of_another_time_or_of_none_is_refused_in_words(client, since, status):
    refused = client.get("/api/v1/changes", {"since": since})
    assert (refused.status_code, refused.json()["parameter"]) == (status, "since")


def test_a_since_that_is_ahead_of_a_restored_directory_is_refused(client):
    make_practice()
    era, number = Generation.objects.now().era, Generation.objects.now().number
    assert client.get("/api/v1/changes", {"since": f"{era}.{number}"}).status_code == 200
    assert client.get("/api/v1/changes", {"since": f"{era}.{number + 1}"}).status_code == 410


def test_changes_come_in_the_order_in_which_they_happened_each_entry_once(client):
    first, second = make_practice("Evening football"), make_practice("Morning chess")
    publish(first)
    told = changes(client, 0)
    assert [(one["uid"], one["edition"]["number"]) for one in told["results"]] == [(second.uid, 1), (first.uid, 2)]
    page = client.get("/api/v1/changes", {"limit": 1}).json()
    cursor = f"{Generation.objects.now().era}.{told['results'][0]['edition']['generation']}"
    assert (page["more"], page["next_since"]) == (True, cursor)
    assert page["vocabulary"] == Generation.objects.now().vocabulary
