"""Several entries at once: acts on a list, and a run through the questions, one screen an entry."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from practices.models import Practice, Theme
from publishing.editing.bin import binned
from publishing.editing.pages import questions
from publishing.entries.history import versions_of
from publishing.models import Edition
from tests.admin_forms import fields, messages
from tests.factories import agree, cite, make_practice, make_ready, make_user, rest_on_source
from tests.pages import Page
from tests.publishing.test_given_back import before_saving
from tests.sheets import A_PRACTICE, address, as_csv, bring_in

pytestmark = pytest.mark.usefixtures("world")
LIST = "/admin/practices/practice/"


def chosen(action, *entries, **more):
    return {"action": f"{action}_selected", "_selected_action": [entry.pk for entry in entries], **more}


def act(client, action, *entries, **given):
    """Choose the entries and the action, see the page between, and confirm it: (its words, what is said then)."""
    page = client.post(LIST, chosen(action, *entries))
    response = client.post(LIST, fields(page) | given)
    return Page(page).words, messages(response)


def fresh(entry):
    return Practice.objects.editable().get(pk=entry.pk)


def test_acts_on_a_list_name_what_is_concerned_and_leave_a_version_each(admin_client, admin_user):
    one, other = (make_practice(title, published=False) for title in ("Evening football", "Song and supper"))
    cite(one)
    words, said = act(admin_client, "basis", one, other)
    assert "Evening football (Draft)" in words
    assert "Song and supper: There is no source: add at least one." in words
    assert said == ["Done to 1 entry."]
    assert [(line.basis, line.recorded_by) for line in fresh(one).consents.all()] == [("source", admin_user)]
    assert versions_of(one)[0].comment == "It rests on a published source."
    day = timezone.localdate()
    _words, said = act(admin_client, "checked", one, other)
    assert said == ["Done to 2 entries."]
    assert {fresh(entry).verified_on for entry in (one, other)} <= {day, timezone.localdate()}  # at midnight, either
    assert (fresh(one).version, fresh(one).edited_by) == (3, admin_user)


@pytest.mark.parametrize("until", [None, date(2020, 1, 1)], ids=["in force", "taken back"])
def test_what_an_organisation_agreed_to_is_not_covered_by_a_source(admin_client, until):
    one, other = (make_practice(title, published=False) for title in ("Evening football", "Song and supper"))
    cite(one)
    cite(other)
    agree(one, given_on=date(2019, 1, 1), until=until)
    words, said = act(admin_client, "basis", one, other)
    assert "Evening football: The organisation agreed, now or once: see to that in the entry itself." in words
    assert said == ["Done to 1 entry."]
    assert [line.basis for line in fresh(one).consents.all()] == ["agreement"]


def test_several_are_made_more_careful_and_never_more_open(admin_client):
    public, anonymised = make_practice("Evening football"), make_practice("Song", level="anonymised", published=False)
    _words, said = act(admin_client, "careful", public, anonymised, level="generalised")
    assert said == ["“Song” was left alone. It is as careful already.", "Done to 1 entry."]
    assert (fresh(public).level, fresh(anonymised).level) == ("generalised", "anonymised")
    assert Edition.objects.current().of(public).get().level == "generalised"


def test_themes_are_added_and_taken_away(admin_client):
    one = make_practice("Evening football", published=False, themes=["sport-arts-culture"])
    other = make_practice("Song and supper", published=False)
    themes = {name: Theme.objects.get(slug=name).pk for name in ("sport-arts-culture", "social-cohesion")}
    given = {"add": [themes["social-cohesion"]], "remove": [themes["sport-arts-culture"]]}
    assert act(admin_client, "themes", one, other, **given)[1] == ["Done to 2 entries."]
    assert {str(tag.slug) for entry in (one, other) for tag in fresh(entry).themes.all()} == {"social-cohesion"}
    assert versions_of(other)[0].comment == "Themes changed from the list."
    Practice.objects.filter(pk=other.pk).update(unanswered={"themes": "not-reported", "lessons": "not-reported"})
    act(admin_client, "themes", other, add=given["remove"], remove=[])
    assert fresh(other).unanswered == {"lessons": "not-reported"}
    other.themes.remove(Theme.objects.get(slug="sport-arts-culture"))

    twice = admin_client.post(LIST, chosen("themes", one, confirmed="yes", add=given["add"], remove=given["add"]))
    assert "can't be added and taken away at once" in Page(twice).words
    assert (
        act(admin_client, "themes", one, **given)[1][0] == "“Evening football” was left alone. It would change nothing."
    )


@pytest.mark.parametrize("name", ["add", "remove"])
@pytest.mark.parametrize("key", ["9" * 30, "-" + "9" * 30, "a\0b"])
def test_what_can_be_the_key_of_no_theme_is_refused_beside_its_field(admin_client, name, key):
    one = make_practice("Evening football", published=False)
    page = admin_client.post(LIST, chosen("themes", one, confirmed="yes", **{name: [key]}))
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [name, "__all__"]


def test_drafts_go_into_the_bin_and_nothing_that_was_published(admin_client):
    draft, public = make_practice("Song", published=False), make_practice("Evening football")
    words, said = act(admin_client, "bin", draft, public)
    assert "Evening football: It was published once" in words
    assert said[0] == "Done to 1 entry."
    assert ([str(one) for one in Practice.objects.all()], [one.title for one in binned()]) == (
        ["Evening football"],
        ["Song"],
    )


def test_what_somebody_deletes_meanwhile_is_said_and_the_rest_is_done(admin_client):
    titles = ("Evening football", "Song and supper", "Tea")
    one, other, third = (make_practice(title, published=False) for title in titles)
    page = admin_client.post(LIST, chosen("checked", one, other, third))
    third.delete()

    def delete_the_other(saved):
        if saved.pk == one.pk:
            Practice.objects.filter(pk=other.pk).delete()

    with before_saving(Practice, delete_the_other):
        response = admin_client.post(LIST, fields(page))
    assert messages(response) == [
        "“Song and supper” was left alone. Somebody deleted it at this moment.",
        "Done to 1 entry.",
        "1 entry is no longer in this list, and was left alone.",
    ]
    assert fresh(one).verified_on == timezone.localdate()


def test_what_somebody_deletes_while_several_are_published_is_said(admin_client, admin_user):
    drafts = (make_practice(title, published=False) for title in ("Evening football", "Song"))
    one, other = (make_ready(draft, by=admin_user) for draft in drafts)
    with before_saving(Edition, lambda _saved: Practice.objects.filter(pk=other.pk).delete()):
        said = messages(admin_client.post(LIST, chosen("publish", one, other)))
    assert ["Somebody deleted it at this moment." in sentence for sentence in said] == [True, False]
    assert [edition.uid for edition in Edition.objects.all()] == [one.uid]


def test_an_act_locks_the_generation_before_its_entry_as_publishing_does(admin_client):
    """Two that lock the same rows in other orders wait for each other until the database ends one."""
    one = make_practice("Evening football")
    page = admin_client.post(LIST, chosen("careful", one))
    with CaptureQueriesContext(connection) as asked:
        admin_client.post(LIST, fields(page) | {"level": "generalised"})
    begun = next(number for number, query in enumerate(asked) if query["sql"].startswith("SAVEPOINT"))
    tables = [query["sql"].partition(" FROM ")[2].split(" ")[0].strip('"') for query in asked.captured_queries[begun:]]
    assert tables.index("publishing_generation") < tables.index("practices_practice")


@pytest.mark.parametrize("way", ["https://elsewhere.invalid/", "//elsewhere.invalid/", "javascript:alert(1)", "list/"])
def test_the_way_on_is_a_path_of_this_site(admin_client, way):
    one = make_practice("Evening football", published=False)
    page = admin_client.post(LIST, chosen("checked", one, next=way))
    assert way not in page.content.decode()
    assert admin_client.post(LIST, fields(page) | {"next": way}).url == LIST
    asked = admin_client.post(LIST, chosen("checked", one, next="/admin/"))
    assert admin_client.post(LIST, fields(asked)).url == "/admin/"


def test_a_contributor_does_it_to_their_own_drafts_alone(client):
    amina = make_user("amina", "contributor")
    client.force_login(amina)
    own = make_practice("Own", published=False, created_by=amina)
    other = make_practice("Of another", published=False)
    day = timezone.localdate()
    words, said = act(client, "checked", own, other)
    assert ("Of another" in words, said) == (False, ["Done to 1 entry."])
    assert fresh(own).verified_on in (day, timezone.localdate())  # at midnight, either
    assert fresh(other).verified_on is None
    assert client.post(LIST, chosen("careful", own, confirmed="yes", level="withheld")).status_code == 302
    assert fresh(own).level == "open"


def test_eight_rows_of_a_partner_are_published_in_a_click_more_than_two_each(admin_client):
    """The clicks: choose, look, import; the basis and its confirmation; the run; for each, the tick and the button."""
    cite(make_practice("Of before", published=False), "Voices from the valley")
    rows = [A_PRACTICE | {"title": f"Evening {number}", "sources": "Voices from the valley"} for number in range(8)]
    imported = bring_in(admin_client, "practice", as_csv(*rows))
    page = admin_client.get(imported.url)
    assert "Go through the questions of the 8 drafts" in page.content.decode()
    asked = admin_client.post(LIST, {name: values for name, values in fields(page).items() if name != "csrf"})
    done = admin_client.post(LIST, fields(asked))
    assert done.url == imported.url
    at, titles = page.context["questions_url"], []
    for number in range(8):
        shown = admin_client.get(at)
        titles.append(str(shown.context["original"]))
        assert f"{number + 1} of 8" in Page(shown).words
        assert Page(shown).words.count("Not looked up yet") == 1
        assert admin_client.post(at, {"note": ""}).context["form"].errors
        at = admin_client.post(at, fields(shown) | {"nothing": "on"}).url
    assert at == address("practice", "changelist")
    assert sorted(titles) == sorted(row["title"] for row in rows)
    assert Edition.objects.current().count() == 8


def test_words_that_may_lead_to_a_person_are_confirmed_in_the_run(admin_client):
    one = make_practice("Evening football", published=False, text={"context": "Ring +254 712 345 678 at night."})
    cite(one)
    rest_on_source(one)
    at = f"{LIST}{one.pk}/questions/"
    shown = admin_client.get(at)
    assert shown.context["stops"] == []
    refused = admin_client.post(at, fields(shown) | {"nothing": "on"})
    assert "holds “+254 712 345 678”, which looks like a phone number" in Page(refused).words
    assert not Edition.objects.exists()
    admin_client.post(at, fields(refused) | {"nothing": "on", "confirmed": ["+254 712 345 678"]})
    assert Edition.objects.current().of(one).exists()


def test_words_are_not_asked_about_where_something_else_stops(admin_client):
    one = make_practice("Evening football", published=False, text={"context": "Ring +254 712 345 678 at night."})
    shown = admin_client.get(f"{LIST}{one.pk}/questions/")
    assert "There is no source: add at least one." in Page(shown).words
    assert "confirmed" not in Page(shown).html


def test_a_run_that_is_cut_says_so(admin_client, monkeypatch):
    entries = [make_practice(title, published=False) for title in ("Song", "Tea", "Football")]
    imported = bring_in(admin_client, "practice", as_csv(*(A_PRACTICE | {"title": title} for title in "abc")))
    monkeypatch.setattr(questions, "MOST", 2)
    words = "This run goes through the first 2 of 3 entries: begin another one for the rest."
    assert messages(admin_client.post(LIST, chosen("questions", *entries)))[-1] == words
    assert words in Page(admin_client.get(imported.url)).words
    assert len(admin_client.get(imported.url).context["keys"]) == 2
    begun = admin_client.post(LIST, chosen("questions", *entries[:2]))
    assert "1 of 2" in Page(admin_client.get(begun.url)).words


def test_a_run_submits_what_one_may_not_publish_and_goes_past_what_is_gone(client):
    amina = make_user("amina", "contributor")
    client.force_login(amina)
    own = make_practice("Own", published=False, created_by=amina)
    cite(own)
    own.consents.create(basis="source")
    other, gone = make_practice("Of another", published=False), make_practice("Gone", published=False)
    keys = f"?run={own.pk}.{gone.pk}.{other.pk}.x"
    gone.delete()
    at = f"{LIST}{own.pk}/questions/{keys}"
    shown = client.get(at)
    assert "1 of 1" in Page(shown).words
    assert messages(client.post(at, fields(shown) | {"nothing": "on"})) == ["“Own” waits for its review."]
    assert fresh(own).state == "review"
    assert client.get(f"{LIST}{other.pk}/questions/{keys}").status_code == 403
