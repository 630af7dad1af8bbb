"""What home gives as examples of a search, asked of the real directory."""

import pytest

from gsx_site.views import QUESTIONS
from tests.factories import real_directory

pytestmark = pytest.mark.usefixtures("world")


def test_the_questions_that_home_gives_as_examples_find_something(client):
    real_directory()
    for question in map(str, QUESTIONS):
        assert len(client.get("/search/", {"q": question}).context["listing"].rows) > 2, question
