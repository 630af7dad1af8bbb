"""Uploads are unpacked one at a time in each process; who waits too long is asked to try again."""

import threading

import pytest

from publishing.editing.sheets.cells import BadFile
from publishing.editing.sheets.reading import read_sheet
from publishing.entries import one_at_a_time
from publishing.entries.pixels import PictureRefused, renditions
from tests.planted import jpeg
from tests.sheets import A_PRACTICE, as_csv, as_xlsx
from tests.waiting import through

BUSY = "Another picture or sheet is being read at this moment: try again in a minute."
UPLOADS = {
    "picture": lambda: renditions(jpeg()),
    "XLSX": lambda: read_sheet(as_xlsx(A_PRACTICE)),
    "CSV": lambda: read_sheet(as_csv(A_PRACTICE)),
}


@pytest.mark.parametrize("kind", UPLOADS)
def test_a_second_upload_is_asked_to_try_again_when_its_turn_does_not_come(kind, monkeypatch):
    monkeypatch.setattr(one_at_a_time, "WAIT", 0)
    with one_at_a_time.one_at_a_time(), pytest.raises((PictureRefused, BadFile)) as refused:
        UPLOADS[kind]()
    assert str(refused.value) == BUSY


@pytest.mark.parametrize("kind", UPLOADS)
def test_a_second_upload_waits_for_its_turn(kind, monkeypatch):
    monkeypatch.setattr(one_at_a_time, "WAIT", 600)  # whatever machine this runs on
    made = []
    second = threading.Thread(target=lambda: made.append(UPLOADS[kind]()))
    with one_at_a_time.one_at_a_time():
        second.start()
        assert made == []
    through(second)
    assert len(made) == 1


@pytest.mark.parametrize("kind", UPLOADS)
def test_the_turn_is_free_after_an_upload_and_after_one_that_failed(kind, monkeypatch):
    monkeypatch.setattr(one_at_a_time, "WAIT", 0)
    for file in (b"", b"PK\x03\x04", b"\xff\xd8\xff"):
        for read, refused in ((renditions, PictureRefused), (read_sheet, BadFile)):
            with pytest.raises(refused):
                read(file)
    assert UPLOADS[kind]()
    assert UPLOADS[kind]()
