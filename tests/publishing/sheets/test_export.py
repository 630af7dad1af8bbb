"""Exports, templates and the pages around sheets: what they hold, and for whom."""

import csv
import io
import re

import openpyxl
import pytest
from django.contrib.auth.models import Permission

from practices.models import Practice, Theme
from practices.sheets import PracticeSheet
from tests.factories import (
    cite,
    make_membership,
    make_network,
    make_organisation,
    make_practice,
    make_recommendation,
    make_user,
)
from tests.sheets import A_PRACTICE, SHEETS, address, as_csv, bring_in, export, faults, look, read_csv

pytestmark = pytest.mark.usefixtures("world")


def full_practice():
    lead, partner = make_organisation("Riverbank Circle"), make_organisation("Hilltop Youth")
    make_recommendation("4b-i")
    practice = make_practice(
        "Evening football",
        slug="football",
        countries=("UG", "KE"),
        themes=("sport-arts-culture",),
        gender=["women-and-girls"],
        lead=lead,
        partner=partner,
        networks=[make_network("Bridges Network")],
        recommendations={"4b-i": "named"},
        start_year=2015,
        ongoing=True,
        unanswered={"outcomes": "not-reported", "places": "withheld"},
        notes="Never published.",
    )
    cite(practice, "Voices", locator="page 3; note 2")
    practice.texts.create(language="fr", origin="human", title="Football du soir", summary="On joue.")
    return practice


def members(django_user_model, client, *permissions):
    user = django_user_model.objects.create_user("carla", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


def test_an_export_has_the_columns_of_the_template_and_a_row_for_each_text(admin_client):
    practice = full_practice()
    first, second = read_csv(export(admin_client, "practice"))
    assert list(first) == [column.name for column in PracticeSheet.columns]
    filled = {name: cell for name, cell in first.items() if cell}
    source = practice.citations.get().source.slug
    assert filled == {
        "uid": practice.uid,
        "slug": "football",
        "language": "en",
        "origin": "original",
        "title": "Evening football",
        "summary": "Neighbours play and talk on two evenings a week.",
        "outcomes": "not reported",
        "countries": "[withheld] KE; UG",
        "scale": "local",
        "start_year": "2015",
        "ongoing": "yes",
        "lead": "riverbank-circle",
        "partners": "hilltop-youth",
        "networks": "bridges-network",
        "themes": "sport-arts-culture",
        "gender": "women-and-girls",
        "evidence": "reported",
        "recommendations": "4b-i | named",
        "from_report": "no",
        "sources": f"{source} | page 3\\; note 2",
        "level": "open",
    }
    assert {name: cell for name, cell in second.items() if cell} == {
        "uid": practice.uid,
        "slug": "football",
        "language": "fr",
        "origin": "human",
        "title": "Football du soir",
        "summary": "On joue.",
    }


def test_notes_and_consents_are_in_no_export(admin_client):
    practice = full_practice()
    practice.consents.create(basis="agreement", role="director of something", means="call", given_on="2024-01-01")
    for file_format in ("csv", "xlsx"):
        data = export(admin_client, "practice", file_format)
        table = (
            [row for sheet in [openpyxl.load_workbook(io.BytesIO(data)).active] for row in sheet.values]
            if (file_format == "xlsx")
            else [data.decode()]
        )
        assert "Evening football" in str(table)
        assert "Never published" not in str(table) and "director of" not in str(table)


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_no_cell_of_an_export_begins_as_a_formula(admin_client, file_format):
    risky = ["=1+1", "+1", "-1", "@x", " =1", "＝1", "'=1", "'plain"]
    for number, title in enumerate(risky):
        make_practice(title, slug=f"p{number}", published=False)
    data = export(admin_client, "practice", file_format)
    if file_format == "csv":
        rows = read_csv(data)
        found = [row["title"] for row in rows]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        headers, *table = sheet.iter_rows()
        place = [cell.value for cell in headers].index("title")
        assert {cell.data_type for row in table for cell in row if cell.value is not None} == {"s"}
        found = [row[place].value for row in table]
    assert found == ["'=1+1", "'+1", "'-1", "'@x", "'=1", "'＝1", "''=1", "''plain"]
    assert {row.kind for row in look(admin_client, "practice", data).context["rows"]} == {"unchanged"}


def test_an_export_holds_what_the_list_shows(admin_client):
    make_practice("Tea", slug="tea", published=False)
    make_practice("Coffee", slug="coffee")
    rows = read_csv(export(admin_client, "practice", query="?state__exact=draft"))
    assert [row["title"] for row in rows] == ["Tea"]
    page = admin_client.get(address("practice", "export") + "?state__exact=draft").content.decode()
    assert "One entry, as the list shows it" in page


@pytest.mark.parametrize(("action", "content_type"), [("csv", "text/csv"), ("xlsx", "application/vnd.openxml")])
def test_selected_entries_are_exported_from_the_list(admin_client, action, content_type):
    tea = make_practice("Tea", slug="tea")
    make_practice("Coffee", slug="coffee")
    values = {"action": f"export_selected_{action}", "_selected_action": [tea.pk]}
    response = admin_client.post(address("practice", "changelist"), values)
    assert response["Content-Type"].startswith(content_type)
    assert response["Content-Disposition"].startswith('attachment; filename="practice-')
    if action == "csv":
        assert [row["title"] for row in read_csv(response.content)] == ["Tea"]


def test_a_text_too_long_for_a_cell_is_exported_as_csv_only(admin_client):
    tea = make_practice("Tea", slug="tea", text={"context": "x" * 32_768})
    values = {"action": "export_selected_xlsx", "_selected_action": [tea.pk]}
    page = admin_client.post(address("practice", "changelist"), values, follow=True)
    words = f"A text of 32768 characters is too long for XLSX (“{'x' * 40}…”): export as CSV."
    assert [str(message) for message in page.context["messages"]] == [words]
    asked = admin_client.post(address("practice", "export"), {"format": "xlsx"})
    assert asked.status_code == 200 and words in asked.content.decode()
    data = export(admin_client, "practice")
    assert {row.kind for row in look(admin_client, "practice", data).context["rows"]} == {"unchanged"}


def test_an_entry_without_a_text_in_its_language_comes_and_goes_unchanged(admin_client):
    practice = make_practice("Tea", slug="tea", published=False, unanswered={"context": "withheld"})
    Practice.objects.filter(pk=practice.pk).update(original_language="fr")
    data = export(admin_client, "practice")
    assert [(row["language"], row["title"]) for row in read_csv(data)] == [("fr", ""), ("en", "Tea")]
    assert {row.kind for row in look(admin_client, "practice", data).context["rows"]} == {"unchanged"}


def test_memberships_are_exported_with_what_they_hold(admin_client):
    organisation = make_organisation("Riverbank Circle")
    make_membership(organisation, make_network("Bridges Network"), since=2015, shown=False)
    make_membership(organisation, make_network("Arches"), role="founding | partner")
    (row,) = read_csv(export(admin_client, "organisation"))
    assert row["memberships"] == "arches | founding \\| partner; bridges-network | | 2015 | | hidden".replace(
        "| |", "|  |"
    )


# --- the template


@pytest.mark.parametrize("kind", SHEETS)
def test_the_template_is_what_its_help_says(admin_client, kind):
    names = [column.name for column in SHEETS[kind].columns]
    data = admin_client.get(address(kind, "columns") + "template.csv").content
    assert next(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == names
    book = openpyxl.load_workbook(io.BytesIO(admin_client.get(address(kind, "columns") + "template.xlsx").content))
    assert book.sheetnames == ["Entries", "Columns", "Values"]
    assert list(book["Entries"].values) == [tuple(names)]
    explained = list(book["Columns"].values)
    assert [row[0] for row in explained[1:]] == names
    assert all(row[1] for row in explained)
    page = admin_client.get(address(kind, "columns")).content.decode()
    assert all(f"<code>{name}</code>" in page for name in names)


def test_the_template_lists_the_values_that_are_allowed_now(admin_client):
    Theme.objects.named("Gardening")
    book = openpyxl.load_workbook(
        io.BytesIO(admin_client.get(address("practice", "columns") + "template.xlsx").content)
    )
    values = list(book["Values"].values)
    assert ("themes", "gardening", "Gardening") in values
    assert ("level", "anonymised", "Anonymised") in values
    assert ("scale", "local", "Local") in values
    headers = [cell.value for cell in book["Entries"][1]]
    lists = {str(one.sqref): one.formula1 for one in book["Entries"].data_validations.dataValidation}
    offered = {}
    for name in ("level", "scale", "ongoing"):
        letter = openpyxl.utils.get_column_letter(headers.index(name) + 1)
        first, last = re.findall(r"\d+", lists[f"{letter}2:{letter}1001"])
        offered[name] = {(row[0], row[1]) for row in values[int(first) - 1 : int(last)]}
    assert offered == {name: {row[:2] for row in values if row[0] == name} for name in offered}
    assert ("level", "anonymised") in offered["level"]
    themes = openpyxl.utils.get_column_letter(headers.index("themes") + 1)
    assert f"{themes}2:{themes}1001" not in lists  # a list would put one theme in the place of several


def test_a_template_that_was_filled_in_is_imported(admin_client):
    data = admin_client.get(address("practice", "columns") + "template.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(data))
    headers = [cell.value for cell in book["Entries"][1]]
    book["Entries"].append([A_PRACTICE.get(name) for name in headers])
    out = io.BytesIO()
    book.save(out)
    bring_in(admin_client, "practice", out.getvalue())
    assert str(Practice.objects.get()) == "Tea with the neighbours"


def test_there_is_no_other_template(admin_client):
    assert admin_client.get(address("practice", "columns") + "template.exe").status_code == 404


# --- for whom


def test_the_list_offers_to_each_what_they_may_do(django_user_model, client):
    members(django_user_model, client, "view_practice")
    html = client.get(address("practice", "changelist")).content.decode()
    assert ">Template<" in html and ">Export<" in html and ">Import<" not in html


@pytest.mark.parametrize("permissions", [[], ["view_practice"], ["add_practice"], ["change_practice"]])
def test_importing_needs_to_add_and_to_change(django_user_model, client, permissions):
    members(django_user_model, client, *permissions)
    assert client.get(address("practice", "import")).status_code == 403
    assert look(client, "practice", as_csv(A_PRACTICE)).status_code == 403
    assert client.post(address("practice", "process_import"), {"paper": "x"}).status_code == 403


def test_exporting_needs_to_view(django_user_model, client):
    members(django_user_model, client, "add_practice")
    for page in ("export", "columns"):
        assert client.get(address("practice", page)).status_code == 403
    assert client.get(address("practice", "columns") + "template.csv").status_code == 403
    values = {"format": "csv"}
    assert client.post(address("practice", "export"), values).status_code == 403


def test_who_may_add_and_change_imports_drafts(django_user_model, client):
    members(django_user_model, client, "add_practice", "change_practice", "view_practice")
    bring_in(client, "practice", as_csv(A_PRACTICE))
    assert Practice.objects.get().created_by.username == "carla"


def test_entries_that_one_may_not_change_are_wrong_rows(admin_client, monkeypatch):
    from practices.admin import PracticeAdmin

    make_practice("Tea", slug="tea")
    make_practice("Coffee", slug="coffee")
    allowed = PracticeAdmin.has_change_permission
    monkeypatch.setattr(
        PracticeAdmin,
        "has_change_permission",
        lambda self, request, obj=None: allowed(self, request, obj) and getattr(obj, "slug", "") != "tea",
    )
    rows = [A_PRACTICE | {"slug": "tea", "title": "Tea"}, A_PRACTICE | {"slug": "coffee", "title": "Coffee"}]
    assert faults(look(admin_client, "practice", as_csv(*rows))) == {(2, ""): "You may not change “Tea”."}


def test_names_that_one_may_not_see_are_neither_matched_nor_proposed(client):
    client.force_login(make_user("basil", "contributor"))
    make_organisation("Hilltop Youth", level="generalised")
    make_organisation("Riverbank Circle")
    rows = [A_PRACTICE | {"title": f"Tea {name}", "lead": name} for name in ("Hilltop Youht", "Riverbank Circel")]
    assert faults(look(client, "practice", as_csv(*rows))) == {
        (2, "lead"): "There is no organisation “Hilltop Youht”. Add it first, or import it before what names it.",
        (3, "lead"): "There is no organisation “Riverbank Circel”. Did you mean: Riverbank Circle?",
    }
