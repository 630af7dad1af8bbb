"""What editors do with every kind of entry: look at its list, preview, publish, withdraw."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from practices.models import Practice
from publishing.models import Edition, Entry, Event, Generation, Source, Term
from publishing.safety.publication import publish, withdraw
from tests.admin_forms import ANSWERS, fields, messages, save
from tests.factories import cite, make_careful, make_organisation, make_practice, make_ready, make_submitted
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")

LIST = "/admin/practices/practice/"


def page_of(entry, name="change"):
    return reverse(f"admin:practices_practice_{name}", args=[entry.pk])


@pytest.fixture
def editor(client):
    user = get_user_model().objects.create_superuser("amina", password="a long password")
    client.force_login(user)
    return client


@pytest.fixture
def staff(client):
    """Signs in somebody of the staff who has the permissions with the given names only."""

    def sign_in(*names):
        user = get_user_model().objects.create_user("basil", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return client

    return sign_in


def set_level(entry, level):
    type(entry).objects.filter(pk=entry.pk).update(level=level)


# --- who may


ENTRY_PAGES = ("change", "preview", "publish", "withdraw")


@pytest.mark.parametrize("name", ENTRY_PAGES)
def test_strangers_are_asked_to_sign_in(client, name):
    address = page_of(make_practice(), name)
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert response.url == f"/admin/login/?next={address}"


@pytest.mark.parametrize("name", ENTRY_PAGES)
def test_staff_without_permission_are_refused(staff, name):
    practice = make_practice()
    client = staff("view_theme")
    assert client.get(page_of(practice, name)).status_code == 403
    assert client.post(page_of(practice, name)).status_code == 403
    assert Edition.objects.of(practice).count() == 1


def test_who_may_only_look_sees_the_entry_and_its_preview_but_can_change_nothing(staff):
    practice = make_practice(published=False)
    client = staff("view_practice", "review_practice")
    page = get(client, page_of(practice))
    assert page_of(practice, "preview") in page.links
    assert "Save and go on to publish" not in [attrs.get("value") for _tag, attrs in page.tags]
    assert client.get(page_of(practice, "preview")).status_code == 200
    assert client.post(page_of(practice, "publish")).status_code == 403
    assert "publish_selected" not in client.get(LIST).content.decode()
    assert not Edition.objects.exists()


def test_pages_of_an_entry_that_is_not_there_are_not_found(editor):
    for name in ENTRY_PAGES[1:]:
        get(editor, f"{LIST}999999/{name}/", status=404)


def test_forms_are_posted_from_an_origin_that_django_accepts(editor):
    # The site sends no referrer; without this a browser's forms come from the origin "null".
    for address in ("/admin/", "/account/"):
        policy = [attrs["content"] for _tag, attrs in get(editor, address).tags if attrs.get("name") == "referrer"]
        assert policy == ["same-origin"]


def test_our_pages_hold_no_inline_script_and_no_inline_style(editor):
    practice = make_practice()
    practice.texts.update(summary="Other words.")
    for name in ENTRY_PAGES:
        for tag, attrs in get(editor, page_of(practice, name)).tags:
            assert tag != "style"
            assert "style" not in attrs
            assert tag != "script" or "src" in attrs or attrs.get("type") == "application/json"
            assert not [attr for attr in attrs if attr.startswith("on")]


# --- the panel of an entry


def test_an_entry_says_how_it_stands_to_what_the_public_sees(editor):
    practice = make_ready(make_practice("Evening football", published=False))
    words = get(editor, page_of(practice)).words
    assert "Draft Open Never published Nothing stops it from being published." in words

    publish(practice)
    page = get(editor, page_of(practice))
    assert "Published Open Edition 1, of " in page.words
    assert "The public sees it as it is saved here." in page.words
    assert f"/practices/{practice.slug}/" in page.links

    practice.texts.update(summary="Other words.")
    assert "It was edited: publishing it would change what the public sees." in get(editor, page_of(practice)).words

    withdraw(practice)
    assert "Withdrawn Open Not public any more" in get(editor, page_of(practice)).words


def test_the_panel_links_the_page_of_an_anonymised_entry_by_its_uid(editor):
    practice = make_practice(level="anonymised")
    assert reverse("practices:detail", args=[practice.uid]) in get(editor, page_of(practice)).links


def test_what_stops_publishing_is_listed_with_links_to_the_fields(editor):
    make_careful("KE", "anonymised")
    practice = make_practice(
        "Evening football", published=False, original_language="fr", unanswered={"shoes": "withheld"}
    )
    page = get(editor, page_of(practice))
    for anchor, words in (
        ("texts-group", "There is no text in the original language (fr): add one."),
        ("id_level", "Entries in Kenya are published at level Anonymised or a more careful one."),
        ("id_unanswered", "There are no fields with these names: shoes."),
    ):
        assert words in page.words
        assert f"{page_of(practice)}#{anchor}" in page.links
        assert anchor in [attrs.get("id") for _tag, attrs in page.tags]


# --- preview


def test_the_preview_shows_what_is_saved_at_the_entrys_level_and_never_the_notes(editor):
    lead = make_organisation("Riverbank Circle", women_led=True)
    practice = make_practice("Evening football", published=False, lead=lead, level="generalised", notes="Secret notes")
    response = editor.get(page_of(practice, "preview"))
    page = Page(response)
    assert page.h1() == ["Evening football"]
    assert "Preview At level “Generalised”, the public would see this of the entry as it is saved now." in page.words
    assert "A women-led organisation in Eastern Africa" in page.words
    assert "Riverbank Circle" not in page.words
    assert "Secret notes" not in response.content.decode()


def test_the_preview_is_not_kept_by_any_cache(editor):
    control = editor.get(page_of(make_practice(), "preview"))["Cache-Control"]
    assert {"no-store", "private"} <= set(control.split(", "))


def test_the_preview_of_a_withheld_entry_says_that_nothing_is_published(editor):
    practice = make_practice("Evening football", published=False, level="withheld")
    page = get(editor, page_of(practice, "preview"))
    assert page.h1() == ["Nothing is public"]
    assert "At level “withheld” nothing of this entry is published." in page.words
    assert "Evening football" not in page.words


def test_the_preview_of_an_entry_without_a_text_says_so(editor):
    practice = make_practice(published=False)
    practice.texts.all().delete()
    assert "This entry has no text yet." in get(editor, page_of(practice, "preview")).words


# --- publish


def test_publishing_asks_first_and_takes_a_note_for_the_public_history(editor):
    practice = make_ready(make_practice("Evening football", published=False))
    page = get(editor, page_of(practice, "publish"))
    assert page.h1() == ["Publish “Evening football”?"]
    assert "What is saved becomes public." in page.words
    get(editor, "/practices/evening-football/", status=404)

    response = editor.post(page_of(practice, "publish"), ANSWERS | {"note": "First account"})
    assert response.url == page_of(practice)
    assert messages(response) == [
        'Edition 1 of “Evening football” is published. <a href="/practices/evening-football/">See it on the site</a>'
    ]
    assert get(editor, "/practices/evening-football/").h1() == ["Evening football"]
    assert "First account" in get(editor, "/practices/evening-football/editions/").words
    assert Edition.objects.get().published_by.username == "amina"


def test_an_entry_that_something_stops_is_not_published_however_it_is_asked(editor):
    make_careful("KE", "anonymised")
    practice = make_practice(published=False)
    asked, sent = editor.get(page_of(practice, "publish")), editor.post(page_of(practice, "publish"), {"note": ""})
    for response, heading in ((asked, "It can't be published yet"), (sent, "Not published:")):
        page = Page(response)
        assert page.h2()[0] == heading
        assert "Entries in Kenya are published at level Anonymised" in page.words
        assert f"{page_of(practice)}#id_level" in page.links
    assert not Edition.objects.exists()


def test_publishing_what_the_public_sees_already_does_nothing(editor):
    practice = make_practice()
    response = editor.post(page_of(practice, "publish"), {"note": "Again"})
    assert "Publishing it would change nothing that the public sees." in Page(response).words
    assert Edition.objects.of(practice).count() == 1


def test_a_note_that_is_too_long_is_given_back(editor):
    practice = make_practice(published=False)
    response = editor.post(page_of(practice, "publish"), {"note": "n" * 301})
    assert "Ensure this value has at most 300 characters" in Page(response).words
    assert fields(response)["note"] == ["n" * 301]
    assert not Edition.objects.exists()


def test_becoming_more_careful_is_announced_with_what_it_takes_away(editor):
    practice = make_practice("Evening football", slug="evening-football")
    set_level(practice, "anonymised")
    words = get(editor, page_of(practice, "publish")).words
    assert "The entry becomes more careful. Earlier editions are brought to this level too" in words
    assert "This can't be undone." in words

    make_submitted(practice)
    editor.post(page_of(practice, "publish"), ANSWERS)
    assert get(editor, f"/practices/{practice.uid}/").h1() == ["A practice in Eastern Africa"]
    assert get(editor, "/practices/evening-football/", status=404).h1() == ["There is nothing at this address"]
    [edition] = Edition.objects.of(practice)
    assert (edition.title, edition.level) == ("A practice in Eastern Africa", "anonymised")


def test_becoming_more_open_is_announced_too(editor):
    practice = make_practice(level="generalised")
    set_level(practice, "open")
    words = get(editor, page_of(practice, "publish")).words
    assert "The entry becomes more open. It will show what the present edition hides." in words
    assert "more careful" not in words


def test_a_withdrawn_entry_can_still_lose_its_earlier_editions_by_becoming_withheld(editor):
    practice = make_practice("Evening football")
    withdraw(practice)
    set_level(practice, "withheld")
    assert "Nothing of the entry stays public." in get(editor, page_of(practice, "publish")).words
    said = messages(editor.post(page_of(practice, "publish"), {"note": ""}))
    assert said == ["Nothing of “Evening football” is public any more."]
    assert not Edition.objects.of(practice).readable().exists()


def test_save_and_go_on_to_publish_saves_what_was_typed_first(editor):
    practice = make_practice("Evening football", published=False)
    response = save(editor, page_of(practice), "_publish", **{"texts-0-title": "Morning football"})
    assert response.url == page_of(practice, "publish")
    assert get(editor, response.url).h1() == ["Publish “Morning football”?"]


# --- withdraw


def test_withdrawing_asks_first(editor):
    practice = make_practice("Evening football")
    page = get(editor, page_of(practice, "withdraw"))
    assert page.h1() == ["Withdraw from the public directory?"]
    assert "Evening football" in page.main
    assert "Also empty the earlier editions" in page.main
    assert get(editor, f"/practices/{practice.slug}/").h1() == ["Evening football"]


def test_a_withdrawn_entry_leaves_the_directory_and_keeps_its_history(editor):
    practice = make_practice("Evening football")
    response = editor.post(page_of(practice, "withdraw"), {"note": "They asked for it"})
    assert messages(response) == ["“Evening football” was withdrawn."]
    assert get(editor, f"/practices/{practice.slug}/", status=404).h1() == ["There is nothing at this address"]
    assert "Evening football" not in get(editor, "/practices/").words
    [edition] = Edition.objects.of(practice)
    assert (edition.title, bool(edition.record), edition.current, edition.note) == ("Evening football", True, False, "")
    event = Event.objects.of(practice).first()
    assert (event.what, event.note, event.by.username) == ("withdrawn", "They asked for it", "amina")


def test_withdrawing_can_empty_the_earlier_editions_as_well(editor):
    practice = make_practice("Evening football")
    editor.post(page_of(practice, "withdraw"), {"note": "", "redact": "on"})
    assert get(editor, f"/practices/{practice.slug}/", status=404).h1() == ["There is nothing at this address"]
    assert [(edition.title, edition.record) for edition in Edition.objects.of(practice)] == [("", "")]


def test_what_is_not_public_can_not_be_withdrawn(editor):
    practice = make_practice(published=False)
    response = editor.post(page_of(practice, "withdraw"), {"note": ""})
    assert messages(response) == ["This entry is not public: there is nothing to withdraw."]
    assert not Edition.objects.exists()


# --- the list


def act(client, action, *entries, **more):
    return client.post(LIST, {"action": action, "_selected_action": [entry.pk for entry in entries], **more})


def test_the_list_shows_title_state_level_places_and_dates(editor):
    make_practice("Evening football", countries=["KE", "SO"], verified_on="2026-03-01")
    cells = re.findall(r"<t[hd] class=\"field-\w+[^>]*>(.*?)</t[hd]>", editor.get(LIST).content.decode())
    words = [re.sub("<.*?>", "", cell) for cell in cells]
    assert words[:5] == ["Evening football", "Published", "Open", "Kenya, Somalia", "1 Mar 2026"]


def test_the_list_takes_as_many_queries_for_thirty_entries_as_for_one(editor, django_assert_num_queries):
    make_practice()
    editor.get(LIST)
    with django_assert_num_queries(10):
        editor.get(LIST)
    for _number in range(29):
        make_practice(countries=["KE", "SO"])
    with django_assert_num_queries(10):
        editor.get(LIST)


def test_publishing_from_the_list_leaves_out_what_is_the_same_and_names_what_is_stopped(editor):
    make_careful("SO", "anonymised")
    amina = get_user_model().objects.get(username="amina")
    new, same = make_ready(make_practice("New", published=False), by=amina), make_practice("Same")
    stopped = make_ready(make_practice("Stopped", published=False, countries=["SO"]), by=amina)
    changes = make_practice("Careful")
    set_level(changes, "generalised")
    make_submitted(changes)
    make_ready(changes, by=amina)
    said = messages(act(editor, "publish_selected", new, same, stopped, changes))
    assert set(said) == {
        "1 entry was left alone: publishing it would change nothing.",
        "1 entry was published.",
        f'<a href="{page_of(changes, "publish")}">Careful</a> was not published. '
        "Its level changes: publish it on its own page, which says what that does.",
        f'<a href="{page_of(stopped, "publish")}">Stopped</a> was not published. '
        "Entries in Somalia are published at level Anonymised or a more careful one. "
        "It needs a second person: submit it for review, and somebody else publishes it.",
    }
    assert [Edition.objects.of(entry).count() for entry in (new, same, stopped, changes)] == [1, 1, 0, 1]


def test_withdrawing_from_the_list_asks_first_and_then_withdraws_what_is_public(editor):
    public, draft = make_practice("Public"), make_practice("Draft", published=False)
    response = act(editor, "withdraw_selected", public, draft)
    page = Page(response)
    assert page.h1() == ["Withdraw from the public directory?"]
    assert "Public" in page.main
    assert "Draft" not in page.main
    assert Practice.objects.get(pk=public.pk).state == Entry.State.PUBLISHED

    said = messages(editor.post(LIST, fields(response) | {"note": "Both", "redact": "on"}))
    assert said == ["1 entry was withdrawn."]
    get(editor, f"/practices/{public.slug}/", status=404)
    assert Event.objects.of(public).first().note == "Both"
    assert not Edition.objects.of(public).readable().exists()
    assert not Edition.objects.of(draft).exists()


def test_there_is_nothing_to_withdraw_among_drafts(editor):
    draft = make_practice(published=False)
    said = messages(act(editor, "withdraw_selected", draft, confirmed="yes"))
    assert said == ["None of these entries is public: there is nothing to withdraw."]


@pytest.mark.parametrize(
    ("value", "found"),
    [("source", ["Bare", "Edited"]), ("check", ["Bare", "Old"]), ("publish", ["Edited"])],
)
def test_the_list_can_be_narrowed_to_what_waits_for_an_editor(editor, value, found):
    make_practice("Bare")
    cite(make_practice("Old", verified_on="2020-01-01"))
    edited = make_practice("Edited", verified_on="2099-01-01")
    edited.save()
    titles = [entry.slug for entry in editor.get(LIST, {"todo": value}).context["cl"].result_list]
    assert titles == [title.lower() for title in found]


def test_the_list_is_searched_by_titles_in_any_language_and_by_addresses(editor):
    practice = make_practice("Evening football", slug="by-the-river")
    practice.texts.create(language="fr", title="Le foot du soir", summary="On joue.")
    make_practice("Tea", text={"summary": "They drink it."})
    for words in ("evening", "foot du soir", "by-the-river"):
        assert list(editor.get(LIST, {"q": words}).context["cl"].result_list) == [practice]


# --- delete


def test_what_was_ever_published_is_withdrawn_and_not_deleted(editor):
    practice = make_practice()
    withdraw(practice)
    page = get(editor, page_of(practice))
    assert "It was published once: it can be withdrawn, but not deleted." in page.words
    assert page_of(practice, "delete") not in page.links
    assert editor.post(page_of(practice, "delete"), {"post": "yes"}).status_code == 403
    assert Practice.objects.filter(pk=practice.pk).exists()


def test_a_draft_can_be_deleted(editor):
    practice = make_practice(published=False)
    assert page_of(practice, "delete") in get(editor, page_of(practice)).links
    editor.post(page_of(practice, "delete"), {"post": "yes"})
    assert not Practice.objects.filter(pk=practice.pk).exists()


def test_there_is_no_deleting_from_the_list(editor):
    make_practice()
    names = [name for name, _label in editor.get(LIST).context["action_form"].fields["action"].choices]
    assert "delete_selected" not in names
    assert names[:3] == ["", "publish_selected", "withdraw_selected"]


# --- editions, terms, sources


def test_editions_can_be_read_and_nothing_else(editor):
    edition = Edition.objects.of(make_practice("Evening football")).get()
    address = f"/admin/publishing/edition/{edition.pk}"
    assert "Evening football" in get(editor, "/admin/publishing/edition/").words
    get(editor, f"{address}/change/")
    get(editor, "/admin/publishing/edition/add/", status=403)
    get(editor, f"{address}/delete/", status=403)
    assert editor.post(f"{address}/change/", {"title": "Other"}).status_code == 403
    assert Edition.objects.get().title == "Evening football"


def test_a_changed_term_is_on_the_public_page_with_the_next_request(editor):
    make_practice("Evening football", slug="evening-football", groups=["women"])
    term = Term.objects.get(vocabulary="groups", slug="women")
    assert "Works with Women " in get(editor, "/practices/evening-football/").words
    address = f"/admin/publishing/term/{term.pk}/change/"
    save(editor, address, label="Women of all ages", aliases="mothers\r\n\r\n  aunts ")
    assert "Works with Women of all ages " in get(editor, "/practices/evening-football/").words
    term.refresh_from_db()
    assert term.aliases == ["mothers", "aunts"]
    assert fields(editor.get(address))["aliases"] == ["mothers\naunts"]


def test_a_term_keeps_its_address_and_is_never_deleted(editor):
    term = Term.objects.get(vocabulary="groups", slug="women")
    save(editor, f"/admin/publishing/term/{term.pk}/change/", slug="ladies", vocabulary="youth")
    term.refresh_from_db()
    assert (term.vocabulary, term.slug) == ("groups", "women")
    get(editor, f"/admin/publishing/term/{term.pk}/delete/", status=403)


def test_a_new_term_goes_to_one_of_the_vocabularies(editor):
    before = Generation.objects.now().vocabulary
    facts = {"slug": "fishers", "label": "Fishers", "position": "40"}
    response = save(editor, "/admin/publishing/term/add/", vocabulary="group", **facts)
    assert "Select a valid choice." in Page(response).words
    save(editor, "/admin/publishing/term/add/", vocabulary="groups", **facts)
    assert Term.objects.get(vocabulary="groups", slug="fishers").label == "Fishers"
    assert Generation.objects.now().vocabulary > before


def test_a_changed_source_is_seen_by_readers_whose_pages_are_kept(editor):
    before = Generation.objects.now().number
    save(editor, "/admin/publishing/source/add/", title="Report", publisher="GSX", year="2017", slug="gsx2017")
    assert Source.objects.get().title == "Report"
    assert Generation.objects.now().number == before + 1


def test_a_source_that_is_cited_is_not_deleted(editor):
    citation = cite(make_practice(), "A public report")
    address = f"/admin/publishing/source/{citation.source.pk}/delete/"
    assert "would require deleting the following protected related objects" in get(editor, address).words
    assert editor.post(address, {"post": "yes"}).status_code == 200
    assert Source.objects.get().title == "A public report"
