"""Sheets in tests: made of dicts, uploaded as a browser would, and read back."""

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from networks.sheets import OrganisationSheet
from practices.sheets import PracticeSheet

SHEETS = {"practice": PracticeSheet, "organisation": OrganisationSheet}
PLACES = {"practice": "practices_practice", "organisation": "networks_organisation"}

A_PRACTICE = {
    "language": "en",
    "title": "Tea with the neighbours",
    "summary": "They drink tea and talk.",
    "scale": "local",
    "evidence": "described",
}
AN_ORGANISATION = {"language": "en", "title": "Riverbank Circle", "kind": "civil-society"}


def address(kind, page):
    return reverse(f"admin:{PLACES[kind]}_{page}")


def as_csv(*rows, headers=None, delimiter=","):
    headers = headers or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    written = csv.DictWriter(out, headers, delimiter=delimiter, restval="")
    written.writeheader()
    written.writerows(rows)
    return out.getvalue().encode()


def as_xlsx(*rows):
    headers = list(dict.fromkeys(name for row in rows for name in row))
    book = openpyxl.Workbook()
    book.active.append(headers)
    for row in rows:
        book.active.append([row.get(name) for name in headers])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def look(client, kind, data, name="sheet.csv"):
    """The page of the dry run of the bytes `data`."""
    return client.post(address(kind, "import"), {"import_file": SimpleUploadedFile(name, data)})


def confirm(client, kind, page):
    """Confirm what `page` shows."""
    values = page.context["confirm_form"].initial
    return client.post(address(kind, "process_import"), values)


def bring_in(client, kind, data):
    """Import the bytes `data`, with the dry run and its confirmation."""
    page = look(client, kind, data)
    assert "confirm_form" in page.context, said(page)
    return confirm(client, kind, page)


def kinds(page):
    """{row: what the file would do with it}"""
    return {row.line: row.kind for row in page.context["rows"]}


def faults(page):
    """{(row, column): sentence} of a page of the import, or the sentences about the whole file."""
    if "rows" not in page.context:
        return page.context["form"].errors.get("import_file", [])
    return {
        (row.line, column): " ".join(sentences)
        for row in page.context["rows"]
        for column, sentences in row.faults.items()
    }


def said(page):
    return faults(page) or kinds(page)


def export(client, kind, file_format="csv", query=""):
    return client.post(address(kind, "export") + query, {"format": file_format}).content


def read_csv(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
