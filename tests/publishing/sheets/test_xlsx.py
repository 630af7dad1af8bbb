"""What the cells of an XLSX hold, whichever program wrote it: text, numbers, days, and what a spreadsheet works out."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.editing.sheets.cells import DAY_ZERO, BadFile, Formula
from publishing.editing.sheets.reading import read_sheet
from publishing.editing.sheets.xlsx import xlsx_rows
from tests.hostile_sheets import RELATION, book, relations, sheet, styles, texts, workbook
from tests.sheets import A_PRACTICE, as_xlsx


def saved(*values, epoch=None, formats=()):
    """An XLSX of one row, as openpyxl writes it."""
    made = openpyxl.Workbook()
    if epoch:
        made.epoch = epoch
    made.active.append(values)
    for cell, number_format in zip(made.active[1], formats, strict=False):
        cell.number_format = number_format
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def one(data):
    """The value of the only cell."""
    [(_row, cells)] = xlsx_rows(data)
    [value] = cells.values()
    return value


def cell(inside, **parts):
    return one(workbook(cells=sheet(f'<row r="1">{inside}</row>'), **parts))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("Tea", "Tea"),
        ("a\nb", "a\nb"),
        (" around ", " around "),
        ("شاي", "شاي"),
        (2015, "2015"),
        (2015.0, "2015"),
        (0.5, "0.5"),
        (12.25, "12.25"),
        (True, "yes"),
        (False, "no"),
        (date(2024, 5, 31), "2024-05-31"),
        (datetime(2024, 5, 31), "2024-05-31"),
        (datetime(2024, 5, 31, 12, 30), "2024-05-31 12:30:00"),
        (time(12, 30), "12:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_is_read_as_somebody_would_type_it(value, read):
    assert one(saved(value)) == read


def test_days_are_counted_from_where_other_programs_count():
    assert openpyxl.utils.datetime.WINDOWS_EPOCH.date() == DAY_ZERO


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH])
@pytest.mark.parametrize("number_format", ["yyyy-mm-dd", "DD/MM/YY", "mm-dd-yy", "[$-409]d mmm yyyy"])
def test_a_number_is_a_day_by_its_format_and_by_where_the_workbook_begins_to_count(epoch, number_format):
    assert one(saved(date(2024, 5, 31), epoch=epoch, formats=[number_format])) == "2024-05-31"


@pytest.mark.parametrize("number_format", ["General", "0.00", '"days" 0', "[Red]0"])
def test_a_number_of_another_format_stays_one(number_format):
    assert one(saved(45443, formats=[number_format])) == "45443"


@pytest.mark.parametrize("number", ["-1000000", "99999999999", "1e999"])
def test_a_day_that_is_none_is_wrong_as_a_formula_is(number):
    made = cell(f'<c s="0"><v>{number}</v></c>', styles=styles('<xf numFmtId="14"/>'))
    assert isinstance(made, Formula)


def test_what_a_spreadsheet_works_out_is_a_formula_whatever_came_of_it():
    for inside in ("<c><f>1+1</f><v>2</v></c>", '<c t="str"><f>A2</f><v>x</v></c>', '<c t="e"><v>#N/A</v></c>'):
        assert isinstance(cell(inside), Formula)
    for inside in ('<c><f t="shared" si="0"/><v>2</v></c>', '<c><f t="array" ref="A1:A2">1</f></c>'):
        assert isinstance(cell(inside), Formula)


def test_a_text_in_pieces_is_one_without_the_hints_for_reading_it():
    pieces = "<r><rPr><b/></rPr><t>To</t></r><r><t>kyo</t></r><rPh sb='0' eb='1'><t>とう</t></rPh><phoneticPr/>"
    assert cell('<c t="s"><v>0</v></c>', texts=texts(f"<si>{pieces}</si>")) == "Tokyo"
    assert cell(f'<c t="inlineStr"><is>{pieces}</is></c>') == "Tokyo"


def test_shared_texts_are_found_by_their_number_empty_ones_too():
    held = texts("<si><t>a</t></si><si><t/></si><si/><si><t>_x005F_x000D_</t></si>")
    inside = "".join(f'<c t="s"><v>{number}</v></c>' for number in range(4))
    assert list(xlsx_rows(workbook(cells=sheet(f"<row>{inside}</row>"), texts=held))) == [(1, {1: "a", 4: "_x000D_"})]


def test_a_day_may_be_written_as_one():
    assert cell('<c t="d"><v>2024-05-31</v></c>') == "2024-05-31"
    assert cell('<c t="d"><v>2024-05-31T00:00:00</v></c>') == "2024-05-31"


def test_rows_and_cells_count_on_where_they_do_not_say_where_they_are():
    rows = '<row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row><row r="4"><c><v>5</v></c></row><row/>'
    assert list(xlsx_rows(workbook(cells=sheet(rows)))) == [(1, {1: "1", 3: "3", 4: "4"}), (4, {1: "5"})]


def test_rows_that_are_left_out_are_empty_ones():
    rows = '<row r="2"><c r="B2"><v>1</v></c></row><row r="4"><c r="A4"><v>2</v></c></row>'
    head = '<row r="1"><c r="A1" t="str"><v>Start Year</v></c></row>'
    table = read_sheet(workbook(cells=sheet(head + rows)))
    assert table[:2] == (["start_year", ""], [["", "1"], ["", ""], ["2", ""]])


def test_names_of_elements_may_have_a_prefix():
    rows = '<x:worksheet xmlns:x="a"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert one(workbook(cells=rows)) == "1"


def test_the_first_sheet_with_cells_is_read_wherever_it_lies():
    more = {
        "xl/_rels/workbook.xml.rels": relations(
            s=("worksheet", "/xl/worksheets/sheet1.xml"),
            c=("chartsheet", "chartsheets/sheet1.xml"),
            o=("worksheet", "../other/sheet9.xml"),
        ),
        "other/sheet9.xml": sheet("<row><c><v>9</v></c></row>"),
    }
    sheets = '<sheets><sheet name="C" r:id="c"/><sheet name="O" r:id="o"/><sheet name="S" r:id="s"/></sheets>'
    assert one(workbook(book=book(sheets), more=more)) == "9"


def test_a_workbook_without_styles_and_shared_texts_is_one():
    only = {"xl/_rels/workbook.xml.rels": relations(s=("worksheet", "worksheets/sheet1.xml"))}
    assert one(workbook(cells=sheet("<row><c><v>1</v></c></row>"), more=only)) == "1"
    assert RELATION in only["xl/_rels/workbook.xml.rels"]


BASES = [as_xlsx(A_PRACTICE), workbook(), workbook(0)]


@settings(max_examples=150)
@given(st.sampled_from(BASES), st.data())
def test_a_damaged_file_gives_rows_or_a_sentence_and_nothing_else(base, data):
    file = bytearray(base)
    for _ in range(data.draw(st.integers(1, 12))):
        file[data.draw(st.integers(0, len(file) - 1))] = data.draw(st.integers(0, 255))
    try:
        headers, rows, *_others = read_sheet(bytes(file))
    except BadFile as refused:
        assert str(refused)
    else:
        assert all(len(row) == len(headers) for row in rows)


PARTS = st.text(alphabet="<>/=\"'rcstvfi Aa109.&;#x", max_size=60)


@settings(max_examples=150)
@given(PARTS, PARTS, PARTS, PARTS)
def test_parts_of_rubbish_give_rows_or_a_sentence_and_nothing_else(cells, formats, shared, inside):
    for data in (
        workbook(cells=sheet(cells), styles=styles(formats), texts=texts(shared), book=book(inside)),
        workbook(cells=sheet(f'<row><c t="s" s="0"><v>{cells}</v></c></row>'), texts=texts(f"<si>{shared}</si>")),
        workbook(cells=sheet(f"<row><c {cells}><v>{shared}</v></c></row>"), styles=styles(f"<xf {formats}/>")),
    ):
        try:
            assert read_sheet(data)
        except BadFile as refused:
            assert str(refused)
