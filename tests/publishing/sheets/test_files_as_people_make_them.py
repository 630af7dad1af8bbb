"""Files as spreadsheets and people make them: each is read right, or refused by one sentence that names the place."""

import io
import unicodedata
from datetime import date

import openpyxl
import pytest

from practices.models import Practice
from tests.factories import make_practice
from tests.sheets import A_PRACTICE, as_csv, as_xlsx, bring_in, faults, kinds, look

pytestmark = pytest.mark.usefixtures("world")


def reworked(change, *rows):
    """An XLSX of `rows` after `change` was made to its workbook, as openpyxl saves it."""
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(*rows or (A_PRACTICE,))))
    change(book, book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_title(book, sheet):
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Practices of our partners, 2026"
    sheet.merge_cells("A1:E1")


def hidden_first(book, sheet):
    book.create_sheet("Lists", 0).append(["anything"])
    book["Lists"].sheet_state = "hidden"


def second(book, sheet):
    book.create_sheet("2025").append(["title"])


def merged_down(book, sheet):
    sheet.append([None, "Song and supper", "They sing.", None, None])
    sheet.merge_cells("D2:D3")


def test_a_title_above_the_names_of_the_columns_is_read_over_and_said(admin_client):
    lines = b"Practices of our partners, 2026\r\n\r\n" + as_csv(A_PRACTICE, delimiter=";")
    for data in (reworked(with_title), lines):
        page = look(admin_client, "practice", data)
        assert kinds(page) == {4: "new"}
        assert page.context["notes"] == ("2 rows above the names of the columns are read over.",)
        assert "2 rows above the names" in page.content.decode()


def test_the_first_sheet_in_view_is_read_and_others_are_named(admin_client):
    page = look(admin_client, "practice", reworked(hidden_first))
    assert (kinds(page), page.context["notes"]) == ({2: "new"}, ())
    page = look(admin_client, "practice", reworked(second))
    assert page.context["notes"] == ("Only the sheet “Sheet” is read. Make files of their own of: 2025.",)


def test_merged_cells_are_refused_with_their_place(admin_client):
    page = look(admin_client, "practice", reworked(merged_down))
    assert faults(page) == ["The cells D2:D3 are merged: split them, and write in each what is meant for it."]


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n'])
def test_a_line_that_names_what_parts_the_cells_is_no_row(admin_client, line):
    data = line.encode() + as_csv(A_PRACTICE | {"summary": "Tea, cake, songs, talk"}, delimiter=";")
    assert kinds(look(admin_client, "practice", data)) == {2: "new"}


def test_a_number_counts_its_days_from_where_its_workbook_does(admin_client):
    def of_1904(book, sheet):
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
        sheet["F1"], sheet["F2"] = "verified_on", (date(2024, 5, 31) - date(1904, 1, 1)).days

    bring_in(admin_client, "practice", reworked(of_1904))
    assert Practice.objects.get().verified_on == date(2024, 5, 31)


def test_signs_that_programs_leave_in_texts_are_what_they_stand_for(admin_client):
    bring_in(admin_client, "practice", as_xlsx(A_PRACTICE | {"context": "One_x000D_\nTwo"}))
    bring_in(admin_client, "practice", as_csv(A_PRACTICE | {"title": "Song", "context": "One_x000D_\nTwo"}))
    assert [one.texts.get().context for one in Practice.objects.all()] == ["One\nTwo"] * 2


def test_one_title_is_one_in_whatever_signs_it_is_written(admin_client):
    practice = make_practice("Café « du port »", published=False)
    practice.texts.update(summary="They drink tea and talk.")
    spellings = ["Café « du port »", "Café «\u00a0du port\u00a0»", "Café «\u202fdu  port »"]
    for title in [*spellings, *(unicodedata.normalize("NFD", one) for one in spellings)]:
        row = A_PRACTICE | {"title": title, "summary": "New words."}
        assert kinds(look(admin_client, "practice", as_csv(row))) == {2: "changed"}
        assert Practice.objects.count() == 1
    twice = as_csv(*(A_PRACTICE | {"title": f"Tea{space}time"} for space in (" ", "\u00a0")))
    assert [column for _row, column in faults(look(admin_client, "practice", twice))] == [""]


def test_spaces_that_do_not_break_part_words_of_names_and_columns(admin_client):
    row = A_PRACTICE | {"Start\u00a0Year": "2015", "themes": "Sport,\u00a0arts and\u202fculture"}
    assert kinds(look(admin_client, "practice", as_csv(row))) == {2: "new"}


def test_no_name_is_taken_for_that_of_another_theme_in_silence(admin_client):
    page = look(admin_client, "practice", as_csv(A_PRACTICE | {"themes": "Tolerance; Sport, arts and culture"}))
    [row] = page.context["rows"]
    assert row.notes == ["“Tolerance” is read as “Social cohesion and living together”."]
    assert "is read as “Social cohesion" in page.content.decode()


def test_a_language_has_one_tag_however_it_is_typed(admin_client):
    rows = [A_PRACTICE | {"slug": "tea", "language": "EN"}]
    rows.append({"slug": "tea", "language": "pt_br", "title": "Chá", "summary": "Eles falam.", "origin": "human"})
    bring_in(admin_client, "practice", as_csv(*rows))
    practice = Practice.objects.get()
    assert practice.original_language == "en"
    assert sorted(text.language for text in practice.texts.all()) == ["en", "pt-BR"]
    practice.texts.create(language="FR ", title="Le thé", summary="Ils parlent.")
    assert practice.texts.filter(language="fr").exists()
