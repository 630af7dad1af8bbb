"""How the files of a list are offered."""

import pytest

from catalogue.alternates import offered
from tests.factories import make_practice

pytestmark = pytest.mark.usefixtures("world")


def test_files_stand_by_what_they_are_for(client):
    make_practice()
    groups = {str(words): [one.name for one in files] for words, files in _taking(client).groups}
    assert list(groups) == ["To read without a network", "To send", "As a spreadsheet", "For programs"]
    assert groups["To read without a network"] == ["html"]
    assert groups["To send"] == ["txt"]
    assert groups["As a spreadsheet"] == ["xlsx", "csv", "zip", "dictionary.csv"]
    assert sum(map(len, groups.values())) == len(offered.of_lists())


def _taking(client):
    return client.get("/practices/").context["listing"].taking


def test_the_name_of_a_file_says_what_it_was_filtered_by_and_no_word_searched_for(client):
    make_practice(countries=["KE"], themes=["sport-arts-culture"])
    for query, said in (
        ("place=KE&theme=sport-arts-culture", "practices-place-KE-theme-sport-arts-culture-"),
        ("place=BD&place=KE", "practices-place-BD-KE-"),
        ("place=KE&q=secret", "practices-place-KE-search-"),
        ("", "practices-"),
    ):
        header = client.get(f"/practices.csv?{query}").headers["Content-Disposition"]
        name = header.removeprefix('attachment; filename="').removesuffix('.csv"')
        assert name.rstrip("0123456789") == said
