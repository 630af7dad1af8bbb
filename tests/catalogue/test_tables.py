"""Lists as CSV and XLSX: what is in them, the four kinds of empty, and what no cell ever does or says."""

import io
import re
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.column import TOKENS
from places.plain_text import in_one_line
from publishing.editing.sheets.cells import plain
from publishing.safety.publication import publish
from tests.factories import cite, make_membership, make_network, make_organisation, make_practice, make_recommendation
from tests.files import content, fetched, row_at, rows_at, rows_of, sheets_at

pytestmark = pytest.mark.usefixtures("world")

LISTS = ["practices", "networks", "organisations", "search"]
STARTS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")


def at_level(entry, level):
    """`entry` published again at a more careful `level`, with words that were written for it."""
    entry.level = level
    entry.save()
    words = "summary" if entry.KIND == "practice" else "about"
    entry.texts.update(**{words: "Neighbours meet."})
    publish(entry)


def test_a_practice_is_a_row_with_names_codes_and_words(client):
    lead, network = make_organisation("Riverbank Circle"), make_network("Bridges")
    practice = make_practice(
        "Evening football",
        slug="evening-football",
        countries=("KE", "UG"),
        lead=lead,
        networks=[network],
        themes=["sport-arts-culture", "youth-leadership"],
        recommendations={make_recommendation().number: "named"},
        start_year=2011,
        ongoing=False,
        published=False,
    )
    cite(practice, "A report; with all | of it", url="https://report.example/")
    publish(practice)
    row = row_at(client, "/practices.csv")
    assert row["url"] == "http://testserver/practices/evening-football/"
    assert (row["countries"], row["country_codes"]) == ("Kenya; Uganda", "KE; UG")
    assert (row["regions"], row["region_codes"]) == ("Eastern Africa", "014")
    assert row["country_iso3"] == "KEN; UGA"
    assert (row["slug"], row["lead_uids"], row["lead_slugs"]) == ("evening-football", lead.uid, "riverbank-circle")
    assert (row["network_uids"], row["network_slugs"]) == (network.uid, "bridges")
    assert (row["partner_uids"], row["adapted_from_uid"]) == ("not reported", "not applicable")
    assert row["theme_codes"] == "sport-arts-culture; youth-leadership"
    assert row["dac_codes"] == "16061"
    assert (row["scale"], row["scale_code"]) == ("Local", "local")
    assert (row["start_year"], row["ongoing"], row["from_report"]) == ("2011", "no", "no")
    assert (row["lead"], row["networks"]) == ("Riverbank Circle", "Bridges")
    assert row["recommendation_numbers"] == "4b-i | named"
    assert row["sources"] == (r"A report\; with all \| of it | A publisher |  | https://report.example/ | page 3")
    assert row["summary"] == "Neighbours play and talk on two evenings a week."
    assert (row["edition"], row["level"], row["language"]) == ("1", "open", "en")


def test_an_organisation_and_a_network_are_rows_that_tell_of_each_other(client):
    network = make_network("Bridges", acronym="BN", founded_year=2011, audiences=["young-people"])
    organisation = make_organisation("Riverbank Circle", women_led=True, published=False)
    make_membership(organisation, network, role="founder", since=2012)
    publish(organisation)
    row = row_at(client, "/organisations.csv")
    assert (row["networks"], row["women_led"]) == ("Bridges | founder | 2012", "yes")
    row = row_at(client, "/networks.csv")
    assert (row["acronym"], row["founded_year"], row["members"]) == ("BN", "2011", "1")
    assert row["audience_codes"] == "young-people"


def test_the_list_of_all_kinds_has_what_they_have_in_common(client):
    make_practice("Evening football")
    make_network("Bridges")
    rows = rows_at(client, "/search.csv?sort=title")
    assert [(row["kind"], row["title"]) for row in rows] == [("network", "Bridges"), ("practice", "Evening football")]
    assert "summary" not in rows[0]


def test_the_four_kinds_of_empty_stay_four_in_words_and_numbers(client):
    make_practice(
        start_year=2011,
        end_year=2019,
        text={"context": "Quarrels.", "lessons": "Secret.", "approach": ""},
        unanswered={
            "ongoing": "not-reported",
            "end_year": "withheld",
            "outcomes": "not-reported",
            "lessons": "withheld",
        },
    )
    for row in (
        row_at(client, "/practices.csv"),
        dict(zip(*sheets_at(client, "/practices.xlsx")["Practices"], strict=True)),
    ):
        assert [str(row[name]) for name in ("start_year", "ongoing", "end_year", "verified_on")] == [
            "2011",
            "not reported",
            "withheld",
            "not looked up yet",
        ]
        assert [row[name] for name in ("context", "outcomes", "lessons", "approach")] == [
            "Quarrels.",
            "not reported",
            "withheld",
            "not looked up yet",
        ]


def test_content_that_reads_like_no_content_is_told_from_it(client):
    for words in TOKENS.values():
        make_practice(words.title(), text={"summary": words, "context": f"\\{words}"})
    rows = rows_at(client, "/practices.csv")
    assert sorted(row["summary"] for row in rows) == [
        "\\not applicable",
        "\\not looked up yet",
        "\\not reported",
        "\\not translated yet",
        "\\withheld",
    ]
    assert sorted(content(row["context"]) for row in rows) == [
        "\\not applicable",
        "\\not looked up yet",
        "\\not reported",
        "\\not translated yet",
        "\\withheld",
    ]


def test_nobody_who_has_a_part_is_told_from_nobody_asked(client):
    make_practice(partner=make_organisation("Riverbank Circle"))
    row = row_at(client, "/practices.csv")
    assert (row["lead"], row["partners"], row["funders"]) == ("not reported", "Riverbank Circle", "not reported")
    make_practice("Morning chess")
    row = rows_at(client, "/practices.csv?sort=newest")[0]
    assert (row["lead"], row["partners"]) == ("not looked up yet", "not looked up yet")


def test_numbers_and_days_are_numbers_and_days_in_a_workbook(client):
    make_practice(start_year=2011)
    names, row = sheets_at(client, "/practices.xlsx")["Practices"]
    cells = dict(zip(names, row, strict=True))
    assert (cells["start_year"], cells["edition"]) == (2011, 1)
    told = row_at(client, "/practices.csv")["published_on"]
    assert cells["published_on"].date().isoformat() == told


@pytest.mark.parametrize("name", LISTS)
def test_a_workbook_says_what_every_column_means(client, name):
    make_practice()
    make_network()
    make_organisation()
    entries, columns, about = sheets_at(client, f"/{name}.xlsx").values()
    assert columns[0] == ["name", "title", "type", "meaning"]
    assert [row[0] for row in columns[1:]] == [*entries[0], *TOKENS.values()]
    assert [list(row.values()) for row in rows_at(client, f"/{name}.dictionary.csv")] == columns[1:]
    said = dict(about)
    assert said["Licence"].startswith("CC BY 4.0")
    assert said["This state"].startswith(f"http://testserver/{name}/?as_of=")


def test_a_workbook_holds_what_the_table_does(client):
    for number in range(3):
        make_practice(f"Practice {number}", themes=["sport-arts-culture"], start_year=2010 + number)
    names, *rows = sheets_at(client, "/practices.xlsx?sort=title")["Practices"]
    plain_rows = [[str(cell).removesuffix(" 00:00:00") for cell in row] for row in rows]
    table = rows_at(client, "/practices.csv?sort=title")
    assert [list(row.values()) for row in table] == plain_rows
    assert list(table[0]) == names


def test_a_workbook_is_called_filtered_and_leads_to_its_entries(client):
    make_practice("Evening football", slug="evening-football")
    make_practice("Morning chess")
    data = fetched(client, "/practices.xlsx?place=KE&sort=title")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert all(ElementTree.fromstring(parts.read(name)).tag for name in parts.namelist())
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Practices"]
    assert book.properties.title == "Practices (Place: Kenya)"
    last = openpyxl.utils.get_column_letter(sheet.max_column)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", f"A1:{last}3")
    names = [cell.value for cell in sheet[1]]
    url, summary = (sheet.cell(2, names.index(name) + 1) for name in ("url", "summary"))
    assert url.hyperlink.target == url.value == "http://testserver/practices/evening-football/"
    assert summary.alignment.wrap_text
    assert sheet.column_dimensions[summary.column_letter].width > sheet.column_dimensions["A"].width
    with zipfile.ZipFile(io.BytesIO(fetched(client, "/practices.zip"))) as archive:
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o100644}


def test_a_text_that_is_too_long_for_a_spreadsheet_is_cut_there_alone(client):
    words = "Quarrels. 𝒳" * 4000
    make_practice(text={"context": words})
    assert row_at(client, "/practices.csv")["context"] == words
    names, row = sheets_at(client, "/practices.xlsx")["Practices"]
    cut = row[names.index("context")]
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("…")
    assert words.startswith(cut[:-1])


# --- no cell is a formula, and none is damaged

BEGINNINGS = st.sampled_from(
    ["=", "+", "-", "@", "＝", "\t=", " =", "'", "'=", "\\", "_x0041_", "withheld", '"', "; ", "\n", "<&>", ""]
)  # fmt: skip
# Half characters and NUL are kept by no database, and nothing is published without words.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
WORDS = st.builds("{}{}x".format, BEGINNINGS, TEXTS)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, summary=WORDS)
@example(title='=HYPERLINK("https://harm.example")', summary="+1")
@example(title="_x000D_", summary="withheld")
@example(title="a\r\nb", summary="\x0b\x1fx")
def test_any_words_come_back_undamaged_and_none_is_a_formula(client, practice, title, summary):
    practice.texts.update(title=title, summary=summary)
    publish(practice)
    row = row_at(client, "/practices.csv")
    names, cells = sheets_at(client, "/practices.xlsx")["Practices"]
    read = {name: unescaped(cell) for name, cell in zip(names, cells, strict=True)}
    for name, words in (("title", in_one_line(title)), ("summary", summary)):
        assert read[name] == row[name]
        assert content(row[name]) == plain(words)
    assert [cell for cell in row.values() if STARTS_FORMULA.match(cell)] == []
    assert b"<f>" not in fetched(client, "/practices.xlsx")


def unescaped(cell):
    """As Excel reads characters that are written by their number; openpyxl leaves them as they are."""
    return re.sub("_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", cell) if isinstance(cell, str) else cell


@pytest.fixture
def practice(world):
    return make_practice(slug="evening-football")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_begins_as_a_formula_whatever_is_typed_where(client, form):
    lead = make_organisation("=Riverbank", acronym="+RBC", website="https://riverbank.example/", about="@all")
    practice = make_practice("-Football", lead=lead, text={"context": "\t=1+1"}, published=False)
    cite(practice, "=cmd|' /C calc'!A0", locator="@SUM(1)")
    publish(practice)
    found = []
    for name in LISTS:
        if form == "csv":
            found += [cell for row in rows_at(client, f"/{name}.csv") for cell in row.values()]
        else:
            sheets = sheets_at(client, f"/{name}.xlsx").values()
            found += [cell for rows in sheets for row in rows for cell in row if isinstance(cell, str)]
    assert [cell for cell in found if STARTS_FORMULA.match(cell)] == []
    assert "'=Riverbank" in found


# --- the form itself


def test_the_table_is_utf_8_with_a_mark_and_lines_as_in_rfc_4180(client):
    make_practice("Été au bord de l’eau", text={"summary": 'Two\nlines, and a "word".'})
    response = client.get("/practices.csv")
    data = b"".join(response.streaming_content)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="practices-')
    assert data.startswith(b"\xef\xbb\xbfkind,uid,slug,title,")
    assert data.endswith(b"\r\n")
    [row] = rows_of(data)
    assert (row["title"], row["summary"]) == ("Été au bord de l’eau", 'Two\nlines, and a "word".')


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_has_its_columns_all_the_same(client, name):
    assert rows_at(client, f"/{name}.csv?q=nothing") == []
    assert len(sheets_at(client, f"/{name}.xlsx?q=nothing").popitem()[1]) > 1
    assert fetched(client, f"/{name}.csv?q=nothing").count(b"\r\n") == 1


@pytest.mark.parametrize("entries", [1, 30])
def test_a_table_takes_the_same_queries_for_any_number_of_entries(client, entries, django_assert_num_queries):
    lead = make_organisation()
    for _number in range(entries):
        make_practice(lead=lead)
    rows_at(client, "/practices.csv"), sheets_at(client, "/practices.xlsx")
    with django_assert_num_queries(2):
        rows_at(client, "/practices.csv")
    with django_assert_num_queries(2):
        sheets_at(client, "/practices.xlsx")
