"""Small files that want gigabytes: each is refused by a sentence, or read, where memory is short."""

import pytest

from publishing.editing.sheets.reading import MOST_BYTES
from tests.hostile_sheets import HARMLESS, HOSTILE
from tests.limited import within

MEGABYTES = 300
READ = "publishing.editing.sheets.reading:read_sheet"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """{name of a hostile or harmless file: what became of it}"""
    files = {name: make() for name, (make, _sentence) in HOSTILE.items()}
    files |= {name: make() for name, make in HARMLESS.items()}
    assert [name for name, file in files.items() if len(file) > MOST_BYTES] == []
    answers = within(MEGABYTES, READ, tmp_path_factory.mktemp("sheets"), files.values())
    return dict(zip(files, answers, strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_small_file_that_wants_to_be_large_is_refused_by_a_sentence(said, name):
    assert said[name] == {"refused": HOSTILE[name][1]}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_large_where_nobody_looks_is_passed_by(said, name):
    assert said[name]["gave"][:2] == [["title"], [["Tea"]]]
