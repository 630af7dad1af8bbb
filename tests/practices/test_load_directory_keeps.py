"""load_directory keeps what editors have done since the last load, and says so."""

import pytest
from django.contrib.auth import get_user_model

from networks.models import Network, Organisation
from places.levels import Level
from practices.models import Practice
from publishing.models import Edition, Entry, Event, Source
from publishing.safety.publication import publish, withdraw
from tests.factories import make_practice, make_ready
from tests.practices.directories import CREATED, LEFT_ALONE, but, content, load, small_directory

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def directory():
    return small_directory()


@pytest.fixture
def loaded(directory, tmp_path):
    load(tmp_path, directory)
    return directory


def edit_the_words(entry, user):
    entry.texts.update(title="In an editor's words")


def take_a_partner_away(entry, user):
    entry.participations.filter(role="partner").delete()


def add_a_translation(entry, user):
    entry.texts.create(language="fr", title="Football du soir", summary="On joue.", origin="human")


def publish_by_hand(entry, user):
    user.is_superuser = True
    user.save()
    publish(entry if entry.level == Level.WITHHELD else make_ready(entry), by=user)


def lose_the_account(user):
    """As it was before accounts were kept: who had published was forgotten with theirs."""
    Edition.objects.update(published_by=None)
    Event.objects.update(by=None)
    user.delete()


def publish_as_it_is(entry, user):
    publish_by_hand(entry, user)


def publish_as_it_is_and_lose_the_account(entry, user):
    publish_by_hand(entry, user)
    lose_the_account(user)


def make_more_careful(entry, user):
    Practice.objects.filter(pk=entry.pk).update(level=Level.ANONYMISED)


def withhold_and_lose_the_account(entry, user):
    Practice.objects.filter(pk=entry.pk).update(level=Level.WITHHELD)
    entry.level = Level.WITHHELD
    publish_by_hand(entry, user)
    lose_the_account(user)


def withdraw_it(entry, user):
    withdraw(entry)


def withdraw_and_empty_it(entry, user):
    withdraw(entry, by=user, redact=True)


def move_it(entry, user):
    Practice.objects.filter(pk=entry.pk).update(slug="football-by-the-river")


def move_and_publish_it(entry, user):
    move_it(entry, user)
    publish_by_hand(entry, user)


@pytest.mark.parametrize(
    "act",
    [
        edit_the_words,
        take_a_partner_away,
        add_a_translation,
        publish_as_it_is,
        publish_as_it_is_and_lose_the_account,
        make_more_careful,
        withhold_and_lose_the_account,
        withdraw_it,
        withdraw_and_empty_it,
        move_it,
        move_and_publish_it,
    ],
    ids=lambda act: act.__name__,
)
def test_what_an_editor_did_is_kept_and_named(loaded, tmp_path, act):
    act(Practice.objects.get(slug="football"), get_user_model().objects.create(username="amina"))
    loaded["practices"][0]["title"] = "Football, as the next release tells it"
    before = content()
    assert load(tmp_path, loaded) == [
        *but("practices: 0 created, 0 changed, 1 left alone, 1 kept as editors left them"),
        "kept as editors left it: practices[0] “football”",
    ]
    assert content() == before


def test_organisations_and_networks_that_editors_changed_are_kept_too(loaded, tmp_path):
    Organisation.objects.get(slug="riverbank").memberships.update(shown=False)
    Network.objects.get(slug="valley").audiences.clear()
    loaded["organisations"][0]["about"] = loaded["networks"][0]["about"] = "As the next release tells it."
    before = content()
    assert load(tmp_path, loaded)[-2:] == [
        "kept as editors left it: organisations[0] “riverbank”",
        "kept as editors left it: networks[0] “valley”",
    ]
    assert content() == before


def test_a_source_that_an_editor_put_right_is_kept_with_what_cites_it(loaded, tmp_path):
    Source.objects.filter(slug="letter").update(url="https://example.org/put-right")
    before = content()
    assert load(tmp_path, loaded) == [
        *but(
            "sources: 0 created, 0 changed, 1 left alone, 1 kept as editors left them",
            "organisations: 0 created, 0 changed, 1 left alone, 1 kept as editors left them",
        ),
        "kept as editors left it: sources[1] “letter”",
        "kept as editors left it: organisations[0] “riverbank”",
    ]
    assert content() == before


def test_a_draft_of_an_editors_with_the_address_of_a_row_is_kept(directory, tmp_path):
    draft = make_practice("My draft", slug="football", published=False)
    assert load(tmp_path, directory)[5:] == [
        "practices: 1 created, 0 changed, 0 left alone, 1 kept as editors left them",
        "kept as editors left it: practices[0] “football”",
    ]
    draft.refresh_from_db()
    assert (str(draft), draft.state) == ("My draft", Entry.State.DRAFT)


def test_entries_that_the_file_does_not_name_are_left_alone(loaded, tmp_path):
    make_practice("An editor's own")
    del loaded["practices"][1]
    before = content()
    assert load(tmp_path, loaded) == but("practices: 0 created, 0 changed, 1 left alone")
    assert content() == before


def test_other_names_are_loaded_where_the_file_has_them_and_stay_where_it_has_not(tmp_path):
    directory = small_directory()
    directory["organisations"][0]["also_known_as"] = ["Riverside  Circle", "Cercle de la rive", "Riverside Circle"]
    directory["networks"][0]["website"] = "https://valley.example/"
    assert load(tmp_path, directory) == CREATED
    riverbank, hillside = Organisation.objects.get(slug="riverbank"), Organisation.objects.filter(slug="hillside")
    assert riverbank.also_known_as == "Riverside Circle\nCercle de la rive"
    assert Network.objects.get(slug="valley").website == "https://valley.example/"
    hillside.update(also_known_as="Hilltop Youth")
    Network.objects.update(website="https://bridges.example/")
    del directory["networks"][0]["website"]
    assert load(tmp_path, directory) == LEFT_ALONE
    assert hillside.get().also_known_as == "Hilltop Youth"
    assert set(Network.objects.values_list("website", flat=True)) == {"https://bridges.example/"}
