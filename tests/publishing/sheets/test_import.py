"""The import of sheets, as an editor meets it: the dry run, what it says of each row, and what is written."""

import pytest
from django.contrib.admin.models import LogEntry

from networks.models import Organisation
from practices.models import Practice
from publishing.entries.history import versions_of
from publishing.models import Edition
from tests.admin_forms import messages
from tests.factories import cite, make_network, make_organisation, make_practice, make_recommendation
from tests.pages import Page
from tests.sheets import (
    A_PRACTICE,
    AN_ORGANISATION,
    as_csv,
    as_xlsx,
    bring_in,
    confirm,
    faults,
    kinds,
    look,
)

pytestmark = pytest.mark.usefixtures("world")


def changes(page):
    """{row: {column: (old, new)}} of a dry run."""
    return {
        row.line: {change.column.name: (change.old, change.new) for change in row.changes}
        for row in page.context["rows"]
    }


# --- what is written


def test_a_new_row_becomes_a_draft_of_who_imported_it(admin_client, admin_user):
    lead = make_organisation("Riverbank Circle", acronym="RBC")
    make_organisation("Hilltop Youth")
    make_network("Bridges Network")
    make_recommendation("4b-i")
    cite(lead, "Voices from the valley")
    row = A_PRACTICE | {
        "countries": "Kenya; Ouganda",
        "start_year": "2015",
        "ongoing": "yes",
        "lead": "RBC",
        "partners": "Hilltop Youth; riverbank-circle",
        "networks": "Bridges Network",
        "themes": "sport, arts and CULTURE; Tolerance",
        "gender": "women-and-girls",
        "recommendations": "4b-i | named",
        "sources": "Voices from the valley | page 12",
        "outcomes": "not reported",
        "verified_on": "2024-05-31",
    }
    response = bring_in(admin_client, "practice", as_csv(row))
    assert messages(response) == ["The sheet was imported. 1 new draft. Nothing of it is public until it is published."]
    practice = Practice.objects.get()
    assert (practice.state, practice.level, practice.version) == ("draft", "open", 1)
    assert (practice.created_by, practice.edited_by) == (admin_user, admin_user)
    assert (practice.slug, str(practice)) == ("tea-with-the-neighbours", "Tea with the neighbours")
    assert sorted(country.code for country in practice.countries.all()) == ["KE", "UG"]
    assert [str(one) for one in practice.participations.all()] == [
        "Riverbank Circle (Lead)",
        "Hilltop Youth (Partner)",
        "Riverbank Circle (Partner)",
    ]
    assert [str(one.tag) for one in practice.theme_links.all()] == [
        "Sport, arts and culture",
        "Social cohesion and living together",
    ]
    assert [(one.recommendation.number, one.relation) for one in practice.illustrations.all()] == [("4b-i", "named")]
    assert [str(one) for one in practice.citations.all()] == ["Voices from the valley, page 12"]
    assert practice.unanswered == {"outcomes": "not-reported"}
    assert not Edition.objects.of(practice).exists()
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.change_message) == (str(practice.pk), "Imported from the sheet “sheet.csv”.")


def test_an_organisation_comes_with_its_memberships(admin_client):
    make_network("Bridges Network")
    row = AN_ORGANISATION | {
        "country": "KEN",
        "women_led": "yes",
        "memberships": "Bridges Network | founding partner | 2015 | 2019 | hidden",
        "website": "https://riverbank.example/",
    }
    bring_in(admin_client, "organisation", as_csv(row))
    organisation = Organisation.objects.get()
    assert (organisation.country_id, organisation.women_led, organisation.youth_led) == ("KE", True, None)
    membership = organisation.memberships.get()
    assert (membership.role, membership.since, membership.until, membership.shown) == (
        "founding partner",
        2015,
        2019,
        False,
    )


def test_an_xlsx_is_read_with_its_numbers_dates_and_empty_rows(admin_client):
    from datetime import datetime

    row = A_PRACTICE | {"start_year": 2015, "end_year": 2019.0, "ongoing": False, "verified_on": datetime(2024, 5, 31)}
    other = A_PRACTICE | {"title": "Coffee", "start_year": "2016", "verified_on": 45443}
    bring_in(admin_client, "practice", as_xlsx(row, {}, other))
    found = {str(one): one for one in Practice.objects.all()}
    assert {
        title: (one.start_year, one.end_year, one.ongoing, str(one.verified_on)) for title, one in found.items()
    } == {
        "Tea with the neighbours": (2015, 2019, False, "2024-05-31"),
        "Coffee": (2016, None, None, "2024-05-31"),
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_may_be_parted_by_commas_semicolons_or_tabs(admin_client, delimiter, mark):
    row = A_PRACTICE | {"context": "First, this;\nthen\tthat."}
    bring_in(admin_client, "practice", mark + as_csv(row, delimiter=delimiter))
    assert Practice.objects.get().texts.get().context == "First, this;\nthen\tthat."


def test_the_same_file_twice_changes_nothing(admin_client):
    make_organisation("Riverbank Circle")
    file = as_csv(
        A_PRACTICE | {"countries": "Kenya", "lead": "Riverbank Circle", "title": "[withheld] Tea"},
        A_PRACTICE | {"slug": "coffee", "title": "Coffee", "countries": "", "lead": ""},
        {"slug": "coffee", "language": "fr", "origin": "human", "title": "Café", "summary": "On boit."},
    )
    bring_in(admin_client, "practice", file)
    before = list(Practice.objects.values())
    page = look(admin_client, "practice", file)
    assert kinds(page) == {2: "unchanged", 3: "unchanged", 4: "unchanged"}
    assert "confirm_form" not in page.context
    assert "The file changes nothing" in page.content.decode()
    assert list(Practice.objects.values()) == before


def test_several_languages_are_several_rows_with_one_slug(admin_client):
    french = {"slug": "tea", "language": "fr", "origin": "machine", "title": "Thé", "summary": "On boit du thé."}
    bring_in(admin_client, "practice", as_csv(A_PRACTICE | {"slug": "tea"}, french))
    texts = Practice.objects.get().texts.order_by("language")
    assert [(text.language, text.origin, text.title) for text in texts] == [
        ("en", "original", "Tea with the neighbours"),
        ("fr", "machine", "Thé"),
    ]


def test_a_dry_run_says_what_every_row_does_and_writes_nothing(admin_client):
    make_practice("Evening football", slug="football", start_year=2015)
    make_practice("Quiet work", slug="quiet")
    shared = {"language": "en", "summary": "Neighbours play and talk on two evenings a week.", "scale": "local"}
    shared |= {"evidence": "reported"}
    file = as_csv(
        shared | {"slug": "football", "title": "Evening football", "start_year": "2016"},
        shared | {"slug": "quiet", "title": "Quiet work"},
        shared | {"title": "Tea"},
    )
    before = list(Practice.objects.values())
    page = look(admin_client, "practice", file)
    assert kinds(page) == {2: "changed", 3: "unchanged", 4: "new"}
    assert changes(page)[2] == {"start_year": ("2015", "2016")}
    assert changes(page)[4]["title"] == ("", "Tea")
    html = page.content.decode()
    assert "1 row is new" in html and "1 row changes something" in html and "1 row changes nothing" in html
    assert "<del" in html and "2015" in html
    assert list(Practice.objects.values()) == before


def test_a_published_entry_changes_among_editors_only(admin_client, admin_user, client):
    practice = make_practice("Evening football", slug="football")
    row = {"uid": practice.uid, "language": "en", "title": "Morning football", "summary": "New words."}
    row |= {"scale": "local", "evidence": "reported", "level": "generalised"}
    bring_in(admin_client, "practice", as_csv(row))
    practice = Practice.objects.get()
    assert (str(practice), practice.state, practice.level) == ("Morning football", "published", "generalised")
    assert (practice.version, practice.edited_by) == (2, admin_user)
    assert Edition.objects.of(practice).count() == 1
    assert "Evening football" in client.get("/practices/football/").content.decode()
    versions = [(one.by, one.comment) for one in versions_of(practice)]
    assert versions == [
        (admin_user, "Imported from the sheet “sheet.csv”."),
        (None, "As it was before its history began"),
    ]


def test_a_column_that_is_not_in_the_file_is_left_alone_and_an_empty_cell_empties(admin_client):
    make_practice("Evening football", slug="football", start_year=2015, end_year=2019)
    row = {"slug": "football", "language": "en", "title": "Evening football", "summary": "New words."}
    row |= {"scale": "local", "evidence": "reported", "end_year": ""}
    bring_in(admin_client, "practice", as_csv(row))
    practice = Practice.objects.get()
    assert (practice.start_year, practice.end_year) == (2015, None)


def test_the_four_kinds_of_empty_stay_four(admin_client):
    row = A_PRACTICE | {"context": "not reported", "approach": "withheld", "outcomes": "", "lessons": "Listen."}
    row |= {"countries": "[withheld] Kenya", "lead": "Not reported"}
    bring_in(admin_client, "practice", as_csv(row))
    practice = Practice.objects.get()
    assert practice.unanswered == {
        "context": "not-reported",
        "approach": "withheld",
        "places": "withheld",
        "participations": "not-reported",
    }
    assert [country.code for country in practice.countries.all()] == ["KE"]
    text = practice.texts.get()
    assert (text.context, text.approach, text.outcomes, text.lessons) == ("", "", "", "Listen.")


def test_a_cell_that_says_why_it_is_empty_and_is_not_is_wrong(admin_client):
    row = A_PRACTICE | {"context": "[not reported] Fights.", "countries": "[Not applicable] Kenya"}
    said = "“%s” says that nothing stands here: leave that out, or what stands behind it."
    assert faults(look(admin_client, "practice", as_csv(row))) == {
        (2, "context"): said % "Not reported",
        (2, "countries"): said % "Not applicable",
    }


def test_a_membership_that_is_not_shown_may_stand_behind_a_reason(admin_client):
    make_network("Bridges Network")
    row = AN_ORGANISATION | {"memberships": "[not reported] Bridges Network | member | | | hidden"}
    bring_in(admin_client, "organisation", as_csv(row))
    assert Organisation.objects.get().unanswered == {"memberships": "not-reported"}
    row["memberships"] = "[not reported] Bridges Network"
    assert list(faults(look(admin_client, "organisation", as_csv(row)))) == [(2, "memberships")]


def test_a_reason_in_one_column_does_not_stand_beside_what_another_one_tells(admin_client):
    make_organisation("Riverbank Circle")
    row = A_PRACTICE | {"lead": "not reported", "partners": "Riverbank Circle", "context": "not reported"}
    bring_in(admin_client, "practice", as_csv(row))
    assert Practice.objects.get().unanswered == {"context": "not-reported"}


def test_sources_of_a_membership_stay_when_its_years_change(admin_client):
    organisation = make_organisation("Riverbank Circle")
    membership = organisation.memberships.create(network=make_network("Bridges Network"), since=2015)
    cite(membership)
    row = AN_ORGANISATION | {"memberships": "Bridges Network | | 2016"}
    bring_in(admin_client, "organisation", as_csv(row | {"slug": organisation.slug}))
    kept = organisation.memberships.get()
    assert (kept.pk, kept.since, kept.citations.count()) == (membership.pk, 2016, 1)


def test_a_slug_beside_the_uid_moves_the_entry(admin_client):
    practice = make_practice("Evening football", slug="football")
    row = {"uid": practice.uid, "slug": "evening-football", "language": "en", "title": "Evening football"}
    row |= {"summary": "They play.", "scale": "local", "evidence": "reported"}
    bring_in(admin_client, "practice", as_csv(row))
    assert Practice.objects.get().slug == "evening-football"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("UK", "GB"),
        ("Burma", "MM"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("كينيا", "KE"),
        ("Allemagne", "DE"),
        ("Deutschland", "DE"),
        ("Duitsland", "DE"),
        ("Guinea", "GN"),
        ("Soudan", "SD"),
    ],
)
def test_a_country_is_understood_by_whatever_it_is_called(admin_client, typed, code):
    bring_in(admin_client, "practice", as_csv(A_PRACTICE | {"countries": typed}))
    assert [country.code for country in Practice.objects.get().countries.all()] == [code]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "Congo",
            "“Congo” can mean several: Congo - Kinshasa (CD); Congo - Brazzaville (CG). Write what stands in brackets.",
        ),
        (
            "Kongo",
            "“Kongo” can mean several: Congo - Kinshasa (CD); Congo - Brazzaville (CG). Write what stands in brackets.",
        ),
        (
            "ကွန်ဂို",
            "“ကွန်ဂို” can mean several: Congo - Kinshasa (CD); Congo - Brazzaville (CG). Write what stands in brackets.",
        ),
        ("ROC", "“ROC” can mean several: Congo - Brazzaville (CG); Taiwan (TW). Write what stands in brackets."),
        ("UKK", "There is no country “UKK”."),
        ("Burmah", "There is no country “Burmah”."),
        ("Kennya", "There is no country “Kennya”. Did you mean: Kenya?"),
    ],
)
def test_a_country_is_proposed_only_where_few_letters_are_others(admin_client, typed, sentence):
    page = look(admin_client, "practice", as_csv(A_PRACTICE | {"countries": typed}))
    assert faults(page) == {(2, "countries"): sentence}


def test_the_dry_run_tells_the_names_of_countries_beside_their_codes(admin_client):
    make_practice("Tea with the neighbours", slug="tea", countries=["KE", "UG"])
    row = A_PRACTICE | {"slug": "tea", "countries": "[withheld] Congo-Brazzaville; KEN"}
    words = Page(look(admin_client, "practice", as_csv(row))).main
    assert "countries: Kenya (KE); Uganda (UG) → [withheld] Congo - Brazzaville (CG); Kenya (KE)" in words


# --- what stops it

NEW = {"scale": "local", "evidence": "described", "summary": "They talk.", "language": "en"}


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        (
            {"themes": "Displacment and migration"},
            "themes",
            "There is no theme “Displacment and migration”. Did you mean: Displacement and migration?",
        ),
        (
            {"countries": "Kenia; Zzyzx"},
            "countries",
            "There is no country “Zzyzx”.",
        ),
        (
            {"countries": "Kenya;" * 1001},
            "countries",
            "This cell names more than 1,000 things or parts of them: leave some out.",
        ),
        (
            {"countries": "Zzyzx| x;" * 21},
            "countries",
            " ".join(["“Zzyzx | x” has more parts than this column knows."] * 20),
        ),
        (
            # Too long to be a name: it is not compared with any, although all its words are one's.
            {"countries": "Kenya " * 200},
            "countries",
            f"There is no country “{('Kenya ' * 200)[:79]}…”.",
        ),
        (
            {"lead": "Riverbenk Circle"},
            "lead",
            "There is no organisation “Riverbenk Circle”. Did you mean: Riverbank Circle?",
        ),
        (
            {"lead": "Quux"},
            "lead",
            "There is no organisation “Quux”. Add it first, or import it before what names it.",
        ),
        (
            {"networks": "Bridge Network"},
            "networks",
            "There is no network “Bridge Network”. Did you mean: Bridges Network?",
        ),
        ({"scale": "locall"}, "scale", "There is no term “locall” for this. Did you mean: Local?"),
        ({"sources": "Unheard of"}, "sources", "There is no source “Unheard of”. Add it under Sources first."),
        ({"recommendations": "99z"}, "recommendations", "The report has no recommendation “99z”."),
        ({"scale": ""}, "scale", "This has to be filled in."),
        ({"summary": ""}, "summary", "This has to be filled in."),
        ({"scale": "not reported"}, "scale", "“Not reported” is no answer here: the directory can't do without it."),
        ({"scale": "withheld"}, "scale", "This has to be filled in."),
        ({"start_year": "last year"}, "start_year", "“last year” is no year: write four digits."),
        ({"start_year": "1776"}, "start_year", "Ensure this value is greater than or equal to 1900."),
        ({"start_year": "2019", "end_year": "2015"}, "", "The work can't end before it began."),
        ({"ongoing": "yes", "end_year": "2015"}, "", "Work that goes on has no last year."),
        ({"ongoing": "perhaps"}, "ongoing", "“perhaps” is neither yes nor no."),
        ({"verified_on": "31/05/2024"}, "verified_on", "“31/05/2024” is no date: write it as 2024-05-31."),
        (
            {"level": "secret"},
            "level",
            "“secret” is none of these: open, generalised, anonymised, withheld.",
        ),
        ({"language": ""}, "language", "Which language is the text in? Write a code such as en, fr, ar or bn."),
        ({"language": "English"}, "language", "“English” is not a language code such as en, fr, ar or bn."),
        ({"origin": "human"}, "origin", "This is the original language: write original."),
        ({"title": ""}, "", "A row needs a title, or the uid or slug of its entry."),
        ({"uid": "zzz"}, "", "There is no entry with the uid “zzz”: leave it empty for a new one."),
        (
            {"themes": "sport-arts-culture; Sport, arts and culture"},
            "themes",
            "“Sport, arts and culture” stands there twice.",
        ),
        (
            {"themes": "sport-arts-culture | first"},
            "themes",
            "“sport-arts-culture | first” has more parts than this column knows.",
        ),
        ({"recommendations": "4b-i | praised"}, "recommendations", "relation: Value 'praised' is not a valid choice."),
        ({"title": "x" * 121}, "title", "Ensure this value has at most 120 characters (it has 121)."),
        (
            {"slug": "Not a slug"},
            "slug",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        ({"slug": "gone"}, "slug", "The address “gone” belonged to another entry: choose another."),
    ],
)
def test_a_wrong_cell_is_named_with_what_was_typed(admin_client, cells, column, sentence):
    make_organisation("Riverbank Circle")
    make_network("Bridges Network")
    make_recommendation("4b-i")
    once = make_practice("Once", slug="gone")
    Practice.objects.filter(pk=once.pk).update(slug="elsewhere")
    page = look(admin_client, "practice", as_csv(NEW | {"title": "Tea"} | cells))
    assert faults(page) == {(2, column): sentence}
    assert "confirm_form" not in page.context
    assert Practice.objects.count() == 1
    html = page.content.decode()
    assert "The file can&#x27;t be imported yet" in html or "The file can't be imported yet" in html


def test_one_wrong_row_stops_the_file_and_every_wrong_row_is_named(admin_client):
    file = as_csv(
        NEW | {"title": "Tea", "countries": "KE"},
        NEW | {"title": "Coffee", "countries": "Atlantis", "themes": "Yuth leadership"},
        NEW | {"title": "Milk", "scale": "enormous", "countries": ""},
    )
    page = look(admin_client, "practice", file)
    assert set(faults(page)) == {(3, "countries"), (3, "themes"), (4, "scale")}
    assert [row.line for row in page.context["rows"]] == [3, 4, 2]
    assert not Practice.objects.exists()


def test_a_name_that_several_have_is_not_guessed_at(admin_client):
    make_organisation("Riverbank Circle", slug="riverbank-kenya")
    make_organisation("Riverbank Circle", slug="riverbank-uganda", country="UG")
    page = look(admin_client, "practice", as_csv(NEW | {"title": "Tea", "lead": "Riverbank circle"}))
    assert faults(page) == {
        (2, "lead"): "“Riverbank circle” can mean several: Riverbank Circle (riverbank-kenya); "
        "Riverbank Circle (riverbank-uganda). Write what stands in brackets."
    }


def test_a_title_that_several_have_asks_for_a_slug(admin_client):
    make_practice("Tea", slug="tea-here")
    make_practice("Tea", slug="tea-there")
    page = look(admin_client, "practice", as_csv(NEW | {"title": "Tea"}))
    words = "Several entries have this title: write the slug of the one you mean: tea-here, tea-there."
    assert faults(page) == {(2, ""): words}


def test_a_row_that_stands_twice_is_wrong(admin_client):
    page = look(admin_client, "practice", as_csv(NEW | {"title": "Tea"}, NEW | {"title": "Tea"}))
    words = "Row 2 is about the same entry in the same language. Two entries need two slugs."
    assert faults(page) == {(3, ""): words}


def test_a_taken_address_is_refused(admin_client):
    make_practice("Coffee", slug="coffee")
    tea = make_practice("Tea", slug="tea")
    page = look(admin_client, "practice", as_csv(NEW | {"uid": tea.uid, "slug": "coffee", "title": "Tea"}))
    assert faults(page) == {(2, "slug"): "Another entry has the address “coffee”."}


def test_a_sheet_makes_nothing_more_open(admin_client):
    make_practice("Tea", slug="tea", level="anonymised")
    page = look(admin_client, "practice", as_csv(NEW | {"slug": "tea", "title": "Tea", "level": "open"}))
    words = "A file can't make an entry more open: it is at level “Anonymised”. Do that on its own page."
    assert faults(page) == {(2, "level"): words}


def test_facts_and_answers_stand_in_the_row_of_the_original_language(admin_client):
    make_practice("Tea", slug="tea")
    french = {"slug": "tea", "language": "fr", "origin": "human", "title": "Thé", "summary": "On boit."}
    french |= {"scale": "local", "evidence": "", "context": "withheld"}
    page = look(admin_client, "practice", as_csv(french))
    assert faults(page) == {
        (2, "scale"): "Facts stand in the row of the original language (en): leave this cell empty here.",
        (2, "context"): "Say that in the row of the original language: it holds for the whole entry.",
    }


def test_a_translation_says_who_translated_it(admin_client):
    make_practice("Tea", slug="tea")
    french = {"slug": "tea", "language": "fr", "title": "Thé", "summary": "On boit.", "scale": "", "evidence": ""}
    page = look(admin_client, "practice", as_csv(french))
    assert faults(page) == {(2, "origin"): "Who translated this text? Write human or machine."}


def test_a_formula_in_a_cell_is_no_value(admin_client):
    page = look(admin_client, "practice", as_xlsx(NEW | {"title": "=A1&B1"}))
    assert faults(page)[2, "title"] == "This cell holds a formula: copy it and paste its value."


def test_years_of_a_membership_are_in_order(admin_client):
    make_network("Bridges Network")
    row = AN_ORGANISATION | {"memberships": "Bridges Network | member | 2019 | 2015"}
    page = look(admin_client, "organisation", as_csv(row))
    assert faults(page) == {(2, "memberships"): "The membership in “bridges-network” can't end before it began."}


# --- the confirmation


def test_a_file_is_confirmed_once(admin_client):
    page = look(admin_client, "practice", as_csv(A_PRACTICE))
    confirm(admin_client, "practice", page)
    response = confirm(admin_client, "practice", page)
    assert messages(response) == [
        "The sheet was imported. 1 new draft. Nothing of it is public until it is published.",
        "The file that was looked at is no longer here, or was imported already: choose it again.",
    ]
    assert Practice.objects.count() == 1


def test_what_changed_since_the_dry_run_is_looked_at_again(admin_client):
    page = look(admin_client, "practice", as_csv(A_PRACTICE))
    make_practice(A_PRACTICE["title"], slug="somebody-elses")
    response = confirm(admin_client, "practice", page)
    assert messages(response) == ["Something changed since the rows were looked at: choose the file again."]
    assert Practice.objects.count() == 1


def test_nobody_confirms_the_file_of_another(admin_client, client, django_user_model):
    page = look(admin_client, "practice", as_csv(A_PRACTICE))
    other = django_user_model.objects.create_superuser("badru", password="x")
    client.force_login(other)
    confirm(client, "practice", page)
    assert not Practice.objects.exists()


@pytest.mark.parametrize("paper", ["", "nonsense", "../../etc/hostname"])
def test_a_made_up_confirmation_imports_nothing(admin_client, paper):
    response = admin_client.post("/admin/practices/practice/process_import/", {"paper": paper, "file_name": "x"})
    assert response.status_code == 302
    assert admin_client.get("/admin/practices/practice/process_import/").status_code == 405
