"""What the drills say of what they saw."""

import importlib

import pytest

from drills.__main__ import DRILLS, PAGE
from drills.site import Readers


@pytest.fixture
def readers():
    """Those of a trouble from 10 to 20: (began, seconds, status, stale)."""
    readers = Readers(0, "/practices/")
    readers.answers = [
        (11.0, 0.5, 200, False),
        (12.0, 7.0, 503, False),
        (19.0, 1.5, 200, False),
        (20.25, 0.25, 503, False),
        (20.5, 3.0, 200, False),
        (22.0, 1.0, 200, False),
    ]
    return readers


def test_the_first_good_answer_afterwards_is_timed_until_it_is_there_and_was_asked_for_then(readers):
    assert (readers.first(20), readers.first(30)) == ("3.0 s", "none")


def test_what_was_asked_for_meanwhile_is_told_with_what_became_of_it(readers):
    assert readers.told(10, 20) == "3 answers, slowest 7.00 s (200: 2, 503: 1)"


def test_the_page_of_drills_has_each_under_the_words_that_it_has_itself():
    headings = [line.removeprefix("## ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("## ")]
    assert headings == [importlib.import_module(f"drills.{name}").__doc__.splitlines()[0] for name in DRILLS]
