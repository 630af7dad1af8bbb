"""A column of texts that the model keeps one a line."""

import pytest

from publishing.editing.sheets.cells import Wrong
from publishing.editing.sheets.columns import Lines

COLUMN = Lines("also_known_as", "Other names.")


@pytest.mark.parametrize(
    "cell", ["Riverside  Circle; Cercle", "Riverside Circle\nCercle\n", "Riverside Circle;;Cercle;Cercle"]
)
def test_a_cell_holds_them_one_a_line_or_parted_by_semicolons(cell):
    assert COLUMN.read(cell, None) == "Riverside Circle\nCercle"


@pytest.mark.parametrize("value", ["", "Riverside; Circle\nCercle | Rive", "\\n"])
def test_what_is_written_is_read_again(value):
    assert COLUMN.read(COLUMN.write(value), None) == value


def test_a_text_has_no_parts():
    with pytest.raises(Wrong, match="“Riverside | Circle” has more parts than this column knows"):
        COLUMN.read("Riverside | Circle", None)
