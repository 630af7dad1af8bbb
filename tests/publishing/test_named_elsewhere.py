"""Whoever may not be named is looked for by every name in all that is public: links, notes, addresses, vocabulary."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from catalogue.models import SynonymGroup
from catalogue.search.synonyms import load_synonyms
from gsx_site.management.commands.daily import JOBS
from places.levels import Level
from places.models import Grouping
from practices.merging import merge
from practices.models import KeyTheme, Recommendation, Theme
from practices.vocabulary import load_key_themes, load_themes
from publishing.editions.former_terms import load_terms
from publishing.models import Address, Care, Edition, Generation, Mention, PublicWords, Term
from publishing.safety.care import answer
from publishing.safety.publication import NotPublishable, publish, restrict
from tests.admin_forms import save
from tests.factories import (
    TERMS,
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_picture,
    make_practice,
    make_recommendation,
    make_user,
)
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")

NAME = "Alpha Beta Circle"


@pytest.fixture
def careful():
    """An organisation that may not be named."""
    organisation = make_organisation(NAME, slug="circle", also_known_as="Zornhut", website="https://abcircle.example/")
    restrict(organisation, Level.GENERALISED)
    return organisation


@pytest.fixture
def publisher(client):
    client.force_login(make_user(superuser=True))
    return client


def mentions():
    return {(mention.kind, mention.field) for mention in Mention.objects.all()}


# --- other names and the website


@pytest.mark.parametrize(
    "words", ["Ask ZORNHUT.", "Ask Zorn-Hut.", "See www.abcircle.example/x.", "Ask #AlphaBetaCircle"]
)
def test_other_names_and_the_website_are_held_back_and_stop_what_is_new(words):
    organisation = make_organisation(NAME, also_known_as="Zornhut", website="https://www.abcircle.example/")
    practice = make_practice("Evening football", text={"lessons": words})
    restrict(organisation, Level.GENERALISED)
    assert mentions() == {("practice", "lessons")}
    assert words not in "".join(Edition.objects.values_list("record", flat=True))
    with pytest.raises(NotPublishable, match="which may not be named here: reword it"):
        publish(practice)


@pytest.mark.parametrize(
    "source",
    [
        {"title": "Yearbook of the alpha_beta_circle"},
        {"url": "https://www.abcircle.example/2024.pdf"},
        {"locator": "the page on AlphaBetaCircle"},
        {"title": "Zorn\u00adhut"},
    ],
)
def test_sources_are_looked_through(source):
    organisation = make_organisation(NAME, also_known_as="Zornhut", website="https://abcircle.example/")
    practice = make_practice("Evening football", published=False)
    cite(practice, **source)
    publish(practice)
    restrict(organisation, Level.ANONYMISED)
    assert mentions() == {("practice", "sources")}
    with pytest.raises(NotPublishable, match="sources.* names “"):
        publish(practice)


@pytest.mark.parametrize("words", [{"alt": "Alpha-Beta-Circle plays"}, {"caption": "ZORNHUT"}, {"credit": "Zornhut"}])
def test_the_words_of_pictures_are_looked_through(words):
    organisation = make_organisation(NAME, also_known_as="Zornhut")
    practice = make_practice("Evening football", published=False)
    make_picture(practice, size=(64, 48), **words)
    publish(practice)
    restrict(organisation, Level.GENERALISED)
    assert mentions() == {("practice", "pictures")}


def test_roles_in_a_network_are_looked_through():
    organisation = make_organisation(NAME)
    other = make_organisation("Hillside Youth", published=False)
    make_membership(other, make_network("Bridges"), role="sent by Alpha-Beta Circle")
    publish(other)
    restrict(organisation, Level.GENERALISED)
    assert mentions() == {("organisation", "memberships")}


def test_a_website_that_an_earlier_edition_had_is_looked_for_too():
    organisation = make_organisation(NAME, website="https://abcircle.example/")
    make_practice("Evening football", text={"lessons": "See abcircle.example."})
    type(organisation).objects.update(website="")
    restrict(organisation, Level.GENERALISED)
    assert mentions() == {("practice", "lessons")}


def test_a_network_has_other_names_and_a_website_that_no_page_shows(client):
    network = make_network("Bridges", slug="bridges", also_known_as="Zornhut", website="https://bridges.example/")
    make_practice("Evening football", text={"lessons": "Zornhut and bridges.example."})
    page = get(client, "/networks/bridges/")
    assert "Bridges" in page.words
    assert "Zornhut" not in page.words
    assert "bridges.example" not in client.get("/networks/bridges/").content.decode()
    restrict(network, Level.WITHHELD)
    assert mentions() == {("practice", "lessons")}


def test_names_that_are_added_later_are_looked_for_every_day(careful):
    practice = make_practice("Evening football", slug="evening-football", text={"lessons": "Ask Hushwater."})
    before = Generation.objects.now()
    assert JOBS["names"]() == "0 editions lost words"
    assert Generation.objects.now().mark == before.mark
    type(careful).objects.update(also_known_as="Zornhut\nHushwater")
    assert JOBS["names"]() == "1 editions lost words"
    assert mentions() == {("practice", "lessons")}
    assert "Hushwater" not in "".join(Edition.objects.values_list("record", flat=True))
    assert "Hushwater" in Care.objects.get().names
    assert (Generation.objects.now().number, Generation.objects.now().era == before.era) == (before.number, False)
    assert JOBS["names"]() == "0 editions lost words"
    assert not Edition.objects.of(practice).filter(record="").exists()


# --- addresses and notes


def test_former_addresses_that_name_it_are_closed(client):
    organisation = make_organisation(NAME, slug="circle")
    practice = make_practice("Evening football", slug="work-with-alpha-beta-circle")
    type(practice).objects.update(slug="evening-football")
    publish(practice)
    former, other = "/practices/work-with-alpha-beta-circle/", "/practices/alphabet-circles/"
    Address.objects.create(kind="practice", slug="alphabet-circles", entry=practice)
    assert client.get(former).url == client.get(other).url == "/practices/evening-football/"
    restrict(organisation, Level.GENERALISED)
    assert get(client, former, 404).h1() == ["There is nothing at this address"]
    assert client.get(other).url == "/practices/evening-football/"
    assert get(client, "/practices/evening-football/").h1() == ["Evening football"]


@pytest.mark.parametrize("slug", ["work-with-alpha-beta-circle", "alphabetacircle-football", "zornhut"])
def test_a_new_address_that_names_it_is_stopped(careful, slug):
    with pytest.raises(NotPublishable, match="The address names “.*”, which may not be named here: choose another"):
        make_practice("Evening football", slug=slug)


def test_notes_of_editions_that_name_it_leave_the_history(client):
    organisation = make_organisation(NAME)
    practice = make_practice("Evening football", slug="evening-football")
    publish(practice, note="With words of the Alpha–Beta–Circle")
    publish(practice, note="A slip is mended")
    restrict(organisation, Level.GENERALISED)
    assert list(Edition.objects.of(practice).values_list("note", flat=True)) == ["", "", "A slip is mended"]
    assert "A slip is mended" in get(client, "/practices/evening-football/editions/").words


# --- vocabulary


ROWS = {
    "term": lambda words: Term.objects.create(vocabulary="groups", slug="zq", label="Zq", description=words),
    "theme": lambda words: Theme.objects.create(name="Zq", aliases=["Zq two", words]),
    "recommendation": lambda words: make_recommendation(title=words),
    "keytheme": lambda words: KeyTheme.objects.create(number=70, title="Zq", gist=words),
    "grouping": lambda words: Grouping.objects.create(slug="zq", name="Zq", note=words),
    "synonymgroup": lambda words: SynonymGroup.objects.create(words=f"Zq\n{words}"),
}
FIELDS = {
    "term": "description",
    "theme": "aliases",
    "recommendation": "title",
    "keytheme": "gist",
    "grouping": "note",
    "synonymgroup": "words",
}


def test_all_vocabulary_is_tried_here():
    assert set(PublicWords.tables) == set(ROWS)


# Where a field can't be left empty it stays until somebody rewords it.
STAYING = {"recommendation", "keytheme", "synonymgroup"}


@pytest.mark.parametrize("kind", ROWS)
def test_vocabulary_that_names_it_is_taken_out_and_is_work_for_editors(publisher, kind):
    row = ROWS[kind]("as the Alpha-Beta-Circle says")
    era = Generation.objects.now().era
    restrict(make_organisation(NAME), Level.GENERALISED)
    assert mentions() == {(kind, FIELDS[kind])}
    row.refresh_from_db()
    assert ("Alpha-Beta-Circle" in str(getattr(row, FIELDS[kind]))) == (kind in STAYING)
    assert Generation.objects.now().era != era
    mention = Mention.objects.get()
    page = get(publisher, reverse("admin:publishing_care_change", args=[mention.care.pk]))
    said = "Still public: reword it first" if kind in STAYING else "Taken out: as the Alpha-Beta-Circle says"
    assert said in page.words
    assert reverse(f"admin:{row._meta.app_label}_{kind}_change", args=[row.pk]) in page.links
    assert answer(mention, Mention.Answer.REWORDED, by=None) == (kind not in STAYING)
    type(row).objects.filter(pk=row.pk).update(**{FIELDS[kind]: ["Zq"] if kind == "theme" else "Zq"})
    assert answer(mention, Mention.Answer.REWORDED, by=None)
    assert not Care.objects.unfinished()


@pytest.mark.parametrize("kind", [kind for kind in ROWS if kind not in STAYING])
def test_words_taken_out_of_vocabulary_come_back_when_they_may_stay_or_it_may_be_named_again(kind):
    row = ROWS[kind]("as the Alpha-Beta-Circle says")
    before, organisation = getattr(row, FIELDS[kind]), make_organisation(NAME)
    restrict(organisation, Level.GENERALISED)
    assert answer(Mention.objects.get(), Mention.Answer.HARMLESS, by=None)
    row.refresh_from_db()
    assert getattr(row, FIELDS[kind]) == before
    Care.objects.all().delete()
    restrict(organisation, Level.ANONYMISED)
    row.refresh_from_db()
    assert getattr(row, FIELDS[kind]) != before
    type(organisation).objects.update(level=Level.OPEN)
    organisation.refresh_from_db()
    publish(organisation)
    row.refresh_from_db()
    assert getattr(row, FIELDS[kind]) == before


def test_words_that_name_another_careful_one_too_do_not_come_back_with_the_first():
    theme = Theme.objects.create(name="Calm", description="As Alpha Beta Circle and Quellhof House do.")
    first, second = make_organisation(NAME), make_organisation("Quellhof House")
    restrict(first, Level.GENERALISED)
    restrict(second, Level.GENERALISED)
    type(first).objects.filter(pk=first.pk).update(level=Level.OPEN)
    publish(type(first).objects.get(pk=first.pk))
    theme.refresh_from_db()
    assert theme.description == ""
    [mention] = Mention.objects.filter(kind="theme")
    assert (mention.care.uid, mention.words) == (second.uid, ["As Alpha Beta Circle and Quellhof House do."])
    type(second).objects.filter(pk=second.pk).update(level=Level.OPEN)
    publish(type(second).objects.get(pk=second.pk))
    theme.refresh_from_db()
    assert theme.description == "As Alpha Beta Circle and Quellhof House do."


def test_a_theme_that_is_merged_takes_no_name_along_that_may_not_be_said(client):
    theme, into = Theme.objects.create(name=f"{NAME} method"), Theme.objects.create(name="Calm")
    restrict(make_organisation(NAME), Level.GENERALISED)
    merge(theme, into)
    into.refresh_from_db()
    assert into.aliases == []
    assert "Alpha" not in get(client, f"/themes/{into.slug}/").words


def test_a_grouping_loses_its_words_in_processes_that_know_it_already(client):
    ROWS["grouping"]("as the Alpha-Beta-Circle says")
    assert "Alpha-Beta" in get(client, "/places/zq/").words
    restrict(make_organisation(NAME), Level.GENERALISED)
    assert "Alpha-Beta" not in get(client, "/places/zq/").words


def test_an_address_in_the_vocabulary_is_looked_at(careful):
    with pytest.raises(ValidationError, match="This names “Alpha Beta Circle”"):
        Theme(name="Dialogue", slug="alpha-beta-circle").clean()


@pytest.mark.parametrize("kind", [kind for kind in ROWS if kind != "grouping"])
def test_vocabulary_that_names_it_is_not_saved(careful, publisher, kind):
    row = ROWS[kind]("as they say")
    address = reverse(f"admin:{row._meta.app_label}_{kind}_change", args=[row.pk])
    words = "Zq\nas ALPHA_BETA_CIRCLE says"
    response = save(publisher, address, **{FIELDS[kind]: words})
    said = "This names “Alpha Beta Circle”, which may not be named here: reword it."
    assert said in response.content.decode()
    row.refresh_from_db()
    assert "as they say" in str(getattr(row, FIELDS[kind]))
    assert save(publisher, address, **{FIELDS[kind]: words.replace("BETA", "X")}).status_code == 302


def test_words_that_were_saved_before_do_not_stop_a_change_of_others(publisher):
    term = Term.objects.create(vocabulary="groups", slug="zornhut", label="Zornhut")
    restrict(make_organisation("Zornhut"), Level.GENERALISED)
    assert mentions() == {("term", "slug"), ("term", "label")}
    address = reverse("admin:publishing_term_change", args=[term.pk])
    assert save(publisher, address, position="7").status_code == 302
    assert save(publisher, address, label="Zorn Hut-Zornhut").status_code == 200


def test_vocabulary_that_was_found_harmless_may_stay(publisher):
    theme = Theme.objects.create(name="Calm", description="What the word Zornhut means.")
    restrict(make_organisation("Zornhut"), Level.GENERALISED)
    mention = Mention.objects.get()
    page = reverse("admin:publishing_care_change", args=[mention.care.pk])
    publisher.post(page, {"mention": mention.pk, "answer": "harmless"})
    assert "Still public" not in get(publisher, page).words
    response = save(publisher, reverse("admin:practices_theme_change", args=[theme.pk]), name="Quiet")
    assert response.status_code == 302
    theme.refresh_from_db()
    assert theme.name == "Quiet"


def test_a_new_theme_can_not_be_typed_into_being(careful):
    with pytest.raises(ValidationError, match="This names “Zornhut”"):
        Theme.objects.named("Friends of zorn-hut")
    assert not Theme.objects.filter(name__startswith="Friends").exists()


@pytest.mark.parametrize(
    "load",
    [
        lambda: load_terms("groups", [{"slug": "zq", "label": "Zornhut"}]),
        lambda: load_themes([{"slug": "zq", "label": "Zq", "description": "As Zornhut says."}]),
        lambda: load_key_themes([{"number": "1", "title": "Zq", "gist": "Zornhut!", "source_locator": ""}]),
        lambda: load_synonyms([["Zq", "Zornhut"]]),
    ],
    ids=["terms", "themes", "key themes", "synonyms"],
)
def test_a_file_does_not_bring_it_either(careful, load):
    before = Generation.objects.now().number
    with pytest.raises(ValidationError, match="This names “Zornhut”"):
        load()
    assert Generation.objects.now().number == before
    assert not Theme.objects.filter(slug="zq").exists() and not Term.objects.filter(slug="zq").exists()


def test_a_file_that_names_it_is_refused_in_words(careful, tmp_path):
    data = {name: [] for name in [*TERMS, "themes"]} | {"groups": [{"slug": "zq", "label": "Zornhut"}]}
    path = tmp_path / "vocabulary.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(CommandError, match="was not loaded and nothing was written:\n.*This names “Zornhut”"):
        call_command("load_vocabulary", path)
    assert not Recommendation.objects.exists() and not Term.objects.filter(slug="zq").exists()
