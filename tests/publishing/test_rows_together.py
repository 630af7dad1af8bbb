"""The rows of a form are judged and saved together: what one row gives up, another one takes in the same save."""

import pytest
from django.db import connection

from tests.admin_forms import add_row, fields, save
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_user
from tests.pages import Page
from tests.publishing.test_admin_history import page_of

pytestmark = pytest.mark.usefixtures("world")

TITLES = {"en": "Evening football", "fr": "Le foot", "es": "El fútbol"}


@pytest.fixture
def editor(client):
    client.force_login(make_user("amina", superuser=True))
    return client


@pytest.fixture
def practice():
    practice = make_practice(TITLES["en"], published=False)
    for language in ("fr", "es"):
        practice.texts.create(language=language, origin="human", title=TITLES[language], summary="…")
    return practice


def titles(practice):
    return {text.language: text.title for text in practice.texts.all()}


def with_languages(editor, practice, languages):
    """The fields of the form with other languages: {the language of a text as saved: its new one, "" to delete it}."""
    values = fields(editor.get(page_of(practice)))
    for number in range(3):
        new = languages.get(values[f"texts-{number}-language"][0])
        if new == "":
            values[f"texts-{number}-DELETE"] = "on"
        elif new:
            values[f"texts-{number}-language"] = new
    return values | {"_save": "x"}


@pytest.mark.parametrize(
    "languages",
    [{"en": "fr", "fr": "en"}, {"fr": "es", "es": "fr"}, {"en": "fr", "fr": "es", "es": "en"}],
    ids=["two", "two others", "all three"],
)
def test_texts_swap_their_languages(editor, practice, languages):
    assert editor.post(page_of(practice), with_languages(editor, practice, languages)).status_code == 302
    assert titles(practice) == {languages.get(one, one): title for one, title in TITLES.items()}


@pytest.mark.parametrize(("gone", "heir"), [("en", "fr"), ("fr", "es"), ("es", "fr"), ("fr", "en")])
def test_a_text_takes_the_language_of_one_that_goes(editor, practice, gone, heir):
    values = with_languages(editor, practice, {gone: "", heir: gone})
    assert editor.post(page_of(practice), values).status_code == 302
    kept = {one: title for one, title in TITLES.items() if one not in (gone, heir)}
    assert titles(practice) == kept | {gone: TITLES[heir]}


def test_two_texts_in_one_language_are_refused_beside_the_second(editor, practice):
    response = editor.post(page_of(practice), with_languages(editor, practice, {"es": "fr"}))
    assert response.status_code == 200
    assert Page(response).words.count("The entry has a text in this language already.") == 2  # on top, and beside it
    assert titles(practice) == TITLES


@pytest.fixture
def memberships():
    """Those of one organisation in two networks, each with a source."""
    organisation = make_organisation("Riverbank Circle", published=False)
    made = [make_membership(organisation, make_network(name), role="member") for name in ("Arches", "Bridges")]
    for membership in made:
        cite(membership)
    return made


def test_a_membership_that_is_deleted_can_be_added_anew_in_the_same_save(editor, memberships):
    first, second = memberships
    organisation = first.organisation
    values = fields(editor.get(page_of(organisation))) | {"_save": "x"}
    values |= {f"memberships-{n}-DELETE": "on" for n in range(2) if values[f"memberships-{n}-id"] == [str(first.pk)]}
    add_row(values, "memberships", network=first.network_id, role="member", since="2015", shown="on")
    assert editor.post(page_of(organisation), values).status_code == 302
    assert {(one.network, one.since) for one in organisation.memberships.all()} == {
        (first.network, 2015),
        (second.network, None),
    }
    assert not organisation.memberships.filter(pk=first.pk).exists()


def test_memberships_that_swap_their_networks_keep_their_sources(editor, memberships):
    first, second = memberships
    held = {one.pk: [citation.pk for citation in one.citations.all()] for one in memberships}
    numbers = {"memberships-0-network": second.network_id, "memberships-1-network": first.network_id}
    assert save(editor, page_of(first.organisation), **numbers).status_code == 302
    first.refresh_from_db()
    assert (first.network, first.organisation) == (second.network, second.organisation)
    assert {one.pk: [citation.pk for citation in one.citations.all()] for one in memberships} == held
    connection.check_constraints()


def test_what_somebody_added_meanwhile_is_not_added_twice(editor, memberships):
    network, other = memberships[0].network, make_organisation("Hilltop Youth", published=False)
    values = fields(editor.get(page_of(network))) | {"_save": "x"}
    add_row(values, "memberships", organisation=other.pk, role="member", shown="on")
    make_membership(other, network, role="member")
    response = editor.post(page_of(network), values)
    assert response.status_code == 200
    assert "This organisation has this role in the network already." in Page(response).words
