"""Lists and entries as files, opened as their readers do."""

import csv
import io
import json
import zipfile

import openpyxl

from publishing.editing.sheets.cells import as_typed

MARK = "\ufeff".encode()


def fetched(client, address):
    """The bytes of the file at `address`."""
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


def json_at(client, address):
    return json.loads(fetched(client, address))


def rows_at(client, address):
    """The rows of the CSV file at `address`, each a dict."""
    return rows_of(fetched(client, address))


def rows_of(data):
    assert data.startswith(MARK)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def row_at(client, address):
    [row] = rows_at(client, address)
    return row


def sheets_at(client, address):
    """{title: rows} of the workbook at `address`; the first row of each names its columns."""
    book = openpyxl.load_workbook(io.BytesIO(fetched(client, address)))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def archive_at(client, address):
    """{name: bytes} of the archive at `address`, which was checked."""
    with zipfile.ZipFile(io.BytesIO(fetched(client, address))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


TOKENS = ("not reported", "not looked up yet", "not applicable", "withheld", "not translated yet")


def content(cell):
    """What a cell holds, without what keeps it from being a formula or one of the words for no content."""
    text = as_typed(cell)
    return text[1:] if text.lstrip("\\") in TOKENS else text
