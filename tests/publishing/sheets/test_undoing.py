"""An import is kept with what it did: it is undone as one, and gives back the rows that were wrong."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.models import Organisation
from practices.models import Practice
from publishing.editing.bin import binned
from publishing.editing.sheets.reading import read_sheet
from publishing.entries import history
from publishing.entries.imports import forget_old
from publishing.models import Edition, SheetImport
from publishing.safety.publication import publish
from tests.admin_forms import messages
from tests.factories import cite, make_network, make_organisation, make_practice, make_user
from tests.sheets import A_PRACTICE, AN_ORGANISATION, address, as_csv, bring_in, faults, kinds, look, read_csv

pytestmark = pytest.mark.usefixtures("world")


def undo(client, response):
    return messages(client.post(response.url))


def fates(client, response):
    """{title: why it would be left alone, or nothing} of the page of an import."""
    page = client.get(response.url)
    return {str(one.imported): one.reason for one in page.context["outlooks"]}


def test_an_import_is_undone_as_one(admin_client, admin_user):
    make_network("Bridges Network")
    held = make_practice("Evening football", published=False, countries=["KE"])
    changed = A_PRACTICE | {"uid": held.uid, "title": "Morning football", "countries": "Uganda"}
    new = A_PRACTICE | {"title": "Song and supper", "networks": "Bridges Network"}
    response = bring_in(admin_client, "practice", as_csv(changed, new))
    assert fates(admin_client, response) == {"Morning football": "", "Song and supper": ""}
    assert "Undo the import" in admin_client.get(response.url).content.decode()
    assert undo(admin_client, response) == [
        "The import was undone. 1 entry is again as it was before. 1 draft is in the bin."
    ]
    practice = Practice.objects.get()
    assert (str(practice), [one.code for one in practice.countries.all()]) == ("Evening football", ["KE"])
    assert [(one.title, one.by) for one in binned()] == [("Song and supper", admin_user)]
    assert undo(admin_client, response) == ["There was nothing left to undo."]
    assert all(reason.startswith("Undone on") for reason in fates(admin_client, response).values())


def test_what_somebody_did_since_is_left_alone_and_said(admin_client):
    titles = ["Changed", "Published", "In review", "Named by another", "Thrown away", "Left as it was"]
    response = bring_in(admin_client, "organisation", as_csv(*(AN_ORGANISATION | {"title": one} for one in titles)))
    found = {str(one): one for one in Organisation.objects.all()}
    found["Changed"].texts.update(about="It was worked on.")
    history.keep(found["Changed"])
    cite(found["Published"])
    publish(found["Published"])
    Organisation.objects.filter(pk=found["In review"].pk).update(state="review")
    make_practice("Evening football", lead=found["Named by another"], published=False)
    found["Thrown away"].delete()
    assert fates(admin_client, response) == {
        "Changed": "Somebody changed it since.",
        "Published": "It was published since.",
        "In review": "It is in review: give it back first.",
        "Named by another": "",
        "Thrown away": "It is in the bin.",
        "Left as it was": "",
    }
    assert undo(admin_client, response) == [
        "The import was undone. 1 draft is in the bin.",
        "“Named by another” was left alone. Other entries refer to it.",
    ]
    assert {str(one) for one in Organisation.objects.all()} == {*titles[:4]}
    assert Edition.objects.of(found["Published"]).exists()


def questions(client, url):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in asked]


def test_pages_of_imports_ask_the_same_of_two_entries_and_of_fifty_and_read_no_more_than_they_show(admin_client):
    asked = []
    for count in (2, 50):
        rows = [AN_ORGANISATION | {"title": f"Circle {count} {number}"} for number in range(count)]
        response = bring_in(admin_client, "organisation", as_csv(*rows))
        asked.append([questions(admin_client, url) for url in (response.url, address("organisation", "imports"))])
    assert [len(one) for one in asked[0]] == [len(one) for one in asked[1]]
    page, listed = asked[1]
    assert not [sql for sql in page if '"publishing_version"."content"' in sql]
    assert not [sql for sql in listed if '"publishing_sheetimport"."left"' in sql]
    assert [one.brought for one in admin_client.get(address("organisation", "imports")).context["page"]] == [50, 2]


def test_somebody_who_may_import_sees_their_own_imports_alone(admin_client, client):
    theirs = bring_in(admin_client, "practice", as_csv(A_PRACTICE))
    client.force_login(make_user("amina", "contributor"))
    own = bring_in(client, "practice", as_csv(A_PRACTICE | {"title": "Song and supper"}))
    assert (client.get(theirs.url).status_code, client.post(theirs.url).status_code) == (404, 404)
    assert [str(one.by) for one in client.get(address("practice", "imports")).context["page"]] == ["amina"]
    assert undo(client, own) == ["The import was undone. 1 draft is in the bin."]
    assert [str(one) for one in Practice.objects.all()] == ["Tea with the neighbours"]
    assert admin_client.get(own.url).status_code == 200


def test_good_rows_go_in_and_wrong_ones_come_back_as_a_sheet_with_the_reasons(admin_client):
    organisation = make_organisation("Riverbank Circle", published=False)
    rows = [
        A_PRACTICE | {"title": "Good"},
        A_PRACTICE | {"title": "Wrong", "slug": "wrong", "countries": "Atlantis; Kenya"},
        {"title": "Faux", "summary": "Ils parlent.", "slug": "wrong", "language": "fr", "origin": "human"},
        A_PRACTICE | {"title": "=1+1", "lead": organisation.slug},
    ]
    page = look(admin_client, "practice", as_csv(*rows))
    assert page.context["good"] == 2
    values = page.context["part_form"].initial
    for extension in ("csv", "xlsx"):
        data = admin_client.post(address("practice", "process_import"), values | {"part": extension}).content
        headers, left, *_others = read_sheet(data)
        assert headers[-1] == "what_is_wrong"
        assert [(one[headers.index("title")], one[-1]) for one in left] == [
            ("Wrong", "countries: There is no country “Atlantis”."),
            ("Faux", "Another row of this entry is wrong."),
        ]
    assert not Practice.objects.exists()
    response = admin_client.post(address("practice", "process_import"), values | {"part": "good"})
    assert sorted(str(one) for one in Practice.objects.all()) == ["=1+1", "Good"]
    [sheet] = SheetImport.objects.all()
    again = admin_client.get(f"{response.url}wrong/?format=csv").content
    assert [row["title"] for row in read_csv(again)] == ["Wrong", "Faux"]
    corrected = again.decode("utf-8-sig").replace("Atlantis; ", "").encode()
    assert kinds(look(admin_client, "practice", corrected)) == {2: "new", 3: "new"}
    assert forget_old(sheet.at + timedelta(days=89)) == 0
    assert forget_old(sheet.at + timedelta(days=91)) == 1


def test_wrong_rows_that_no_workbook_holds_are_said_and_given_as_csv(admin_client):
    long = A_PRACTICE | {"title": "Long", "countries": "Atlantis", "summary": "word " * 8_000}
    page = look(admin_client, "practice", as_csv(A_PRACTICE, long))
    values = page.context["part_form"].initial
    imported = admin_client.post(address("practice", "process_import"), values | {"part": "good"})
    refused = admin_client.get(f"{imported.url}wrong/?format=xlsx")
    assert (refused.status_code, refused.url) == (302, imported.url)
    assert any("is too long for XLSX (“word " in sentence for sentence in messages(refused))
    assert [row["title"] for row in read_csv(admin_client.get(f"{imported.url}wrong/?format=csv").content)] == ["Long"]


def test_a_formula_among_wrong_rows_stays_wrong(admin_client):
    again = as_csv(A_PRACTICE | {"context": "[formula] =A1"})
    assert faults(look(admin_client, "practice", again)) == {
        (2, "context"): "This cell holds a formula: copy it and paste its value."
    }
