"""Versions of entries: when one is written, what it holds, and how two are told apart."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from practices.models import Practice
from publishing.editing.differences import compare, describe
from publishing.entries.history import keep, keep_before, kept_around, newest, saved_snapshot, versions_of
from publishing.models import Address, Completeness, Entry, PublishedPicture, Version
from tests.factories import (
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_recommendation,
    make_user,
    term,
)
from tests.practices.directories import load, small_directory
from tests.sheets import A_PRACTICE, as_csv, bring_in

pytestmark = pytest.mark.usefixtures("world")

REPORT, POINT = "Sources › A public report", "Recommendations › 4b-i Give youth a way in"


@pytest.fixture
def amina(db):
    return get_user_model().objects.create_user("amina")


def said(before, after):
    """The labels of what differs between two Versions, with both sides."""
    return {one.label: (one.before, one.after) for one in compare(*describe(before.snapshot, after.snapshot))}


def a_full_practice():
    make_recommendation("4b-i")
    practice = make_practice(
        "Evening football",
        published=False,
        lead=make_organisation("Riverbank Circle"),
        networks=[make_network("Hub")],
        themes=["sport-arts-culture"],
        groups=["women"],
        recommendations={"4b-i": "illustrates"},
    )
    cite(practice, "A public report")
    practice.consents.create(basis="source")
    return practice


def test_everything_that_goes_with_an_entry_is_in_its_history():
    public = {Address, Completeness, PublishedPicture}  # what readers see or saw of it: no editor writes them
    kinds = list(Entry.kinds.values())
    owners = {Entry, *kinds}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model in owners and field.remote_field.on_delete is models.CASCADE:
                if model in public or model in owners or model._meta.auto_created:
                    continue
                parts = kinds if field.related_model is Entry else [field.related_model]
                assert all(field.remote_field.get_accessor_name() in kind.PARTS for kind in parts), field


def test_a_version_says_who_and_why(amina):
    practice = make_practice()
    keep(practice, by=amina, comment="Added")
    [version] = versions_of(practice)
    assert (version.by, version.comment) == (amina, "Added")


def test_a_version_holds_all_that_hangs_on_an_entry():
    practice = a_full_practice()
    keep(practice)
    [described] = describe(newest(practice).snapshot)
    assert described["Texts"]["en"]["Title"] == "Evening football"
    assert described["Countries"] == ["Kenya"]
    assert described["Scale"] == "Local"
    assert described["Works with"] == ["Women"]
    assert described["Networks"] == ["Hub"]
    assert described["Participations"] == ["Riverbank Circle – Lead"]
    assert described["Themes"] == ["Sport, arts and culture"]
    assert described["Sources"] == {"A public report": {"Where in the source": "page 3", "Position": "0"}}
    assert described["Recommendations"] == {"4b-i Give youth a way in": {"Relation": "Illustrates it"}}
    assert list(described["Consents"]) == ["A published source"]


def test_a_membership_is_kept_with_its_sources_and_with_both_of_its_ends():
    organisation, network = make_organisation("Riverbank Circle"), make_network("Hub")
    cite(make_membership(organisation, network, since=2019), "Members")
    for entry, label in ((organisation, "Hub – member"), (network, "Riverbank Circle – member")):
        keep(entry)
        [described] = describe(newest(entry).snapshot)
        assert described["Memberships"][label]["Since"] == "2019"
        assert list(described["Memberships"][label]["Sources"]) == ["Members"]


def test_nothing_new_is_no_new_version():
    practice = make_practice()
    keep(practice)
    Practice.objects.update(state="review", version=7)
    keep(practice)
    assert versions_of(practice).count() == 1
    keep(practice, always=True)
    assert versions_of(practice).count() == 2


@pytest.mark.parametrize(
    ("change", "label"),
    [
        (lambda it: it.texts.update(summary="They sing."), "Texts › en › Summary"),
        (lambda it: it.texts.create(language="fr", title="Thé", summary="Ils parlent."), "Texts › fr › Title"),
        (lambda it: it.countries.set(["UG"]), "Countries"),
        (lambda it: it.groups.clear(), "Works with"),
        (lambda it: it.theme_links.all().delete(), "Themes"),
        (lambda it: it.participations.update(role="funder"), "Participations"),
        (lambda it: it.citations.update(locator="page 4"), f"{REPORT} › Where in the source"),
        (lambda it: it.illustrations.all().delete(), f"{POINT} › Relation"),
        (lambda it: Practice.objects.update(notes="Call again."), "Editors' notes"),
        (lambda it: Practice.objects.update(unanswered={"lessons": "withheld"}), "Fields without an answer › Lessons"),
        (lambda it: Practice.objects.update(scale=term("scale", "national")), "Scale"),
        (lambda it: it.consents.all().delete(), "Consents › A published source › Basis"),
    ],
)
def test_every_change_is_a_version_that_says_what_changed_however_it_was_written(change, label):
    practice = a_full_practice()
    keep(practice)
    change(practice)
    keep(practice)
    after, before = versions_of(practice)
    assert label in said(before, after)


def test_what_was_there_before_the_first_change_has_a_version_with_its_own_date():
    practice = make_practice()
    keep_before(practice)
    keep_before(practice)
    [version] = versions_of(practice)
    assert version.comment == "As it was before its history began"
    assert version.at == practice.updated_at


def test_what_a_program_changed_meanwhile_is_kept_apart_from_the_next_change(amina):
    practice = make_practice("Evening football")
    keep(practice, by=amina)
    practice.texts.update(title="Morning football")
    with kept_around(practice, by=amina, comment="Typed"):
        practice.texts.update(title="Football")
    assert [version.comment for version in versions_of(practice)] == [
        "Typed",
        "Changed elsewhere, found before the next change",
        "",
    ]


def test_what_a_version_refers_to_is_named_even_when_it_is_gone():
    organisation = make_organisation("Riverbank Circle", published=False)
    practice = make_practice(partner=organisation)
    cite(practice, "A public report")
    keep(organisation)
    keep(practice)
    practice.participations.all().delete()
    source = practice.citations.get().source
    practice.citations.all().delete()
    source.delete()
    organisation.delete()
    [described] = describe(newest(practice).snapshot)
    assert described["Participations"] == ["Riverbank Circle (no longer there) – Partner"]
    assert list(described["Sources"]) == ["a source that is no longer there"]


def test_reading_versions_takes_as_many_queries_however_many_they_are(django_assert_num_queries):
    practice = a_full_practice()
    for number in range(3):
        practice.texts.update(summary=f"Summary {number}.")
        practice.participations.create(organisation=make_organisation(), role="partner")
        keep(practice)
    with django_assert_num_queries(10):
        describe(*[version.snapshot for version in versions_of(practice)[:1]])
    with django_assert_num_queries(10):
        describe(*[version.snapshot for version in versions_of(practice)])


def test_keeping_takes_as_many_queries_however_much_hangs_on_an_entry(django_assert_num_queries):
    practice = a_full_practice()
    keep(practice)
    for _number in range(5):
        practice.participations.create(organisation=make_organisation(), role="partner")
        cite(practice)
    saved_snapshot(practice)
    with django_assert_num_queries(33):
        keep(practice)
    for _number in range(5):
        practice.participations.create(organisation=make_organisation(), role="partner")
        cite(practice)
    with django_assert_num_queries(33):
        keep(practice)


def test_each_entry_has_a_version_of_its_own():
    with kept_around(make_practice(), make_practice()):
        pass
    assert Version.objects.count() == 2


# --- programs


def test_an_imported_sheet_is_kept_with_what_was_there_before(client):
    editor = make_user("amina", superuser=True)
    client.force_login(editor)
    practice = make_practice("Evening football", slug="football")
    row = {"slug": "football", "language": "en", "title": "Morning football", "summary": "New words."}
    bring_in(client, "practice", as_csv(row | {"scale": "local", "evidence": "reported"}, A_PRACTICE))
    after, before = versions_of(practice)
    assert (after.comment, after.by) == ("Imported from the sheet “sheet.csv”.", editor)
    assert said(before, after)["Texts › en › Title"] == ("Evening football", "Morning football")
    new = Practice.objects.exclude(pk=practice.pk).get()
    assert [version.by for version in versions_of(new)] == [editor]


def test_a_load_that_changes_an_entry_is_kept(tmp_path):
    directory = small_directory()
    load(tmp_path, directory)
    assert not Version.objects.exists()
    directory["practices"][0]["title"] = "Morning football"
    load(tmp_path, directory)
    assert [version.comment for version in Version.objects.all()] == [
        "Loaded from the directory file",
        "As it was before its history began",
    ]
