"""The first page of the admin: what waits for whom, why, and where it is dealt with."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from catalogue.likeness import find_all
from catalogue.models import LookAlike
from networks.models import Organisation
from publishing.editing.work import KINDS_OF_WORK
from publishing.editions.completeness import fields
from publishing.editions.redaction import draft_record
from publishing.models import Entry, LinkCheck, Typed
from publishing.safety.publication import publish, withdraw
from publishing.safety.review import give_back, submit
from tests.factories import (
    agree,
    cite,
    make_careful,
    make_network,
    make_organisation,
    make_practice,
    make_submitted,
    make_user,
    rest_on_source,
)
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")

ROLES = ("contributor", "editor", "publisher")
TODAY = timezone.localdate


@pytest.fixture
def desk(client):
    """What waits for a person with a role, as {name of the list: WorkList}; the person is called as the role is."""

    def look(role):
        client.force_login(make_user(role, role))
        context = client.get("/admin/").context
        return {one.name: one for one in [*context["waiting"], *context["quiet"]]}

    return look


def titles(lists, name):
    """The entries on the list `name`, and none when the person has no such list."""
    return [row.heading.words for row in lists[name].rows] if name in lists else []


def make_complete(name, me, **facts):
    """An organisation with a source and a basis of which everything is answered; public."""
    entry = make_organisation(name, published=False, created_by=me, **facts)
    cite(entry)
    rest_on_source(entry)
    reasons = dict.fromkeys(fields(type(draft_record(entry))), "not-reported")
    Organisation.objects.filter(pk=entry.pk).update(unanswered=reasons)
    return publish(Organisation.objects.editable().get(pk=entry.pk))


# --- which entries wait: one that does and one that does not, for each kind of work


def plant_review(me):
    make_submitted(make_organisation("Waits", published=False, created_by=me))
    make_organisation("Other", published=False, created_by=me)


def plant_returned(me):
    plant_returned_one("Waits", me)
    submit(make_organisation("Other", published=False, created_by=me), by=me)


def plant_drafts(me):
    make_organisation("Waits", published=False, created_by=me)
    plant_returned_one("Other", me)
    make_organisation("Of another", published=False, created_by=make_user("basil", "contributor"))


def plant_returned_one(name, me):
    entry = make_organisation(name, published=False, created_by=me)
    submit(entry, by=me)
    give_back(entry, by=make_user("rosa", "editor"), note="Say where.")


def plant_submitted(me):
    submit(make_organisation("Waits", published=False, created_by=me), by=me)
    submit(make_organisation("Other", published=False, created_by=me), by=make_user("basil", "contributor"))


def plant_consent(me):
    agree(make_organisation("Waits", created_by=me), until=TODAY() + timedelta(days=60))
    agree(make_organisation("Other", created_by=me), until=TODAY() + timedelta(days=61))


def plant_check(me):
    make_organisation("Waits", created_by=me, verified_on=TODAY() - timedelta(days=366))
    make_organisation("Other", created_by=me, verified_on=TODAY() - timedelta(days=365))


def plant_source(me):
    make_organisation("Waits", published=False, created_by=me)
    cite(make_organisation("Other", created_by=me))


def plant_publish(me):
    waits = make_organisation("Waits", created_by=me)
    make_organisation("Other", created_by=me)
    waits.refresh_from_db()
    waits.website = "https://example.org/"
    waits.save()


def plant_too_open(me):
    make_organisation("Waits", country="UG", created_by=me)
    make_organisation("Other", country="KE", created_by=me)
    make_careful("UG", "anonymised")


def plant_incomplete(me):
    make_organisation("Waits", created_by=me)
    make_complete("Other", me)


# {kind of work: (what plants it, who has such a list)}
PLANTED = {
    "review": (plant_review, ("editor", "publisher")),
    "returned": (plant_returned, ROLES),
    "drafts": (plant_drafts, ROLES),
    "submitted": (plant_submitted, ROLES),
    "consent": (plant_consent, ("editor", "publisher")),
    "check": (plant_check, ("editor", "publisher")),
    "source": (plant_source, ROLES),
    "publish": (plant_publish, ("editor", "publisher")),
    "too-open": (plant_too_open, ("editor", "publisher")),
    "incomplete": (plant_incomplete, ("editor", "publisher")),
}


def test_every_kind_of_work_is_tested():
    assert set(PLANTED) == {work.name for work in KINDS_OF_WORK}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PLANTED)
def test_what_waits_is_listed_for_whom_it_waits_and_nothing_else(desk, client, name, role):
    plant, roles = PLANTED[name]
    plant(make_user(role, role))
    lists = desk(role)
    assert titles(lists, name) == (["Waits"] if role in roles else [])
    if role not in roles:
        return
    assert lists[name].count == 1
    (way,) = lists[name].ways
    whole = client.get(way.url)
    assert (way.words, way.url) == ("1 organisation", f"/admin/networks/organisation/?todo={name}")
    assert [str(entry) for entry in whole.context["cl"].result_list] == ["Waits"]
    assert client.get(lists[name].rows[0].heading.url.partition("#")[0]).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_a_tidy_directory_leaves_nothing_to_do(desk, client, role):
    assert all(one.count == 0 and one.rows == [] and one.ways == [] for one in desk(role).values())
    words = get(client, "/admin/").words
    assert "Nothing waits. Looked for:" in words
    make_complete("Riverbank Circle", make_user(role, role), verified_on=TODAY())
    assert Organisation.objects.count() == 1
    assert [name for name, one in desk(role).items() if one.count] == []


def test_a_list_says_why_each_entry_is_on_it(desk):
    me = make_user("editor", "editor")
    make_submitted(make_organisation(published=False), by="basil")
    plant_returned_one("Evening Circle", me)
    organisation = make_organisation(verified_on=TODAY() - timedelta(days=366))
    agree(organisation, until=TODAY())
    lists = desk("editor")
    day = date_format(TODAY(), "DATE_FORMAT")
    long_ago = date_format(TODAY() - timedelta(days=366), "DATE_FORMAT")
    assert [row.words for row in lists["review"].rows] == [f"Submitted by basil on {day}."]
    assert [row.words for row in lists["returned"].rows] == [f"Returned by rosa on {day}: “Say where.”"]
    assert [row.words for row in lists["check"].rows] == [f"Last checked on {long_ago}."]
    assert [row.words for row in lists["consent"].rows] == [f"Ends on {day}."]
    (row,) = lists["incomplete"].rows
    missing = "sources, women-led, youth-led, website, public contact, languages it works in"
    assert row.words == f"4 of 11 answered. Not looked up yet: {missing} and 1 more."
    assert "Published, without a source." in [row.words for row in lists["source"].rows]


def test_nobody_reviews_what_they_submitted(desk):
    make_submitted(make_organisation(published=False), by="editor")
    make_user("editor", "editor")
    assert desk("editor")["review"].count == 0
    assert desk("publisher")["review"].count == 1


def test_what_was_submitted_again_is_no_longer_returned(desk):
    me = make_user("contributor", "contributor")
    plant_returned_one("Evening Circle", me)
    assert desk("contributor")["returned"].count == 1
    submit(Organisation.objects.get(), by=me)
    assert desk("contributor")["returned"].count == 0
    assert desk("contributor")["submitted"].count == 1


def test_a_consent_that_ended_is_said_to_have_and_another_ground_ends_the_matter(desk):
    organisation = make_organisation()
    agree(organisation, until=TODAY() - timedelta(days=1))
    (row,) = desk("editor")["consent"].rows
    assert row.words.startswith("Ended on ")
    assert row.heading.url.endswith("#consents-group")
    rest_on_source(organisation)
    assert desk("editor")["consent"].count == 0


def test_a_contributor_sees_nothing_of_the_drafts_of_others(desk):
    make_organisation("Secret Circle", published=False, created_by=make_user("basil", "contributor"))
    lists = desk("contributor")
    assert "Secret Circle" not in str(lists)
    assert desk("editor")["source"].count == 1


def test_a_contributor_is_asked_for_nothing_that_only_others_can_do(desk):
    me = make_user("contributor", "contributor")
    for make in (make_organisation, make_practice):
        public = make("Public work", created_by=me, verified_on=TODAY() - timedelta(days=900))
        agree(public, until=TODAY())
    submit(make_organisation("Waits", published=False, created_by=me), by=me)
    make_organisation("Riverbank Circle", website="https://circle.example.org/", created_by=me)
    make_check("https://circle.example.org/")
    assert [name for name, one in desk("contributor").items() if one.count] == ["submitted"]


def test_the_page_begins_with_what_one_was_doing_and_what_to_add(client):
    me, basil = make_user("edna", "editor"), make_user("basil", "editor")
    for name, by in (("Mine", me), ("Of another", basil)):
        make_organisation(name, published=False, edited_by=by)
    half = make_practice("Half", published=False)
    for by, about, title in ((me, half.pk, "Half written"), (me, "x" * 22, "New one"), (basil, half.pk, "Not mine")):
        Typed.objects.create(by=by, kind="practices.Practice", about=about, fields={"texts-0-title": [title]})
    client.force_login(me)
    response = client.get("/admin/")
    lately = {row.heading.words: row.heading.url for row in response.context["lately"]}
    assert set(lately) == {"Half written", "New one", "Mine"}
    assert lately["New one"] == "/admin/practices/practice/add/"
    assert [way.words for way in response.context["ways_to_add"]] == ["organisation", "network", "practice", "source"]
    words = Page(response).words
    assert words.index("Add Organisation") < words.index("Go on where you were") < words.index("No source")


def test_lists_hold_all_kinds_of_entries_and_count_each(desk):
    make_organisation()
    make_practice()
    make_practice()
    make_network()
    found = desk("editor")["source"]
    assert found.count == 4
    assert sorted(way.words for way in found.ways) == ["1 network", "1 organisation", "2 practices"]
    assert {row.kind for row in found.rows} == {"network", "organisation", "practice"}


def test_eight_are_shown_and_all_are_counted(desk):
    for _number in range(11):
        make_organisation()
    found = desk("editor")["source"]
    assert (found.count, len(found.rows)) == (11, 8)


def test_what_waits_longest_comes_first(desk):
    for days in (400, 900, 500):
        make_organisation(f"Since {days}", verified_on=TODAY() - timedelta(days=days))
    make_organisation("Never")
    assert titles(desk("editor"), "check") == ["Never", "Since 900", "Since 500", "Since 400"]


def test_a_title_is_shown_as_words_whatever_is_in_it(desk, client):
    make_organisation("<b>Riverbank</b> & Circle", slug="riverbank")
    assert "<b>Riverbank" in titles(desk("editor"), "source")[0]
    assert b"<b>Riverbank" not in client.get("/admin/").content


# --- pairs and links


def test_possible_duplicates_wait_until_somebody_says_that_they_are_two(desk, client):
    one, other = make_organisation("Riverbank Circle"), make_organisation("Riverbank Circle!", slug="second")
    make_organisation("Highland Elders")
    find_all(Organisation)
    found = desk("editor")["look-alikes"]
    assert found.count == 1
    (row,) = found.rows
    assert {row.heading.words, row.links[0].words} == {str(one), str(other)}
    assert client.post(row.settle.url).url == "/admin/"
    assert desk("editor")["look-alikes"].count == 0
    assert LookAlike.objects.get().apart_by.username == "editor"


def test_who_does_not_see_both_sides_sees_no_pair(desk):
    for slug, name in (("one", "contributor"), ("two", "basil")):
        author = make_user(name, "contributor")
        make_organisation("Riverbank Circle", slug=slug, published=False, created_by=author)
    find_all(Organisation)
    assert desk("contributor")["look-alikes"].count == 0
    assert desk("editor")["look-alikes"].count == 1


def test_a_pair_whose_one_side_was_withdrawn_is_dealt_with(desk):
    make_organisation("Riverbank Circle")
    other = make_organisation("Riverbank Circle", slug="second")
    find_all(Organisation)
    withdraw(other)
    assert desk("editor")["look-alikes"].count == 0


def make_check(url, **facts):
    facts = {"outcome": "gone", "status": 404, "failures": 3, "since": timezone.now()} | facts
    return LinkCheck.objects.create(url=url, checked_at=timezone.now(), **facts)


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_dead_links_lead_to_their_source_and_to_what_cites_it(desk, client, role):
    me = make_user(role, role)
    organisation = make_organisation("Riverbank Circle", website="https://circle.example.org/", created_by=me)
    cite(organisation, "A report", url="https://example.org/report")
    for url in ("https://example.org/report", "https://circle.example.org/"):
        make_check(url)
    make_check("https://example.org/fine", outcome="fine", failures=0, since=None)
    make_check("https://elsewhere.example.org/")
    found = desk(role)["dead-links"]
    assert found.count == 2
    by_words = {row.heading.words: row for row in found.rows}
    assert [link.words for link in by_words["A report"].links] == ["Riverbank Circle"]
    assert by_words["Riverbank Circle"].kind == "organisation"
    assert "https://example.org/report" in by_words["A report"].words
    (way,) = found.ways
    assert way.words == "2 dead links"
    assert client.get(way.url).context["cl"].result_count == 2


def test_a_link_counts_as_dead_after_three_days(desk):
    cite(make_organisation(), url="https://example.org/report")
    make_check("https://example.org/report", failures=2)
    assert desk("editor")["dead-links"].count == 0


def test_what_moved_for_good_has_its_list(desk, client):
    cite(make_organisation(), url="https://example.org/report")
    make_check("https://example.org/report", outcome="moved", status=200, failures=0, since=None)
    (way,) = desk("editor")["dead-links"].ways
    assert way.words == "1 that moved for good"
    assert client.get(way.url).context["cl"].result_count == 1


# --- the page


def plant_everything(number, me, others):
    """One more row of each kind of entry for each list of `me`, a publisher."""
    word = "abcdefghij"[number] * 7
    make_careful("KE", "open")
    old = {"verified_on": TODAY() - timedelta(days=500)}
    for make in (make_organisation, make_network, make_practice):
        name = f"{word} {make.__name__}"
        entry = make(name, **old)
        agree(entry, until=TODAY())
        cite(entry, url=f"https://example.org/{entry.slug}")
        make_check(f"https://example.org/{entry.slug}")
        type(entry).objects.get(pk=entry.pk).save()  # edited since it was published
        make(name, slug=f"{entry.slug}-2", published=False, created_by=me)
        submit(make(published=False), by=others)
        submit(make(published=False), by=me)
        back = make(published=False)
        submit(back, by=me)
        give_back(back, by=others, note="Say where.")


def look_at_everything():
    """What turns up later: likeness, and that the country became one of care."""
    for kind in Entry.kinds.values():
        find_all(kind)
    make_careful("KE", "anonymised")


def test_the_page_takes_as_many_queries_for_thirty_entries_as_for_one(client, django_assert_num_queries):
    me, others = make_user("publisher", "publisher"), make_user("edna", "editor")
    plant_everything(0, me, others)
    look_at_everything()
    client.force_login(me)
    client.get("/admin/")
    with django_assert_num_queries(40):
        assert len(client.get("/admin/").context["waiting"]) == 12
    for number in range(1, 10):
        plant_everything(number, me, others)
    look_at_everything()
    with django_assert_num_queries(40):
        lists = client.get("/admin/").context["waiting"]
    assert all(one.count >= 30 for one in lists)


def test_an_empty_page_asks_little(client, django_assert_num_queries):
    client.force_login(make_user("publisher", "publisher"))
    client.get("/admin/")
    with django_assert_num_queries(16):
        client.get("/admin/")


def test_what_waits_comes_before_what_does_not_and_the_registry_stays(client):
    make_organisation("Riverbank Circle")
    client.force_login(make_user("edna", "editor"))
    page = get(client, "/admin/")
    assert page.h1() == ["What waits for you"]
    headings = ["No source 1", "Not checked for a year 1", "Least complete 1", "Entries and vocabulary"]
    assert page.h2()[:4] == headings
    assert "Nothing in:" in page.words
    assert reverse("admin:networks_organisation_changelist") in page.links


def test_the_page_is_for_the_staff(client):
    assert client.get("/admin/").status_code == 302


def test_a_filter_that_is_not_theirs_shows_all(client):
    make_organisation("Riverbank Circle")
    client.force_login(make_user("carla", "contributor"))
    for value in ("review", "nonsense", ""):
        response = client.get(f"/admin/networks/organisation/?todo={value}", follow=True)
        assert response.status_code == 200
