from pathlib import Path

from django.conf import settings

from networks.sheets import OrganisationSheet
from practices.sheets import PracticeSheet
from publishing.editing.sheets.template import column_table


def test_the_guide_has_the_columns_as_they_are():
    """When it fails: put what `column_table` gives into docs/sheets.md."""
    guide = (Path(settings.BASE_DIR) / "docs" / "sheets.md").read_text("utf-8")
    sheets = {"practices": PracticeSheet.columns, "organisations": OrganisationSheet.columns}
    assert guide.partition("| column |")[1:] == ("| column |", column_table(sheets).removeprefix("| column |") + "\n")
