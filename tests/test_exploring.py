"""The suite is the same at every run, and what `make explore` finds can be kept."""

import random
import re

import pytest
from django.conf import settings as settings_of_site
from hypothesis import settings

from publishing.entries.fields import new_uid
from tests.exploring import example_of, is_exploring

TOLD = """\
E       AssertionError: assert ('q' not in 'q')
E       Failing test case: test_x(
E           client=<tests.staff.StaffClient object at 0x7fc3631d70e0>,
E           words='q',  # or any other generated value
E           numbers=[0, 0],
E       )
E       You can reproduce this test case by temporarily adding @reproduce_failure('6', b'AE') as a decorator
"""
DRAWN = """\
E       Failing test case: test_x(
E           data=data(...),
E       )
E       Draw 1: 10
"""


def test_what_was_found_is_told_as_the_line_that_keeps_it():
    assert example_of(TOLD, {"client"}) == "@example(words='q', numbers=[0, 0])"


def test_nothing_is_offered_for_what_draws_as_it_goes_along_or_draws_nothing():
    assert example_of(DRAWN, {}) == ""
    assert example_of("E       assert 1 == 2\n", {}) == ""


@pytest.mark.skipif("is_exploring()", reason="there everything is another at every run")
def test_uids_and_random_numbers_are_those_of_every_run():
    assert [new_uid(), new_uid(), random.randrange(1000)] == ["z9w9wzkhjv", "tw9cb4kf6s", 484]


def test_examples_are_those_of_every_run_unless_one_explores():
    assert settings().derandomize != is_exploring()
    assert (settings().database is None) != is_exploring()


def test_no_test_decides_for_itself_whether_its_examples_are_random_or_how_long_one_may_take():
    tests = settings_of_site.BASE_DIR / "tests"
    deciding = re.compile(r"\b(derandomize|database|deadline)=\b")
    found = [one for one in tests.rglob("*.py") if deciding.search(one.read_text("utf-8"))]
    assert [one.name for one in found] == ["exploring.py"]
