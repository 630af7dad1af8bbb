"""Editors write practices and keep the themes, the recommendations and the report's key themes."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from practices.models import KeyTheme, Practice, Recommendation, Theme
from practices.records import PracticeRecord
from publishing.models import Edition, Generation, Source
from tests.admin_forms import ANSWERS, add_row, fields, messages, save
from tests.factories import cite, make_organisation, make_practice, make_ready, make_recommendation, term
from tests.pages import Page, get

pytestmark = pytest.mark.usefixtures("world")

ADD = "/admin/practices/practice/add/"


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser("amina", password="a long password"))
    return client


def change(model_instance):
    options = model_instance._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[model_instance.pk])


def theme(slug):
    return Theme.objects.get(slug=slug)


def typed(client, title="Evening football"):
    """The form of a new practice, filled in with what it can't do without."""
    return fields(client.get(ADD)) | {
        "texts-0-title": [title],
        "texts-0-summary": ["Neighbours play and talk."],
        "scale": [str(term("scale", "local").pk)],
        "evidence": [str(term("evidence", "reported").pk)],
    }


def add(client, values, button="_save"):
    return client.post(ADD, values | {button: "x"})


def suggestions(client, words, model="practice", field="countries", room="practices"):
    """What the autocomplete of a field offers for `words`."""
    query = {"app_label": room, "model_name": model, "field_name": field, "term": words}
    return [one["text"] for one in client.get("/admin/autocomplete/", query).json()["results"]]


def test_a_practice_is_written_with_all_its_parts_previewed_published_and_read(editor):
    organisation = make_organisation("Riverbank Circle")
    source = Source.objects.create(slug="report", title="A public report")
    recommendation = make_recommendation("4b-i", "Give youth a way in")
    values = typed(editor) | {
        "countries": ["KE", "SO"],
        "groups": [str(term("groups", "women").pk)],
        "start_year": ["2016"],
        "notes": ["Ring them first"],
    }
    add_row(values, "texts", language="fr", origin="human", title="Le foot du soir", summary="On joue et on parle.")
    add_row(values, "participations", organisation=organisation.pk, role="lead")
    add_row(values, "theme_links", tag=theme("sport-arts-culture").pk)
    add_row(values, "citations", source=source.pk, locator="page 3", position=0)
    add_row(values, "illustrations", recommendation=recommendation.pk, relation="named")

    response = add(editor, values, "_publish")
    practice = Practice.objects.get()
    assert response.url == reverse("admin:practices_practice_publish", args=[practice.pk])
    assert "Evening football" not in get(editor, "/practices/").words

    preview = get(editor, reverse("admin:practices_practice_preview", args=[practice.pk]))
    practice.consents.create(basis="source")
    editor.post(response.url, ANSWERS)
    assert "Evening football" in get(editor, "/practices/").words
    page = get(editor, "/practices/evening-football/")
    for seen in (preview, page):
        assert seen.h1() == ["Evening football"]
        for words in (
            "English original français human translation",
            "Where Kenya Somalia",
            "Years from 2016",
            "Who ran it Riverbank Circle",
            "Themes Sport, arts and culture",
            "Works with Women",
            "Sources A public report page 3",
            "Recommendations it illustrates 4b-i Give youth a way in named for it in the report",
        ):
            assert words in seen.main
        assert "Ring them first" not in seen.words
    assert get(editor, "/fr/practices/evening-football/").h1() == ["Le foot du soir"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Éducation à la paix", "education-a-la-paix"),
        ("Evening football", "evening-football-2"),
        ("Tea  –  with neighbours!", "tea-with-neighbours"),
    ],
)
def test_an_address_that_is_left_empty_is_made_from_the_title(editor, title, slug):
    make_practice("Evening football")
    add(editor, typed(editor, title) | {"another": ["on"]})
    assert Practice.objects.get(texts__title=title, state="draft").slug == slug


def test_a_title_without_latin_letters_leaves_the_neutral_address(editor):
    add(editor, typed(editor, "كرة القدم"))
    practice = Practice.objects.get()
    assert practice.slug == practice.uid


def test_an_address_that_belonged_to_another_entry_is_not_made_again(editor):
    moved = make_practice("Evening football")
    Practice.objects.filter(pk=moved.pk).update(slug="elsewhere")
    add(editor, typed(editor, "Evening football") | {"another": ["on"]})
    assert Practice.objects.get(state="draft").slug == "evening-football-2"


def test_an_address_that_an_editor_writes_is_kept(editor):
    add(editor, typed(editor) | {"slug": ["by-the-river"]})
    assert Practice.objects.get().slug == "by-the-river"


def test_a_practice_can_not_be_added_without_a_text(editor):
    response = add(editor, typed(editor) | {"texts-0-title": [""], "texts-0-summary": [""]})
    assert Page(response).words.count("This field is required.") == 4  # at the top and beside each of the two
    assert not Practice.objects.exists()


def test_an_error_gives_back_everything_that_was_typed(editor):
    organisation = make_organisation()
    values = typed(editor) | {
        "countries": ["KE", "SO"],
        "youth": [str(term("youth", "youth-led").pk)],
        "start_year": ["2020"],
        "end_year": ["2010"],
        "unanswered_lessons": ["withheld"],
        "notes": ["Ring them first"],
    }
    add_row(values, "texts", language="fr", origin="human", title="Le foot", summary="")
    add_row(values, "participations", organisation=str(organisation.pk), role="partner")
    add_row(values, "theme_links", tag=str(theme("sport-arts-culture").pk))
    values = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    response = add(editor, values)
    words = Page(response).words
    assert "The work can't end before it began." in words
    assert "This field is required." in words
    given_back = fields(response)
    assert {name: given_back.get(name) for name in values if "csrf" not in name} == {
        name: value for name, value in values.items() if "csrf" not in name
    }
    assert not Practice.objects.exists()


@pytest.mark.parametrize(
    ("prefix", "facts", "sentence"),
    [
        (
            "texts",
            {"language": "en", "origin": "human", "title": "Again", "summary": "Twice."},
            "The entry has a text in this language already.",
        ),
        ("theme_links", {"tag": "sport-arts-culture"}, "The practice has this theme already."),
        (
            "participations",
            {"organisation": "riverbank-circle", "role": "lead"},
            "This organisation has this role in the practice already.",
        ),
    ],
)
def test_what_the_entry_has_already_is_refused_with_a_sentence(editor, prefix, facts, sentence):
    organisation = make_organisation("Riverbank Circle")
    practice = make_practice(themes=["sport-arts-culture"], lead=organisation)
    if "tag" in facts:
        facts = {"tag": theme(facts["tag"]).pk}
    if "organisation" in facts:
        facts = facts | {"organisation": organisation.pk}
    values = fields(editor.get(change(practice)))
    add_row(values, prefix, **facts)
    response = editor.post(change(practice), values | {"_save": "x"})
    assert response.status_code == 200
    assert sentence in Page(response).words


def test_what_is_typed_twice_is_refused_with_a_sentence(editor):
    values = typed(editor)
    for _time in range(2):
        add_row(values, "theme_links", tag=theme("sport-arts-culture").pk)
    assert "The practice has this theme already." in Page(add(editor, values)).words
    assert not Practice.objects.exists()


def test_editing_changes_nothing_in_public_until_it_is_published(editor):
    practice = make_practice("Evening football", slug="evening-football")
    response = save(editor, change(practice), **{"texts-0-title": "Morning football"})
    assert [said for said in messages(response) if "“" in said and "Morning football" in said]
    assert get(editor, "/practices/evening-football/").h1() == ["Evening football"]
    make_ready(practice)
    editor.post(reverse("admin:practices_practice_publish", args=[practice.pk]), ANSWERS)
    assert get(editor, "/practices/evening-football/").h1() == ["Morning football"]


def test_why_a_field_is_empty_is_chosen_and_shown(editor):
    practice = make_practice(published=False, text={"outcomes": "A secret success."})
    address = change(practice)
    save(editor, address, unanswered_lessons="not-reported", unanswered_outcomes="withheld", unanswered_places="")
    practice.refresh_from_db()
    assert practice.unanswered == {"lessons": "not-reported", "outcomes": "withheld"}
    preview = get(editor, reverse("admin:practices_practice_preview", args=[practice.pk])).words
    assert "Not reported: What was learnt." in preview
    assert "Withheld for safety: What came of it." in preview
    assert "A secret success." not in preview

    shown = fields(editor.get(address))
    assert [shown[f"unanswered_{name}"] for name in ("lessons", "outcomes", "places")] == [
        ["not-reported"],
        ["withheld"],
        [""],
    ]
    save(editor, address, unanswered_lessons="", unanswered_outcomes="")
    practice.refresh_from_db()
    assert practice.unanswered == {}


def test_every_field_that_can_be_without_an_answer_is_asked_under_its_name_on_the_form(editor):
    page = get(editor, ADD)
    asked = {attrs["name"] for tag, attrs in page.tags if tag == "select" and attrs["name"].startswith("unanswered_")}
    assert asked == {f"unanswered_{name}" for name in PracticeRecord.answerable()}
    assert "What was learnt — (not looked up yet) Not reported Not applicable Withheld for safety" in page.words
    # What the form insists on can be withheld, but is never "not reported".
    assert "Summary — (not looked up yet) Withheld for safety" in page.words


def test_a_reason_that_there_is_not_is_refused(editor):
    practice = make_practice()
    response = save(editor, change(practice), unanswered_lessons="forgotten", unanswered_summary="not-reported")
    assert "Select a valid choice." in Page(response).words
    practice.refresh_from_db()
    assert practice.unanswered == {}


def test_themes_are_chosen_and_never_made_while_a_practice_is_written(editor):
    before = Theme.objects.count()
    values = typed(editor)
    add_row(values, "theme_links", tag="999999")
    response = add(editor, values)
    assert "Select a valid choice." in Page(response).words
    assert not [attrs for _tag, attrs in Page(response).tags if attrs.get("name") == "themes"]
    assert Theme.objects.count() == before


def test_relations_are_found_by_what_editors_call_them(editor):
    make_organisation("Riverbank Circle", acronym="RBC")
    make_recommendation("4b-i", "Give youth a way in")
    cite(make_practice("Evening football"), "A public report")
    assert suggestions(editor, "ivoire") == ["Côte d’Ivoire"]
    assert suggestions(editor, "cote d") == ["Côte d’Ivoire"]
    assert suggestions(editor, "KEN") == ["Kenya"]
    for words in ("Ivory Coast", "ivory c", "Costa de Marfil", "كوت ديفوار", "ivoirien"):
        assert suggestions(editor, words) == ["Côte d’Ivoire"]
    assert suggestions(editor, "UK") == ["United Kingdom", "Ukraine"]
    assert suggestions(editor, "Burma") == ["Myanmar (Burma)"]
    assert suggestions(editor, "Congo") == ["Congo - Kinshasa", "Congo - Brazzaville"]
    assert suggestions(editor, "rbc", "participation", "organisation") == ["Riverbank Circle"]
    assert "Social cohesion and living together" in suggestions(editor, "tolerance", "practicetheme", "tag")
    assert suggestions(editor, "a way in", "illustration", "recommendation") == ["4b-i Give youth a way in"]
    assert suggestions(editor, "public rep", "citation", "source", "publishing") == ["A public report"]
    assert suggestions(editor, "football", "practice", "adapted_from") == ["Evening football"]


def test_vocabularies_offer_their_own_terms_only(editor):
    form = editor.get(ADD).context["adminform"].form
    for name in ("scale", "evidence", "gender", "youth", "groups"):
        assert {one.vocabulary for one in form.fields[name].queryset} == {name}
    assert {attrs.get("type") for _tag, attrs in get(editor, ADD).tags if attrs.get("name") == "groups"} == {"checkbox"}


# --- themes, recommendations, key themes


def test_a_renamed_theme_is_on_the_public_page_with_the_next_request(editor):
    make_practice("Evening football", slug="evening-football", themes=["sport-arts-culture"])
    assert "Sport, arts and culture" in get(editor, "/practices/evening-football/").words
    save(editor, change(theme("sport-arts-culture")), name="Sport and arts", aliases="football\r\ntheatre")
    words = get(editor, "/practices/evening-football/").words
    assert "Sport and arts" in words
    assert "Sport, arts and culture" not in words
    renamed = theme("sport-arts-culture")
    assert (renamed.name, renamed.aliases) == ("Sport and arts", ["football", "theatre"])


def test_a_theme_is_added_by_its_name_alone_and_only_once(editor):
    address = "/admin/practices/theme/add/"
    save(editor, address, name="École  ouverte")
    assert theme("ecole-ouverte").name == "École ouverte"
    response = save(editor, address, name="ecole ouverte")
    assert "This theme is there already, perhaps spelt a little differently." in Page(response).words


def test_a_theme_in_use_is_not_deleted_and_another_one_is(editor):
    make_practice(themes=["sport-arts-culture"])
    used, free = theme("sport-arts-culture"), Theme.objects.create(name="Unused")
    response = editor.post(reverse("admin:practices_theme_delete", args=[used.pk]), {"post": "yes"})
    assert "would require deleting the following protected related objects" in Page(response).words
    before = Generation.objects.now().vocabulary
    editor.post(reverse("admin:practices_theme_delete", args=[free.pk]), {"post": "yes"})
    assert list(Theme.objects.filter(pk__in=[used.pk, free.pk])) == [used]
    assert Generation.objects.now().vocabulary > before


def test_themes_are_deleted_from_the_list_for_everyone(editor):
    free = Theme.objects.create(name="Unused")
    before = Generation.objects.now().vocabulary
    chosen = {"action": "delete_selected", "_selected_action": [free.pk], "post": "yes"}
    editor.post("/admin/practices/theme/", chosen)
    assert not Theme.objects.filter(pk=free.pk).exists()
    assert Generation.objects.now().vocabulary > before


def test_a_changed_recommendation_is_public_with_the_next_request_and_keeps_its_number(editor):
    recommendation = make_recommendation("4b-i", "Give youth a way in")
    get(editor, "/recommendations/4b-i/")
    save(editor, change(recommendation), title="Open doors to youth", number="9")
    assert "Open doors to youth" in get(editor, "/recommendations/4b-i/").words
    assert Recommendation.objects.get().number == "4b-i"


def test_a_changed_key_theme_is_noted_too(editor):
    key_theme = KeyTheme.objects.create(number=1, title="Trust", gist="It comes first.")
    before = Generation.objects.now().vocabulary
    save(editor, change(key_theme), title="Trust first")
    assert KeyTheme.objects.get().title == "Trust first"
    assert Generation.objects.now().vocabulary > before


def test_the_tags_that_we_do_not_use_are_not_offered(editor):
    assert "/admin/taggit/tag/" not in get(editor, "/admin/").links


def test_nobody_edits_an_edition_through_its_practice(editor):
    practice = make_practice("Evening football")
    save(editor, change(practice), **{"texts-0-title": "Morning football"})
    assert Edition.objects.of(practice).get().title == "Evening football"
