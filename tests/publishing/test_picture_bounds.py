"""Small pictures that want gigabytes, and the largest that are taken: where memory is short, each has its answer."""

import pytest

from publishing.entries.pixels import LARGEST_FILE
from tests.hostile_pictures import HOSTILE, TAKEN
from tests.limited import within

MEGABYTES = 400  # libraries reserve more than they use: 240 MB is what the largest of them hold
WIDTHS = "tests.hostile_pictures:widths"


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """{name of a picture: what became of it}"""
    files = {name: make() for name, (make, _sentence) in HOSTILE.items()}
    files |= {name: make() for name, make in TAKEN.items()}
    assert [name for name, file in files.items() if len(file) > LARGEST_FILE] == []
    answers = within(MEGABYTES, WIDTHS, tmp_path_factory.mktemp("pictures"), files.values())
    return dict(zip(files, answers, strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_small_picture_that_wants_to_be_large_is_refused_by_a_sentence(said, name):
    assert said[name] == {"refused": HOSTILE[name][1]}


@pytest.mark.parametrize("name", TAKEN)
def test_the_largest_pictures_that_are_taken_fit_into_their_memory(said, name):
    assert said[name] in ({"gave": [64]}, {"gave": [320, 640, 1280]})
