"""What terms, themes, recommendations and groupings are called in the languages of the site: shown, found, edited."""

import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation

from catalogue.catalogue import current
from catalogue.search.languages import FALSE_FRIENDS
from catalogue.search.vocabulary import is_known, nearest
from places.levels import Level
from places.models import Grouping
from places.names import LANGUAGES, OTHER_LANGUAGES
from practices.merging import merge
from practices.models import KeyTheme, Recommendation, Theme
from practices.vocabulary import load_key_themes, load_recommendations, load_themes
from publishing.editing.sheets.cells import Wrong
from publishing.editing.sheets.lookups import Run, terms
from publishing.models import Generation, Mention, Term
from publishing.safety.care import answer
from publishing.safety.publication import restrict
from tests.admin_forms import fields, save
from tests.catalogue.search.finding import hits, search
from tests.factories import make_organisation, make_practice, make_recommendation, make_user
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")

FIXTURES = settings.BASE_DIR / "fixtures"


def read(name):
    return json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))


def page_in(language, client, address):
    return get(client, f"/{language}{address}")


def has_lang(page, tag, language):
    return any(name == tag and attrs.get("lang") == language for name, attrs in page.tags)


def theme(slug="sport-arts-culture"):
    return Theme.objects.get(slug=slug)


# --- the fixtures


def rows_in_fixtures():
    """(where, row, the names of its words) of all vocabulary in the fixtures that tables are loaded with."""
    for vocabulary, rows in read("vocabulary").items():
        if vocabulary not in ("synonyms", "levels"):
            yield from ((f"{vocabulary} {row['slug']}", row, ("label", "description", "aliases")) for row in rows)
    for part in ("recommendations", "key_themes"):
        yield from ((f"{part} {row['number']}", row, ("title", "gist")) for row in read("directory")[part])
    yield from ((f"grouping {row['slug']}", row, ("name", "note")) for row in read("places")["groupings"])


def test_all_vocabulary_says_in_every_language_what_it_says_in_english():
    rows = list(rows_in_fixtures())
    assert len(rows) > 160
    missing = [
        (where, language, name)
        for where, row, names in rows
        for language in OTHER_LANGUAGES
        for name in names
        if bool(row.get(name)) > bool(row["texts"].get(language, {}).get(name)) and name != "aliases"
    ]
    assert missing == []
    assert [where for where, row, _names in rows if set(row["texts"]) != set(OTHER_LANGUAGES)] == []


def test_arabic_words_are_in_arabic_letters_and_french_and_spanish_ones_are_not():
    odd = [
        (where, language)
        for where, row, names in rows_in_fixtures()
        for language, words in row["texts"].items()
        if any("\u0600" <= letter <= "\u06ff" for letter in words[names[0]]) != (language == "ar")
    ]
    assert odd == []


def test_every_term_has_a_label_in_every_language_of_the_site():
    load_recommendations(read("directory")["recommendations"])
    for vocabulary, held in current().terms.items():
        for slug, info in held.items():
            labels = {language: name for language, name, shown in info.names if shown}
            assert set(labels) == set(LANGUAGES), (vocabulary, slug)


def test_what_is_loaded_again_is_left_alone_and_keeps_its_words():
    data = read("directory")
    for load, model, part in (
        (load_recommendations, Recommendation, "recommendations"),
        (load_key_themes, KeyTheme, "key_themes"),
    ):
        assert set(load(data[part])) == {"created"}
        assert set(load(data[part])) == {"left alone"}
        assert {str(one.number): one.texts for one in model.objects.all()} == {
            row["number"]: row["texts"] for row in data[part]
        }
    assert set(load_themes(read("vocabulary")["themes"])) == {"left alone"}
    assert theme().texts == next(row["texts"] for row in read("vocabulary")["themes"] if row["slug"] == theme().slug)


@pytest.mark.parametrize("texts", [{"de": {"label": "Sport"}}, {"fr": {"title": "Sport"}}, {"fr": {"label": ""}}])
def test_words_in_no_language_of_the_site_or_without_a_label_are_refused(tmp_path, texts):
    data = read("vocabulary")
    data["themes"][0]["texts"] = texts
    path = tmp_path / "vocabulary.json"
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(CommandError, match="themes.0.texts"):
        call_command("load_vocabulary", path)


# --- shown


@pytest.mark.parametrize(
    ("language", "label", "group"),
    [
        ("fr", "Cohésion sociale et vivre-ensemble", "Jeunes"),
        ("ar", "التماسك الاجتماعي والعيش المشترك", "الشباب"),
        ("es", "Cohesión social y convivencia", "Jóvenes"),
    ],
)
def test_pages_call_a_term_by_its_name_in_their_language(client, language, label, group):
    make_practice("Evening football", slug="evening-football", themes=["social-cohesion"], groups=["young-people"])
    for address in ("/practices/", "/practices/evening-football/", "/", "/themes/", "/themes/social-cohesion/"):
        words = page_in(language, client, address).words
        assert label in words, address
        assert "Social cohesion and living together" not in words, address
    assert group in page_in(language, client, "/practices/?group=young-people").words
    assert "Social cohesion and living together" in get(client, "/practices/?sort=title").words


def test_the_page_of_a_theme_tells_what_it_is_and_is_also_called_in_its_language(client):
    page = page_in("fr", client, "/themes/social-cohesion/")
    said = theme("social-cohesion").texts["fr"]
    assert page.h1() == [said["label"]]
    assert said["description"] in page.words
    assert " · ".join(said["aliases"]) in page.words
    assert "coexistence · resilience" not in page.words


def test_themes_stand_in_the_order_of_what_they_are_called(client):
    page = page_in("es", client, "/themes/")
    labels = sorted(one.texts["es"]["label"] for one in Theme.objects.all())
    found = [page.words.index(label) for label in labels if label.isascii()]
    assert found == sorted(found)


def test_what_has_no_words_in_the_language_is_shown_in_english_and_marked_so(client):
    Theme.objects.create(name="Zorn games", slug="zorn", description="People play zorn.", aliases=["zorning"])
    Generation.objects.advance(vocabulary=True)
    page = page_in("ar", client, "/themes/zorn/")
    assert page.h1() == ["Zorn games"]
    assert ("p", {"class": "lead", "lang": "en", "dir": "auto"}) in page.tags
    assert ("p", {"class": "note", "lang": "en", "dir": "auto"}) in page.tags
    assert not has_lang(page_in("ar", client, "/themes/social-cohesion/"), "p", "en")
    assert not has_lang(get(client, "/themes/zorn/?"), "p", "en")


def test_recommendations_and_key_themes_are_told_in_the_language_of_the_page(client):
    data = read("directory")
    load_recommendations(data["recommendations"])
    load_key_themes(data["key_themes"])
    make_practice("Evening football", slug="evening-football", recommendations={"1": "illustrates"})
    first, key = data["recommendations"][0]["texts"]["fr"], data["key_themes"][0]["texts"]["fr"]
    words = page_in("fr", client, "/recommendations/").words
    assert all(said in words for said in (first["title"], first["gist"], key["title"], key["gist"]))
    page = page_in("fr", client, "/recommendations/1/")
    assert page.h1() == [first["title"]]
    assert f"1 {first['title']}" in page.title
    assert f"1 {first['title']}" in page_in("fr", client, "/practices/evening-football/").words


def test_groupings_are_called_and_explained_in_the_language_of_the_page(client):
    make_practice(countries=["KE"])
    page = page_in("fr", client, "/places/horn-of-africa/")
    said = Grouping.objects.get(slug="horn-of-africa").texts["fr"]
    assert page.h1() == [said["name"]] == ["Corne de l’Afrique"]
    assert said["note"] in page.words
    assert said["note"] in page_in("fr", client, "/places/").words


def test_the_api_tells_terms_in_all_languages(client):
    load_recommendations(read("directory")["recommendations"])
    told = client.get("/api/v1/themes/social-cohesion").json()
    assert told["label"] == "Social cohesion and living together"
    assert told["texts"] == theme("social-cohesion").texts
    listed = {one["name"]: one["terms"] for one in client.get("/api/v1/vocabularies?lang=ar").json()["results"]}
    assert set(listed) == set(current().terms)
    [group] = [one for one in listed["groups"] if one["slug"] == "women"]
    assert (group["label"], group["texts"]["fr"]["label"]) == ("النساء", "Femmes")
    told = client.get("/api/v1/recommendations/1").json()
    assert told["texts"] == Recommendation.objects.get(number="1").texts
    names = client.get("/api/v1/places/horn-of-africa").json()["names"]
    assert names == {
        "en": "Horn of Africa",
        "fr": "Corne de l’Afrique",
        "ar": "القرن الأفريقي",
        "es": "Cuerno de África",
    }


# --- found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["mothers", "mères", "meres", "الأمهات", "madres", "jóvenes", "chefs religieux"])
def test_a_term_is_found_by_its_names_in_every_language_from_every_language(language, name):
    make_practice("Evening football", groups=["women", "young-people", "religious-leaders"])
    make_practice("Elsewhere", groups=["media"], themes=["local-prevention"])
    with translation.override(language):
        assert hits(name) == ["Evening football"]


def test_every_name_of_every_theme_leads_to_it():
    for one in Theme.objects.all():
        make_practice(one.slug, themes=[one.slug], groups=[], gender=[], youth=[], countries=[])
    catalogue = current()
    lost = [
        (slug, name)
        for slug, info in catalogue.terms["themes"].items()
        for _language, name, _shown in info.names
        if FALSE_FRIENDS.get(name, "en") == "en" and slug not in hits(f'"{name}"')
    ]
    assert lost == []


def test_a_part_of_a_label_finds_in_its_own_language_only():
    make_practice("Evening football", themes=["social-cohesion"], groups=[], countries=[])
    assert hits("vivre") == []
    with translation.override("fr"):
        assert hits("vivre") == hits("cohesion") == ["Evening football"]


def test_an_abbreviation_of_another_language_is_meant_in_capitals():
    make_practice("Evening football", themes=["action-plans"], groups=[], countries=[])
    assert hits("PAN") == ["Evening football"]
    assert hits("pan") == []
    with translation.override("fr"):
        assert hits("pan") == ["Evening football"]


def test_a_word_that_is_another_thing_elsewhere_is_a_name_in_its_own_language_only():
    make_practice("Evening football", themes=["civil-society-capacity"], groups=["returnees-former-members"])
    for name, own in (("formation", "fr"), ("revenants", "fr"), ("formers", "en")):
        for language in LANGUAGES:
            with translation.override(language):
                assert bool(hits(f'"{name}"')) == (language == own), (name, language)


def test_a_name_of_several_words_is_found_unquoted_and_not_said_to_mean_the_same():
    make_practice("Evening football", themes=["social-cohesion"], groups=[], countries=[])
    for name in ("cohésion sociale", "Cohésion sociale et vivre-ensemble", "résilience communautaire", "العيش المشترك"):
        assert hits(name) == ["Evening football"], name
        assert search(name).others == []
    assert hits("cohésion zorn") == []


def test_a_word_of_another_language_is_known_and_no_word_is_corrected_to_it():
    make_practice("Evening football")
    assert is_known("madres", current())
    assert "madres" not in [word for word, _distance in nearest("madrez", current())]
    with translation.override("es"):
        assert "madres" in [word for word, _distance in nearest("madrez", current())]


def test_a_name_in_any_language_is_completed_with_the_label_of_the_page(client):
    make_practice("Evening football", themes=["social-cohesion"])
    found = client.get("/search/suggest/", {"q": "convivenc"}).json()
    assert found[0]["items"][0]["label"] == "Social cohesion and living together"


def test_cells_of_sheets_take_a_term_by_its_name_in_any_language():
    groups = terms("groups")(Run())
    for name in ("Young people", "jeunesse", "الشباب", "jóvenes", "young-people"):
        assert groups.find(name) == "young-people", name
    with pytest.raises(Wrong, match="can mean several"):
        groups.find("garçons")


# --- edited


@pytest.fixture
def editor(client):
    client.force_login(make_user(superuser=True))
    return client


def test_an_editor_changes_what_a_term_is_called_in_a_language(editor):
    make_practice("Evening football", slug="evening-football", groups=["women"])
    term = Term.objects.get(vocabulary="groups", slug="women")
    address = f"/admin/publishing/term/{term.pk}/change/"
    held = fields(editor.get(address))
    assert held["texts.fr.label"] == [term.texts["fr"]["label"]]
    assert held["texts.ar.aliases"] == ["\n".join(term.texts["ar"]["aliases"])]
    before = term.texts
    assert save(editor, address, **{"texts.fr.label": "Toutes\u202e les femmes", "texts.es.description": ""}).url
    term.refresh_from_db()
    assert term.texts["fr"] == before["fr"] | {"label": "Toutes les femmes"}
    assert term.texts["es"] == {name: words for name, words in before["es"].items() if name != "description"}
    assert (term.label, term.texts["ar"]) == ("Women", before["ar"])
    assert "Toutes les femmes" in page_in("fr", editor, "/practices/evening-football/").words


@pytest.mark.parametrize("model", ["practices/theme", "practices/recommendation", "practices/keytheme"])
def test_what_else_has_words_in_languages_has_boxes_for_them(editor, model):
    make_recommendation("4b")
    load_key_themes(read("directory")["key_themes"])
    app, name = model.split("/")
    row = {"theme": Theme, "recommendation": Recommendation, "keytheme": KeyTheme}[name].objects.first()
    label = next(iter(row.TRANSLATED))
    address = f"/admin/{app}/{name}/{row.pk}/change/"
    assert save(editor, address, **{f"texts.ar.{label}": "كلمة"}).status_code == 302
    row.refresh_from_db()
    assert row.texts["ar"][label] == "كلمة"


def test_a_label_that_is_too_long_for_its_column_is_refused(editor):
    term = Term.objects.get(vocabulary="groups", slug="women")
    response = save(editor, f"/admin/publishing/term/{term.pk}/change/", **{"texts.fr.label": "é" * 81})
    assert "at most 80 characters (it has 81)" in response.content.decode()


@pytest.mark.parametrize("sought", ["vivre-ensemble", "convivencia", "التعايش", "COEXISTENCE"])
def test_the_admin_finds_a_theme_by_its_names_in_any_language(editor, sought):
    page = get(editor, f"/admin/practices/theme/?q={sought}")
    assert "Social cohesion and living together" in page.words
    assert "Livelihoods and skills" not in page.words


def test_a_theme_that_is_merged_takes_its_names_in_all_languages_along():
    first, into = theme(), theme("livelihoods-skills")
    names, held = first.names(), into.names()
    merge(first, into)
    into.refresh_from_db()
    assert set(into.names()) == {*names, *held}
    assert into.texts["fr"]["label"] in held
    assert set(load_themes(read("vocabulary")["themes"])) == {"left alone"}
    assert set(theme("livelihoods-skills").names()) == {*names, *held}


# --- who may not be named

NAMED = "selon l’Alpha-Beta-Circle"


def test_words_in_another_language_that_name_who_may_not_be_named_are_taken_out_and_come_back(editor):
    term = Term.objects.get(vocabulary="groups", slug="women")
    before = term.texts
    named = before["fr"] | {"description": NAMED, "aliases": ["dames", NAMED]}
    Term.objects.filter(pk=term.pk).update(texts=before | {"fr": named})
    organisation = make_organisation("Alpha Beta Circle")
    restrict(organisation, Level.GENERALISED)
    term.refresh_from_db()
    assert term.texts == before | {"fr": named | {"description": "", "aliases": ["dames"]}}
    assert {one.field for one in Mention.objects.all()} == {"texts.fr.description", "texts.fr.aliases"}
    page = get(editor, f"/admin/publishing/care/{Mention.objects.first().care_id}/change/")
    assert "Description (French)" in page.words
    assert f"Taken out: {NAMED}" in page.words
    for mention in Mention.objects.all():
        assert answer(mention, Mention.Answer.HARMLESS, by=None)
    term.refresh_from_db()
    assert term.texts["fr"] == named


def test_words_in_another_language_that_name_who_may_not_be_named_are_not_saved(editor):
    restrict(make_organisation("Alpha Beta Circle"), Level.GENERALISED)
    term = Term.objects.get(vocabulary="groups", slug="women")
    address = f"/admin/publishing/term/{term.pk}/change/"
    response = save(editor, address, **{"texts.fr.description": NAMED})
    assert "This names “Alpha Beta Circle”, which may not be named here: reword it." in response.content.decode()
    term.refresh_from_db()
    assert NAMED not in str(term.texts)
