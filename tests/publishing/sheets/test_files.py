"""Files that can't be looked at row by row: each is answered by a sentence."""

import io
import zipfile

import pytest

from practices.models import Practice
from publishing.editing.sheets import reading
from publishing.editing.sheets.writing import write_xlsx
from tests.sheets import A_PRACTICE, as_csv, as_xlsx, faults, kinds, look

pytestmark = pytest.mark.usefixtures("world")

NEEDED = ["language", "title", "summary", "scale", "evidence"]


def a_zip(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        (b"", ["The file is empty."]),
        (b" \n ", ["The file is empty."]),
        (b"\xef\xbb\xbf", ["The first row has to hold the names of the columns, and it is empty."]),
        (b"_x000D_", ["The first row has to hold the names of the columns, and it is empty."]),
        (b"sep=;\r\n", ["The first row has to hold the names of the columns, and it is empty."]),
        (b"\n\ntitle", ["The first row has to hold the names of the columns, and it is empty."]),
        (as_csv(headers=NEEDED), ["There is no row below the names of the columns."]),
        (as_csv(dict.fromkeys(NEEDED, "")), ["There is no row below the names of the columns."]),
        (
            as_csv(A_PRACTICE).decode().encode("utf-16"),
            ["The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as XLSX; in LibreOffice, choose UTF-8."],
        ),
        (
            as_csv(A_PRACTICE | {"title": "Café"}).decode().encode("latin-1"),
            ["The file is not in UTF-8. In Excel, save it as “CSV UTF-8” or as XLSX; in LibreOffice, choose UTF-8."],
        ),
        (b"GIF89a\0\0", ["This is not a spreadsheet: choose a CSV file or an XLSX file."]),
        (b"\xd0\xcf\x11\xe0rest", ["This is a file of an old Excel: save it as XLSX."]),
        (b"PK\x03\x04rest", ["This XLSX file is damaged, or no spreadsheet: save it anew."]),
        (a_zip({"a.txt": "words"}), ["This XLSX file is damaged, or no spreadsheet: save it anew."]),
        (a_zip({str(n): "" for n in range(501)}), ["This file unpacks to more than 100 MB: divide it."]),
        (
            b'title,language\r\n"Tea" and more,en\r\n',
            ["This is not a CSV file that can be read: at line 2, ',' expected after '\"'."],
        ),
        (
            as_csv(A_PRACTICE | {"tittle": "x", "colour": "red"}),
            [
                "There is no column “tittle”. Did you mean: title?",
                "There is no column “colour”. Take it out of the file.",
            ],
        ),
        (
            as_csv({"title": "Tea", "language": "en", "summary": "x"}),
            [
                "The column “scale” is missing: every sheet needs it.",
                "The column “evidence” is missing: every sheet needs it.",
            ],
        ),
        (
            b"language,title,summary,scale,evidence,title\r\nen,Tea,x,local,described,Tea\r\n",
            ["The column “title” stands there twice: keep one of them."],
        ),
        (
            b"language,title,summary,scale,evidence,\r\nen,Tea,x,local,described,stray\r\n",
            ["A column with cells in it has no name: name it in the first row, or empty it."],
        ),
        (
            b"language" + b",x" * 201 + b"\r\nen" + b",y" * 201,
            ["The file has more than 200 columns."],
        ),
    ],
)
def test_a_file_that_is_no_sheet_of_ours_is_answered_by_a_sentence(admin_client, data, sentences):
    page = look(admin_client, "practice", data)
    assert page.status_code == 200
    assert faults(page) == sentences
    assert "rows" not in page.context
    assert not Practice.objects.exists()


def test_no_file_at_all_is_asked_for(admin_client):
    page = admin_client.post("/admin/practices/practice/import/", {})
    assert faults(page) == ["Choose a file."]


def test_a_file_has_at_most_so_many_rows(admin_client, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    rows = [A_PRACTICE | {"title": f"Tea {number}"} for number in range(3)]
    for data in (as_csv(*rows), as_xlsx(*rows)):
        assert faults(look(admin_client, "practice", data)) == ["The file has more than 2 rows: divide it."]
        assert kinds(look(admin_client, "practice", as_csv(*rows[:2]))) == {2: "new", 3: "new"}


def test_a_file_has_at_most_so_many_megabytes(admin_client):
    data = b"x" * (10 * 1024 * 1024 + 1)
    assert faults(look(admin_client, "practice", data)) == ["The file is larger than 10 MB: divide it."]


def test_an_xlsx_that_unpacks_to_a_mountain_is_not_unpacked(admin_client):
    bomb = a_zip({"xl/worksheets/sheet1.xml": b"0" * (101 * 1024 * 1024)})
    assert len(bomb) < 200_000
    assert faults(look(admin_client, "practice", bomb)) == ["This file unpacks to more than 100 MB: divide it."]


def test_a_cell_far_out_does_not_make_a_file_long(admin_client):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(A_PRACTICE)))
    book.active["A1048576"] = "far"
    out = io.BytesIO()
    book.save(out)
    page = look(admin_client, "practice", out.getvalue())
    assert faults(page) == ["The file has more than 1000 rows: divide it."]


def test_headers_may_be_written_as_words(admin_client):
    data = as_csv(A_PRACTICE | {"Start Year ": "2015"})
    assert kinds(look(admin_client, "practice", data)) == {2: "new"}


def test_the_sheets_beside_the_first_are_not_read(admin_client):
    rows = [list(A_PRACTICE), list(A_PRACTICE.values())]
    data = write_xlsx({"Entries": rows, "Columns": [["column"], ["anything"]]})
    assert kinds(look(admin_client, "practice", data)) == {2: "new"}
