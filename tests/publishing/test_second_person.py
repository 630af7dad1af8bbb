"""One publisher alone, in the admin: every way round the second person that we could think of."""

import pytest
from django.urls import reverse

from networks.models import Organisation
from places.models import Country
from practices.merging import merge
from practices.models import Practice, Theme
from publishing.entries.history import newest, versions_of
from publishing.models import Care, Edition, Mention
from publishing.safety.consent_links import Answer, Reply, answer, drop_expired, make_link
from publishing.safety.publication import publish, restrict
from publishing.safety.review import first_persons, needs_second_person, submit
from tests.admin_forms import ANSWERS, add_row, fields, save
from tests.factories import (
    agree,
    make_careful,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_ready,
    make_user,
)
from tests.pages import Page, get
from tests.sheets import A_PRACTICE, as_csv, bring_in
from tests.staff import StaffClient

pytestmark = pytest.mark.usefixtures("world")

ALONE = "It needs a second person: submit it for review, and somebody else publishes it."
FIRST = "It needs a second person: you wrote or submitted it, so somebody else publishes it."


def page_of(entry, name="change", *more):
    return reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_{name}", args=[entry.pk, *more])


def person(name, *roles):
    client = StaffClient()
    client.user = make_user(name, *(roles or ["publisher"]))
    client.force_login(client.user)
    return client


@pytest.fixture
def petra():
    return person("petra")


def ready(entry):
    return make_ready(entry, by=make_user("amina", "contributor"))


def careful(level="generalised", **facts):
    """A practice that the public reads at `level`, as two persons published it."""
    return ready(make_practice("Evening football", slug="evening-football", level=level, **facts))


def refusals(client, entry):
    """What is said against `client` publishing `entry`, whose button does nothing, from the list either."""
    before = Edition.objects.of(entry).count()
    said = client.post(page_of(entry, "publish"), ANSWERS).context["refusals"]
    listed = reverse(f"admin:{entry._meta.app_label}_{entry._meta.model_name}_changelist")
    client.post(listed, {"action": "publish_selected", "_selected_action": [entry.pk]})
    assert Edition.objects.of(entry).count() == before
    return [str(one) for one in said]


def publishes(client, entry):
    before = Edition.objects.of(entry).count()
    client.post(page_of(entry, "publish"), ANSWERS)
    return Edition.objects.of(entry).count() == before + 1


# --- opening what was careful


def open_and_withdraw(client, practice):
    save(client, page_of(practice), level="open")
    client.post(page_of(practice, "withdraw"), {"note": ""})


def open_withdraw_and_empty(client, practice):
    save(client, page_of(practice), level="open")
    client.post(page_of(practice, "withdraw"), {"note": "", "redact": "on"})


def withdraw_twice_and_open(client, practice):
    client.post(page_of(practice, "withdraw"), {"note": "", "redact": "on"})
    client.post(page_of(practice, "withdraw"), {"note": "", "redact": "on"})
    save(client, page_of(practice), level="open")


def open_step_by_step(client, practice):
    for level in ("generalised", "open"):
        save(client, page_of(practice), level=level)
        client.post(page_of(practice, "publish"), ANSWERS)


def withhold_at_once_and_open(client, practice):
    client.post(page_of(practice, "restrict"), {"level": "withheld", "note": ""})
    save(client, page_of(practice), level="open")


def withhold_by_publishing_and_open(client, practice):
    save(client, page_of(practice), level="withheld")
    client.post(page_of(practice, "publish"), ANSWERS)
    save(client, page_of(practice), level="open")


def open_and_restrict_a_little(client, practice):
    save(client, page_of(practice), level="open")
    client.post(page_of(practice, "restrict"), {"level": "generalised", "note": ""})
    save(client, page_of(practice), level="open")


@pytest.mark.parametrize(
    "way",
    [
        open_and_withdraw,
        open_withdraw_and_empty,
        withdraw_twice_and_open,
        open_step_by_step,
        withhold_at_once_and_open,
        withhold_by_publishing_and_open,
        open_and_restrict_a_little,
    ],
    ids=lambda way: way.__name__,
)
def test_one_publisher_alone_does_not_open_what_two_published_as_careful(petra, way):
    practice = careful()
    way(petra, practice)
    practice.refresh_from_db()
    assert practice.level == "open"
    assert refusals(petra, practice) == [ALONE]

    petra.post(page_of(practice, "submit"), ANSWERS)
    assert refusals(petra, practice) == [FIRST]
    assert publishes(person("chandra"), practice)


@pytest.mark.parametrize("way", ["link", "expiry"])
def test_what_left_because_an_organisation_no_longer_agrees_does_not_come_back_by_one_person(petra, way):
    organisation = ready(make_organisation("Riverbank Circle"))
    if way == "link":
        link, _token = make_link(organisation, by=None)
        answer(link, Reply(Answer.WITHDRAW))
        said = fields(petra.get(page_of(organisation, "consent")))
        petra.post(page_of(organisation, "consent"), said | {"handled": link.answer.pk})
    else:
        organisation.consents.all().delete()
        organisation.citations.all().delete()
        agree(organisation, until=organisation.created_at.date().replace(year=2020))
        drop_expired(organisation.created_at.date())
    save(petra, page_of(organisation), level="open")
    ready(Organisation.objects.get())
    assert refusals(petra, organisation) == [ALONE]


def test_a_draft_that_its_author_meant_to_be_careful_is_not_opened_by_one_person(petra):
    author = person("basil", "contributor")
    practice = make_practice("Evening football", published=False)
    Practice.objects.update(created_by=author.user)
    save(author, page_of(practice), level="generalised")
    save(petra, page_of(practice), level="open")
    assert refusals(petra, ready(practice)) == [ALONE]


def test_a_practice_does_not_leave_its_careful_country_by_one_person(petra):
    practice = make_practice("Evening football", countries=["KE"])
    make_careful("KE", "generalised")
    save(petra, page_of(practice), countries=["UG"])
    assert refusals(petra, ready(practice)) == [ALONE]


def test_a_publisher_asks_for_more_care_in_a_country_and_never_for_less(petra):
    address = "/admin/places/country/KE/change/"
    save(petra, address, least_level="generalised")
    response = save(petra, address, least_level="open")
    assert "Only a superuser asks for less than “Generalised” here." in Page(response).words
    assert Country.objects.get(pk="KE").least_level == "generalised"


def test_a_draft_that_comes_back_from_the_bin_is_as_careful_as_it_was(petra):
    practice = make_practice("Evening football", slug="evening-football", published=False, level="generalised")
    save(petra, page_of(practice), level="open")
    petra.post(page_of(practice, "delete"), fields(petra.get(page_of(practice, "delete"))) | {"post": "yes"})
    assert not Practice.objects.exists()
    binned = get(petra, "/admin/practices/practice/bin/").links
    [address] = [link for link in binned if link.startswith("/admin/practices/practice/bin/") and link[-2].isdigit()]
    petra.post(address, {"restore": "x"})
    assert refusals(petra, ready(Practice.objects.get())) == [ALONE]


def test_a_withheld_name_is_not_published_by_making_the_entry_anew(petra):
    organisation = make_organisation("Zornhut Circle", slug="zornhut-circle")
    restrict(organisation, "anonymised")
    again = ready(make_practice("Evenings with Zornhut Circle", slug="evenings", published=False))
    words = Page(petra.post(page_of(again, "publish"), ANSWERS)).words
    assert "names “Zornhut Circle”, which may not be named here" in words
    assert not Edition.objects.of(again).exists()


# --- what is still being looked through


def test_words_that_one_publisher_lets_stay_are_published_by_another(petra):
    trust = make_organisation("Trust")
    practice = ready(make_practice("Evening football", text={"lessons": "It takes trust."}))
    restrict(trust, "generalised")
    assert refusals(petra, practice) == [ALONE]

    care = page_of(Care.objects.get())
    petra.post(care, {"mention": Mention.objects.get(kind="practice").pk, "answer": "harmless"})
    assert refusals(petra, practice) == [ALONE]
    submit(practice, by=make_user("basil", "contributor"))
    assert refusals(petra, practice) == [FIRST]
    assert publishes(person("chandra"), practice)
    assert not needs_second_person(Practice.objects.get())


def test_what_an_organisation_asked_for_is_dealt_with_before_one_person_publishes(petra):
    organisation = ready(make_organisation("Riverbank Circle"))
    link, _token = make_link(organisation, by=None)
    answer(link, Reply(Answer.CHANGE, message="We moved"))
    save(petra, page_of(organisation), acronym="RBC")
    assert refusals(petra, ready(organisation)) == [ALONE]
    petra.post(page_of(organisation, "consent"), {"handled": link.answer.pk})
    assert publishes(petra, organisation)


@pytest.mark.parametrize("ended", [False, True])
def test_one_person_does_not_allow_what_the_organisation_itself_did_not(petra, ended):
    organisation = ready(make_organisation("Riverbank Circle"))
    organisation.consents.all().delete()
    link, _token = make_link(organisation, by=None)
    answer(link, Reply(Answer.CONFIRM, role="board", exports=False))
    publish(organisation)
    values = fields(petra.get(page_of(organisation)))
    facts = {"basis": "agreement", "role": "board", "given_on": "2026-11-28", "means": "call", "web": "on"}
    Organisation.objects.get().consents.update(given_on="2026-11-01")
    add_row(values, "consents", **facts, exports="on", translation="on")
    if ended:
        values["consents-0-until"] = "2026-11-02"
    petra.post(page_of(organisation), values | {"_save": "x"})
    organisation = ready(Organisation.objects.get())
    assert organisation.may_be_exported()
    assert refusals(petra, organisation) == [ALONE]

    submit(organisation, by=make_user("basil", "contributor"))
    assert refusals(petra, organisation) == [FIRST]
    assert publishes(person("chandra"), organisation)
    assert not needs_second_person(Organisation.objects.get())


def test_who_makes_a_link_and_answers_it_has_not_asked_anybody(petra):
    organisation = ready(make_organisation("Riverbank Circle"))
    link, _token = make_link(organisation, by=None)
    answer(link, Reply(Answer.CONFIRM, role="board", exports=False))
    publish(organisation)
    assert not needs_second_person(Organisation.objects.get())

    link, _token = make_link(organisation, by=petra.user)
    answer(link, Reply(Answer.CONFIRM, role="board", exports=True))
    assert refusals(petra, ready(organisation)) == [ALONE]
    submit(ready(organisation), by=make_user("basil", "contributor"))
    assert refusals(petra, organisation) == [FIRST]
    assert publishes(person("chandra"), organisation)
    assert not needs_second_person(Organisation.objects.get())


# --- whoever touched it


def in_the_form(client, practice):
    save(client, page_of(practice), **{"texts-0-lessons": "Patience."})


def in_a_row(client, practice):
    values = fields(client.get(page_of(practice)))
    add_row(values, "participations", organisation=str(make_organisation().pk), role="lead")
    client.post(page_of(practice), values | {"_save": "x"})


def in_the_ledger(client, practice):
    save(client, page_of(practice), **{"consents-0-photographs": "on"})


def by_a_sheet(client, practice):
    bring_in(client, "practice", as_csv(A_PRACTICE | {"uid": practice.uid}))


def by_a_merge(client, practice):
    one, other = Theme.objects.order_by("pk")[:2]
    practice.themes.add(one)
    merge(one, other, by=client.user)


def by_restoring(client, practice):
    practice.texts.update(lessons="Words of another.")
    save(person("dora"), page_of(practice), **{"texts-0-lessons": "Words of a third."})
    address = page_of(practice, "version", versions_of(practice).last().pk)
    client.post(address, fields(client.get(address)))


def by_submitting(client, practice):
    client.post(page_of(practice, "submit"), ANSWERS)


@pytest.mark.parametrize(
    "write",
    [in_the_form, in_a_row, in_the_ledger, by_a_sheet, by_a_merge, by_restoring, by_submitting],
    ids=lambda write: write.__name__,
)
def test_whoever_touched_it_is_a_first_person_though_others_saved_and_submitted_after(petra, write):
    practice = careful(published=False)
    write(petra, practice)
    assert petra.user.pk in first_persons(Practice.objects.get())

    basil = person("basil", "editor")
    save(basil, page_of(practice), **{"texts-0-conditions": "A square."})
    ready(practice)
    basil.post(page_of(practice, "submit"), ANSWERS)
    practice.refresh_from_db()
    assert (practice.edited_by, practice.submitted_by) == (basil.user, basil.user)
    assert refusals(petra, practice) == [FIRST]
    assert publishes(person("chandra"), practice)


def test_what_was_published_is_agreed_to_and_who_wrote_it_may_look_at_what_comes_next(petra):
    practice = careful(published=False)
    in_the_form(petra, practice)
    ready(practice)
    petra.post(page_of(practice, "submit"), ANSWERS)
    chandra = person("chandra")
    assert publishes(chandra, practice)
    save(chandra, page_of(practice), **{"texts-0-conditions": "A square."})
    chandra.post(page_of(practice, "submit"), ANSWERS)
    ready(practice)
    assert refusals(chandra, practice) == [FIRST]
    assert publishes(petra, practice)


def test_publishing_as_withheld_makes_nobody_a_second_person(petra):
    practice = careful(published=False)
    in_the_form(petra, practice)
    save(petra, page_of(practice), level="withheld")
    petra.post(page_of(practice, "publish"), ANSWERS)
    save(person("dora"), page_of(practice), level="generalised")
    submit(ready(practice), by=make_user("basil", "contributor"))
    assert refusals(petra, practice) == [FIRST]


def test_a_membership_changes_its_organisation_and_not_the_network_of_others(petra):
    author = person("basil", "contributor")
    organisation = make_organisation("Riverbank Circle", published=False, created_by=author.user)
    network = make_network("Bridges", edited_by=petra.user)
    values = fields(author.get(page_of(organisation)))
    add_row(values, "memberships", network=str(network.pk), role="member", shown="on")
    author.post(page_of(organisation), values | {"_save": "x"})
    before = network.updated_at
    network.refresh_from_db()
    organisation.refresh_from_db()
    assert organisation.edited_by == author.user
    assert (network.version, network.edited_by, network.updated_at) == (2, petra.user, before)
    assert newest(network).by == author.user
    assert author.user.pk not in first_persons(network)


def test_who_has_the_form_of_a_network_open_is_told_who_wrote_the_membership(petra):
    network = make_network("Bridges", edited_by=make_user("dora"))
    membership = make_membership(make_organisation("Riverbank Circle"), network)
    opened = fields(petra.get(page_of(network)))
    save(person("basil"), page_of(membership), role="secretariat")
    words = Page(petra.post(page_of(network), opened | {"acronym": "B", "_save": "x"})).words
    assert "basil saved “Bridges” meanwhile" in words
