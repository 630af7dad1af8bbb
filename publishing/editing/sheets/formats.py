"""The two formats of sheets, for django-import-export."""

import tablib
from import_export.formats.base_formats import Format

from publishing.editing.sheets.reading import read_sheet
from publishing.editing.sheets.writing import write_csv, write_xlsx


class SheetFormat(Format):
    """A file comes and goes as bytes; which format it is, its content says."""

    extension, content_type, title = "", "", ""

    def get_title(self):
        return self.title

    def get_extension(self):
        return self.extension

    def get_content_type(self):
        return self.content_type

    def can_import(self):
        return True

    def can_export(self):
        return True

    def __init__(self, encoding=None):
        """`encoding` is import-export's; ours is always UTF-8."""

    def create_dataset(self, in_stream):
        """The sheet in the bytes `in_stream`. Raises BadFile."""
        headers, rows = read_sheet(in_stream)
        return tablib.Dataset(*rows, headers=headers)


class XLSX(SheetFormat):
    extension, title = "xlsx", "XLSX (Excel, LibreOffice)"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset, **kwargs):
        return write_xlsx({"Entries": [dataset.headers, *dataset]})


class CSV(SheetFormat):
    extension, content_type, title = "csv", "text/csv; charset=utf-8", "CSV (UTF-8)"

    def export_data(self, dataset, **kwargs):
        return write_csv(dataset.headers, dataset)


FORMATS = [XLSX, CSV]
