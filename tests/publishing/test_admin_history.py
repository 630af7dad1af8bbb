"""The history of an entry in the admin: what makes a version, what the pages show, who may restore."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from networks.models import Membership
from practices.models import Practice
from publishing.entries.history import keep, newest, versions_of
from publishing.models import Edition, Event
from publishing.safety.publication import publish
from tests.admin_forms import ANSWERS, add_row, fields, messages, save
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_ready
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")


def page_of(entry, name="change", *more):
    opts = entry._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[entry.pk, *more])


@pytest.fixture
def editor(client):
    client.user = get_user_model().objects.create_superuser("amina", password="a long password")
    client.force_login(client.user)
    return client


@pytest.fixture
def reader(client):
    user = get_user_model().objects.create_user("basil", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_practice", "review_practice"]))
    client.force_login(user)
    return client


def comments(entry):
    return [(version.comment, version.by and version.by.username) for version in versions_of(entry)]


# --- what makes a version


def test_an_entry_that_is_added_has_its_first_version(editor):
    values = fields(editor.get("/admin/networks/organisation/add/"))
    kind = str(make_organisation().kind_id)
    changes = {"texts-0-title": "Fisher Circle", "kind": kind, "_save": "x"}
    assert editor.post("/admin/networks/organisation/add/", values | changes).status_code == 302
    organisation = type(make_organisation()).objects.get(texts__title="Fisher Circle")
    assert comments(organisation) == [("Added", "amina")]
    assert (organisation.version, organisation.created_by, organisation.edited_by) == (1, editor.user, editor.user)
    assert newest(organisation).snapshot.entry.fields["slug"] == "fisher-circle"


def test_the_first_change_keeps_also_what_was_there_before(editor):
    practice = make_practice("Evening football")
    save(editor, page_of(practice), **{"texts-0-title": "Morning football"})
    assert comments(practice) == [("", "amina"), ("As it was before its history began", None)]
    practice.refresh_from_db()
    assert (practice.version, practice.edited_by) == (2, editor.user)


def test_a_change_of_what_hangs_on_an_entry_counts_too(editor):
    practice = make_practice()
    values = fields(editor.get(page_of(practice)))
    add_row(values, "participations", organisation=str(make_organisation("Riverbank Circle").pk), role="lead")
    editor.post(page_of(practice), values)
    words = get(editor, page_of(practice, "history")).words
    assert "Participations" in words
    practice.refresh_from_db()
    assert (practice.version, practice.edited_by) == (2, editor.user)


def test_publishing_from_the_list_keeps_what_was_published(editor):
    practice = make_ready(make_practice(published=False))
    editor.post("/admin/practices/practice/", {"action": "publish_selected", "_selected_action": [practice.pk]})
    assert comments(practice) == [("Published as edition 1.", "amina")]


def test_a_membership_is_kept_with_both_entries_wherever_it_is_changed(editor):
    organisation, other, network = make_organisation("Riverbank Circle"), make_organisation(), make_network("Hub")
    membership = make_membership(organisation, network)
    address = page_of(membership)

    save(editor, address, role="secretariat")
    for entry in (organisation, network):
        assert comments(entry) == [("", "amina"), ("As it was before its history began", None)]

    save(editor, address, organisation=str(other.pk))
    assert [versions_of(entry).count() for entry in (organisation, other, network)] == [3, 2, 3]

    save(editor, page_of(network), **{"memberships-0-role": "host"})
    other.refresh_from_db()
    assert (versions_of(other).count(), other.version, other.edited_by) == (3, 3, editor.user)

    editor.post(page_of(membership, "delete"), {"post": "yes"})
    assert not Membership.objects.exists()
    assert versions_of(other).count() == 4


def test_memberships_deleted_from_their_list_are_kept_with_their_organisation(editor):
    membership = make_membership(make_organisation(), make_network())
    data = {"action": "delete_selected", "_selected_action": [membership.pk], "post": "yes"}
    editor.post("/admin/networks/membership/", data)
    assert not Membership.objects.exists()
    assert versions_of(membership.organisation).count() == 2


# --- the history


def test_the_history_shows_versions_and_events_in_one_order_with_who_and_what(editor):
    practice = make_ready(make_practice("Evening football", published=False))
    save(editor, page_of(practice), **{"texts-0-title": "Morning football", "notes": "They were called."})
    editor.post(page_of(practice, "publish"), ANSWERS | {"note": "First account"})
    page = get(editor, page_of(practice, "history"))
    assert page.h1() == ["History of “Morning football”"]
    words = page.words
    order = [
        "Published First account",
        "amina Texts › en › Title; Editors' notes",
        "As it was before its history began",
    ]
    places = [words.index(sentence) for sentence in order]
    assert places == sorted(places)
    radios = [attrs for tag, attrs in page.tags if tag == "input" and attrs.get("type") == "radio"]
    assert [attrs["name"] for attrs in radios] == ["old", "new"] * 2
    assert all(attrs["aria-label"] for attrs in radios)


def test_an_entry_without_a_history_says_so(editor):
    assert "Nothing was changed here yet." in get(editor, page_of(make_practice(published=False), "history")).words


def test_a_long_history_has_pages_and_takes_as_many_queries_as_a_short_one(editor, django_assert_num_queries):
    practice = make_practice(published=False)
    for number in range(2):
        practice.texts.update(summary=f"Summary {number}.")
        keep(practice)
    address = page_of(practice, "history")
    editor.get(address)
    with django_assert_num_queries(10):
        editor.get(address)
    for number in range(60):
        practice.texts.update(summary=f"Another summary {number}.")
        keep(practice, by=editor.user)
    with django_assert_num_queries(10):
        page = get(editor, address)
    assert "Page 1 of 2" in page.words
    assert sum(attrs.get("name") == "old" for _tag, attrs in page.tags) == 50
    rest = get(editor, f"{address}?p=2")
    assert sum(attrs.get("name") == "old" for _tag, attrs in rest.tags) == 12


# --- the difference


def two_versions(**facts):
    practice = make_practice("Evening football", published=False, **facts)
    keep(practice)
    practice.texts.update(summary="Neighbours play and sing on two evenings a week.")
    keep(practice)
    new, old = versions_of(practice)
    return practice, old, new


def test_two_versions_are_compared_word_by_word_the_older_first_however_they_were_chosen(editor):
    practice, old, new = two_versions()
    for first, second in ((old, new), (new, old)):
        address = f"{page_of(practice, 'difference')}?old={first.pk}&new={second.pk}"
        page = get(editor, address)
        assert "Texts › en › Summary Neighbours play and [deleted: talk ] [inserted: sing ] on two" in page.words


@pytest.mark.parametrize("query", ["", "old=1", "old=x&new=²", "old=1&new=1", f"old={10**14}&new={'9' * 400}"])
def test_a_comparison_needs_two_versions_of_this_entry(editor, query):
    practice, _old, _new = two_versions()
    response = editor.get(f"{page_of(practice, 'difference')}?{query}")
    assert response.url == page_of(practice, "history")
    assert messages(response) == ["Choose two different versions to compare."]


def test_versions_of_another_entry_can_not_be_read_through_this_one(editor):
    practice, _old, _new = two_versions()
    _other, old, new = two_versions(slug="other")
    assert editor.get(f"{page_of(practice, 'difference')}?old={old.pk}&new={new.pk}").status_code == 302
    get(editor, page_of(practice, "version", old.pk), status=404)


# --- restoring


def test_restoring_asks_first_and_shows_what_it_changes(editor):
    practice, old, _new = two_versions()
    page = get(editor, page_of(practice, "version", old.pk))
    assert "What restoring it would change Texts › en › Summary" in page.words
    assert "Neighbours play and [deleted: sing ] [inserted: talk ] on" in page.words
    assert practice.texts.get().summary.startswith("Neighbours play and sing")

    response = save(editor, page_of(practice, "version", old.pk))
    assert response.url == page_of(practice)
    assert "“Evening football” is again as it was on " in messages(response)[0]
    assert practice.texts.get().summary == "Neighbours play and talk on two evenings a week."
    assert comments(practice)[0][0].startswith("Restored as it was on ")
    assert comments(practice)[0][1] == "amina"


def test_a_version_that_is_saved_now_has_nothing_to_restore(editor):
    practice, _old, new = two_versions()
    words = get(editor, page_of(practice, "version", new.pk)).words
    assert "It says what is saved now: there is nothing to restore." in words
    assert "Restore this version" not in words


def test_what_can_not_come_back_is_said_before_and_after(editor):
    practice = make_practice("Evening football")
    citation = cite(practice, "A public report")
    keep(practice)
    citation.delete()
    citation.source.delete()
    practice.texts.update(title="Morning football")
    keep(practice)
    old = versions_of(practice).last()
    sentence = "Source “A public report, page 3”: left out, for what it refers to is no longer there."
    assert sentence in get(editor, page_of(practice, "version", old.pk)).words
    assert sentence in messages(save(editor, page_of(practice, "version", old.pk)))
    assert practice.texts.get().title == "Evening football"


def test_a_restore_asks_again_when_somebody_saved_meanwhile(editor):
    practice, old, _new = two_versions()
    address = page_of(practice, "version", old.pk)
    values = fields(editor.get(address))
    save(editor, page_of(practice), **{"texts-0-title": "Morning football"})
    response = editor.post(address, values)
    assert "amina saved “Morning football” meanwhile" in Page(response).words
    assert practice.texts.get().title == "Morning football"
    assert editor.post(address, fields(response)).status_code == 302
    assert practice.texts.get().title == "Evening football"


def test_restoring_changes_nothing_in_public(editor):
    practice, old, _new = two_versions()
    publish(practice)
    editions = list(Edition.objects.values())
    save(editor, page_of(practice, "version", old.pk))
    assert list(Edition.objects.values()) == editions
    assert "play and sing" in get(editor, f"/practices/{practice.slug}/").words


# --- who may


def test_who_may_look_at_an_entry_may_look_at_its_history_and_not_restore(reader):
    practice, old, new = two_versions()
    get(reader, page_of(practice, "history"))
    get(reader, f"{page_of(practice, 'difference')}?old={old.pk}&new={new.pk}")
    page = get(reader, page_of(practice, "version", old.pk))
    assert "Restore this version" not in [attrs.get("value") for _tag, attrs in page.tags]
    assert reader.post(page_of(practice, "version", old.pk)).status_code == 403
    assert practice.texts.get().summary.startswith("Neighbours play and sing")


def test_others_see_nothing_of_it(client, reader):
    organisation = make_organisation()
    keep(organisation)
    [version] = versions_of(organisation)
    pages = [
        page_of(organisation, "history"),
        page_of(organisation, "difference"),
        page_of(organisation, "version", version.pk),
    ]
    # The form's own pages say "not there" of what somebody may not see, as Django has it.
    assert [reader.get(address).status_code for address in pages] == [302, 403, 403]
    assert reader.get(pages[0]).url == "/admin/"
    assert reader.post(pages[2]).status_code == 403
    client.logout()
    for address in pages:
        assert client.get(address).status_code == 302
        assert client.get(address).url == f"/admin/login/?next={address}"


def test_histories_of_what_is_not_there_are_not_found(editor):
    practice = make_practice()
    assert editor.get("/admin/practices/practice/999999/history/").status_code == 302
    for address in ("999999/history/difference/", "999999/history/1/", f"{practice.pk}/history/1/"):
        get(editor, f"/admin/practices/practice/{address}", status=404)
    assert Practice.objects.count() == 1
    assert not Event.objects.filter(what="restored").exists()
