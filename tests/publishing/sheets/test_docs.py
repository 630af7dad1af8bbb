from pathlib import Path

from django.conf import settings

from networks.sheets import OrganisationSheet
from practices.sheets import PracticeSheet


def column_table(sheets):
    """A Markdown table of the columns of `sheets`, {the kind: columns}; what is the same stands there once."""
    kinds = {}
    for kind, columns in sheets.items():
        for column in columns:
            mark = " \\*" if column.needed else ""
            row = (f"`{column.name}`{mark}", str(column.help).replace("|", "\\|"))
            kinds.setdefault(row, []).append(kind)
    rows = [
        f"| {name} | {'both' if len(found) > 1 else found[0]} | {holds} |" for (name, holds), found in kinds.items()
    ]
    return "\n".join(["| column | in | holds |", "| --- | --- | --- |", *rows])


def test_the_guide_has_the_columns_as_they_are():
    """When it fails: put what `column_table` gives into docs/sheets.md."""
    guide = (Path(settings.BASE_DIR) / "docs" / "sheets.md").read_text("utf-8")
    sheets = {"practices": PracticeSheet.columns, "organisations": OrganisationSheet.columns}
    assert guide.partition("| column |")[1:] == ("| column |", column_table(sheets).removeprefix("| column |") + "\n")
