"""How a practice is done, what it took and how it is known: on its page, in marks, in sheets, and what is refused."""

import pytest
from django.urls import reverse

from practices.models import Practice
from publishing.editions.redaction import draft_record
from publishing.models import Edition, Source
from publishing.safety.checks import stops
from publishing.safety.publication import publish
from tests.admin_forms import add_row, fields, save
from tests.factories import (
    a_source,
    make_network,
    make_organisation,
    make_practice,
    make_recommendation,
    make_user,
    term,
)
from tests.pages import Page, get
from tests.sheets import A_PRACTICE, as_csv, bring_in, export, faults, look, read_csv
from tests.staff import StaffClient

pytestmark = pytest.mark.usefixtures("world")

STEPS = "Ask the neighbours.\nLight the field.\nOpen the gate."


@pytest.fixture
def source():
    source = a_source("A study of evenings")
    Source.objects.filter(pk=source.pk).update(slug="a-study")
    return Source.objects.get(pk=source.pk)


@pytest.fixture
def whole(source):
    """A practice of which everything is told."""
    practice = make_practice(
        "Evening football",
        slug="evening-football",
        lead=make_organisation("Riverbank Circle"),
        age_from=14,
        age_to=28,
        weeks=12,
        setting=["sports-ground", "street"],
        mode=["group"],
        prevention=["primary"],
        text={
            "steps": STEPS,
            "duration": "twelve weeks",
            "dose": "two evenings a week",
            "team": "Two coaches, paid.",
            "partners_needed": "The owner of the field.",
            "permission": "The leave of the town.",
            "core": "Both sides play in each team.",
            "changeable": "The game.",
            "went_wrong": "The lamps broke.",
            "harms": "None was seen.",
            "safeguards": "Nobody goes home alone.",
            "key_finding": "Fewer calls, in a place that was calm already.",
        },
        rows={
            "reached": [{"number": 180, "who": "young people", "note": "about 180"}],
            "costs": [{"amount": 56000, "currency": "KES", "per": "year", "year": 2019, "note": "by its own count"}],
            "evaluations": [
                {
                    "by": "a university",
                    "independent": True,
                    "design": "randomised",
                    "year": 2020,
                    "sample": "16 towns by lot",
                    "finding": "mixed",
                    "result": "Trust rose; calls did not change.",
                    "source": source,
                    "locator": "page 3",
                }
            ],
            "figures": [
                {
                    "measure": "Calls to the police",
                    "value": "-22.60",
                    "unit": "%",
                    "compared_with": "Other towns",
                    "compared_value": "10.40",
                    "weakness": "One year only.",
                }
            ],
            "adaptations": [{"what": "Girls play on Sundays.", "planned": True, "keeps_core": True}],
            "materials": [
                {"title": "The book of evenings", "url": "https://book.example/", "language": "sw", "kind": "manual"}
            ],
        },
        published=False,
    )
    publish(practice)
    return practice


# --- what readers see


def test_what_came_of_it_stands_before_how_to_do_it_and_that_before_what_is_known(client, whole):
    page = get(client, "/practices/evening-football/")
    headings = ["What was found", "How to do it here", "What went wrong", "What is known of it, and how", "Sources"]
    assert [one for one in page.h2() if one in headings] == headings[:-1]
    told = [
        "Ask the neighbours.",
        "Two coaches, paid.",
        "twelve weeks",
        "two evenings a week",
        "The owner of the field.",
        "The leave of the town.",
        "Both sides play in each team.",
        "The game.",
        "12 weeks",
        "56,000 Kenyan shillings a year",
        "10,000 to 100,000 Kenyan shillings a year",
        "14 to 28 years",
        "Sports ground",
        "180 young people",
        "The book of evenings",
        "manual, Swahili",
        "The lamps broke.",
        "None was seen.",
        "Nobody goes home alone.",
        "Girls play on Sundays.",
        "planned, keeps the core",
        "−22.6 %",
        "+10.4 %",
        "One year only.",
        "Mixed · Randomised · independent · 2020",
        "Trust rose; calls did not change.",
        "a university",
        "16 towns by lot",
        "A study of evenings",
    ]
    assert [words for words in told if words not in page.main] == []


def test_steps_are_a_list_in_their_order(client, whole):
    page = client.get("/practices/evening-football/").content.decode()
    listed = page.partition('<ol class="steps"')[2].partition("</ol>")[0]
    assert [one.partition("</span>")[0] for one in listed.split("<span>")[1:]] == STEPS.split("\n")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"weeks": 1}, "A week"),
        ({"weeks": 13}, "Up to three months"),
        ({"weeks": 52}, "Up to a year"),
        ({"weeks": 53}, "More than a year"),
        ({"text": {"duration": "a winter"}}, "Time told in words"),
        (
            {"rows": {"costs": [{"amount": 1200000, "currency": "USD"}]}},
            "1,000,000 US dollars or more for the whole project",
        ),
        ({}, "Not told"),
    ],
)
def test_what_it_takes_is_said_in_a_worded_band(client, facts, said):
    make_practice("Evening football", slug="evening-football", **facts)
    [mark] = [
        one for one in client.get("/practices/evening-football/").context["practice"]["marks"] if one.shape[0] == "t"
    ]
    assert mark.words == said


@pytest.mark.parametrize(
    "finding, words", [("no-effect", "No effect"), ("negative", "Negative"), ("positive", "Positive")]
)
def test_what_was_found_is_as_visible_when_it_is_no_success(client, source, finding, words):
    rows = {"evaluations": [{"finding": finding, "source": source}]}
    make_practice("Evening football", evidence="evaluated", rows=rows)
    assert f"Evaluated Finding: {words}" in get(client, "/practices/").main


def test_harm_that_was_seen_stands_beside_what_was_found_and_in_the_block_that_prints_alone(client, source):
    rows = {"evaluations": [{"finding": "positive", "source": source}]}
    text = {"harms": "Two quarrels.", "safeguards": "Nobody goes home alone.", "steps": STEPS}
    practice = make_practice(evidence="evaluated", rows=rows, text=text)
    assert "Evaluated Finding: Positive · Harm seen" in get(client, "/practices/").main
    block = client.get(f"/practices/{practice.slug}/").text.partition('id="how"')[2].partition("</section>")[0]
    assert "Two quarrels." in block
    assert "Nobody goes home alone." in block
    practice.texts.update(steps="")
    publish(practice)
    page = get(client, f"/practices/{practice.slug}/")
    assert "How to do it here" not in page.main
    assert "Two quarrels." in page.main


def test_marks_are_the_same_in_every_language(client):
    text = {
        "steps": STEPS,
        "team": "Two.",
        "partners_needed": "One.",
        "duration": "A winter.",
        "harms": "Two quarrels.",
    }
    practice = make_practice(published=False, text=text)
    practice.texts.create(language="fr", origin="machine", title="Football", summary="On joue.")
    publish(practice)
    shapes = [
        [one.shape for one in client.get(f"{prefix}/practices/{practice.slug}/").context["practice"]["marks"]]
        for prefix in ("", "/fr", "/ar")
    ]
    assert shapes == [["e3", "t0", "r3"]] * 3
    assert "Préjudice constaté" in get(client, "/fr/practices/").main


def test_how_repeatable_it_is_follows_from_what_is_told(client):
    for text, words in (
        ({}, "Account only"),
        ({"steps": STEPS}, "Steps told"),
        ({"steps": STEPS, "team": "Two.", "partners_needed": "One."}, "Steps, team and partners told"),
    ):
        practice = make_practice(text=text)
        assert words in get(client, f"/practices/{practice.slug}/").main


def test_a_network_can_have_run_it(client):
    hub = make_network("Hub", slug="hub")
    make_practice("A day of exchange", slug="exchange", networks=[hub], run_by=[hub])
    page = get(client, "/practices/exchange/")
    assert "Who ran it Hub" in page.main


def test_work_that_is_not_tied_to_countries_says_so_and_nobody_is_asked_for_them(client):
    make_practice("A day of exchange", slug="exchange", countries=[], scale="global")
    page = get(client, "/practices/exchange/")
    assert "Not tied to countries" in page.main
    assert "Where" not in page.main.partition("Not looked up yet")[2].partition("Do you know?")[0].split(", ")


def test_above_open_no_words_and_no_sums_of_rows_are_told(client, whole):
    Practice.objects.filter(pk=whole.pk).update(level="generalised", slug=whole.uid)
    publish(Practice.objects.get(pk=whole.pk))
    page = get(client, f"/practices/{whole.uid}/")
    words = [
        "56,000",
        "Kenyan shillings",
        "The book of evenings",
        "a university",
        "A study of evenings",
        "180",
        "Trust rose",
    ]
    assert [hidden for hidden in words if hidden in page.main] == []
    assert "Mixed · Randomised · independent" in page.main


# --- filters and orders


@pytest.mark.parametrize(
    "query, found",
    [
        ("age=12-17", True),
        ("age=35", False),
        ("setting=street", True),
        ("prevention=tertiary", False),
        ("design=randomised", True),
        ("finding=mixed", True),
        ("finding=positive", False),
        ("lead=riverbank-circle", True),
    ],
)
def test_readers_filter_by_what_is_told(client, whole, query, found):
    assert ("Evening football" in get(client, f"/practices/?{query}").main) is found


@pytest.mark.parametrize(
    "years, query, found",
    [
        ({"start_year": 2012, "end_year": 2016}, "years=2015-2019", True),
        ({"start_year": 2012, "end_year": 2014}, "years=2015-2019", False),
        ({"start_year": 2012, "ongoing": True}, "years=2025-2029", True),
        ({"start_year": 2012}, "years=2015-2019", False),
        ({}, "years=2015-2019", False),
        ({"ongoing": True}, "active=yes", True),
        ({"ongoing": False}, "active=yes", False),
    ],
)
def test_readers_filter_by_the_years_of_work(client, years, query, found):
    make_practice("Evening football", **years)
    assert ("Evening football" in get(client, f"/practices/?{query}").main) is found


def test_no_years_are_offered_that_are_still_to_come(client):
    make_practice("Evening football", start_year=2012, ongoing=True)
    offered = get(client, "/practices/values/years/").main
    now = Edition.objects.get().published_at.year
    first = now - now % 5
    assert f"{first}–{first + 4}" in offered
    assert f"{first + 5}–{first + 9}" not in offered
    assert "Evening football" in get(client, f"/practices/?years={first}-{first + 4}").main


@pytest.mark.parametrize(
    ("number", "note", "said"),
    [
        (180, "more than 180", "more than 180 young people"),
        (5000, "nearly 5,000", "nearly 5,000 young people"),
        (180, "in the course of 2017", "180 young people in the course of 2017"),
        (18, "about 180", "18 young people about 180"),
        (12, "in District 12", "12 young people in District 12"),
        (5, "aged 0 to 5", "5 young people aged 0 to 5"),
    ],
)
def test_a_number_of_people_is_said_once(client, number, note, said):
    practice = make_practice(rows={"reached": [{"number": number, "who": "young people", "note": note}]})
    assert said in get(client, f"/practices/{practice.slug}/").main


def test_practices_are_ordered_by_their_step_of_evidence_and_by_age(client):
    for title, evidence, year in (("One", "described", 2019), ("Two", "replicated", 2001), ("Three", "reported", 2010)):
        make_practice(title, evidence=evidence, start_year=year)

    def titles(order):
        return [row.card.title for row in client.get(f"/practices/?sort={order}").context["listing"].rows]

    assert titles("evidence") == ["Two", "Three", "One"]
    assert titles("oldest") == ["Two", "Three", "One"]
    assert titles("start") == ["One", "Three", "Two"]
    csv = client.get("/practices.csv?sort=evidence").getvalue().decode()
    assert csv.index("Two") < csv.index("Three") < csv.index("One")


# --- editors


@pytest.fixture
def editor():
    client = StaffClient()
    client.force_login(make_user("edith", "editor"))
    return client


CHANGE = "admin:practices_practice_change"


def typed(editor, practice, prefix, **row):
    values = fields(editor.get(reverse(CHANGE, args=[practice.pk])))
    add_row(values, prefix, **row)
    return editor.post(reverse(CHANGE, args=[practice.pk]), values)


@pytest.mark.parametrize(
    ("prefix", "row", "sentence"),
    [
        ("costs", {"amount": "500", "per": "year"}, "This field is required."),
        ("costs", {"amount": "500", "currency": "XXL", "per": "year"}, "“XXL” is no currency"),
        ("costs", {"amount": "500", "currency": "euros", "per": "year"}, "“euros” is no currency: write its three"),
        ("evaluations", {"by": "a university"}, "This field is required."),
        ("figures", {"measure": "Calls", "value": "many"}, "Enter a number."),
    ],
)
def test_a_row_that_lacks_something_is_refused_in_a_sentence_and_nothing_is_lost(editor, prefix, row, sentence):
    practice = make_practice()
    response = typed(editor, practice, prefix, **row)
    page = Page(response)
    assert response.status_code == 200
    assert sentence in page.words
    shown = fields(response)
    assert all(value in shown[f"{prefix}-0-{name}"] for name, value in row.items())


def test_a_currency_is_taken_in_any_case(editor, admin_client, source):
    practice = make_practice()
    assert typed(editor, practice, "costs", amount="500", currency=" eur", per="year").status_code == 302
    assert practice.costs.get().currency == "EUR"
    sheet = as_csv(A_PRACTICE | {"costs": "500 | kes | year"})
    bring_in(admin_client, "practice", sheet)
    assert [cost.currency for cost in Practice.objects.exclude(pk=practice.pk).get().costs.all()] == ["KES"]


def test_ages_in_the_wrong_order_and_a_step_without_end_are_refused(editor):
    practice = make_practice()
    address = reverse(CHANGE, args=[practice.pk])
    assert (
        "The oldest can't be younger than the youngest" in Page(save(editor, address, age_from="30", age_to="12")).words
    )
    steps = f"Meet.\n{'Talk and ' * 250}go."
    words = Page(save(editor, address, **{"texts-0-steps": steps})).words
    assert "Step 2 has" in words
    assert "a step has at most 300" in words


def test_a_practice_whose_leading_organisation_is_a_draft_waits_for_it():
    draft = make_organisation("Riverbank Circle", published=False)
    practice = make_practice(lead=draft, published=False)
    assert [str(one) for one in stops(practice, draft_record(practice))] == [
        "“Riverbank Circle” is not public yet: publish it too, before this."
    ]
    publish(draft)
    assert stops(practice, draft_record(practice)) == []


def test_the_editor_is_told_where_evidence_and_evaluations_disagree(editor, source):
    def told(**facts):
        practice = make_practice(**facts)
        return get(editor, reverse(CHANGE, args=[practice.pk])).words

    study = {"independent": True, "source": source, "finding": "mixed"}
    assert "and no evaluation from outside is told below" in told(evidence="evaluated")
    assert "An independent evaluation is told below" in told(evidence="reported", rows={"evaluations": [study]})
    unread = study | {"finding": "not-read"}
    assert "is told below" not in told(evidence="reported", rows={"evaluations": [unread]})
    assert "is told below" not in told(evidence="evaluated", rows={"evaluations": [study]})
    assert "no repetition of it is known" in told(evidence="replicated", rows={"evaluations": [study]})


# --- sheets


def content(practice):
    practice = Practice.objects.get(pk=practice.pk)
    rows = {
        name: [
            {field.name: getattr(row, field.name) for field in row._meta.fields if field.name != "id"}
            for row in getattr(practice, name).all()
        ]
        for name in ("reached", "costs", "evaluations", "figures", "adaptations", "materials")
    }
    return practice.to_record(), rows


def test_a_sheet_of_all_of_it_goes_out_and_comes_back_unchanged(admin_client, whole):
    before = content(whole)
    sheet = export(admin_client, "practice")
    page = look(admin_client, "practice", sheet)
    assert {row.kind for row in page.context["rows"]} == {"unchanged"}
    [row] = read_csv(sheet)
    empty = dict.fromkeys(("reached", "costs", "evaluations", "figures", "adaptations", "materials", "steps"), "")
    bring_in(admin_client, "practice", as_csv(row | empty))
    assert Practice.objects.get(pk=whole.pk).costs.count() == 0
    bring_in(admin_client, "practice", as_csv(row))
    assert content(whole) == before


@pytest.mark.parametrize(
    "column, cell, sentence",
    [
        ("costs", "500", "Row 1: currency: This has to be filled in."),
        ("costs", "500 | XXL", "Row 1: currency: “XXL” is no currency"),
        ("costs", "500 | euros", "Row 1: currency: “euros” is no currency: write its three letters, such as KES."),
        ("costs", "many | KES", "“many” is no number"),
        ("costs", "500 | KES | week", "“week” is none of these"),
        ("evaluations", "| page 3 | a university", "Row 1: source: This has to be filled in."),
        ("reached", "3 | boys; 4", "Row 2: who: This has to be filled in."),
        ("figures", "Calls | -22,6", "“-22,6” is no number"),
        ("age_from", "old", "“old” is no number"),
        ("steps", "Meet | talk", "has more parts than this column knows"),
        ("setting", "moon", "There is no term “moon” for this."),
    ],
)
def test_what_a_cell_can_not_mean_is_said_with_its_row(admin_client, source, column, cell, sentence):
    page = look(admin_client, "practice", as_csv(A_PRACTICE | {column: cell}))
    assert sentence in faults(page)[2, column]
    assert Practice.objects.count() == 0


def test_an_evaluation_in_a_sheet_names_its_source_and_who_looked(admin_client, source):
    make_organisation("University of Evenings")
    cell = "a-study | page 3 | | University of Evenings | yes | randomised | 2020 | 16 towns | mixed | Trust rose."
    bring_in(admin_client, "practice", as_csv(A_PRACTICE | {"evaluations": cell}))
    [one] = Practice.objects.get().evaluations.all()
    assert (one.source, one.locator, str(one.organisation), one.independent) == (
        source,
        "page 3",
        "University of Evenings",
        True,
    )
    assert (one.design, one.finding, one.year) == (term("design", "randomised"), term("finding", "mixed"), 2020)


# --- the home page and the report


def test_the_home_page_tells_of_an_independent_study_by_rule(client, source):
    def study(design, finding, **facts):
        return {
            "evaluations": [
                {"design": design, "finding": finding, "source": source, "result": f"{design} {finding}."} | facts
            ]
        }

    assert "One practice, and what was found" not in get(client, "/").main
    make_practice("By its own count", rows=study("randomised", "positive", independent=False))
    make_practice("Not read", rows=study("randomised", "not-read", independent=True))
    assert "One practice, and what was found" not in get(client, "/").main
    make_practice(
        "Compared", rows=study("quasi-experimental", "positive", independent=True), groups=["local-communities"]
    )
    assert "Compared" in get(client, "/").main.partition("One practice, and what was found")[2].partition("Themes")[0]
    make_practice("By lot", rows=study("randomised", "no-effect", independent=True))
    assert "Compared" in _story(client)
    assert "Finding" not in _story(client)
    rows = study("randomised", "no-effect", independent=True)
    rows["evaluations"].append({"design": "qualitative", "finding": "negative", "source": source})
    make_practice("By lot in a town", rows=rows, groups=["local-communities"], text={"harms": "Two quarrels."})
    assert "By lot in a town" in _story(client)
    assert "No effect. randomised no-effect." in _story(client)
    assert "Findings: No effect, Negative · Harm seen" in _story(client)


def _story(client):
    return get(client, "/").main.partition("One practice, and what was found")[2].partition("Themes")[0]


def test_recommendations_say_that_they_do_not_bind_and_come_by_how_few_illustrate_them(client):
    for number in ("1", "2"):
        make_recommendation(number, f"Point {number}")
    make_practice(recommendations={"1": "illustrates"})
    page = get(client, "/recommendations/")
    assert "They are not binding." in page.main
    assert "They are not binding." in get(client, "/recommendations/1/").main
    assert page.main.index("Point 1") < page.main.index("Point 2")
    least = get(client, "/recommendations/?sort=least").main
    assert least.index("Point 2") < least.index("Point 1")
