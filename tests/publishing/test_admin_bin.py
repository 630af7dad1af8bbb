"""Deleting in the admin: into the bin, out of it, or for good."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from practices.models import Practice
from publishing.editing.bin import binned, throw_away
from publishing.entries.history import versions_of
from publishing.models import Event, Version
from tests.admin_forms import messages
from tests.factories import make_network, make_organisation, make_practice, make_user
from tests.pages import Page, get
from tests.publishing.test_admin_history import page_of

pytestmark = pytest.mark.usefixtures("world")

LIST = "/admin/practices/practice/"
BIN = f"{LIST}bin/"


@pytest.fixture
def editor(client):
    client.user = get_user_model().objects.create_superuser("amina", password="a long password")
    client.force_login(client.user)
    return client


@pytest.fixture
def staff(client):
    def sign_in(*names):
        user = get_user_model().objects.create_user("basil", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


def in_bin(title="Evening football", **facts):
    """The address in the bin of a practice that was deleted."""
    throw_away(make_practice(title, published=False, **facts))
    return f"{BIN}{binned()[0].pk}/"


def test_deleting_asks_first_and_says_where_it_goes(editor):
    practice = make_practice("Evening football", published=False)
    page = get(editor, page_of(practice, "delete"))
    assert page.h1() == ["Delete “Evening football”?"]
    assert "It goes to the bin with all that belongs to it, and can be restored from there for 90 days." in page.words
    assert Practice.objects.exists()

    response = editor.post(page_of(practice, "delete"), {})
    assert response.url == LIST
    assert messages(response) == [f'“Evening football” is in the bin. <a href="{BIN}">Open the bin</a>']
    assert not Practice.objects.exists()


def test_what_others_refer_to_is_not_deleted_and_they_are_named(editor):
    organisation = make_organisation("Riverbank Circle", published=False)
    practice = make_practice("Evening football", partner=organisation)
    network = make_network("Hub", supporters=[organisation])
    for response in (editor.get(page_of(organisation, "delete")), editor.post(page_of(organisation, "delete"), {})):
        page = Page(response)
        assert "It can't be deleted while others refer to it." in page.words
        assert "practice Evening football" in page.words
        assert {page_of(practice), page_of(network)} <= set(page.links)
    organisation.refresh_from_db()


def test_the_bin_lists_who_deleted_what_when_and_for_how_long(editor):
    practice = make_practice("Evening football", published=False)
    editor.post(page_of(practice, "delete"), {})
    assert BIN in get(editor, LIST).links
    page = get(editor, BIN)
    assert page.h1() == ["Bin: practices"]
    assert "Evening football amina " in page.words
    assert page.words.endswith(" 90")


def test_an_empty_bin_says_so(editor):
    assert "The bin is empty." in get(editor, BIN).words


def test_the_bin_takes_as_many_queries_for_thirty_as_for_one(editor, django_assert_num_queries):
    in_bin()
    editor.get(BIN)
    with django_assert_num_queries(3):
        editor.get(BIN)
    for number in range(29):
        in_bin(f"Tea {number}")
    with django_assert_num_queries(3):
        editor.get(BIN)


def test_a_deleted_entry_can_be_looked_at(editor):
    page = get(editor, in_bin(lead=make_organisation("Riverbank Circle")))
    assert page.h1() == ["In the bin: “Evening football”"]
    assert "Texts › en › Summary" in page.h2()
    assert "Riverbank Circle – Lead" in page.words
    assert not {"Sources", "Consents", "Fields without an answer"} & set(page.h2())  # what is empty is not spoken of


def test_a_deleted_entry_is_restored(editor):
    address = in_bin()
    response = editor.post(address)
    practice = Practice.objects.get()
    assert response.url == page_of(practice)
    assert messages(response) == ["“Evening football” was restored from the bin."]
    assert [event.what for event in Event.objects.of(practice)] == ["restored", "deleted"]
    assert versions_of(practice)[0].comment == "Restored from the bin"
    get(editor, address, status=404)


def test_what_is_destroyed_is_asked_about_and_leaves_nothing(editor):
    practice = make_practice("Evening football", published=False)
    editor.post(page_of(practice, "delete"), {})
    address = f"{BIN}{binned()[0].pk}/destroy/"
    page = get(editor, address)
    assert page.h1() == ["Destroy “Evening football” for good?"]
    assert binned()

    response = editor.post(address)
    assert messages(response) == ["“Evening football” was destroyed for good."]
    assert not Version.objects.exists()
    assert not LogEntry.objects.exists()
    get(editor, address, status=404)


def test_an_entry_that_is_alive_is_not_in_the_bin(editor):
    address = in_bin()
    editor.post(address)
    version = versions_of(Practice.objects.get()).first()
    for page in (f"{BIN}{version.pk}/", f"{BIN}{version.pk}/destroy/", f"{BIN}999999/"):
        assert editor.get(page).status_code == 404
        assert editor.post(page).status_code == 404
    assert Practice.objects.exists()


def test_who_may_look_may_look_into_the_bin_and_no_more(staff):
    address = in_bin()
    client = staff("view_practice", "review_practice")
    assert "Evening football" in get(client, BIN).words
    page = get(client, address)
    assert "Restore" not in [attrs.get("value") for _tag, attrs in page.tags]
    assert f"{address}destroy/" not in page.links
    assert client.post(address).status_code == 403
    assert client.get(f"{address}destroy/").status_code == 403
    assert client.post(f"{address}destroy/").status_code == 403
    assert len(binned()) == 1


def test_who_may_change_may_restore_but_not_destroy(staff):
    address = in_bin()
    client = staff("view_practice", "change_practice", "add_practice", "review_practice")
    assert client.post(f"{address}destroy/").status_code == 403
    assert client.post(address).status_code == 302
    assert Practice.objects.exists()


def test_authors_find_their_own_drafts_in_the_bin_and_no_others(client):
    author = make_user("basil", "contributor")
    address, other = in_bin("Mine", created_by=author), in_bin("Another")
    client.force_login(author)
    words = get(client, BIN).main
    assert "Mine" in words
    assert "Another" not in words
    assert client.get(other).status_code == 403
    assert client.post(other).status_code == 403
    assert client.post(address).status_code == 302
    assert [str(practice) for practice in Practice.objects.all()] == ["Mine"]


def test_others_see_nothing_of_the_bin(client, staff):
    address = in_bin()
    for page in (BIN, address, f"{address}destroy/"):
        assert client.get(page).status_code == 302
    client = staff("view_organisation")
    for page in (BIN, address, f"{address}destroy/"):
        assert client.get(page).status_code == 403
        assert client.post(page).status_code == 403
    assert len(binned()) == 1
