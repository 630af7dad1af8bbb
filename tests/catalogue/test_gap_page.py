"""The gap table: two facets met, what each square leads to, what is told of those in none, and the same as files."""

import csv
import io
import json
import re

import pytest
from openpyxl import load_workbook

from catalogue.catalogue import current
from catalogue.crosstab import axis
from catalogue.kinds import KINDS
from publishing.safety.publication import publish
from tests.factories import agree, make_network, make_practice
from tests.pages import get

pytestmark = pytest.mark.usefixtures("world")
ADDRESS = "/gaps/practices/"


@pytest.fixture
def several():
    make_practice(countries=["KE"], themes=["social-cohesion"], evidence="evaluated")
    make_practice(countries=["KE", "FR"], themes=["social-cohesion", "dialogue-reconciliation"])
    make_practice(countries=["FR"], themes=[], scale="local")


def table(page):
    """{row: {column: number}} of the table, and {(row, column): address}."""
    heads = re.findall(r'<th scope="col">(.*?)</th>', page.html)[1:]
    numbers, links = {}, {}
    for line in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", page.html):
        name = re.sub(r"<.*?>", "", re.search(r"<th.*?</th>", line)[0])
        cells = re.findall(r"<td[^>]*>(.*?)</td>", line)
        numbers[name] = {}
        for head, cell in zip(heads, cells, strict=True):
            numbers[name][head] = int(re.search(r"\d+", re.sub(r"<.*?>", "", cell))[0])
            if address := re.search(r'href="(.*?)"', cell):
                links[name, head] = address[1].replace("&amp;", "&")
    return numbers, links


def test_each_square_counts_what_has_both_and_leads_to_it(client, several):
    numbers, links = table(get(client, ADDRESS))
    row = "Social cohesion and living together"
    assert numbers[row] == {"Africa": 2, "Americas": 0, "Asia": 0, "Europe": 1, "Oceania": 0, "All": 2}
    assert links[row, "Africa"] == "/practices/?place=002&theme=social-cohesion"
    assert "2 practices" in get(client, links[row, "Africa"]).main


def test_a_zero_leads_to_what_is_near(client, several):
    _numbers, links = table(get(client, ADDRESS))
    near = get(client, links["Social cohesion and living together", "Asia"])
    assert "Nothing in the directory matches all of these filters." in near.main
    assert "without Asia" in near.main


def test_an_entry_counts_once_in_every_total(client, several):
    numbers, _links = table(get(client, ADDRESS))
    assert numbers["All"] == {"Africa": 2, "Americas": 0, "Asia": 0, "Europe": 2, "Oceania": 0, "All": 3}


def test_what_stands_in_no_square_is_said(client, several):
    make_practice("Quiet work", countries=["KE"], level="anonymised", themes=["social-cohesion"])
    page = get(client, f"{ADDRESS}?place=KE&rows=theme")
    assert "1 entry stands in no square of Theme" in get(client, ADDRESS).main
    assert page.main.count("stands in no square") == 0
    parts = get(client, f"{ADDRESS}?place=014").main
    assert "1 entry stands in no square of Place: it does not say, or says it less precisely for safety" in parts


def test_rows_and_columns_are_chosen(client, several):
    numbers, links = table(get(client, f"{ADDRESS}?columns=evidence&rows=place"))
    assert numbers["Europe"]["Reported"] == 2
    assert links["Africa", "Evaluated"] == "/practices/?evidence=evaluated&place=002"
    assert "Practices by Place and Evidence" in get(client, f"{ADDRESS}?columns=evidence&rows=place").main


def test_the_selection_narrows_the_table_and_is_kept(client, several):
    page = get(client, f"{ADDRESS}?evidence=evaluated")
    numbers, links = table(page)
    assert numbers["All"]["All"] == 1
    assert links["Social cohesion and living together", "Africa"].startswith("/practices/?evidence=evaluated&")
    assert ("input", {"type": "hidden", "name": "evidence", "value": "evaluated"}) in page.tags
    assert f"{ADDRESS}?evidence=evaluated" in get(client, "/practices/?evidence=evaluated").links


def test_a_chosen_region_is_shown_by_its_countries_and_chosen_themes_alone(client, several):
    numbers, _links = table(get(client, f"{ADDRESS}?place=155&theme=social-cohesion"))
    assert numbers["Social cohesion and living together"]["France"] == 1
    assert len(numbers) == 2  # with the totals


def test_continents_are_shown_by_their_parts(client, several):
    page = get(client, f"{ADDRESS}?parts=1")
    numbers, _links = table(page)
    assert numbers["All"]["Eastern Africa"] == 2
    assert numbers["All"]["Western Europe"] == 2
    assert re.search(r'<th scope="colgroup" colspan="5">Africa</th>', page.html)


def test_the_best_known_result_stands_in_each_square(client, several):
    page = get(client, f"{ADDRESS}?best=1")
    assert re.search(r'>2 <svg class="mark"(?:(?!</svg>).)*</svg><span[^>]*> Evaluated<', page.html)
    assert re.search(r'>1 <svg class="mark"(?:(?!</svg>).)*</svg><span[^>]*> Reported<', page.html)


def test_values_that_nothing_is_recorded_of_are_named(client, several):
    page = get(client, ADDRESS)
    assert {"Theme: nothing recorded yet", "Place: nothing recorded yet"} <= set(page.h2())
    assert "/practices/?place=009" in page.links


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?rows=weather", "There is no such side of a table: “weather”"),
        ("?rows=organisation", "There is no such side of a table: “organisation”"),
        ("?best=yes", "best is 1 or nothing, not “yes”."),
        ("?colour=red", "Not known here and left out: “colour”."),
        ("?place=nowhere", "Place has no such value"),
    ],
)
def test_what_it_does_not_know_is_named_and_left_out(client, several, query, said):
    page = get(client, ADDRESS + query)
    assert said in page.main
    assert "30" not in page.h1()[0]


def test_one_facet_on_both_sides_is_answered(client, several):
    numbers, _links = table(get(client, f"{ADDRESS}?columns=theme&rows=theme"))
    assert numbers["Dialogue and reconciliation"]["Social cohesion and living together"] == 1


def test_an_empty_directory_has_a_table_of_nothing(client):
    assert get(client, ADDRESS).h1() == ["Practices: gaps"]
    assert get(client, "/gaps/networks/").h1() == ["Networks: gaps"]


def test_the_short_address_leads_to_the_table_of_practices(client):
    response = client.get("/gaps/?rows=group")
    assert (response.status_code, response.url) == (301, "/gaps/practices/?rows=group")


def test_networks_have_one_too(client):
    make_network(countries=["KE"])
    numbers, _links = table(get(client, "/gaps/networks/"))
    assert any(row.get("Africa") == 1 for row in numbers.values())


# --- as files


def test_the_table_is_a_csv_file(client, several):
    response = client.get("/gaps/practices.csv?rows=theme")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0] == ["Theme", "Africa", "Americas", "Asia", "Europe", "Oceania", "All"]
    assert ["Social cohesion and living together", "2", "0", "0", "1", "0", "2"] in rows
    assert rows[-1] == ["All", "2", "0", "0", "2", "0", "3"]
    assert response.headers["Content-Disposition"] == 'inline; filename="practices-theme-place.csv"'


def test_the_table_is_a_workbook(client, several):
    book = load_workbook(io.BytesIO(client.get("/gaps/practices.xlsx").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:2] == ("Theme", "Africa")
    assert rows[-1] == ("All", 2, 0, 0, 2, 0, 3)


def test_the_table_is_json_with_its_sides(client, several):
    document = json.loads(client.get("/gaps/practices.json?place=155").content)
    assert [one["value"] for one in document["columns"]["values"] if one["total"]] == ["FR"]
    assert document["rows"]["facet"] == "theme"
    assert document["total"] == 2
    assert document["outside"] == {"rows": 1, "columns": 0}


def test_files_leave_out_what_may_not_be_taken_away(client, several):
    kept = make_practice("For pages alone", countries=["FR"], published=False)
    agree(kept, exports=False)
    publish(kept)
    assert json.loads(client.get("/gaps/practices.json").content)["total"] == 3
    assert table(get(client, ADDRESS))[0]["All"]["All"] == 4


def test_files_of_earlier_times_leave_out_what_might_not_be_taken_away_then(client, several):
    kept = make_practice("For pages alone", countries=["FR"], published=False)
    agree(kept, exports=False)
    publish(kept)
    number = current().number
    agree(kept, exports=True)
    publish(type(kept).objects.get(pk=kept.pk))
    assert json.loads(client.get("/gaps/practices.json").content)["total"] == 4
    then = f"as_of={number}"
    assert table(get(client, f"{ADDRESS}?{then}"))[0]["All"]["All"] == 4
    assert json.loads(client.get(f"/gaps/practices.json?{then}").content)["total"] == 3


def test_words_and_earlier_times_are_kept_by_another_choice_and_by_the_files(client, several):
    number = current().number
    page = get(client, f"{ADDRESS}?as_of={number}&q=football")
    hidden = {
        attrs["name"]: attrs["value"] for tag, attrs in page.tags if tag == "input" and attrs.get("type") == "hidden"
    }
    assert {"as_of": str(number), "q": "football"}.items() <= hidden.items()
    assert f"/gaps/practices.csv?as_of={number}&q=football" in page.links


def test_a_form_that_there_is_not_is_refused(client):
    assert client.get("/gaps/practices.pdf").status_code == 404


def test_a_file_refuses_what_it_does_not_know(client, several):
    refused = client.get("/gaps/practices.csv?rows=weather")
    assert (refused.status_code, json.loads(refused.content)["parameter"]) == (400, "rows")


def test_who_has_the_file_already_is_told_so(client, several):
    tag = client.get("/gaps/practices.json").headers["ETag"]
    assert client.get("/gaps/practices.json", headers={"If-None-Match": tag}).status_code == 304


def test_the_page_leads_to_the_files_of_this_very_table(client, several):
    page = get(client, f"{ADDRESS}?columns=evidence&place=KE")
    assert "/gaps/practices.csv?columns=evidence&place=KE" in page.links


def test_counts_are_those_of_the_list_for_every_square(several):
    filters = KINDS["practice"].filters({}, current())
    rows, columns = axis(filters, "theme"), axis(filters, "place")
    counted = filters.index.crosstab(filters.found, ("theme", rows.keys), ("place", columns.keys))
    one_by_one = [
        [len(filters.index.select({"theme": [row], "place": [column]})) for column in columns.keys] for row in rows.keys
    ]
    assert counted == one_by_one
